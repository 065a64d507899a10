"""DuckDB: what it is and can do, without its driver, which takes 53 ms that a parent process need not spend."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from sqlgym.engines.process import InProcess
from sqlgym.engines.protocol import Assumption, Contents, Keyed, Volatile
from sqlgym.schema import Table

if TYPE_CHECKING:
    from sqlgym.engines.duckdb.session import DuckDBSession
    from sqlgym.sql.tableau import Tableau


class DuckDB(InProcess):
    """The engine itself."""

    name = "duckdb"
    title = "DuckDB"
    dialect = "duckdb"
    drivers: tuple[str, ...] = ("_duckdb", "duckdb")
    distribution = "duckdb"
    place: Literal["process", "server"] = "process"
    forks = True
    failing = "SELECT error('stopped here')"
    counts = False
    eager_keys = True
    batches = True

    @property
    def version(self) -> str:
        """The version of DuckDB."""
        from sqlgym.engines.duckdb.session import VERSION  # the driver

        return VERSION

    def open(self, path: Path | None, write: bool = False) -> "DuckDBSession":
        """Open a database file, for reading unless it is to be written, or a new one in memory."""
        from sqlgym.engines.duckdb.session import opened  # the driver

        return opened(path, write)

    def create(self, tables: Iterable[Table], constraints: bool = True) -> tuple[str, ...]:
        """The statements that make tables."""
        from sqlgym.engines.duckdb.catalog import create_sql  # for what is shown and built alone

        return tuple(create_sql(tables, constraints))

    def identifier(self, name: str) -> str:
        """A name in quotes only where it must be."""
        from sqlgym.engines.duckdb.catalog import identifier  # for what is shown and built alone

        return identifier(name)

    def as_text(self, kind: str) -> bool:
        """Whether values of a type are read as text."""
        from sqlgym.engines.duckdb.catalog import is_text  # the driver loads it

        return is_text(kind)

    def tableaux(self, tree: str, tables: Mapping[str, Sequence[str]]) -> "tuple[Tableau, ...]":
        """The tableaux of a query by its syntax tree."""
        from sqlgym.engines.duckdb.tableaux import tableaux  # for new small databases alone

        return tableaux(msgspec.json.decode(tree), tables) if tree else ()

    def fill(self, tables: Sequence[Table], contents: Contents, path: Path) -> None:
        """Make a database with every constraint, and copy a dataset's rows into it, file to file."""
        from sqlgym.engines.duckdb.files import fill  # the driver

        fill(tables, contents.path, path)

    def fresh(self, database: Path | None, folder: Path) -> Path:
        """A copy of a database's file; a new one DuckDB makes itself."""
        path = folder / "database.duckdb"
        if database is not None:
            shutil.copyfile(database, path)
        return path

    def volatile(self) -> Volatile:
        """What is left to chance or the clock."""
        from sqlgym.engines.duckdb import volatile  # few answers ask any of it

        return volatile

    def keep_worlds(self, tables: Sequence[Table], contents: Mapping[str, str], path: Path) -> None:
        """Write worlds into a file as a session's trials find them."""
        from sqlgym.engines.duckdb.session import opened  # the driver
        from sqlgym.engines.duckdb.trials import DuckDBTrials

        session = opened(path, write=True)
        DuckDBTrials(session, tables).load(contents)
        session.close()

    def replayed(self, sql: str, width: int, contents: Mapping[str, str]) -> str:
        """A query as it is: trials run it so."""
        return sql

    def contract(self) -> tuple[Assumption, ...]:
        """What is assumed of it."""
        from sqlgym.engines.duckdb.contract import CONTRACT  # asked once for each build of the engine

        return CONTRACT

    def keyed(
        self, sql: str, names: Sequence[str], columns: Collection[str], value: Callable[[str], str]
    ) -> Keyed | None:
        """How to see the ties of a query; aliases are left to DuckDB, which takes a column before one."""
        from sqlgym.engines.duckdb.order import UNSURE, keyed  # asked once for each reference

        return keyed(sql, names, None, value, UNSURE)


ENGINE = DuckDB()
