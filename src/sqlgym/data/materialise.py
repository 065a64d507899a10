"""A dataset → a database file of one engine with every constraint, built once: what scripts and indexes work on."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlgym import cache
from sqlgym.engines import engine
from sqlgym.engines.duckdb.catalog import create_sql
from sqlgym.errors import BuildError
from sqlgym.schema import parents_first
from sqlgym.sql.quoting import quote, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlgym.data.dataset import Dataset
    from sqlgym.result import Cell, Row
    from sqlgym.schema import Table

FORM = "1"
"""Changes when the same dataset gives another file."""

CHUNK = 10_000


def materialise(dataset: Dataset, name: str) -> Path:
    """The database file of a dataset on an engine, from the cache or newly built into it."""
    key = cache.key(FORM, dataset.key, name, engine(name).version)
    file = f"filled.{name}"

    def fill(folder: Path) -> None:
        try:
            BUILDERS[name](dataset, folder / file)
        except Exception as error:  # two drivers, each with exceptions of its own
            raise BuildError(f"{dataset.path}: it could not be built for {name}: {error}") from error

    return cache.create("filled", key, fill) / file


def fill_duckdb(dataset: Dataset, path: Path) -> None:
    """Copy a dataset into DuckDB tables with their constraints."""
    import duckdb

    from sqlgym.data.build import quiet

    with duckdb.connect(str(path)) as connection:
        quiet(connection)
        connection.execute(
            f"ATTACH '{str(dataset.path).replace(chr(39), chr(39) * 2)}' AS source (READ_ONLY)"
        )
        connection.execute("SET enable_external_access = false")
        for statement in create_sql(dataset.tables, constraints=True):
            connection.execute(statement)
        for table in parents_first(dataset.tables):
            connection.execute(f"INSERT INTO {quote(table.name)} SELECT * FROM source.{quote(table.name)}")
        connection.execute("DETACH source")
        connection.execute("CHECKPOINT")


def fill_sqlite(dataset: Dataset, path: Path) -> None:
    """Copy a dataset into SQLite tables with their constraints."""
    import duckdb

    from sqlgym.data.build import quiet

    target = sqlite3.connect(path, isolation_level=None)
    with duckdb.connect(str(dataset.path), read_only=True) as source:
        quiet(source)
        target.execute("BEGIN")
        for statement in create_sqlite(dataset.tables):
            target.execute(statement)
        for table in parents_first(dataset.tables):
            rows = source.execute(f"SELECT * FROM {quote(table.name)}")
            while chunk := rows.fetchmany(CHUNK):
                target.executemany(insert_sql(table), [tuple(map(storable, row)) for row in chunk])
        target.execute("COMMIT")
    faults = target.execute("PRAGMA foreign_key_check").fetchall()
    target.close()
    if faults:
        raise BuildError(f"{len(faults)} rows refer to rows that are not there")


BUILDERS = {"duckdb": fill_duckdb, "sqlite": fill_sqlite}
"""Engine → what fills a file of it."""


def create_sqlite(tables: Iterable[Table]) -> Iterator[str]:
    """SQLite's CREATE TABLEs for a schema, from its MetaData."""
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateTable

    from sqlgym.schema.metadata import metadata

    dialect: Any = sqlite.dialect()
    found = metadata(tables).tables
    for table in parents_first(tables):
        yield str(CreateTable(found[table.name]).compile(dialect=dialect)).strip()


def insert_sql(table: Table) -> str:
    """An INSERT of one row with a parameter a column."""
    return f"INSERT INTO {quote(table.name)} VALUES ({', '.join('?' * len(table.columns))})"


def storable(cell: Cell) -> Cell:
    """A cell as SQLite keeps it: decimals as numbers, dates and all else as text."""
    if cell is None or isinstance(cell, bool | int | float | str | bytes):
        return cell
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)


def script_of(tables: Sequence[Table], rows: Mapping[str, Sequence[Row]], name: str) -> tuple[str, ...]:
    """Texts that make the tables with their constraints and fill them, for an engine: a world as a set-up."""
    created = create_sqlite(tables) if name == "sqlite" else create_sql(tables, constraints=True)
    return (*created, *inserted(tables, rows))


def filling_of(tables: Sequence[Table], rows: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
    """Texts that empty the tables and fill them anew."""
    emptied = (f"DELETE FROM {quote(table.name)}" for table in reversed(parents_first(tables)))
    return (*emptied, *inserted(tables, rows))


def inserted(tables: Sequence[Table], rows: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Texts that fill the tables."""
    yield from (
        f"INSERT INTO {quote(table.name)} VALUES {', '.join(map(values, rows[table.name]))}"
        for table in parents_first(tables)
        if rows.get(table.name)
    )


def values(row: Row) -> str:
    """A row as SQL."""
    return f"({', '.join(map(literal, row))})"


def literal(cell: Cell) -> str:
    """A cell as SQL; the column's type reads it back."""
    if cell is None:
        return "NULL"
    if isinstance(cell, bool | int | float) and cell == cell:
        return repr(cell).upper() if isinstance(cell, bool) else repr(cell)
    if isinstance(cell, bytes):
        return "'" + "".join(f"\\x{byte:02x}" for byte in cell) + "'"
    return text_literal(str(storable(cell)))
