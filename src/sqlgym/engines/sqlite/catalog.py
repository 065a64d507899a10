"""SQLite's catalog as Table values, its types named as DuckDB names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlgym.schema import Column, ForeignKey, Table, spelled
from sqlgym.sql.definitions import comparing, words
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TABLES = """
    SELECT name, sql FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY rowid
"""

NAMES = (
    (r"BOOL", "BOOLEAN"),
    (r"BIGINT|INT8", "BIGINT"),
    (r"SMALLINT", "SMALLINT"),
    (r"INT", "INTEGER"),
    (r"CHAR|CLOB|TEXT|STRING", "VARCHAR"),
    (r"BLOB|BINARY", "BLOB"),
    (r"REAL|FLOA", "FLOAT"),
    (r"DOUB", "DOUBLE"),
    (r"DATETIME|TIMESTAMP", "TIMESTAMP"),
    (r"DATE", "DATE"),
    (r"TIME", "TIME"),
)
"""A part of a declared type → DuckDB's name for it; the first that is found counts."""

DECIMAL = re.compile(r"(?:DECIMAL|NUMERIC|NUMBER)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?", re.IGNORECASE)
CHECK = re.compile(r"\bCHECK\s*\(", re.IGNORECASE)


def describe(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """Return the tables of the open database in the order of their creation; views are not in."""
    found = connection.execute(TABLES).fetchall()
    names = {name.casefold(): name for name, _ in found}
    return spelled(_table(connection, name, sql, names) for name, sql in found)


def pragma(connection: sqlite3.Connection, what: str, name: str) -> list[tuple[Any, ...]]:
    """Return what a pragma tells of a table or an index."""
    return connection.execute(f"PRAGMA {what}({quote(name)})").fetchall()


def _table(connection: sqlite3.Connection, name: str, sql: str, names: dict[str, str]) -> Table:
    rows = pragma(connection, "table_xinfo", name)
    keyed = sorted((row[5], row[1]) for row in rows if row[5])
    return Table(
        name,
        tuple(_column(row) for row in rows),
        primary_key=tuple(column for _, column in keyed),
        unique=tuple(_unique(connection, name)),
        foreign_keys=tuple(_foreign_keys(connection, name, names)),
        checks=tuple(checks(sql)),
        also=(*_actions(connection, name), *_special_indexes(connection, name), *comparing(sql)),
    )


def _column(row: tuple[Any, ...]) -> Column:
    _, name, declared, required, default, key, hidden = row
    return Column(name, type_name(declared) + " GENERATED" * (hidden > 1), not (required or key), default)


def type_name(declared: str) -> str:
    """Return DuckDB's name for a declared type: INT is INTEGER, TEXT is VARCHAR, NUMERIC(10, 2) is DECIMAL(10,2)."""
    if found := DECIMAL.match(declared):
        return f"DECIMAL({found[1] or 18},{found[2] or (0 if found[1] else 3)})"
    upper = declared.upper()
    return next((name for part, name in NAMES if re.search(part, upper)), upper or "BLOB")


def _unique(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, ...]]:
    """Yield the columns of each UNIQUE, also of a UNIQUE INDEX on plain columns and without a WHERE."""
    for _, name, unique, origin, partial in reversed(pragma(connection, "index_list", table)):
        columns = tuple(row[2] for row in pragma(connection, "index_info", name))
        if unique and origin != "pk" and not partial and None not in columns:
            yield columns


def _foreign_keys(connection: sqlite3.Connection, table: str, names: dict[str, str]) -> Iterator[ForeignKey]:
    grouped: dict[int, list[tuple[Any, ...]]] = {}
    for row in pragma(connection, "foreign_key_list", table):
        grouped.setdefault(row[0], []).append(row)
    for rows in reversed(grouped.values()):
        parent = names.get(rows[0][2].casefold(), rows[0][2])
        keyed = sorted((row[5], row[1]) for row in pragma(connection, "table_xinfo", parent) if row[5])
        references = [row[4] or keyed[place][1] for place, row in enumerate(rows)]
        yield ForeignKey(tuple(row[3] for row in rows), parent, tuple(references))


def _actions(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield what foreign keys do besides refusing: RESTRICT refuses as NO ACTION does."""
    for row in pragma(connection, "foreign_key_list", table):
        for when, action in (("UPDATE", row[5]), ("DELETE", row[6])):
            if row[1] == 0 and action not in {"NO ACTION", "RESTRICT"}:
                yield f"ON {when} {action} of {row[2]} ({row[3]})".lower()


def _special_indexes(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the UNIQUE indexes on some rows or on expressions as they are written, and those of another collation."""
    for _, name, unique, _, partial in pragma(connection, "index_list", table):
        keyed = [row for row in pragma(connection, "index_xinfo", name) if row[5]]
        if not unique:
            continue
        if partial or any(row[2] is None for row in keyed):
            (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
            written = " ".join(words(sql)).partition(" on ")[2]
            yield f"a unique index on {written}"
        else:
            yield from (
                f"unique ({row[2]}) collate {row[4]}".lower() for row in keyed if row[4].upper() != "BINARY"
            )


def checks(sql: str) -> Iterator[str]:
    """Yield the expressions in the CHECKs of a CREATE TABLE, as written, without their outer brackets."""
    for found in CHECK.finditer(sql):
        depth, end = 1, found.end()
        while depth and end < len(sql):
            depth += (sql[end] == "(") - (sql[end] == ")")
            end += 1
        yield sql[found.end() : end - 1].strip()
