// A verdict as a learner reads it: the sentence, the evidence, one next move; and what each kind shows besides.

import { h, icon, plural, visible } from "./dom.js";
import { inline, markdown } from "./markdown.js";
import { plans } from "./plan.js";
import { cell, differences, result, rowsTable, textOf } from "./tables.js";

const WORDS = {
  correct: ["Right", "check"],
  wrong: ["Not right yet", "cross"],
  error: ["The engine refused it", "cross"],
  refused: ["Not allowed here", "cross"],
  limit: ["It took too much", "clock"],
  blank: ["Nothing to check yet", "minus"],
  ungraded: ["Not judged", "minus"],
};

const points = (number) => Number(number.toFixed(2)).toLocaleString("en");

function headline(found) {
  const [word, sign] = WORDS[found.status];
  return h("header", { class: `headline ${found.status}` }, icon(sign),
    h("h2", {}, word), h("span", { class: "points" }, `${points(found.score * found.points)} of ${points(found.points)} points`));
}

function place(one) {
  const before = one.text.slice(0, one.column - 1), span = one.text.slice(one.column - 1, one.column - 1 + one.length);
  return h("pre", { class: "place", tabindex: "0" }, h("span", { class: "muted" }, `line ${one.line}  `),
    h("code", {}, visible(before), h("span", { class: "underline" }, visible(span) || " "), visible(one.text.slice(before.length + span.length))));
}

function finding(one) {
  return h("div", { class: "finding" }, h("p", {}, visible(one.message)), one.place && place(one.place));
}

function sentence(found) {
  if (found.status !== "correct") return found.findings.slice(0, 1).map(finding);
  const tried = found.worlds?.tried;
  const where = tried ? ` and ${plural(tried, "small database")}` : "";
  return h("p", {}, found.bound ? visible(found.bound) : found.kind === "query" ? `No difference was found on the dataset${where}.` : "Everything that was tried is as it should be.");
}

function counterexample(found) {
  const { tables, expected, actual } = found;
  const marks = differences(expected.rows, actual.rows);
  const side = (title, grid, which) => h("figure", {}, h("figcaption", {}, title),
    grid.rows.length ? rowsTable(grid.columns, grid.rows, { label: title, marks: (at, place) => marks[which].get(at)?.has(place) })
      : h("div", {}, rowsTable(grid.columns, [], { label: title }), h("p", { class: "muted none" }, "no rows")));
  return h("section", { class: "evidence" }, h("h3", {}, "A small database that shows it"),
    h("div", { class: "grids" }, Object.entries(tables).map(([name, grid]) =>
      h("figure", {}, h("figcaption", {}, visible(name)), grid.rows.length ? rowsTable(grid.columns, grid.rows, { label: name }) : h("p", { class: "muted none" }, "no rows"))),
      h("div", { class: "grids sides" }, side("expected", expected, "expected"), side("yours", actual, "actual"))));
}

const KINDS = { missing: "missing", extra: "too many", changed: "changed" };

function difference(found, table) {
  const columns = found.expected.map((one) => one.name), types = found.expected.map((one) => one.type);
  const line = (row, word, kind, changed) => h("tr", { class: kind }, h("th", { scope: "row" }, word), row.map((value, at) => cell(value, types[at], changed?.includes(at))));
  const rows = found.rows.flatMap((row) =>
    row.kind === "changed" ? [line(row.expected, "expected", "expected", row.changed), line(row.actual, "yours", "yours", row.changed)]
    : [line(row.expected ?? row.actual, KINDS[row.kind], row.kind)]);
  const more = Object.entries(found.more).filter(([, many]) => many).map(([kind, many]) => `${many.toLocaleString("en")} more ${kind}`);
  return h("details", { class: "fold", open: true }, h("summary", {}, table ? `Rows of ${visible(table)} that differ` : "Rows that differ on the course’s data"),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows that differ" },
      h("table", { class: "rows diff" }, h("thead", {}, h("tr", {}, h("td", {}), columns.map((name) => h("th", { scope: "col" }, visible(name))))), h("tbody", {}, rows))),
    more.length > 0 && h("p", { class: "muted" }, `and ${more.join(", ")}`));
}

const MARK = new Map([[true, ["check", "passed"]], [false, ["cross", "failed"]], [null, ["minus", "not tried"]]]);
const sign = (passed) => h("span", { class: `sign ${MARK.get(passed)[1].replace(" ", "-")}`, role: "img", "aria-label": MARK.get(passed)[1] }, icon(MARK.get(passed)[0]));

function transactionCard(lines) {
  return h("ul", { class: "acid" }, lines.map((line) => h("li", {}, sign(line.passed),
    h("div", {}, h("h3", {}, visible(line.name[0].toUpperCase() + line.name.slice(1))), h("p", {}, visible(line.saw)),
      line.name !== "explicit" && line.did && h("p", { class: "muted" }, visible(line.did), line.engine && ` (${line.engine})`)))));
}

