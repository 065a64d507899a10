// Sorting, filtering and searching of a class's table; the page says all it has to say without this.
"use strict";
(() => {
  const table = document.querySelector("table.matrix");
  if (!table || !table.tBodies.length) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  const sort = (head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = rows.toSorted((a, b) => compare(value(a, column), value(b, column)));
    body.append(...(down ? sorted.reverse() : sorted));
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!rows.some((row) => value(row, column))) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head, column));
    head.append(button);
  });

  const bar = document.getElementById("filter");
  const words = bar.querySelector("input");
  const status = bar.querySelector("select");
  const said = bar.querySelector("output");
  const show = () => {
    const wanted = words.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const row of rows) {
      const named = row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
      const fits = !status.value || row.querySelector(`.cell.${status.value}`) !== null;
      row.hidden = !(named && fits);
      count += named && fits ? 1 : 0;
    }
    const shown = new Set(rows.filter((row) => !row.hidden).map((row) => row.dataset.student));
    for (const one of document.querySelectorAll("details[data-student]")) one.hidden = !shown.has(one.dataset.student);
    said.textContent = count === rows.length ? "" : `${count} of ${rows.length} students`;
  };
  bar.hidden = false;
  words.addEventListener("input", show);
  status.addEventListener("change", show);
})();
