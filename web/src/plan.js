// A plan as a tree that opens and closes: what each step does, how many rows it hands on, its share of the time.

import { h, visible } from "./dom.js";

const count = (number) => number.toLocaleString("en");

function facts(plan) {
  const rows = plan.rows ?? plan.estimated;
  const said = plan.rows !== undefined ? `${count(rows)} row${rows === 1 ? "" : "s"}` : rows !== undefined ? `about ${count(rows)} rows` : null;
  const far = plan.rows !== undefined && plan.estimated !== undefined && Math.max(plan.rows, 1) / Math.max(plan.estimated, 1);
  return [
    said && h("span", { class: "plan-rows" }, said),
    far && (far > 10 || far < 0.1) && h("span", { class: "plan-far" }, `expected ${count(plan.estimated)}`),
    plan.share !== undefined && h("span", { class: "plan-share" },
      h("span", { class: "bar" }, h("span", { style: { width: `${Math.max(1, plan.share * 100)}%` } })),
      plan.share > 0 && plan.share < 0.01 ? "< 1 %" : `${Math.round(plan.share * 100)} %`),
  ];
}

function line(plan) {
  return h("span", { class: "plan-line" },
    h("span", { class: "plan-what" },
      h("strong", {}, visible(plan.operator)), plan.table && h("span", { class: "plan-table" }, ` ${visible(plan.table)}`),
      plan.condition && h("code", {}, visible(plan.condition))),
    h("span", { class: "plan-facts" }, facts(plan)));
}

function tree(plan) {
  const children = plan.children ?? [];
  if (!children.length) return h("li", {}, h("div", { class: "leaf" }, line(plan)));
  return h("li", {}, h("details", { open: true }, h("summary", {}, line(plan)), h("ul", {}, children.map(tree))));
}

const whole = (title, plan) => h("section", { class: "plan" }, h("h2", {}, title), h("ul", { class: "plan-tree" }, tree(plan)));

export function plans(found) {
  if (!found.answer) return null;
  return h("div", { class: found.reference ? "plans two" : "plans" },
    whole("Your plan", found.answer), found.reference && whole("The course’s plan", found.reference));
}
