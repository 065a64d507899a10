"""SQLite: what it is and can do, without its driver, which most checks never need."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgym.engines.protocol import Assumption, Keyed

if TYPE_CHECKING:
    from sqlgym.engines.sqlite.session import SQLiteSession


class SQLite:
    """The engine itself."""

    name = "sqlite"
    title = "SQLite"
    drivers: tuple[str, ...] = ("_sqlite3",)
    distribution = ""
    forks = False
    failing = "SELECT abs(-9223372036854775807 - 1)"

    @property
    def version(self) -> str:
        """The version of the library, which is not Python's."""
        import sqlite3  # the driver

        return sqlite3.sqlite_version

    def open(self, path: Path | None, write: bool = False) -> "SQLiteSession":
        """Open a database file, for reading unless it is to be written, or a new one in memory."""
        from sqlgym.engines.sqlite.session import SQLiteSession  # the driver

        return SQLiteSession(path, write)

    def contract(self) -> tuple[Assumption, ...]:
        """What is assumed of it."""
        from sqlgym.engines.sqlite.contract import CONTRACT  # asked once for each build of the engine

        return CONTRACT

    def keyed(
        self, sql: str, names: Sequence[str], columns: Collection[str], value: Callable[[str], str]
    ) -> Keyed | None:
        """How to see the ties of a query, read by DuckDB's parser: SQLite gives no syntax tree.

        SQLite knows no aliases within an expression that is selected; one that is no column is written out.
        """
        from sqlgym.engines.duckdb.order import keyed  # asked once for each reference
        from sqlgym.sql.ordering import with_offset

        return keyed(with_offset(sql), names, columns, value)


ENGINE = SQLite()
