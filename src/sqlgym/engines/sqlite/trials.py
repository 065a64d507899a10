"""One query on many tiny databases in SQLite: each is loaded as it is and the query run on it, one after another."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from sqlgym.engines.protocol import StatementError
from sqlgym.engines.sqlite.images import EMPTY, PAGE, Images, images, is_turned, opened
from sqlgym.result import Row, Run
from sqlgym.schema import Table
from sqlgym.sql.statement import Statement

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20


class Queries(Protocol):
    """As much of a session of SQLite's as worlds need."""

    connection: sqlite3.Connection
    turned: bool

    def turn(self) -> None:
        """Read rows from the other end from now on, or back."""

    def renew(self, page_size: int) -> None:
        """Take a new database in memory in place of what is open."""

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""


class SQLiteTrials:
    """The worlds of a session's file, which takes the place of that file with every world that is chosen.

    A world is copied into the query's own database: to load its image there as well leaves SQLite with the tables of
    JSON in a schema that is gone (3.40 crashes on their next use). So a query sees one world and never another: there
    is nothing else that it could read. Half of the worlds are read from the other end: SQLite mostly goes by a key, so
    that what is in order by luck alone would be so on all of them.
    """

    def __init__(self, session: Queries, tables: Sequence[Table]) -> None:
        """Take the worlds that the session's file has; whatever is chosen first, the tables are there by now."""
        self.session = session
        self.tables = tables
        self.turned = session.turned
        self.images: Images = opened(session.connection)
        self.world = sqlite3.connect(":memory:")
        session.renew(PAGE)
        if self.images:
            self.choose(EMPTY)

    def load(self, contents: Mapping[str, str]) -> None:
        """Bring in the worlds: a table's rows as JSON arrays of text, world and place first."""
        self.images = images(self.tables, contents)
        self.choose(EMPTY)

    def batch(
        self, statement: Statement, worlds: Sequence[int], types: Sequence[str]
    ) -> Iterator[tuple[int, list[Row]]]:
        """There is no batch: one world after another is as quick."""
        raise StatementError("SQLite runs a query on one world after another")

    def views(self) -> None:
        """There is nothing to prepare: tables are chosen, not views."""

    def choose(self, world: int) -> None:
        """Load the tables of one world."""
        image = self.images.get(world) or self.images[EMPTY]
        self.world.deserialize(image)
        self.world.backup(self.session.connection)
        if self.session.turned != (self.turned != is_turned(image)):
            self.session.turn()

    def put(self, world: int) -> None:
        """Load the tables of one world, which are tables of their own."""
        self.choose(world)

    def run(self, statement: Statement) -> Run:
        """Run the statement as it stands."""
        return self.session.run(statement, MOST_ROWS, MOST_BYTES)
