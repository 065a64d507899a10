"""PostgreSQL: what it is and can do, without the server, which only those need who ask for it."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlgym.engines.protocol import Assumption, Contents, Keyed, Volatile
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from sqlgym.engines.postgresql.session import PostgreSQLSession
    from sqlgym.sql.tableau import Tableau


class PostgreSQL:
    """The engine itself."""

    name = "postgresql"
    title = "PostgreSQL"
    dialect = "postgres"
    drivers: tuple[str, ...] = ()
    distribution = ""
    place: Literal["process", "server"] = "server"
    forks = False
    failing = "SELECT 1 / 0"
    counts = False
    eager_keys = False
    batches = True

    @property
    def version(self) -> str:
        """What tells one PostgreSQL from another; nothing where there is none."""
        from sqlgym.engines.postgresql.server import version  # looks for the wheel

        return version()

    def missing(self) -> str:
        """What to install, where there is neither a server of our own nor one that the environment names."""
        from sqlgym.engines.postgresql.server import MISSING  # for those who ask for it

        return "" if self.version else MISSING

    def served(self) -> str:
        """Where the server runs now, in words."""
        from sqlgym.engines.postgresql.server import served  # for `doctor`

        return served()

    def stop(self) -> bool:
        """Stop our own server; whether there was one that ran."""
        from sqlgym.engines.postgresql.server import stop  # for `doctor`

        return stop()

    def serve(self, path: Path | None) -> None:
        """Start the server if it does not run, and make the database that a file says."""
        from sqlgym.engines.postgresql.databases import serve  # for those who ask for it

        serve(path)

    def open(self, path: Path | None, write: bool = False) -> "PostgreSQLSession":
        """Open the database that a file says, or one without tables."""
        from sqlgym.engines.postgresql.session import opened  # for those who ask for it

        return opened(path, write)

    def create(self, tables: Iterable[Table], constraints: bool = True) -> tuple[str, ...]:
        """The statements that make tables."""
        from sqlgym.engines.postgresql.create import create_sql  # for what is shown and built alone

        return tuple(create_sql(tables, constraints))

    def identifier(self, name: str) -> str:
        """A name in quotes always, as PostgreSQL keeps one that was written without."""
        from sqlgym.engines.postgresql.create import folded  # for what is shown alone

        return quote(folded(name))

    def as_text(self, kind: str) -> bool:
        """None: all values come as text, and are read by their types."""
        return False

    def tableaux(self, tree: str, tables: Mapping[str, Sequence[str]]) -> "tuple[Tableau, ...]":
        """None: PostgreSQL shows no syntax trees."""
        return ()

    def fill(self, tables: Sequence[Table], contents: Contents, path: Path) -> None:
        """Write down what a server makes a dataset of."""
        from sqlgym.engines.postgresql.databases import fill  # for those who ask for it

        fill(tables, contents, path)

    def fresh(self, database: Path | None, folder: Path) -> Path:
        """A database on the server, a copy of the one that a file says; the path says which it is."""
        from sqlgym.engines.postgresql.copies import fresh  # for scripts

        return fresh(database, folder)

    def end(self, database: Path) -> None:
        """Send away whoever is connected to a copy, and drop it."""
        from sqlgym.engines.postgresql.copies import end  # for scripts

        end(database)

    def volatile(self) -> Volatile:
        """What is left to chance or the clock."""
        from sqlgym.engines.postgresql import volatile  # few answers ask any of it

        return volatile

    def keep_worlds(self, tables: Sequence[Table], contents: Mapping[str, str], path: Path) -> None:
        """Write worlds into a file as a session's trials find them."""
        from sqlgym.engines.postgresql.databases import worlds, write  # asked once for each exercise

        write(worlds(tables, {name: json.loads(rows) for name, rows in contents.items()}), path)

    def replayed(self, sql: str, width: int, contents: Mapping[str, str]) -> str:
        """A query as it is: trials run it so."""
        return sql

    def contract(self) -> tuple[Assumption, ...]:
        """What is assumed of it."""
        from sqlgym.engines.postgresql.contract import CONTRACT  # asked once for each build of the engine

        return CONTRACT

    def keyed(
        self, sql: str, names: Sequence[str], columns: Collection[str], value: Callable[[str], str]
    ) -> Keyed | None:
        """How to see the ties of a query, read by its tokens: PostgreSQL shows no syntax tree."""
        from sqlgym.engines.postgresql.order import keyed  # asked once for each reference

        return keyed(sql, names, columns)


ENGINE = PostgreSQL()
