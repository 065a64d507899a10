// The API: every call with the token, which stands in the address's fragment first and in this tab's storage then.

const KEY = "sqlgym-token";

// Another tab of this page may ask for the token: a link opened in a new tab has none.
const channel = new BroadcastChannel("sqlgym");

let token = null;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function findToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  token = sessionStorage.getItem(KEY) ?? (await ask());
  if (token) sessionStorage.setItem(KEY, token);
  channel.addEventListener("message", ({ data }) => {
    if (data === "token?" && token) channel.postMessage({ token });
  });
  return token !== null;
}

function ask() {
  return new Promise((resolve) => {
    const hear = ({ data }) => data?.token && done(data.token);
    const done = (found) => {
      channel.removeEventListener("message", hear);
      resolve(found);
    };
    channel.addEventListener("message", hear);
    channel.postMessage("token?");
    setTimeout(() => done(null), 250);
  });
}

const headers = () => ({ Authorization: `Bearer ${token}` });

export async function call(method, path, body, signal) {
  const options = { method, headers: headers(), signal, cache: "no-store" };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
    options.keepalive = method === "PUT" && options.body.length < 50_000; // a page that is left still saves; browsers allow 64 KiB
  }
  let reply;
  try {
    reply = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "The server does not answer. Is `sqlgym serve` still running?");
  }
  const found = await reply.json().catch(() => null);
  if (!reply.ok) throw new ApiError(reply.status, found?.error ?? `The server answered ${reply.status}.`);
  return found;
}

// Server-sent events by a fetch stream, which can carry the token; it is opened again when it ends.
export async function listen(hear, state) {
  for (;;) {
    try {
      const reply = await fetch("/api/events", { headers: headers(), cache: "no-store" });
      if (!reply.ok) throw new ApiError(reply.status, "");
      state(true);
      await read(reply.body.pipeThrough(new TextDecoderStream()).getReader(), hear);
    } catch {
      // The server has ended, or begins again; the next attempt tells.
    }
    state(false);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

async function read(reader, hear) {
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const parts = text.split("\n\n");
    text = parts.pop();
    for (const part of parts) {
      const name = /^event: (.*)$/m.exec(part)?.[1];
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (name) hear(name, data ? JSON.parse(data) : {});
    }
  }
}
