"""A dataset → a database file of one engine with every constraint, built once: what scripts and indexes work on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlgym import cache
from sqlgym.engines import engine
from sqlgym.errors import BuildError
from sqlgym.result.cells import storable
from sqlgym.schema import parents_first
from sqlgym.sql.quoting import quote, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
            engine(name).fill(dataset.tables, Contents(dataset.path), folder / file)
        except Exception as error:  # drivers have exceptions of their own
            raise BuildError(f"{dataset.path}: it could not be built for {name}: {error}") from error

    return cache.create("filled", key, fill) / file


class Contents(NamedTuple):
    """A dataset's file, and its rows in pieces."""

    path: Path

    def rows(self, table: Table) -> Iterator[Sequence[Row]]:
        """All rows of a table, in the order in which they were put in."""
        from sqlgym.engines.datasets import connected

        with connected(self.path) as source:
            rows = source.execute(f"SELECT * FROM {quote(table.name)}")
            while chunk := rows.fetchmany(CHUNK):
                yield chunk


def script_of(tables: Sequence[Table], rows: Mapping[str, Sequence[Row]], name: str) -> tuple[str, ...]:
    """Texts that make the tables with their constraints and fill them, for an engine: a world as a set-up."""
    return (*engine(name).create(tables), *inserted(tables, rows))


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
