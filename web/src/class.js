// A class: students by exercises, sorted and filtered, each answer's verdict, and the most frequent mistakes.

import { call } from "./api.js";
import { h, icon, plural, put, visible } from "./dom.js";
import { inline } from "./markdown.js";
import { verdict } from "./verdict.js";

const SIGNS = { correct: "check", wrong: "cross", error: "cross", refused: "cross", limit: "clock", blank: "minus", ungraded: "minus" };
const round = (number) => Number(number.toFixed(1)).toLocaleString("en");

export async function classPage({ say }) {
  const found = await call("GET", "/api/class");
  const cells = new Map(found.cells.map((one) => [`${one.student}\n${one.exercise}`, one]));
  const order = { key: "student", down: false };
  let text = "", status = "";
  const body = h("tbody", {}), answer = h("section", { class: "answer", "aria-live": "polite" });
  const value = (one) => (order.key === "student" ? one.student : order.key === "points" ? one.points : cells.get(`${one.student}\n${order.key}`)?.score ?? -1);
  const compare = (one, two) => {
    const [a, b] = [value(one), value(two)];
    const by = typeof a === "string" ? a.localeCompare(b, "en", { numeric: true }) : a - b;
    return (order.down ? -by : by) || one.student.localeCompare(two.student, "en", { numeric: true });
  };
  const fits = (one) => one.student.toLowerCase().includes(text) && (!status || found.exercises.some((name) => cells.get(`${one.student}\n${name}`)?.status === status));
  const open = async (one) => {
    try {
      const report = await call("GET", `/api/class/answer?${new URLSearchParams({ student: one.student, exercise: one.exercise })}`);
      put(answer, h("h2", {}, `${visible(one.student)}: ${visible(one.exercise)}`), report.results[0].sql && h("pre", { class: "place", tabindex: "0" }, h("code", {}, visible(report.results[0].sql))), verdict(report.results[0]));
      answer.scrollIntoView({ block: "nearest" });
    } catch (error) {
      say(error.message);
    }
  };
  const cellView = (student, name) => {
    const one = cells.get(`${student}\n${name}`);
    return h("td", {}, one && h("button", { class: `cell ${one.status}`, type: "button", title: one.status, "aria-label": `${student}, ${name}: ${one.status}`, onclick: () => open(one) }, icon(SIGNS[one.status])));
  };
  const show = () => {
    const rows = found.students.filter(fits).sort(compare);
    put(body, rows.map((one) => h("tr", {}, h("th", { scope: "row" }, visible(one.student)), h("td", { class: "number" }, `${round(one.points)} of ${round(one.possible)}`), found.exercises.map((name) => cellView(one.student, name)))));
    put(count, plural(rows.length, "student"));
    for (const [key, th] of heads) th.setAttribute("aria-sort", key !== order.key ? "none" : order.down ? "descending" : "ascending");
  };
  const count = h("p", { class: "muted", role: "status" });
  const heads = new Map();
  const head = (key, label) => {
    const th = h("th", { scope: "col" }, h("button", { type: "button", onclick: () => (order.key === key ? (order.down = !order.down) : Object.assign(order, { key, down: key !== "student" }), show()) }, visible(label)));
    heads.set(key, th);
    return th;
  };
  const statuses = [...new Set(found.cells.map((one) => one.status))];
  const main = h("main", { class: "class-page", id: "main" }, h("h1", {}, "The class"),
    h("div", { class: "filters", role: "search" }, h("input", { type: "search", placeholder: "Search students", "aria-label": "Search students", oninput: (event) => ((text = event.target.value.toLowerCase()), show()) }),
      h("label", { class: "choice" }, h("span", { class: "sr" }, "Status"), h("select", { onchange: (event) => ((status = event.target.value), show()) }, h("option", { value: "" }, "Any status"), statuses.map((one) => h("option", { value: one }, one))))),
    count, h("div", { class: "scroll matrix", tabindex: "0", role: "region", "aria-label": "Students and exercises" },
      h("table", { class: "rows class-table" }, h("thead", {}, h("tr", {}, head("student", "student"), head("points", "points"), found.exercises.map((name) => head(name, name)))), body)),
    answer,
    found.mistakes.length > 0 && h("section", {}, h("h2", {}, "Most frequent mistakes"), h("ol", { class: "mistakes" }, found.mistakes.map((one) => h("li", {}, h("strong", {}, visible(one.exercise)), h("span", { class: "muted" }, ` ${plural(one.students.length, "student")}`), h("p", {}, inline(one.said)))))));
  show();
  return { main, title: "The class", hear() {}, leave() {} };
}
