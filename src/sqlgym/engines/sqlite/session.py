"""SQLite: the standard library's driver, an authorizer as guard, its limits, its own catalog and plan.

A database file must be opened by the process that uses it: SQLite's locks do not survive a fork
(https://www.sqlite.org/howtocorrupt.html, section 2.6).
"""

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote as in_url

from sqlgym.engines.counting import Work
from sqlgym.engines.process import NobodyWaits, Unforked
from sqlgym.engines.protocol import (
    OutOfMemory,
    Parameters,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
)
from sqlgym.engines.sqlite.catalog import describe
from sqlgym.engines.sqlite.guard import Guard
from sqlgym.engines.sqlite.order import with_ties_turned
from sqlgym.engines.sqlite.plan import from_sqlite
from sqlgym.engines.sqlite.reading import reading
from sqlgym.engines.sqlite.split import bound, split
from sqlgym.engines.sqlite.trials import SQLiteTrials
from sqlgym.engines.sqlite.volatile import shadow, volatile
from sqlgym.engines.sqlite.work import SQLiteWork
from sqlgym.plan import Plan
from sqlgym.result import Cell, Column, Row, Run
from sqlgym.schema import Table
from sqlgym.sql.reading import Extreme, Reading
from sqlgym.sql.statement import Statement

SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)

LIMITS = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 800,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 << 20,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""Source: https://www.sqlite.org/security.html, which recommends to lower them for SQL that nobody trusts."""

JSON = "SELECT count(*) FROM json_each('[]'), json_tree('[]')"
"""Uses the tables that JSON is read by, which are there from their first use on."""

CHUNK = 2048
NAMED = re.compile(
    r'near "(?P<near>[^"]+)"|no such (?:table|column|function): (?P<name>[\w.]+)|ambiguous column name: (?P<both>\w+)'
)
"""The word that a message of SQLite's is about."""


