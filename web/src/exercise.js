// One exercise: the task and its tables on one side; the editor, results and verdicts on the other.

import { ApiError, call } from "./api.js";
import { h, icon, plural, put, visible } from "./dom.js";
import { editor } from "./editor.js";
import { markdown } from "./markdown.js";
import { plans } from "./plan.js";
import { schemaDrawing, tableList } from "./tables.js";
import { ran, solutionView, verdict } from "./verdict.js";

const QUIET = 700; // milliseconds without typing after which an answer is written

// Tabs that arrow keys go through, as WAI-ARIA has them.
function tabs(label, entries) {
  const ids = Object.keys(entries);
  const panels = Object.fromEntries(ids.map((id) => [id, h("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, class: "panel", tabindex: "0" })]));
  const buttons = ids.map((id) => h("button", { role: "tab", type: "button", id: `tab-${id}`, "aria-controls": `panel-${id}`, onclick: () => select(id), onkeydown: move }, entries[id]));
  const bar = h("div", { role: "tablist", "aria-label": label, class: "tabs" }, buttons);
  function select(id) {
    ids.forEach((one, at) => {
      buttons[at].setAttribute("aria-selected", one === id);
      buttons[at].tabIndex = one === id ? 0 : -1;
      panels[one].hidden = one !== id;
    });
  }
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = (buttons.indexOf(event.target) + step + ids.length) % ids.length;
    select(ids[at]);
    buttons[at].focus();
    event.preventDefault();
  }
  select(ids[0]);
  return { bar, panels, select, label: (id, text) => put(buttons[ids.indexOf(id)], text) };
}

export async function exercisePage(name, course, { say, refreshCourse }) {
  let task = await call("GET", `/api/exercises/${encodeURIComponent(name)}`);
  let version = task.answer.version, saved = task.answer.text, dirty = false, timer = null, saving = Promise.resolve();
  let doing = null, gone = false, engine = task.engine, shown = ""; // what the result below is of

  const at = course.exercises.findIndex((one) => one.name === task.name);
  const link = (one, label, sign) => one && h("a", { class: "button quiet", href: `/exercise/${one.name}`, title: visible(one.title), "aria-label": `${label}: ${one.title}` }, icon(sign));

  // The left side.
  const left = tabs("About the exercise", { task: "Task", ...(task.workload && { workload: "Statements" }), ...(task.tables && { tables: "Tables" }), hints: "Hints", ...(course.author && { audit: "Audit" }) });
  const title = h("h1", {}, visible(task.title));
  const about = h("p", { class: "about" });
  function showTask() {
    const body = task.task.replace(/^\s*# .*\n+/, "");
    put(about, h("span", { class: `badge kind-${task.kind}` }, task.kind), h("span", {}, plural(task.points, "point")), task.passed && h("span", { class: "passed" }, icon("check"), "done"));
    put(left.panels.task, h("div", { class: "prose" }, markdown(body)), task.passed && task.solution && h("details", { class: "fold after" }, h("summary", {}, "What it was about, and the course’s answer"), solutionView(task.solution)));
    if (task.workload) put(left.panels.workload, h("div", { class: "solution" }, h("pre", { tabindex: "0" }, h("code", {}, visible(task.workload)))));
    left.label("hints", task.hints.count ? `Hints ${task.hints.given.length}/${task.hints.count}` : "Hints");
    const more = task.hints.given.length < task.hints.count;
    put(left.panels.hints, h("ol", { class: "hints" }, task.hints.given.map((hint) => h("li", { class: "prose" }, markdown(hint)))),
      more ? h("button", { class: "button", type: "button", onclick: hint }, icon("bulb"), task.hints.given.length ? "Next hint" : "Give me a hint") : h("p", { class: "muted" }, task.hints.count ? "These are all hints." : "There are no hints for this one."));
  }
  async function hint() {
    try {
      task = { ...task, hints: await call("POST", `/api/exercises/${task.name}/hint`, {}) };
      showTask();
      const button = left.panels.hints.querySelector("button");
      (button ?? left.panels.hints).focus();
    } catch (error) {
      say(error.message);
    }
  }
  async function showTables() {
    if (!task.tables) return;
    put(left.panels.tables, h("p", { class: "muted" }, "The tables are being prepared …"));
    try {
      const found = await call("GET", `/api/exercises/${task.name}/tables`);
      if (gone) return;
      put(left.panels.tables, schemaDrawing(found.tables, found.drawing), tableList(found.tables));
      code.complete(Object.fromEntries(found.tables.map((table) => [table.name, table.columns.map((column) => column.name)])));
    } catch (error) {
      put(left.panels.tables, h("p", { class: "fault" }, error.message));
    }
  }
  async function audit() {
    put(left.panels.audit, h("p", { class: "muted" }, "The exercise is being tested …"));
    try {
      const found = await call("GET", `/api/exercises/${task.name}/audit`);
      put(left.panels.audit, h("p", {}, found.findings.length ? plural(found.findings.length, "finding") : "Nothing is to be repaired."),
        found.findings.map((one) => h("section", { class: `card ${one.severity}` }, h("h2", {}, visible(one.id)), h("p", {}, visible(one.message)), h("p", { class: "muted" }, visible(one.place)), h("p", {}, visible(one.help)))),
        h("dl", { class: "facts" }, found.facts.map(([key, said]) => [h("dt", {}, visible(key)), h("dd", {}, visible(said))])), button());
    } catch (error) {
      put(left.panels.audit, h("p", { class: "fault" }, error.message), button());
    }
  }
  const button = () => h("button", { class: "button", type: "button", onclick: audit }, "Audit this exercise");
  if (course.author) put(left.panels.audit, h("p", { class: "muted" }, "Right answers must pass, wrong ones and likely mistakes must not."), button());

  // The right side.
  const place = h("div", { class: "code" });
  const state = h("span", { class: "state", role: "status" });
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const runButton = h("button", { class: "button", type: "button", onclick: () => submit("run"), title: "Ctrl+Enter" }, icon("play"), "Run");
  const checkButton = h("button", { class: "button primary", type: "button", onclick: () => submit("check"), title: "Ctrl+Shift+Enter" }, icon("check"), "Check");
  const stopButton = h("button", { class: "button stop", type: "button", hidden: true, onclick: () => doing?.abort() }, icon("stop"), "Stop");
  const chosen = task.engines.length > 1 && h("label", { class: "choice" }, h("span", { class: "sr" }, "Engine"),
    h("select", { onchange: (event) => (engine = event.target.value) }, task.engines.map((one) => h("option", { value: one, selected: one === engine }, one))));
  const out = tabs("What it does", { result: "Result", plan: "Plan" });
  const start = () => {
    put(out.panels.result, h("div", { class: "welcome" }, h("p", {}, h("kbd", {}, "Ctrl"), "+", h("kbd", {}, "Enter"), " runs your SQL and shows what it does."),
      h("p", {}, h("kbd", {}, "Ctrl"), "+", h("kbd", {}, "Shift"), "+", h("kbd", {}, "Enter"), " checks whether it is right.")));
    put(out.panels.plan, h("p", { class: "muted" }, "How the engine runs your query is shown here once it has run."));
  };
  start();

  const code = editor(place, {
    text: task.answer.text, engine: task.engine, label: `Your answer to ${task.title}`, changed, run: () => submit("run"), check: () => submit("check"),
  });
  const files = h("span", { class: "file muted", title: course.workspace }, visible(task.answer.file));
  if (task.answer.problem) conflict(task.answer.problem);

  function changed() {
    dirty = true;
    if (!doing) put(state, shown ? `changed since it was ${shown}` : "");
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  }
  function save() {
    clearTimeout(timer);
    saving = saving.then(write, write);
    return saving;
  }
  async function write() {
    const text = code.text();
    if (!dirty || text === saved) return void (dirty = false);
    try {
      const found = await call("PUT", `/api/exercises/${task.name}/answer`, { sql: text, was: version });
      version = found.version;
      saved = text;
      dirty = code.text() !== text;
      if (!doing) put(state, shown ? `saved, changed since it was ${shown}` : "saved");
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) return conflict("The file was changed by another program or tab.");
      put(state, "not saved");
      say(error.message);
    }
  }
  function conflict(said) {
    const settle = (act) => () => {
      banner.hidden = true;
      act();
      code.focus();
    };
    put(banner, h("p", {}, visible(said)),
      h("button", { class: "button", type: "button", onclick: settle(take) }, "Take the file’s text"),
      h("button", { class: "button quiet", type: "button", onclick: settle(keep) }, "Keep mine"));
    banner.hidden = false;
  }
  async function take() {
    const found = await call("GET", `/api/exercises/${task.name}`);
    if (gone) return;
    ({ version, text: saved } = found.answer);
    dirty = false;
    code.replace(saved);
    put(state, shown ? `read from the file, changed since it was ${shown}` : "read from the file");
  }
  async function keep() {
    const found = await call("GET", `/api/exercises/${task.name}`);
    ({ version, text: saved } = found.answer);
    dirty = true;
    save();
  }
  async function outside() {
    await saving.catch(() => {});
    const found = await call("GET", `/api/exercises/${task.name}`);
    if (gone || found.answer.version === version) return;
    if (found.answer.text === code.text()) return void ({ version, text: saved } = found.answer);
    if (dirty) return conflict("The file was changed by another program or tab.");
    ({ version, text: saved } = found.answer);
    code.replace(saved);
    put(state, shown ? `read from the file, changed since it was ${shown}` : "read from the file");
  }

  function busy(on, said) {
    runButton.hidden = checkButton.hidden = on;
    stopButton.hidden = !on;
    put(state, said);
  }
  let id = "";
  async function submit(what) {
    if (doing) return;
    const sql = code.text();
    const mine = (doing = new AbortController());
    id = crypto.randomUUID();
    const had = document.activeElement === runButton || document.activeElement === checkButton;
    busy(true, what === "run" ? "running …" : "checking …");
    if (had) stopButton.focus();
    save();
    try {
      const body = { exercise: task.name, sql, id, ...(engine !== task.engine && { engine }) };
      const report = await call("POST", `/api/${what}`, body, mine.signal);
      if (gone) return;
      await show(what, report, sql);
    } catch (error) {
      if (gone) return;
      put(out.panels.result, h("p", { class: error.name === "AbortError" ? "muted" : "fault" }, error.name === "AbortError" ? "Stopped." : error.message));
    } finally {
      doing = null;
      const stopped = document.activeElement === stopButton;
      busy(false, state.textContent.endsWith("…") ? "" : state.textContent);
      if (stopped) (what === "run" ? runButton : checkButton).focus();
    }
  }
  async function show(what, report, sql) {
    const found = report.results[0];
    if (what === "check" && found.status === "correct") {
      task = await call("GET", `/api/exercises/${task.name}`);
      showTask();
      refreshCourse();
    }
    put(out.panels.result, what === "run" ? ran(report) : verdict(found, task.solution), what === "check" && found.status === "correct" && onward());
    put(out.panels.plan, plans(found.plans) ?? h("p", { class: "muted" }, "There is no plan to show for this."));
    code.underline(found.findings);
    out.select("result");
    out.panels.result.scrollTop = 0;
    shown = what === "run" ? "run" : "checked";
    put(state, code.text() === sql ? (what === "run" ? "run" : `checked: ${found.status}`) : `changed since it was ${shown}`);
  }
  function onward() {
    const next = course.exercises.slice(at + 1).find((one) => !one.passed) ?? course.exercises.find((one) => !one.passed && one.name !== task.name);
    return next && h("p", {}, h("a", { class: "button primary", href: `/exercise/${next.name}` }, "Next: ", visible(next.title), icon("next")));
  }
  async function reset() {
    if (!confirm("Put the starter back? Your text is kept in the workspace.")) return;
    clearTimeout(timer);
    const found = await call("POST", `/api/exercises/${task.name}/reset`, {});
    ({ version, text: saved } = found);
    dirty = false;
    code.replace(saved);
    task = await call("GET", `/api/exercises/${task.name}`);
    showTask();
    start();
    refreshCourse();
  }

  showTask();
  showTables();
  const main = h("main", { class: "exercise-page", id: "main" },
    h("section", { class: "side", "aria-label": "Task" }, h("div", { class: "heading" }, h("div", {}, title, about), h("nav", { "aria-label": "Other exercises", class: "neighbours" }, link(course.exercises[at - 1], "Previous", "back"), link(course.exercises[at + 1], "Next", "next"))),
      left.bar, Object.values(left.panels)),
    h("section", { class: "work-side", "aria-label": "Your answer" }, banner, place,
      h("div", { class: "toolbar" }, runButton, checkButton, stopButton, chosen, state, h("span", { class: "spacer" }), files, h("button", { class: "button quiet", type: "button", onclick: reset }, "Start over")),
      out.bar, Object.values(out.panels)));
  const keys = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    submit(event.shiftKey ? "check" : "run");
  };
  document.addEventListener("keydown", keys);
  addEventListener("pagehide", save);
  return {
    main,
    title: task.title,
    hear(event, data) {
      if (event === "saved" && data.exercise === task.name) outside().catch((error) => say(error.message));
      if (event === "queue" && data.id === id && doing) put(state, data.place ? `waiting: ${data.place === 1 ? "you are next" : `${data.place - 1} before you`} …` : "working …");
      if (event === "course" && (!data.exercise || data.exercise === task.name)) reread();
    },
    leave() {
      gone = true;
      save();
      doing?.abort();
      document.removeEventListener("keydown", keys);
      removeEventListener("pagehide", save);
      code.destroy();
    },
  };
  async function reread() {
    try {
      task = { ...(await call("GET", `/api/exercises/${task.name}`)) };
      put(title, visible(task.title));
      showTask();
      showTables();
      if (course.author) say("The exercise was saved: this is how it looks now.");
    } catch (error) {
      say(error.message);
    }
  }
}
