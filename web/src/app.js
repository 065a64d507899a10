// The page: the token, the address, the bar at the top, and what is shown below it.

import { call, findToken, listen } from "./api.js";
import { classPage } from "./class.js";
import { h, icon, put, visible } from "./dom.js";
import { exercisePage } from "./exercise.js";
import { listPage, progress } from "./list.js";

const app = document.querySelector("#app");
const toast = h("div", { class: "toast", role: "status", hidden: true });
let course = null, page = null, opening = 0, quiet = null;

function say(text) {
  put(toast, visible(text));
  toast.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => (toast.hidden = true), 6000);
}

const THEMES = ["light", "dark"];
function theme(name) {
  if (THEMES.includes(name)) document.documentElement.dataset.theme = name;
}
theme(localStorage.getItem("sqlgym-theme"));
function otherTheme() {
  const now = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  localStorage.setItem("sqlgym-theme", next);
  theme(next);
}

const top = h("header", { class: "top" });
const stage = h("div", { class: "stage" });

function showTop() {
  put(top, h("a", { class: "brand", href: "/" }, h("img", { src: "/assets/favicon.svg", alt: "", width: 22, height: 22 }), "sqlgym"),
    h("a", { class: "course", href: "/" }, visible(course.title)), course.graded && h("a", { href: "/class" }, "Class"),
    h("span", { class: "spacer" }), page?.main.classList.contains("exercise-page") && progress(course.exercises),
    h("button", { class: "button quiet", type: "button", "aria-label": "Light or dark", title: "Light or dark", onclick: otherTheme }, icon("theme")));
}

async function refreshCourse() {
  try {
    course = Object.assign(course ?? {}, await call("GET", "/api/exercises"));
    showTop();
    if (page?.refresh) page.refresh();
  } catch (error) {
    say(error.message);
  }
}

function home() {
  const made = { main: listPage(course), title: course.title, hear() {}, leave() {} };
  made.refresh = () => {
    const focused = document.activeElement?.type === "search";
    if (focused) return;
    const next = listPage(course);
    made.main.replaceWith(next);
    made.main = next;
  };
  return made;
}

async function route(scroll = true) {
  const turn = ++opening;
  const [, kind, name] = location.pathname.split("/");
  let next;
  try {
    if (kind === "exercise") next = await exercisePage(decodeURIComponent(name), course, { say, refreshCourse });
    else if (kind === "class") next = await classPage({ say });
    else next = home();
  } catch (error) {
    next = { main: h("main", { class: "list", id: "main" }, h("h1", {}, "That does not work"), h("p", {}, error.message), h("p", {}, h("a", { href: "/" }, "All exercises"))), title: "", hear() {}, leave() {} };
  }
  if (turn !== opening) return next.leave();
  page?.leave();
  page = next;
  document.title = next.title ? `${next.title} · sqlgym` : "sqlgym";
  put(stage, next.main);
  showTop();
  if (scroll) scrollTo(0, 0);
}

function follow(event) {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  route().then(() => stage.querySelector("h1")?.setAttribute("tabindex", "-1"));
}

function hear(event, data) {
  if (event === "progress" || event === "course") refreshCourse();
  if (event === "note") say(data.said);
  page?.hear(event, data);
}

async function begin() {
  put(app, h("a", { class: "skip", href: "#main" }, "To the content"), top, stage, toast);
  if (!(await findToken())) return locked("Open the address that `sqlgym serve` printed: it holds the token that lets you in.");
  try {
    course = await call("GET", "/api/exercises");
  } catch (error) {
    return locked(error.message);
  }
  addEventListener("popstate", () => route(false));
  document.addEventListener("click", follow);
  await route();
  let before = true;
  listen(hear, (on) => {
    document.documentElement.dataset.connected = on;
    if (!on && before) say("The connection to the server is lost; trying again.");
    if (on && !before) refreshCourse();
    before = on;
  });
}

function locked(said) {
  put(stage, h("main", { class: "list", id: "main" }, h("h1", {}, "sqlgym"), h("p", {}, visible(said))));
}

begin();
