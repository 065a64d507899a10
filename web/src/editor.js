// The editor: SQL with the exercise's tables to complete, mistakes underlined at their place, Ctrl+Enter to run.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, SQLite, SQLDialect, sql } from "@codemirror/lang-sql";
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// DuckDB's SQL is PostgreSQL's with words of its own.
const MORE = "qualify pivot unpivot asof semi anti exclude replace summarize positional columns";
const SPECS = { sqlite: SQLite.spec, duckdb: { ...PostgreSQL.spec, keywords: `${PostgreSQL.spec.keywords} ${MORE}` } };

// A dialect in which no name of the exercise is a keyword (`name` is one of PostgreSQL's), and names need no quotes in any case.
function dialectFor(engine, tables) {
  const spec = SPECS[engine] ?? PostgreSQL.spec;
  const names = new Set([...Object.keys(tables), ...Object.values(tables).flat()].map((name) => name.toLowerCase()));
  const without = (words) => words?.split(" ").filter((word) => !names.has(word)).join(" ");
  return SQLDialect.define({ ...spec, keywords: without(spec.keywords), builtin: without(spec.builtin), types: without(spec.types), caseInsensitiveIdentifiers: true });
}

// The columns of the tables that the text names, of all tables where it names none yet; behind a point the schema tells them.
const columnsOf = (tables) => (context) => {
  const word = context.matchBefore(/\w+/);
  if (!word || context.state.sliceDoc(word.from - 1, word.from) === ".") return null;
  const text = context.state.sliceDoc().toLowerCase();
  const named = Object.keys(tables).filter((name) => new RegExp(`\\b${name.toLowerCase()}\\b`).test(text));
  const options = new Map();
  for (const table of named.length ? named : Object.keys(tables)) {
    for (const name of tables[table]) options.set(name, { label: name, type: "property", detail: options.has(name) ? "" : table, boost: 50 });
  }
  return { from: word.from, options: [...options.values()], validFor: /^\w*$/ };
};

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--sql-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--sql-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--sql-number)" },
  { tag: [tags.lineComment, tags.blockComment], color: "var(--sql-comment)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.standard(tags.name)], color: "var(--sql-type)" },
]);

const nonce = document.querySelector("meta[name=nonce]").content;

export function editor(parent, { text, engine, label, changed, run, check }) {
  const language = new Compartment();
  const speak = (tables) => {
    const dialect = dialectFor(engine, tables);
    return [sql({ dialect, schema: tables, upperCaseKeywords: true }), dialect.language.data.of({ autocomplete: columnsOf(tables) })];
  };
  let quiet = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        Prec.highest(keymap.of([
          { key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (run(), true) },
          { key: "Ctrl-Shift-Enter", mac: "Cmd-Shift-Enter", run: () => (check(), true) },
        ])),
        lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), autocompletion({ icons: false }),
        highlightActiveLine(), lintGutter(), syntaxHighlighting(colours), EditorView.lineWrapping, language.of(speak({})),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) changed();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.sliceDoc(),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    complete: (tables) => view.dispatch({ effects: language.reconfigure(speak(tables)) }),
    replace(next) {
      quiet = true;
      const at = Math.min(view.state.selection.main.head, next.length);
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: { anchor: at } });
      view.dispatch(setDiagnostics(view.state, []));
      quiet = false;
    },
    underline(findings) {
      const { doc } = view.state;
      const found = findings.filter((one) => one.place && one.place.line <= doc.lines).map((one) => {
        const line = doc.line(one.place.line);
        const from = Math.min(line.from + one.place.column - 1, line.to);
        const to = Math.min(from + one.place.length, line.to);
        return { from: Math.max(line.from, Math.min(from, to - 1)), to, severity: "error", message: one.message };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },
  };
}
