"""Every declared constraint of a schema, checked by queries on tables that carry none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from sqlgym.errors import CourseError
from sqlgym.schema import family
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from duckdb import DuckDBPyConnection

    from sqlgym.schema import ForeignKey, Table


def verify(connection: DuckDBPyConnection, tables: Iterable[Table], path: str) -> None:
    """Raise CourseError for the first row that breaks a NOT NULL, key, UNIQUE, FOREIGN KEY or CHECK.

    `path` is the file the rows come from.
    """
    for table in tables:
        _check_nulls(connection, table, path)
        for columns in (table.primary_key, *table.unique):
            if columns and not _surely_unique(connection, table, columns):
                _check_unique(connection, table, columns, path)
        for key in table.foreign_keys:
            _check_reference(connection, table, key, path)
        for check in table.checks:
            _check_expression(connection, table, check, path)


def _check_nulls(connection: DuckDBPyConnection, table: Table, path: str) -> None:
    required = [column.name for column in table.columns if not column.nullable]
    if not required:
        return
    counts = ", ".join(f"count({quote(name)})" for name in required)
    found = connection.execute(f"SELECT count(*), {counts} FROM {quote(table.name)}").fetchone()
    rows, *present = found or (0,)
    for name, count in zip(required, present, strict=True):
        if count < rows:
            _refuse_row(connection, table, f"{quote(name)} IS NULL", f"{name} is NULL, but is NOT NULL", path)


def _surely_unique(connection: DuckDBPyConnection, table: Table, columns: Sequence[str]) -> bool:
    """Say whether a key of one whole number has as many bits in a bitmap as it has rows: fast and small."""
    if len(columns) > 1 or family(table.column(columns[0]).type) != "integer":
        return False
    name, source = quote(columns[0]), quote(table.name)
    found = connection.execute(f"SELECT min({name}), max({name}), count({name}) FROM {source}").fetchone()
    low, high, count = found or (None, None, 0)
    if low is None or high - low >= min(100 * count + 1000, 1_000_000_000) or max(-low, high) >= 2**62:
        return bool(count == 0)
    bits = connection.execute(
        f"SELECT bit_count(bitstring_agg({name}, {low}, {high})) FROM {source}"
    ).fetchone()
    return bits == (count,)


def _check_unique(connection: DuckDBPyConnection, table: Table, columns: Sequence[str], path: str) -> None:
    names = ", ".join(map(quote, columns))
    present = " AND ".join(f"{quote(name)} IS NOT NULL" for name in columns)
    texts = ", ".join(f"CAST({quote(name)} AS VARCHAR)" for name in columns)
    query = f"SELECT {texts}, count(*) FROM {quote(table.name)} WHERE {present} GROUP BY {names}"
    found = connection.execute(f"{query} HAVING count(*) > 1 LIMIT 1").fetchone()
    if found:
        values, count = _pairs(columns, found), found[-1]
        what = "the primary key" if tuple(columns) == table.primary_key else "UNIQUE"
        raise CourseError(
            path, f"{table.name}: {count} rows have {values}, but {', '.join(columns)} is {what}"
        )


def _check_reference(connection: DuckDBPyConnection, table: Table, key: ForeignKey, path: str) -> None:
    present = " AND ".join(f"child.{quote(name)} IS NOT NULL" for name in key.columns)
    same = " AND ".join(
        f"parent.{quote(reference)} = child.{quote(name)}"
        for name, reference in zip(key.columns, key.references, strict=True)
    )
    orphan = f"NOT EXISTS (SELECT 1 FROM {quote(key.table)} AS parent WHERE {same})"
    reason = f"{', '.join(key.columns)} refers to a row that {key.table} does not have"
    _refuse_row(connection, table, f"{present} AND {orphan}", reason, path)


def _check_expression(connection: DuckDBPyConnection, table: Table, check: str, path: str) -> None:
    try:
        _refuse_row(connection, table, f"NOT ({check})", f"CHECK {check} is not true", path)
    except duckdb.InterruptException:  # the budget is spent
        raise
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise CourseError(path, f"{table.name}: CHECK {check} could not be evaluated: {reason}") from error


def _refuse_row(connection: DuckDBPyConnection, table: Table, where: str, reason: str, path: str) -> None:
    """Raise CourseError naming the first row for which the condition is true, if there is one."""
    names = table.primary_key or tuple(column.name for column in table.columns)
    texts = ", ".join(f"CAST(child.{quote(name)} AS VARCHAR)" for name in names)
    query = f"SELECT {texts} FROM {quote(table.name)} AS child WHERE {where} LIMIT 1"
    found = connection.execute(query).fetchone()
    if found:
        raise CourseError(path, f"{table.name}, row with {_pairs(names, found)}: {reason}")


def _pairs(names: Sequence[str], values: Sequence[object]) -> str:
    """Return `id = 7, name = Ann` for a row; values beyond the names are left out."""
    return ", ".join(
        f"{name} = {'NULL' if value is None else value}" for name, value in zip(names, values, strict=False)
    )