function workload(details) {
  const most = Math.max(1, ...details.queries.map((one) => Math.max(one.before, one.after)));
  const bar = (value, name) => h("span", { class: `work work-${name}` }, h("span", { class: "bar" }, h("span", { style: { width: `${Math.max(0.5, (value / most) * 100)}%` } })), value.toLocaleString("en"));
  return h("section", {}, h("h3", {}, "The work of each query"),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The work of each query" }, h("table", { class: "rows wide" },
      h("thead", {}, h("tr", {}, ["query", "before", "with your indexes", "the course’s", "served by"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, details.queries.map((one) => h("tr", {}, h("th", { scope: "row" }, visible(one.name)), h("td", {}, bar(one.before, "before")), h("td", {}, bar(one.after, "after")),
        h("td", { class: "number" }, one.reference.toLocaleString("en")), h("td", {}, one.used.map(visible).join(", ") || (one.write ? "–" : "no index"))))))),
    h("p", { class: "muted" }, "Reads are counted in steps of SQLite’s virtual machine, writes in entries."),
    details.indexes.length > 0 && [h("h3", {}, "Your indexes"), rowsTable(["index", "on", "serves", "entries written"], details.indexes.map((one) => [one.name, one.on, one.serves.join(", ") || "nothing", one.entries]), { label: "Your indexes" })],
    details.duckdb && h("details", { class: "fold" }, h("summary", {}, `How DuckDB runs “${visible(details.duckdb.query)}”`), plans({ answer: details.duckdb.plan })));
}

function designCard(card) {
  return h("section", { class: "card" }, h("header", {}, sign(card.reached && !card.findings.length), h("h3", {}, visible(card.table)),
    h("span", { class: "badge" }, card.reached ? `${card.target}${card.form !== card.target ? `, even ${card.form}` : ""}` : `${card.form}, wanted ${card.target}`)),
    h("p", { class: "muted" }, `key: ${card.key.map(visible).join(", ") || "none"}`), card.findings.map(finding), card.tries.map(attempt));
}

function attempt(one) {
  return h("div", { class: "try" }, h("p", {}, "Try it:"), h("pre", { tabindex: "0" }, h("code", {}, one.sql.map((sql) => `${visible(sql)};`).join("\n"))), h("p", {}, `Your tables accept it: ${visible(one.effect)}.`));
}

function design(details) {
  const whole = details.whole;
  const wrong = [...whole.findings, ...details.cards.flatMap((card) => card.findings)].some((one) => one.check.startsWith("case."));
  const marks = [[whole.lossless, "Joins without loss"], [whole.checkable, "Keys check every rule"]];
  if (whole.rebuilt !== null && whole.rebuilt !== undefined) marks.push([whole.rebuilt, `The original ${plural(whole.rows, "row")} rebuilt`]);
  if (whole.cases) marks.push([!wrong, `${plural(whole.cases, "further row")} taken or refused as they must`]);
  return h("section", {}, h("div", { class: "cards" }, details.cards.map(designCard)),
    h("section", { class: "card" }, h("h3", {}, "The whole design"), h("ul", { class: "marks" }, marks.map(([good, said]) => h("li", {}, sign(good ?? null), said))), whole.findings.slice(0, 3).map(finding), whole.tries.slice(0, 2).map(attempt)),
    h("details", { class: "fold" }, h("summary", {}, "How your columns were read"), rowsTable(["table", "column", "read as", "how"], details.columns.map((one) => [one.table, one.column, one.attribute ?? "–", one.how]), { label: "How your columns were read" })));
}

const OWN = {
  transaction: (details) => details.lines?.length && transactionCard(details.lines),
  index: (details) => details.queries && workload(details),
  design: (details) => details.cards && design(details),
};

function nextMove(found) {
  const said = found.diagnosis ?? found.findings[0]?.help ?? found.details.next;
  return said && found.status !== "correct" && h("aside", { class: "next", "aria-label": "Next move" }, icon("arrow"), h("p", {}, inline(said)));
}

function work(one) {
  const share = Math.round((one.answer / Math.max(1, one.of)) * 100);
  return h("p", {}, `It takes ${one.answer.toLocaleString("en")} steps of SQLite’s virtual machine, ${share} % of the query to be beaten; at most ${Math.round(one.at_most * 100)} % are asked for.`);
}

export function solutionView(solution) {
  return h("section", { class: "solution" }, solution.explanation && h("div", { class: "prose" }, markdown(solution.explanation)),
    h("details", { class: "fold" }, h("summary", {}, "The course’s answer"), h("pre", { tabindex: "0" }, h("code", {}, visible(solution.sql)))));
}

export function verdict(found, solution) {
  const { details, findings, notes } = found;
  const own = OWN[found.kind]?.(details);
  const others = found.kind === "design" && own ? [] : findings.slice(1);
  return h("div", { class: "verdict" }, headline(found), sentence(found),
    found.counterexample && counterexample(found.counterexample),
    nextMove(found), own, details.work && work(details.work),
    details.difference?.rows.length > 0 && difference(details.difference, details.table),
    others.length > 0 && h("details", { class: "fold" }, h("summary", {}, `${plural(others.length, "more finding")}`), others.map(finding)),
    notes.length > 0 && h("ul", { class: "notes" }, notes.map((note) => h("li", {}, visible(note)))),
    solution && found.status === "correct" && solutionView(solution),
    h("p", { class: "muted took" }, `${found.engine}, ${found.seconds >= 1 ? `${found.seconds.toFixed(1)} s` : `${Math.round(found.seconds * 1000)} ms`}`));
}

// What a run shows: rows, or why there are none.
export function ran(report) {
  const found = report.results[0];
  const notes = found.notes.length > 0 && h("ul", { class: "notes" }, found.notes.map((note) => h("li", {}, visible(note))));
  if (report.ran) return h("div", { class: "left" }, report.ran.map((one) => [one.said && h("p", {}, visible(one.said)), one.columns && result(one)]), notes);
  return h("div", { class: "verdict" }, h("header", { class: `headline ${found.status}` }, icon(WORDS[found.status][1]), h("h2", {}, WORDS[found.status][0])),
    found.findings.map((one) => [finding(one), one.help && h("aside", { class: "next" }, icon("arrow"), h("p", {}, inline(one.help)))]), notes);
}

export { textOf };