class SQLiteSession(NobodyWaits, Unforked):
    """An open SQLite database."""

    def __init__(self, path: Path | None, write: bool) -> None:
        """Open a file for reading or writing, or a new database in memory."""
        self.path = path
        self.connection = connected(path, write)
        self.guarded = False
        self.authorizer = Guard()
        self.last: Statement | None = None
        self.changes = 0
        self.memory_bytes = 1 << 30
        self.turned = False
        self.texts: dict[str, str] = {}
        self.parameters: Parameters = {}

    def lock(self, memory_bytes: int) -> None:
        """Give up files and extensions for good; the heap is bounded by SQLite itself as well."""
        self.memory_bytes = memory_bytes
        self.connection.execute(f"PRAGMA hard_heap_limit = {memory_bytes}")
        self.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(1 << 20, memory_bytes // 8))
        for limit, value in LIMITS.items():
            self.connection.setlimit(limit, value)
        for made in self.connection.execute(JSON):  # their first use writes the catalog, which no answer may
            assert made
        self.connection.set_authorizer(self.authorizer)

    def renew(self, page_size: int) -> None:
        """Take a new database in memory, locked as the one before, in place of what is open."""
        self.connection.close()
        self.connection = connected(None, False, page_size)
        self.lock(self.memory_bytes)

    def within(self, seconds: float) -> None:
        """Nothing: this process does the work, and is watched from outside."""

    def bind(self, parameters: Parameters) -> None:
        """Give every parameter named here its value."""
        self.parameters = parameters

    def split(self, sql: str) -> tuple[Statement, ...]:
        """Cut a text into statements."""
        return tuple(split(sql))

    def guard(self, statement: Statement, tables: Iterable[str]) -> None:
        """Have SQLite prepare the statement and refuse it for what it would touch; other faults show when it runs."""
        self.guarded = True
        try:
            with self.watched(statement):
                self.executed(f"EXPLAIN {statement.text}").close()
        except StatementForbidden:
            raise
        except (StatementError, OutOfMemory):
            return

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""
        self.last, before = statement, self.connection.total_changes
        with self.watched(statement):
            cursor = self.executed(self.text(statement))
            columns = tuple(Column(one[0], "") for one in cursor.description or ())
            rows = tuple(fetched(cursor, most_rows, most_bytes))
            self.changes = self.connection.total_changes - before
            if not columns and cursor.rowcount >= 0:
                return Run((Column("Count", ""),), ((cursor.rowcount,),))
            return Run(columns, rows)

    def changed(self, statement: Statement, run: Run) -> int:
        """How many rows the statement run last changed, by SQLite's own count: those of foreign keys' actions too."""
        return self.changes

    def reading(self, statement: Statement) -> Reading:
        """What SQLite's authorizer was asked of it, and what its tokens say."""
        asked = volatile(self.authorizer.called, statement.text)
        return reading(self.authorizer.read, statement.text, asked)

    def shadowed(
        self,
        statement: Statement,
        names: Sequence[str],
        extreme: Extreme,
        outcomes: Sequence[bool | None] = (),
        value: str = "",
    ) -> Statement:
        """The statement for which chance and the clock are extreme from now on, as far as these names go.

        `outcomes` say what the conditions come to that they decide, as the statement's reading has them; `value` is
        what `random()` gives instead of its extreme.
        """
        shadow(self.connection, names, extreme, value)
        return statement

    def trials(self, tables: Sequence[Table]) -> Trials:
        """The worlds in this database."""
        return SQLiteTrials(self, tables)

    def turn(self) -> None:
        """Read rows from the other end from now on, wherever no ORDER BY says from which, and back the next time.

        SQLite has a setting for just that, but what it sorts or groups by itself stays as it is: so queries are given
        their own columns as further sort keys.
        """
        self.turned = not self.turned
        self.connection.execute(f"PRAGMA reverse_unordered_selects = {self.turned:d}")

    def text(self, statement: Statement) -> str:
        """The text of a statement as it is run."""
        if not self.turned or statement.kind != "SELECT":
            return statement.text
        if statement.text not in self.texts:
            width = len(self.executed(statement.text).description)
            self.texts[statement.text] = with_ties_turned(statement.text, width)
        return self.texts[statement.text]

    def plan(self) -> Plan | None:
        """The plan of the statement run last; SQLite tells no counts of rows."""
        if self.last is None or self.last.kind not in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            return None
        return from_sqlite(self.explained(self.last))

    def explained(self, statement: Statement) -> list[Row]:
        """The lines of SQLite's own plan of a statement."""
        return self.executed(f"EXPLAIN QUERY PLAN {statement.text}").fetchall()

    def executed(self, sql: str) -> sqlite3.Cursor:
        """Run a text with the parameters that it names."""
        return self.connection.execute(sql, bound(sql, self.parameters) if self.parameters else ())

    def describe(self) -> tuple[Table, ...]:
        """The tables of the database as its catalog has them."""
        return describe(self.connection)

    def views(self) -> tuple[str, ...]:
        """The names of the views."""
        rows = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
        return tuple(row[0] for row in rows)

    def second(self) -> "SQLiteSession":
        """Another connection to the same database, which waits for nobody."""
        return SQLiteSession(self.path, write=True)

    def work(self) -> Work:
        """Counts steps, entries and pages."""
        return SQLiteWork(self)

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""
        self.connection.close()

    @contextmanager
    def watched(self, statement: Statement) -> Iterator[None]:
        """Judge what is prepared in here by the guard, and raise our exceptions for SQLite's."""
        self.authorizer.watch(statement if self.guarded else None)
        try:
            yield
        except MemoryError as error:
            raise OutOfMemory from error
        except sqlite3.Error as error:
            raise translated(error, statement, self.authorizer.denied) from error
        finally:
            self.authorizer.watch(None)


def connected(path: Path | None, write: bool, page_size: int = 0) -> sqlite3.Connection:
    """A connection with our settings; a file that is only read is opened at once and never again."""
    mode = "rw" if write else "ro&immutable=1"
    name = ":memory:" if path is None else f"file:{in_url(str(path))}?mode={mode}"
    # no transactions of the driver's own; a lock of another connection is an outcome, and nobody waits for it
    connection = sqlite3.connect(name, uri=path is not None, isolation_level=None, timeout=0)
    connection.text_factory = lambda data: data.decode(errors="replace")  # any bytes may be a text
    if page_size:
        connection.execute(f"PRAGMA page_size = {page_size}")
    for setting in SETTINGS:
        connection.execute(setting)
    if sys.version_info >= (3, 12):  # a name in double quotes that does not exist is an error, not a text
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DML, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DDL, False)
    if write:
        connection.execute("PRAGMA journal_mode = WAL")  # a second connection reads while this one writes
    connection.execute("PRAGMA schema_version").fetchone()  # opens the file, which a locked process can't
    return connection


def fetched(cursor: sqlite3.Cursor, most_rows: int, most_bytes: int) -> Iterator[Row]:
    """The rows of a result, up to the limits."""
    count = size = 0
    while chunk := cursor.fetchmany(CHUNK):
        count += len(chunk)
        size += sum(weight(cell) for row in chunk for cell in row)
        if count > most_rows:
            raise TooMuch("rows")
        if size > most_bytes:
            raise TooMuch("bytes")
        yield from chunk


def weight(cell: Cell) -> int:
    """Roughly how many bytes a cell takes."""
    return len(cell) if isinstance(cell, str | bytes) else 8


def translated(error: sqlite3.Error, statement: Statement, denied: str) -> Exception:
    """Our exception for SQLite's, with the place of the word that its message is about."""
    message = str(error)
    if denied:
        return StatementForbidden(denied, statement.start, len(statement.text.split(maxsplit=1)[0]))
    if getattr(error, "sqlite_errorcode", 0) in {
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_FULL,
    }:
        return OutOfMemory()
    found = NAMED.search(message)
    word = next(filter(None, found.groups()), "") if found else ""
    place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", statement.text, re.IGNORECASE) if word else None
    message = message[:1].upper() + message[1:] + "."
    return StatementError(
        message, statement.start + place.start() if place else None, len(word) if place else 0
    )
