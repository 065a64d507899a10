"""A database file or a file of one table → tables and rows in a staging; nothing that such a file holds is run."""

import csv
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.ddl.draft import Change, Draft, DraftColumn, Unread
from sqlgym.ddl.reader import Cell
from sqlgym.engines import datasets
from sqlgym.importing.job import Source
from sqlgym.importing.script import Script
from sqlgym.importing.staging import Staging
from sqlgym.importing.text import blocks, encoding_of
from sqlgym.sql.quoting import quote, text_literal

csv.field_size_limit(1 << 27)

Progress = Callable[[int], None]


def read_sqlite(path: Path, staging: Staging, script: Script, progress: Progress) -> None:
    """An SQLite database: its statements are read as a script, the rows of its tables as they are kept."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    try:
        found = connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid"
        ).fetchall()
        made = [str(row[3]) for row in found if row[3] and not str(row[1]).startswith("sqlite_")]
        script.read(iter([";\n".join(made) + ";\n"]))
        for row in found:
            draft = staging.find(str(row[1])) if row[0] == "table" else None
            if draft is not None:
                rows_of_sqlite(connection, staging, draft)
    except sqlite3.Error as error:
        raise Unread(0, f"SQLite cannot read it: {error}") from error
    finally:
        connection.close()
    progress(path.stat().st_size)


def rows_of_sqlite(connection: sqlite3.Connection, staging: Staging, draft: Draft) -> None:
    """The rows of one table."""
    stage = staging.stages[draft.name.casefold()]
    places = [place for place, column in enumerate(draft.columns)]
    names = ", ".join(quote(column.name) for column in draft.columns)
    for row in connection.execute(f"SELECT {names} FROM {quote(draft.name)}"):
        staging.append(stage, places, [as_cell(cell) for cell in row], 0)


def as_cell(cell: object) -> Cell:
    """A value of SQLite's driver."""
    if isinstance(cell, str):
        return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if cell is None or isinstance(cell, bytes):
        return cell
    return repr(cell)


def read_csv(path: Path, source: Source, staging: Staging, progress: Progress) -> None:
    """A table in a text file: its first line names the columns."""
    encoding = encoding_of(path)
    rows = csv.reader(lines(path, encoding, progress), delimiter=separator(path, encoding, source))
    names = next(rows, None)
    if not names:
        raise Unread(1, "it is empty; its first line must name the columns")
    draft = table(source, names)
    staging.add(draft)
    stage = staging.stages[draft.name.casefold()]
    places = range(len(names))
    for row in rows:
        if not row:
            continue
        cells = [cell or None for cell in row] + [None] * (len(names) - len(row) if len(row) == 1 else 0)
        try:
            staging.append(stage, places, cells, rows.line_num)
        except Unread as error:
            staging.left.append(Change(rows.line_num, f"a row of {draft.name}", error.why))


def lines(path: Path, encoding: str, progress: Progress) -> Iterator[str]:
    """The lines of a file, with their ends."""
    rest = ""
    for block in blocks(path, encoding, progress):
        *whole, rest = (rest + block).split("\n")
        yield from (f"{line}\n" for line in whole)
    if rest:
        yield rest


def separator(path: Path, encoding: str, source: Source) -> str:
    """What stands between the values of the first line."""
    if source.title.lower().endswith((".tsv", ".tab")):
        return "\t"
    head = next(lines(path, encoding, lambda done: None), "")
    return max(",;\t|", key=head.count) if any(one in head for one in ",;\t|") else ","


def table(source: Source, names: list[str]) -> Draft:
    """A table of columns without types, named as its file."""
    columns: list[DraftColumn] = []
    for place, name in enumerate(names):
        clean = name.strip() or f"column_{place + 1}"
        while clean.casefold() in {one.name.casefold() for one in columns}:
            clean += "_2"
        columns.append(DraftColumn(clean, "VARCHAR", "", 1, free="any"))
    return Draft(table_name(source), 1, columns)


def table_name(source: Source) -> str:
    """The name of a table that a file holds: its stem, with letters, digits and _ alone."""
    stem = source.title.replace("\\", "/").split("/")[-1].split(".")[0]
    return "".join(one if one.isalnum() else "_" for one in stem) or "data"


def read_duckdb(
    path: Path, connection: datasets.Connection, staging: Staging, script: Script, progress: Progress
) -> None:
    """A DuckDB database: its statements are read as a script, the rows of its tables are copied."""
    connection.execute(f"ATTACH {text_literal(str(path))} AS source (READ_ONLY)")
    made = "SELECT sql FROM {}() WHERE database_name = 'source' AND NOT internal ORDER BY {}"
    tables = connection.execute(made.format("duckdb_tables", "table_oid")).fetchall()
    others = [*connection.execute(made.format("duckdb_views", "view_oid")).fetchall()]
    others += connection.execute(
        made.format("duckdb_indexes", "index_oid").replace("AND NOT internal ", "")
    ).fetchall()
    script.read(
        iter(["\n".join(f"{row[0].rstrip().rstrip(';')};" for row in (*tables, *others) if row[0]) + "\n"])
    )
    named = (
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'source' AND NOT internal"
    )
    found = connection.execute(f"{named} ORDER BY table_oid").fetchall()
    for schema, name in found:
        if (draft := staging.find(name)) is not None:
            copy_rows(connection, staging, draft, f"source.{quote(schema)}.{quote(name)}")
    progress(path.stat().st_size)


def copy_rows(connection: datasets.Connection, staging: Staging, draft: Draft, source: str) -> None:
    """Take the rows of a table that DuckDB reads, each value as a text."""
    stage = staging.stages[draft.name.casefold()]
    shown = [
        quote(column.name) if column.type == "BLOB" else f"CAST({quote(column.name)} AS VARCHAR)"
        for column in draft.columns
    ]
    staging.flush(stage)
    staging.widen(stage)
    counted = connection.execute(
        f"INSERT INTO {stage.raw} SELECT 0, {', '.join(shown)} FROM {source}"
    ).fetchone()
    stage.read += int(counted[0]) if counted else 0


def read_rows(
    path: Path, source: Source, connection: datasets.Connection, staging: Staging, progress: Progress
) -> None:
    """A table in a JSON or Parquet file, as DuckDB reads it."""
    reader = "read_json" if source.form == "json" else "read_parquet"
    where = f"{reader}({text_literal(str(path))})"
    described = connection.execute(f"DESCRIBE SELECT * FROM {where}").fetchall()
    columns = []
    for name, kind, *_ in described:
        simple = str(kind).split("(")[0] in SIMPLE
        column = DraftColumn(name, (simple and str(kind)) or "VARCHAR", str(kind), 1)
        if not simple:
            staging.changes.append(
                Change(1, f"{kind} ({table_name(source)}.{name})", "VARCHAR, its values written as text")
            )
        columns.append(column)
    draft = Draft(table_name(source), 1, columns)
    staging.add(draft)
    copy_rows(connection, staging, draft, where)
    progress(path.stat().st_size)


_SIMPLE = """
    BIGINT INTEGER SMALLINT TINYINT HUGEINT UBIGINT UINTEGER USMALLINT UTINYINT DOUBLE FLOAT DECIMAL
    VARCHAR BOOLEAN DATE TIME TIMESTAMP UUID BLOB INTERVAL
"""
SIMPLE = {*_SIMPLE.split(), "TIMESTAMP WITH TIME ZONE"}
"""DuckDB's types that a course may have."""
