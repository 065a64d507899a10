"""PostgreSQL: a database on a server, seen by one role that has no rights beyond it.

A statement of an answer's runs in a transaction of its own that can write nothing, by a protocol that takes one
statement and never two.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from sqlgym.course import Value
from sqlgym.engines.counting import Work
from sqlgym.engines.postgresql.catalog import describe, views
from sqlgym.engines.postgresql.client import Address, Connection, Found, Gone, Refusal
from sqlgym.engines.postgresql.cluster import ANSWERS, SCRATCH, password, role
from sqlgym.engines.postgresql.copies import FILE, Copy, copied, give_back, take
from sqlgym.engines.postgresql.databases import Recipe, database, read
from sqlgym.engines.postgresql.guard import guard
from sqlgym.engines.postgresql.lexer import tokens
from sqlgym.engines.postgresql.plan import from_postgresql
from sqlgym.engines.postgresql.reading import reading
from sqlgym.engines.postgresql.server import address
from sqlgym.engines.postgresql.split import split
from sqlgym.engines.postgresql.trials import PostgreSQLTrials
from sqlgym.engines.postgresql.values import column, value
from sqlgym.engines.postgresql.volatile import shadowed
from sqlgym.engines.postgresql.watch import Watch
from sqlgym.engines.process import Unforked
from sqlgym.engines.protocol import (
    OutOfMemory,
    OutOfTime,
    Parameters,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
    Waiting,
    no_parameter,
)
from sqlgym.errors import EngineError
from sqlgym.plan import Plan
from sqlgym.result import Column, Run
from sqlgym.schema import Table
from sqlgym.sql.reading import Extreme, Reading
from sqlgym.sql.statement import Statement

BEGIN, END = "BEGIN READ ONLY", "ROLLBACK"

QUICK = 0.3
"""Seconds that a statement may have taken to be run once more for its plan with what was seen."""

SPARE = 2
"""Connections for those who look on or write meanwhile."""

PATIENCE = 50
"""Milliseconds that one who looks on waits for a lock."""

WAITS = (
    "SELECT w.pid, b FROM pg_locks w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) b WHERE NOT w.granted"
)

MEMORY = frozenset({"53200", "53400", "54000", "53100"})
"""Out of memory, more temporary files than allowed, a limit of the program, a full disk
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

TOO_LARGE = re.compile(r"invalid memory alloc request size|requested length too large|array size exceeds")
ENDED = frozenset({"57014", "57P01", "25P03", "25P04"})
"""Cancelled, ended by an administrator, or idle for too long."""


