"""DuckDB files that are built and read by us, with the public driver: nobody else's SQL runs on these connections."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from sqlgym.engines.duckdb.catalog import create_sql
from sqlgym.engines.duckdb.session import quiet
from sqlgym.schema import Table, parents_first
from sqlgym.sql.quoting import quote, text_literal


@contextmanager
def connected(path: Path, write: bool = False) -> Iterator[DuckDBPyConnection]:
    """A connection to a file, which is made where there is none and it is to be written."""
    with duckdb.connect(str(path), read_only=not write) as connection:
        quiet(connection)
        yield connection


def attach(connection: DuckDBPyConnection, path: Path, name: str) -> None:
    """Open another file for reading beside the one that is open, under a name."""
    connection.execute(f"ATTACH {text_literal(str(path))} AS {name} (READ_ONLY)")


def fill(tables: Iterable[Table], source: Path, path: Path) -> None:
    """Copy a dataset's file into tables with their constraints."""
    tables = tuple(tables)
    with connected(path, write=True) as connection:
        attach(connection, source, "source")
        connection.execute("SET enable_external_access = false")
        for statement in create_sql(tables, constraints=True):
            connection.execute(statement)
        for table in parents_first(tables):
            connection.execute(f"INSERT INTO {quote(table.name)} SELECT * FROM source.{quote(table.name)}")
        connection.execute("DETACH source")
        connection.execute("CHECKPOINT")
