// The list of exercises: what there is to do, what is done, and a search.

import { h, icon, plural, put, visible } from "./dom.js";

const BASICS = "basics";
const filter = { text: "", kind: "", tag: "", open: false };

const points = (list) => list.reduce((sum, one) => sum + one.points, 0);

function fits(one) {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const said = `${one.name} ${one.title} ${one.kind} ${one.tags.join(" ")}`.toLowerCase();
  return words.every((word) => said.includes(word)) && (!filter.kind || one.kind === filter.kind) &&
    (!filter.tag || one.tags.includes(filter.tag)) && (!filter.open || !one.passed);
}

function row(one) {
  const sign = h("span", { class: one.passed ? "done" : "todo" }, one.passed ? icon("check") : null);
  const tags = one.tags.filter((tag) => tag !== BASICS).slice(0, 4);
  return h("li", {}, h("a", { class: "exercise", href: `/exercise/${one.name}` }, sign,
    h("span", { class: "title" }, h("strong", {}, visible(one.title)), one.passed && h("span", { class: "sr" }, " (done)"),
      one.fault ? h("span", { class: "fault" }, visible(one.fault)) : h("span", { class: "tags" }, tags.map(visible).join(" · "))),
    one.kind && h("span", { class: `badge kind-${one.kind}` }, one.kind), h("span", { class: "points" }, plural(one.points, "point"))));
}

function group(title, list) {
  const done = list.filter((one) => one.passed).length;
  return list.length > 0 && h("section", {}, h("h2", {}, title, h("span", { class: "muted" }, ` ${done} of ${list.length}`)), h("ul", { class: "exercises" }, list.map(row)));
}

export function progress(list) {
  const done = list.filter((one) => one.passed);
  const share = list.length ? (done.length / list.length) * 100 : 0;
  return h("div", { class: "progress" },
    h("span", { class: "bar", role: "progressbar", "aria-label": "Exercises done", "aria-valuenow": done.length, "aria-valuemin": 0, "aria-valuemax": list.length }, h("span", { style: { width: `${share}%` } })),
    h("span", {}, `${done.length} of ${list.length} done`), h("span", { class: "muted" }, `${points(done)} of ${plural(points(list), "point")}`));
}

export function listPage(course) {
  const all = course.exercises;
  const body = h("div", {});
  const show = () => {
    const found = all.filter(fits);
    const basics = found.filter((one) => one.tags.includes(BASICS)), rest = found.filter((one) => !one.tags.includes(BASICS));
    put(body, h("p", { class: "sr", role: "status" }, `${plural(found.length, "exercise")} shown`),
      basics.length && rest.length ? [group("Basics, one idea each", basics), group("After that", rest)] : group("Exercises", found),
      !found.length && h("p", { class: "empty" }, "No exercise fits. Try another word, or clear the search."));
  };
  const set = (key, value) => {
    filter[key] = value;
    show();
  };
  const choice = (key, label, options) => h("label", { class: "choice" }, h("span", { class: "sr" }, label),
    h("select", { onchange: (event) => set(key, event.target.value) }, h("option", { value: "" }, label), options.map((one) => h("option", { value: one, selected: filter[key] === one }, visible(one)))));
  const kinds = [...new Set(all.map((one) => one.kind).filter(Boolean))];
  const tags = [...new Set(all.flatMap((one) => one.tags))].filter((tag) => tag !== BASICS).sort();
  const next = all.find((one) => !one.passed && !one.fault);
  show();
  return h("main", { class: "list", id: "main" },
    h("div", { class: "intro" }, h("div", {}, h("h1", {}, visible(course.title)), progress(all)),
      next && h("a", { class: "button primary", href: `/exercise/${next.name}` }, all.some((one) => one.passed) ? "Go on: " : "Begin: ", visible(next.title), icon("next"))),
    h("div", { class: "filters", role: "search" },
      h("input", { type: "search", placeholder: "Search titles, kinds and tags", "aria-label": "Search exercises", value: filter.text, oninput: (event) => set("text", event.target.value) }),
      choice("kind", "All kinds", kinds), choice("tag", "All tags", tags),
      h("label", { class: "check" }, h("input", { type: "checkbox", checked: filter.open, onchange: (event) => set("open", event.target.checked) }), "Only what is open")),
    body);
}
