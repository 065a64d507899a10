"""SQLite: what it is and can do, without its driver, which most checks never need."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlgym.engines.process import InProcess
from sqlgym.engines.protocol import Assumption, Contents, Keyed, Volatile
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from sqlgym.engines.sqlite.session import SQLiteSession
    from sqlgym.sql.tableau import Tableau


class SQLite(InProcess):
    """The engine itself."""

    name = "sqlite"
    title = "SQLite"
    dialect = "sqlite"
    drivers: tuple[str, ...] = ("_sqlite3",)
    distribution = ""
    place: Literal["process", "server"] = "process"
    forks = False
    failing = "SELECT abs(-9223372036854775807 - 1)"
    counts = True
    eager_keys = False
    batches = False

    @property
    def version(self) -> str:
        """The version of the library, which is not Python's."""
        import sqlite3  # the driver

        return sqlite3.sqlite_version

    def open(self, path: Path | None, write: bool = False) -> "SQLiteSession":
        """Open a database file, for reading unless it is to be written, or a new one in memory."""
        from sqlgym.engines.sqlite.session import SQLiteSession  # the driver

        return SQLiteSession(path, write)

    def create(self, tables: Iterable[Table], constraints: bool = True) -> tuple[str, ...]:
        """The statements that make tables."""
        from sqlgym.engines.sqlite.create import create_sql  # for what is shown and built alone

        return tuple(create_sql(tables, constraints))

    def identifier(self, name: str) -> str:
        """A name in quotes always: SQLite takes some of its keywords for names, and some not."""
        return quote(name)

    def as_text(self, kind: str) -> bool:
        """None: a value has the type that it is kept with."""
        return False

    def tableaux(self, tree: str, tables: Mapping[str, Sequence[str]]) -> "tuple[Tableau, ...]":
        """None: SQLite has no syntax trees."""
        return ()

    def fill(self, tables: Sequence[Table], contents: Contents, path: Path) -> None:
        """Make a database with every constraint, and put a dataset's rows into it."""
        from sqlgym.engines.sqlite.files import fill  # the driver

        fill(tables, contents, path)

    def fresh(self, database: Path | None, folder: Path) -> Path:
        """A copy of a database's file, or an empty one: a session that writes makes none (`mode=rw`)."""
        path = folder / "database.sqlite"
        if database is None:
            path.touch()
        else:
            shutil.copyfile(database, path)
        return path

    def volatile(self) -> Volatile:
        """What is left to chance or the clock."""
        from sqlgym.engines.sqlite import volatile  # the driver, and few answers ask any of it

        return volatile

    def keep_worlds(self, tables: Sequence[Table], contents: Mapping[str, str], path: Path) -> None:
        """Write worlds into a file as a session's trials find them."""
        from sqlgym.engines.sqlite.images import keep  # the driver

        keep(tables, contents, path)

    def replayed(self, sql: str, width: int, contents: Mapping[str, str]) -> str:
        """A query, on a world that is read from the other end with what makes SQLite do so."""
        from sqlgym.engines.sqlite.images import turned  # for what is shown alone
        from sqlgym.engines.sqlite.order import with_ties_turned

        if not turned(contents):
            return sql
        said = "-- SQLite may read rows from either end, and those that tie may come in any order: here the last first."
        return f"{said}\nPRAGMA reverse_unordered_selects = ON;\n{with_ties_turned(sql, width)}"

    def contract(self) -> tuple[Assumption, ...]:
        """What is assumed of it."""
        from sqlgym.engines.sqlite.contract import CONTRACT  # asked once for each build of the engine

        return CONTRACT

    def keyed(
        self, sql: str, names: Sequence[str], columns: Collection[str], value: Callable[[str], str]
    ) -> Keyed | None:
        """How to see the ties of a query, read by its tokens: SQLite gives no syntax tree."""
        from sqlgym.engines.sqlite.order import keyed  # asked once for each reference

        return keyed(sql, names, columns)


ENGINE = SQLite()