class PostgreSQLSession(Unforked):
    """An open database."""

    def __init__(self, connection: Connection, recipe: Recipe, local: bool) -> None:
        self.connection = connection
        self.contents = recipe.worlds or {}
        self.tables = recipe.tables
        self.watch = Watch(connection.process if local else 0)
        self.parameters: Parameters = {}
        self.last: Statement | None = None
        self.seconds = 0.0
        self.tag = ""
        self.writes = False
        self.spare: list[Connection] = []
        self.role: int | None = None

    def within(self, seconds: float) -> None:
        """Let everything from now on take so many seconds of the server's."""
        self.watch.within(seconds)
        self.connection.watch = self.watch

    def lock(self, memory_bytes: int) -> None:
        """Nothing is left to give up: the role has no rights, and the server its own limits."""

    def bind(self, parameters: Parameters) -> None:
        """Give every parameter named here its value."""
        self.parameters = parameters

    def split(self, sql: str) -> tuple[Statement, ...]:
        """Cut a text into statements."""
        return tuple(split(sql))

    def guard(self, statement: Statement, tables: Iterable[str]) -> None:
        """Refuse what names more than tables and functions of rows."""
        guard(statement, tables)

    def reading(self, statement: Statement) -> Reading:
        """What the statement's tokens tell of it."""
        return reading(statement.text, self.tables)

    def shadowed(
        self,
        statement: Statement,
        names: Sequence[str],
        extreme: Extreme,
        outcomes: Sequence[bool | None] = (),
        value: str = "",
    ) -> Statement:
        """The statement in which chance and the clock are extreme, as far as these names go."""
        text = shadowed(statement.text, names, extreme, value)
        return Statement(statement.kind, text, statement.start, statement.verb, statement.head)

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement, in a transaction that can write nothing unless this is a copy, and fetch all."""
        around = ((), ()) if self.writes else ((BEGIN,), (END,))
        return self.made(statement, most_rows, most_bytes, *around)

    def made(
        self,
        statement: Statement,
        most_rows: int,
        most_bytes: int,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
    ) -> Run:
        """Run a statement between others of our own, and fetch all it returns."""
        self.last = statement
        sql, values, shift = self.numbered(statement.text)
        began = time.monotonic()
        with self.translated(statement, shift), self.ended(after):
            found = self.connection.run(
                sql, values, most_rows + 1, limited(most_rows, most_bytes), before, after
            )
        self.seconds, self.tag = time.monotonic() - began, found.tag
        return returned(found)

    def numbered(self, sql: str) -> tuple[str, Sequence[str | None], Callable[[int], int]]:
        """A text with `$1` for each parameter that it names, their values, and the place that a place had before."""
        if not self.parameters:
            return sql, [], lambda place: place
        parts, end, shifts = [], 0, [(0, 0)]
        given: dict[str, int] = {}
        turns = cycle(self.parameters)
        for token in tokens(sql):
            if token[0] != "?" and (token.lastgroup != "named" or token[0][1:].isdecimal()):
                continue
            name = next(turns) if token[0] == "?" else token[0][1:]
            if name not in self.parameters:
                raise no_parameter(name, self.parameters)
            number = given.setdefault(name, len(given) + 1)
            said = f"(${number}::{TYPES.get(type(self.parameters[name]), 'text')})"
            parts += [sql[end : token.start()], said]
            end = token.end()
            shifts.append((sum(map(len, parts)), end))
        values = [written(self.parameters[name]) for name in given]
        return "".join([*parts, sql[end:]]), values, lambda place: moved(shifts, place)

    def changed(self, statement: Statement, run: Run) -> int | None:
        """How many rows the statement run last changed, by the server's own word."""
        count = self.tag.rpartition(" ")[2]
        return int(count) if count.isdecimal() and not self.tag.startswith("SELECT") else None

    def plan(self) -> Plan | None:
        """The plan of the statement run last; where that took a moment, with what is seen when it runs once more."""
        if self.last is None or self.last.verb not in {"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"}:
            return None
        how = "ANALYZE, TIMING ON, SUMMARY OFF, FORMAT JSON" if self.seconds < QUICK else "FORMAT JSON"
        sql, values, _ = self.numbered(self.last.text)
        try:
            found = self.connection.run(f"EXPLAIN ({how}) {sql}", values, 0, None, ("BEGIN",), (END,))
        except (Refusal, Gone, OutOfTime):
            return None  # a plan is shown, and no verdict rests on it
        return from_postgresql(str(found.rows[0][0])) if found.rows else None

    def trials(self, tables: Sequence[Table]) -> Trials:
        """The worlds of the file that was opened."""
        return PostgreSQLTrials(self, tables)

    def turn(self) -> None:
        """Rows come in the order in which they were put in, which is the other way round by then."""

    def describe(self) -> tuple[Table, ...]:
        """The tables of the database as its catalog has them."""
        return describe(self.trusted)

    def views(self) -> tuple[str, ...]:
        """The names of the views."""
        return views(self.trusted)

    def second(self) -> "PostgreSQLSession":
        """Another connection to the same database, which waits for nobody for long, and may see all of it."""
        found = PostgreSQLSession(self.spare.pop(), Recipe(), local=False)
        found.connection.asked(f"SET lock_timeout = {PATIENCE}")
        found.writes = True
        return found

    @property
    def number(self) -> int:
        """The number of the server's process."""
        return self.connection.process

    def waits(self) -> tuple[Waiting, ...]:
        """Who waits for whom, as the server says it to a connection of our own."""
        rows = self.trusted.asked(WAITS)
        return tuple(Waiting(int(one or 0), int(other or 0)) for one, other in rows)

    def work(self) -> Work:
        """Nothing is counted yet."""
        raise NotImplementedError("work is not counted on PostgreSQL")

    @property
    def trusted(self) -> Connection:
        """A connection that may see the catalog: one that looks on, where there is one."""
        return self.spare[0] if self.spare else self.connection

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""
        for one in (self.connection, *self.spare):
            one.close()
        if self.role is not None:
            give_back(self.role)

    @contextmanager
    def ended(self, after: Sequence[str]) -> Iterator[None]:
        """Do what was to follow a statement that was refused, and with it all that was to follow."""
        try:
            yield
        except Refusal:
            if self.connection.open:
                for statement in after:
                    self.connection.asked(statement)
            raise

    @contextmanager
    def translated(
        self, statement: Statement, shift: Callable[[int], int] = lambda place: place
    ) -> Iterator[None]:
        """Raise our exceptions for the server's."""
        try:
            yield
        except Refusal as error:
            raise translated(error, statement, shift) from error
        except Gone as error:
            raise EngineError(f"PostgreSQL: {error}") from error
        except (OutOfTime, TooMuch):
            self.connection.close()  # what the server does for it ends with that
            raise


