"""Tables and their rows in a database → schema.sql, data.sql, or a data.toml that has no row of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from sqlgym.ddl.draft import Change, Draft
from sqlgym.engines import datasets
from sqlgym.engines.datasets import identifier
from sqlgym.schema import Table, family, parents_first
from sqlgym.sql.quoting import quote

AT_ONCE = 200
"""Rows of one INSERT."""


def schema_sql(tables: Sequence[Table], drafts: Mapping[str, Draft], views: Mapping[str, str]) -> str:
    """The text of schema.sql: parents first, with keys, checks, actions and comments."""
    made = [create(table, drafts[table.name]) for table in parents_first(tables)]
    return "\n".join(
        [*made, *(f"CREATE VIEW {identifier(name)} AS\n{text};\n" for name, text in views.items())]
    )


def create(table: Table, draft: Draft) -> str:
    """One CREATE TABLE."""
    said = {one.name: one for one in draft.columns}
    lines: list[tuple[str, str]] = []
    for column in table.columns:
        required = " NOT NULL" if not column.nullable and column.name not in table.primary_key else ""
        default = "" if column.default is None else f" DEFAULT {column.default}"
        key = " PRIMARY KEY" if table.primary_key == (column.name,) else ""
        text = f"{identifier(column.name)} {column.type}{default}{required}{key}"
        lines.append((text, said[column.name].comment))
    if len(table.primary_key) > 1:
        lines.append((f"PRIMARY KEY ({listed(table.primary_key)})", ""))
    lines += [(f"UNIQUE ({listed(names)})", "") for names in table.unique]
    for key_ in table.foreign_keys:
        text = f"FOREIGN KEY ({listed(key_.columns)}) REFERENCES {identifier(key_.table)} ({listed(key_.references)})"
        lines.append((text, ""))
    lines += [(f"CHECK ({check})", "") for check in table.checks]
    body = "\n".join(
        f"    {text}{',' if place < len(lines) - 1 else ''}{remark(said_)}"
        for place, (text, said_) in enumerate(lines)
    )
    said_above = f"{remark(draft.comment).lstrip()}\n" if draft.comment else ""
    return f"{said_above}CREATE TABLE {identifier(table.name)} (\n{body}\n);\n"


def without_effect(draft: Draft) -> Iterator[Change]:
    """What a table of schema.sql does not do, though it was declared: number itself, act where a row goes."""
    for column in draft.columns:
        if column.numbered:
            what = f"{draft.name}.{column.name}"
            yield Change(column.line, what, "it does not number itself here; the numbers of its rows came in")
    for key in draft.foreign_keys:
        if key.actions:
            what = f"{draft.name} ({', '.join(key.columns)})"
            yield Change(
                key.line, what, f"{key.actions} did not come in; that the row it refers to is there did"
            )


def remark(text: str) -> str:
    """A comment behind a line, in one line itself."""
    return f"  -- {' '.join(text.split())}" if text.strip() else ""


def listed(names: Sequence[str]) -> str:
    """Names with commas between."""
    return ", ".join(map(identifier, names))


def data_sql(connection: datasets.Connection, tables: Sequence[Table], file: TextIO) -> dict[str, int]:
    """Write all rows as INSERTs and return how many each table has."""
    return {table.name: inserts(connection, table, file) for table in parents_first(tables)}


def inserts(connection: datasets.Connection, table: Table, file: TextIO) -> int:
    """Write the rows of one table."""
    shown = ", ".join(shown_as(column.name, column.type) for column in table.columns)
    names = ", ".join(identifier(column.name) for column in table.columns)
    found = connection.execute(
        f"SELECT '(' || concat_ws(', ', {shown}) || ')' FROM {quote(table.name)} ORDER BY rowid"
    )
    count = 0
    while rows := found.fetchmany(AT_ONCE):
        count += len(rows)
        file.write(f"INSERT INTO {identifier(table.name)} ({names}) VALUES\n")
        file.write(",\n".join(row[0] for row in rows) + ";\n")
    return count


PLAIN = frozenset({"integer", "decimal", "boolean"})


def shown_as(name: str, type: str) -> str:  # noqa: A002
    """What makes a column's value a literal."""
    kind = family(type.replace(", ", ","))
    text = f"CAST({quote(name)} AS VARCHAR)"
    if kind == "blob":
        text = f"'from_hex(''' || hex({quote(name)}) || ''')'"
    elif kind == "float":
        text = f"CASE WHEN isfinite({quote(name)}) THEN {text} ELSE '''' || {text} || '''' END"
    elif kind not in PLAIN:
        text = f"'''' || replace({text}, '''', '''''') || ''''"
    return f"coalesce({text}, 'NULL')"


def recipe(connection: datasets.Connection, tables: Sequence[Table]) -> Iterator[str]:
    """The lines of a data.toml: sizes, shares of NULL and ranges, all rounded; no text and no row's value."""
    for table in parents_first(tables):
        found = connection.execute(f"SELECT count(*) FROM {quote(table.name)}").fetchone()
        yield f"[tables.{toml_key(table.name)}]"
        yield f"rows = {max(1, round_up(found[0] if found else 1))}"
        keys = {name for key in table.foreign_keys for name in key.columns} | set(table.primary_key)
        yield from (
            line for column in table.columns if (line := column_line(connection, table, column.name, keys))
        )
        yield ""


def column_line(connection: datasets.Connection, table: Table, name: str, keys: set[str]) -> str:
    """What is said of a column, if anything."""
    column = table.column(name)
    kind = family(column.type.replace(", ", ","))
    query = f"SELECT count(*), count({quote(name)}) FROM {quote(table.name)}"
    rows, present = connection.execute(query).fetchone() or (0, 0)
    said = []
    if (
        kind in ("integer", "decimal", "float")
        and name not in keys
        and present >= FEW
        and not unique(table, name)
    ):
        low, high = connection.execute(
            f"SELECT min({quote(name)}), max({quote(name)}) FROM {quote(table.name)}"
        ).fetchone() or (0, 0)
        said += [
            f"min = {number(round_out(float(low), up=False))}",
            f"max = {number(round_out(float(high), up=True))}",
        ]
    if column.nullable and rows:
        said.append(f"nulls = {round((rows - present) / rows * 10) / 10}")
    return f"columns.{toml_key(name)} = {{ {', '.join(said)} }}" if said else ""


FEW = 10
"""Rows below which a range would be about single ones."""


def unique(table: Table, name: str) -> bool:
    """Whether a column is a key by itself."""
    return (name,) in table.unique


def toml_key(name: str) -> str:
    """A name as a key of TOML."""
    plain = name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()
    return name if plain else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def round_up(count: int) -> int:
    """A count with one digit that says something."""
    unit = 10 ** max(0, len(str(count)) - 1)
    return int(-(-count // unit) * unit)


def round_out(value: float, up: bool) -> float:
    """A number rounded away from the range that it ends, to one digit."""
    if value == 0:
        return 0.0
    unit = 10.0 ** (len(str(int(abs(value)))) - 1)
    steps = value / unit
    whole = int(steps)
    if whole != steps:
        whole += (1 if steps > 0 else 0) if up else (0 if steps > 0 else -1)
    return whole * unit


def number(value: float) -> str:
    """A number as TOML has it."""
    return str(int(value)) if value == int(value) else str(value)


def write_files(folder: Path, names: tuple[str, str], schema: str) -> TextIO:
    """Write the schema and open the file of the data."""
    (folder / names[0]).write_text(schema, encoding="utf-8")
    return (folder / names[1]).open("w", encoding="utf-8", newline="\n")
