// A task's Markdown as elements: headings, paragraphs, lists, tables, code, and what is marked in a line.

import { h, visible } from "./dom.js";

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

export function inline(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(visible(text.slice(end, found.index)));
    end = found.index + found[0].length;
    const [, code, strong, emphasis, label, target] = found;
    if (code) parts.push(h("code", {}, visible(code)));
    else if (strong) parts.push(h("strong", {}, inline(strong)));
    else if (emphasis) parts.push(h("em", {}, inline(emphasis)));
    else parts.push(h("a", { href: target, target: "_blank", rel: "noreferrer noopener" }, visible(label)));
  }
  parts.push(visible(text.slice(end)));
  return parts.filter((part) => part !== "");
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

let examples = 0; // regions need names of their own

function table(lines) {
  const right = cells(lines[1]).map((cell) => cell.endsWith(":"));
  const row = (line, name) =>
    h("tr", {}, cells(line).map((cell, at) => h(name, { class: right[at] && "number", scope: name === "th" && "col" }, nullable(cell))));
  return h("div", { class: "scroll small", tabindex: "0", role: "region", "aria-label": `Example ${++examples}` },
    h("table", { class: "rows" }, h("thead", {}, row(lines[0], "th")), h("tbody", {}, lines.slice(2).map((line) => row(line, "td")))));
}

const nullable = (cell) => (cell === "NULL" ? h("span", { class: "null" }, "NULL") : inline(cell));

const BLOCKS = [
  [/^```/, (lines) => {
    const end = lines.findIndex((line, at) => at > 0 && line.startsWith("```"));
    const stop = end < 0 ? lines.length : end;
    return [h("pre", { tabindex: "0" }, h("code", {}, visible(lines.slice(1, stop).join("\n")))), stop + 1];
  }],
  [/^ {4}\S/, (lines) => {
    const stop = until(lines, (line) => line.trim() && !/^ {4}/.test(line));
    return [h("pre", { tabindex: "0" }, h("code", {}, visible(lines.slice(0, stop).map((line) => line.slice(4)).join("\n").trimEnd()))), stop];
  }],
  [/^#{1,6} /, (lines) => {
    const level = Math.min(4, /^#+/.exec(lines[0])[0].length + 1);
    return [h(`h${level}`, {}, inline(lines[0].replace(/^#+ /, ""))), 1];
  }],
  [/^\s*([-*]|\d+\.) /, (lines) => {
    const stop = until(lines, (line, at) => !line.trim() && !/^\s*([-*]|\d+\.) |^ {2,}\S/.test(lines[at + 1] ?? ""));
    const items = [];
    for (const line of lines.slice(0, stop)) {
      const found = /^\s*(?:[-*]|\d+\.) (.*)/.exec(line);
      if (found) items.push(found[1]);
      else if (line.trim()) items[items.length - 1] += " " + line.trim();
    }
    return [h(/^\s*\d/.test(lines[0]) ? "ol" : "ul", {}, items.map((item) => h("li", {}, inline(item)))), stop];
  }],
];

function until(lines, ends) {
  const stop = lines.findIndex(ends);
  return stop < 0 ? lines.length : stop;
}

export function markdown(text) {
  const made = [];
  let lines = text.replaceAll("\r", "").split("\n");
  while (lines.length) {
    if (!lines[0].trim()) {
      lines = lines.slice(1);
      continue;
    }
    if (lines[0].includes("|") && RULE.test(lines[1] ?? "") && lines[1].includes("-")) {
      const stop = until(lines, (line) => !line.includes("|"));
      made.push(table(lines.slice(0, stop)));
      lines = lines.slice(stop);
      continue;
    }
    const block = BLOCKS.find(([begins]) => begins.test(lines[0]));
    if (block) {
      const [element, count] = block[1](lines);
      made.push(element);
      lines = lines.slice(count);
      continue;
    }
    const stop = Math.max(1, until(lines, (line, at) => at > 0 && (!line.trim() || BLOCKS.some(([begins]) => begins.test(line)))));
    made.push(h("p", {}, inline(lines.slice(0, stop).join(" "))));
    lines = lines.slice(stop);
  }
  return made;
}