TYPES: dict[type, str] = {bool: "boolean", int: "numeric", float: "float8"}
"""Type of a parameter's value → PostgreSQL's; the value of any other is text that it reads itself."""


def written(given: Value) -> str:
    """A parameter's value as text."""
    return str(given).lower() if isinstance(given, bool) else str(given)


def moved(shifts: Sequence[tuple[int, int]], place: int) -> int:
    """The place in the text as it was written, of one in the text with numbers for names."""
    after, before = next(pair for pair in reversed(shifts) if pair[0] <= place)
    return before + place - after


def limited(most_rows: int, most_bytes: int) -> Callable[[int, int], None]:
    """What counts rows and bytes, and raises TooMuch."""

    def take(rows: int, size: int) -> None:
        if rows > most_rows:
            raise TooMuch("rows")
        if size > most_bytes:
            raise TooMuch("bytes")

    return take


def returned(found: Found) -> Run:
    """What a statement returned; one that returns nothing, how many rows it changed."""
    if not found.columns:
        count = found.tag.rpartition(" ")[2]
        return Run((Column("Count", "BIGINT"),), ((int(count),),)) if count.isdecimal() else Run((), ())
    kinds = [one.type for one in found.columns]
    rows = tuple(tuple(map(value, row, kinds)) for row in found.rows)
    return Run(tuple(map(column, found.columns)), rows)


def translated(error: Refusal, statement: Statement, shift: Callable[[int], int]) -> Exception:
    """Our exception for the server's, with the place that it names."""
    if error.code in MEMORY or TOO_LARGE.search(error.message):
        return OutOfMemory()
    if error.code in ENDED:
        return OutOfTime()
    kind = StatementForbidden if error.code == "42501" else StatementError
    message = error.message[:1].upper() + error.message[1:] + "."
    if error.position is None:
        return kind(message)
    place = shift(error.position - 1)
    return kind(message, statement.start + place, word_length(statement.text, place))


def word_length(text: str, place: int) -> int:
    """How long the token is that begins at a place."""
    return next((len(one[0]) for one in tokens(text) if one.start() == place), 1)


def opened(path: Path | None, write: bool = False) -> PostgreSQLSession:
    """A session of the database that a file says, or of one without tables, as a role that nobody else has now."""
    first, local = address()
    try:
        if path is not None and path.name == FILE:
            return of_copy(copied(path), first, local, write)
        found = Recipe() if path is None else read(path)
        name = SCRATCH if path is None or found.worlds is not None else database(path, first)
        taken = take()
        session = PostgreSQLSession(Connection(as_role(first, taken, name)), found, local)
        session.role = taken
        return session
    except (Gone, Refusal) as error:
        raise EngineError(f"PostgreSQL: {error}") from error


def of_copy(copy: Copy, first: Address, local: bool, write: bool) -> PostgreSQLSession:
    """A session of a copy, with connections for others that look on: a locked process can make none."""
    where = as_role(first, copy.role, copy.name)
    connection = Connection(where, options=f"-c role={ANSWERS}")  # what it makes is then all answers' own
    found = PostgreSQLSession(connection, Recipe(), local)
    found.writes = write
    found.spare = [Connection(first.of(first.user, copy.name)) for _ in range(SPARE)]
    return found


def as_role(first: Address, number: int, name: str) -> Address:
    """A database as one of the roles for answers."""
    return first._replace(user=role(number), database=name, password=password(first, role(number)))
