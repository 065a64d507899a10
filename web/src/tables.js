// Rows as a table that scrolls, cells as people read them, and the drawing of a schema.

import { h, plural, s, visible } from "./dom.js";

const decimals = (type) => /^DECIMAL\(\d+,\s*(\d+)\)$/i.exec(type ?? "")?.[1];

export function textOf(value, type) {
  if (value === null) return "NULL";
  if (typeof value === "number" && decimals(type) !== undefined) return value.toFixed(Number(decimals(type)));
  if (typeof value === "object") return visible(JSON.stringify(value));
  return visible(value);
}

export function cell(value, type, mark) {
  const number = typeof value === "number";
  const shown =
    value === null ? h("span", { class: "null" }, "NULL")
    : value === "" ? h("span", { class: "null" }, "''")
    : textOf(value, type);
  const inner = mark ? h("mark", {}, shown) : shown;
  return h("td", { class: number ? "number" : value !== null && String(value).length > 60 ? "long" : undefined }, inner);
}

export function rowsTable(columns, rows, { types = [], marks, label = "Rows", extra } = {}) {
  const numeric = columns.map((_, at) => rows.some((row) => typeof row[at] === "number"));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    h("table", { class: "rows" },
      h("thead", {}, h("tr", {}, columns.map((name, at) => h("th", { scope: "col", class: numeric[at] && "number", title: types[at] }, visible(name))))),
      h("tbody", {}, rows.map((row, at) =>
        h("tr", { class: extra?.(at) }, row.map((value, place) => cell(value, types[place], marks?.(at, place)))))))
  );
}

export function result({ columns, rows, types, count, said }) {
  const shown = count > rows.length ? `first ${rows.length.toLocaleString("en")} of ${count.toLocaleString("en")} rows` : plural(count, "row");
  return h("div", { class: "result" }, h("p", { class: "count" }, shown), rowsTable(columns, rows, { types, label: said || "Result" }));
}

// Which rows of either side have no equal on the other; of those, paired in order, which cells differ.
export function differences(expected, actual) {
  const key = (row) => JSON.stringify(row);
  const left = new Map();
  for (const row of actual) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  const alone = { expected: [], actual: [] };
  expected.forEach((row, at) => (left.get(key(row)) ? left.set(key(row), left.get(key(row)) - 1) : alone.expected.push(at)));
  const right = new Map();
  for (const row of expected) right.set(key(row), (right.get(key(row)) ?? 0) + 1);
  actual.forEach((row, at) => (right.get(key(row)) ? right.set(key(row), right.get(key(row)) - 1) : alone.actual.push(at)));
  const ordered = !alone.expected.length && !alone.actual.length;
  const pairs = ordered ? expected.map((_, at) => [at, at]).filter(([at]) => key(expected[at]) !== key(actual[at])) : alone.expected.map((at, place) => [at, alone.actual[place]]);
  const marks = { expected: new Map(), actual: new Map() };
  const whole = (rows, at) => new Set(rows[at].map((_, place) => place));
  for (const [one, two] of pairs) {
    if (two === undefined) {
      marks.expected.set(one, whole(expected, one));
      continue;
    }
    const width = Math.max(expected[one].length, actual[two].length);
    const cells = new Set([...Array(width).keys()].filter((place) => key(expected[one][place]) !== key(actual[two][place])));
    marks.expected.set(one, cells);
    marks.actual.set(two, cells);
  }
  for (const at of alone.actual) if (!marks.actual.has(at)) marks.actual.set(at, whole(actual, at));
  return marks;
}

export function schemaDrawing(tables, drawing) {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const head = 30, row = 20;
  const box = (one) => {
    const table = byName.get(one.table);
    return s("g", { transform: `translate(${one.x} ${one.y})`, class: "box" },
      s("rect", { width: one.width, height: one.height, rx: 7 }),
      s("path", { class: "head", d: `M0 7a7 7 0 0 1 7-7h${one.width - 14}a7 7 0 0 1 7 7v${head - 9}h-${one.width}z` }),
      s("text", { x: 10, y: 15, class: "name" }, visible(table.name)),
      table.columns.map((column, at) => {
        const key = column.roles.includes("primary key");
        const refers = column.roles.some((role) => role.startsWith("→"));
        const y = head + row * at + row / 2 + 4;
        const type = column.type.length <= 24 ? column.type : column.type.split("(")[0] + "(…)";
        return s("g", {},
          key && s("circle", { cx: 11, cy: y - 4, r: 3.2, class: "key" }),
          refers && !key && s("circle", { cx: 11, cy: y - 4, r: 3, class: "refers" }),
          s("text", { x: 20, y, class: key ? "column primary" : "column" }, visible(column.name)),
          s("text", { x: one.width - 9, y, class: "type", "text-anchor": "end" }, visible(type)));
      }));
  };
  const line = (one) => {
    const [[x, y], ...rest] = one.points;
    const path = rest.reduce((made, [a, b]) => `${made}L${a} ${b}`, `M${x} ${y}`);
    const [endX, endY] = one.points.at(-1);
    return s("g", { class: "line" }, s("path", { d: path }), s("circle", { cx: endX, cy: endY, r: 3 }),
      s("title", {}, `${one.table}.${one.columns.join(", ")} → ${one.to}`));
  };
  const said = drawing.lines.map((one) => `${one.table} refers to ${one.to}`).join("; ") || "no table refers to another";
  return h("div", { class: "scroll drawing", tabindex: "0", role: "region", "aria-label": "Drawing of the tables" },
    s("svg", { width: drawing.width, style: { "min-width": `${Math.round(drawing.width * 0.78)}px` }, viewBox: `0 0 ${drawing.width} ${drawing.height}`, role: "img", "aria-label": `Tables: ${said}` },
      drawing.lines.map(line), drawing.boxes.map(box)));
}

export function tableList(tables) {
  return tables.map((table) =>
    h("details", { class: "table", open: tables.length < 6 || undefined },
      h("summary", {}, h("strong", {}, visible(table.name)), h("span", { class: "muted" }, ` ${plural(table.rows, "row")}`)),
      h("ul", { class: "columns" }, table.columns.map((column) =>
        h("li", {}, h("code", {}, visible(column.name)), h("span", { class: "muted" }, ` ${visible(column.type)}`),
          column.roles.map((role) => h("span", { class: "role" }, visible(role)))))),
      rowsTable(table.columns.map((column) => column.name), table.sample, { types: table.columns.map((column) => column.type), label: `First rows of ${table.name}` })));
}
