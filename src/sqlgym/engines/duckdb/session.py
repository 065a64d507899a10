"""DuckDB: one thread, locked down, its own parser, catalog and profile.

`import duckdb` spends two thirds of its time in Python around the C module `_duckdb`, which has all that is
needed here and the same conversions (measured: 185 ms against 53 ms), so that one is imported. Where a
release of DuckDB has no such module, the public name is.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sqlgym.engines.counting import Work
from sqlgym.engines.duckdb.catalog import describe, is_text
from sqlgym.engines.duckdb.changes import Writing, changed, writing
from sqlgym.engines.duckdb.conditions import decide
from sqlgym.engines.duckdb.guard import (
    Tree,
    characters,
    guard,
    guard_calls,
    guard_showing,
    guard_untreed,
    guard_words,
)
from sqlgym.engines.duckdb.parameters import bound, dollars, with_values
from sqlgym.engines.duckdb.reading import reading
from sqlgym.engines.duckdb.split import statements, visible, without_end
from sqlgym.engines.duckdb.trials import DuckDBTrials
from sqlgym.engines.duckdb.volatile import macros, shadowed
from sqlgym.engines.process import NobodyWaits
from sqlgym.engines.protocol import (
    OutOfMemory,
    Parameters,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
)
from sqlgym.plan import Plan, from_duckdb
from sqlgym.result import Cell, Column, Row, Run
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote, text_literal
from sqlgym.sql.reading import Extreme, Reading
from sqlgym.sql.statement import Statement

if TYPE_CHECKING:
    import duckdb
else:
    try:
        import _duckdb as duckdb
    except ImportError:
        import duckdb

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "async_threads": 0,
    "temp_directory": "",
    "python_enable_replacements": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
}
"""One thread, so that the process may fork; nothing loaded, nothing spilled to disk.

Source: DuckDB's manual, "Securing DuckDB"; `temp_directory` can only be given before the lock-down.
"""

SETTINGS = (
    "SET TimeZone = 'UTC'",
    "SET errors_as_json = true",
    "SET enable_profiling = 'no_output'",
)

WARM_UP = "SELECT 1.5, DATE '2000-01-01', TIME '00:00', TIMESTAMP '2000-01-01', INTERVAL 1 DAY, uuid()"
"""Makes the driver import the Python modules it converts with; a locked process could not read them."""

CHUNK = 2048

LONGEST_TREE = 200_000
"""Characters of a syntax tree that is handed on; a page of SQL has some ten thousand."""

NARROW = frozenset({"INTEGER", "DECIMAL", "DOUBLE", "FLOAT", "BOOLEAN", "DATE", "TIME", "TIMESTAMP"})

VERSION: str = getattr(duckdb, "__version__", "")

MOST_FILES = 12
"""Files that stay open at a time: a fork copies what they take."""


class DuckDBSession(NobodyWaits):
    """An open DuckDB database."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        self.connection = connection
        self.parameters: Parameters = {}
        self.files: dict[Path, str] = {}
        self.described = False
        self.made: str | None = None
        """The name of a database in memory that was made for one job of several."""
        self.shown: list[str] = []
        """The views that were made for a job."""
        self.numbers = count()
        self.trees: dict[str, str] = {}
        """Syntax trees by their statements: one is looked at several times, each time as a copy of its own."""

    def attach(self, path: Path | None, described: bool = False) -> None:
        """Open a file for reading beside the others; the one that was used least lately is closed for it."""
        if path is None:
            if described and not self.described:
                self.describe()  # the first reading of the catalog takes 50 ms, which each fork would pay again
                self.described = True
            return
        name = self.files.pop(path, "") or self.attached(path)
        self.files[path] = name  # at the end again: the first is the one that was used least lately
        if len(self.files) > MOST_FILES:
            self.detach(next(iter(self.files)))

    def attached(self, path: Path, write: bool = False) -> str:
        """Open a file, and return the name it has in here."""
        taken = {*self.files.values()}
        name = next(name for number in count() if (name := f"database_{number}") not in taken)
        mode = "READ_WRITE" if write else "READ_ONLY"
        self.connection.execute(f"ATTACH {text_literal(str(path))} AS {name} ({mode})")
        return name

    def detach(self, path: Path) -> None:
        """Close a file."""
        self.connection.execute(f"DETACH {self.files.pop(path)}")

    def only(self, path: Path | None, write: bool = False) -> "DuckDBSession":
        """This session with no file open but one, whose tables are meant by their names."""
        for other in [file for file in self.files if file != path]:
            self.detach(other)
        if path is not None:
            self.files[path] = self.files.get(path) or self.attached(path, write)
            self.connection.execute(f"USE {self.files[path]}")
        return self

    def anew(self, path: Path | None) -> None:
        """Drop the views and the databases in memory that were made, and mean the file, or a new one of these."""
        before, self.made = self.made, None if path else f"memory_{next(self.numbers)}"
        for view in self.shown:
            self.connection.execute(f"DROP VIEW temp.{quote(view)}")
        self.shown.clear()
        if self.made:
            self.connection.execute(f"ATTACH ':memory:' AS {self.made}")
        self.connection.execute(f"USE {self.files[path] if path else self.made}")
        if before:
            self.connection.execute(f"DETACH {before}")

    def lock(self, memory_bytes: int) -> None:
        """Give up files, network and settings for good; what is open already stays so.

        A fork copies where `random()` stands: it gets a beginning of its own, or it would return the same in every one.
        """
        self.connection.execute("SELECT setseed(?)", [int.from_bytes(os.urandom(6)) / 2**47 - 1]).fetchall()
        self.connection.execute(f"SET memory_limit = '{memory_bytes}B'")
        self.connection.execute("SET enable_external_access = false")
        self.connection.execute("SET lock_configuration = true")  # last: no SET is possible after it

    def within(self, seconds: float) -> None:
        """Nothing: this process does the work, and is watched from outside."""

    def bind(self, parameters: Parameters) -> None:
        """Give every parameter named here its value."""
        self.parameters = parameters

    def split(self, sql: str) -> tuple[Statement, ...]:
        """Cut a text into statements with DuckDB's parser."""
        sql = dollars(sql, self.parameters) if self.parameters else sql
        sql = without_end(sql)
        with translated(sql):
            found = self.connection.extract_statements(sql)
        return tuple(statements(sql, found, duckdb.tokenize))

    def guard(self, statement: Statement, tables: Iterable[str]) -> None:
        """Refuse a statement that reads more than tables; only of a SELECT has DuckDB a tree to look at."""
        reads = statement.kind in {"SELECT", "MULTI"}
        if reads and (tree := self.parse(statement)) is not None:
            guard(statement, tree, tables)
            return
        shown = msgspec.structs.replace(statement, text=visible(statement.text, duckdb.tokenize))
        guard_words(shown, tables)
        guard_showing(shown)
        if reads:
            guard_calls(shown)
            guard_untreed(statement, self.explained(statement), tables)

    def explained(self, statement: Statement) -> list[Tree]:
        """DuckDB's plan of a statement before it runs; none where it can't be planned, and so not be run either."""
        try:
            with translated(statement.text, statement.start):
                self.execute(f"EXPLAIN (FORMAT JSON) {statement.text}")
                return [*json.loads(self.connection.fetchall()[-1][1])]
        except StatementError:
            return []

    def reading(self, statement: Statement) -> Reading:
        """What DuckDB's syntax tree tells of a statement."""
        text = self.serialised(statement)
        found = reading(self.tree(text), statement.text, visible(statement.text, duckdb.tokenize))
        return msgspec.structs.replace(
            found, tree=text if len(text) <= LONGEST_TREE else "", start=statement.start
        )

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
        for macro in macros(names, extreme, value):
            self.connection.execute(macro)
        tree = self.parse(statement)
        if tree is None:
            return statement
        decided = decide(tree, outcomes) if outcomes else False
        replaced = shadowed(tree, names, extreme)
        if replaced is None and not decided:
            return statement
        text = self.deserialised(replaced or tree)
        return Statement(statement.kind, text, statement.start, statement.verb, statement.head)

    def parse(self, statement: Statement) -> Tree | None:
        """The statement as DuckDB's serialised syntax tree; None for what it can't serialise, such as PIVOT."""
        return self.tree(self.serialised(statement))

    def serialised(self, statement: Statement) -> str:
        """The statement's syntax tree as JSON."""
        if statement.text not in self.trees:
            ((found,),) = self.values("SELECT json_serialize_sql(?)", [statement.text])
            self.trees[statement.text] = str(found)
        return self.trees[statement.text]

    def tree(self, text: str) -> Tree | None:
        """A syntax tree that was serialised, with the values of parameters in it; None where there is none."""
        tree: Tree = json.loads(text)
        if tree["error"]:
            return None
        return with_values(tree, self.parameters) if self.parameters else tree

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""
        with translated(statement.text, statement.start):
            run = self.fetch(statement.text, most_rows, most_bytes)
            if any(is_text(column.type) for column in run.columns) and not self.writes(statement):
                run = self.fetch_as_text(statement.text, run.columns, most_rows, most_bytes)
        return run

    def writes(self, statement: Statement) -> bool:
        """Whether a statement changes rows, so that it may not run twice; what it returns is only counted."""
        how = self.writing(statement)
        return how.itself or how.within

    def writing(self, statement: Statement) -> Writing:
        """Where a statement changes rows."""
        return writing(statement, lambda text: visible(text, duckdb.tokenize))

    def changed(self, statement: Statement, run: Run) -> int | None:
        """How many rows the statement run last changed, by what it returned and its profile."""
        return changed(self.writing(statement), run, self.plan)

    def fetch(self, sql: str, most_rows: int, most_bytes: int) -> Run:
        """Run a text and fetch its result; no rows where a column's type must be read as text."""
        self.execute(sql)
        columns = tuple(Column(name, str(kind)) for name, kind, *_ in self.connection.description or ())
        if any(is_text(column.type) for column in columns):
            return Run(columns, ())
        return Run(columns, tuple(self.rows(most_rows, most_bytes)))

    def fetch_as_text(self, sql: str, columns: tuple[Column, ...], most_rows: int, most_bytes: int) -> Run:
        """The result of a text that ran, run once more with the columns of the types in AS_TEXT cast to text."""
        names = [f"c{index}" for index in range(len(columns))]
        shown = [
            f"CAST({name} AS VARCHAR)" if is_text(column.type) else name
            for name, column in zip(names, columns, strict=True)
        ]
        self.execute(f"SELECT {', '.join(shown)} FROM (\n{sql}\n) AS t({', '.join(names)})")
        return Run(columns, tuple(self.rows(most_rows, most_bytes)))

    def execute(self, sql: str) -> None:
        """Run a text with the parameters that it names."""
        named = self.connection.extract_statements(sql)[0].named_parameters if self.parameters else ()
        self.connection.execute(sql, bound(named, self.parameters) if named else None)

    def rows(self, most_rows: int, most_bytes: int) -> Iterator[Row]:
        """The rows of the result at hand, up to the limits."""
        rows = size = 0
        wide = [
            place for place, (_, kind, *_) in enumerate(self.connection.description) if not narrow(str(kind))
        ]
        while chunk := self.chunk():
            rows += len(chunk)
            size += 8 * len(chunk) * len(chunk[0])
            size += sum(weight(row[place]) for place in wide for row in chunk)
            if rows > most_rows:
                raise TooMuch("rows")
            if size > most_bytes:
                raise TooMuch("bytes")
            yield from chunk

    def chunk(self) -> list[Row]:
        """The next rows of the result at hand; a StatementError where Python has no such value."""
        try:
            return self.connection.fetchmany(CHUNK)
        except (OverflowError, ValueError) as error:  # an INTERVAL of 2,000,000,000 days
            raise StatementError(f"A value of the result is too large to be read ({error}).") from error

    def plan(self) -> Plan | None:
        """The plan of the last statement from the profile DuckDB kept of it, so that nothing runs twice.

        None where the profile is not as we know it, or there is no memory left to write it: a plan is shown, and no
        verdict rests on it.
        """
        try:
            profile = self.connection.get_profiling_information("json")
            return from_duckdb(json.loads(profile)) if profile else None
        except (LookupError, TypeError, AttributeError, ValueError, duckdb.Error):
            return None

    def trials(self, tables: Sequence[Table]) -> Trials:
        """The worlds in this database."""
        return DuckDBTrials(self, tables)

    def turn(self) -> None:
        """Rows come in the order of their tables, which are the other way round by then."""

    def values(self, sql: str, parameters: Sequence[object]) -> Iterator[Row]:
        """The rows of a statement of our own."""
        with translated(sql):
            self.connection.execute(sql, parameters)
            yield from self.connection.fetchall()

    def deserialised(self, tree: Tree) -> str:
        """The query that a syntax tree is of."""
        ((query,),) = self.values("SELECT json_deserialize_sql(?::JSON)", [json.dumps(tree)])
        return str(query)

    def describe(self) -> tuple[Table, ...]:
        """The tables of the database as its catalog has them."""
        return describe(self.connection)

    def views(self) -> tuple[str, ...]:
        """The names of the views."""
        found = self.connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1")
        return tuple(row[0] for row in found.fetchall())

    def second(self) -> "DuckDBSession":
        """Another connection to the same database, which waits for nobody."""
        other = DuckDBSession(self.connection.cursor())
        for name in self.files.values():
            other.connection.execute(f"USE {name}")
        return other

    def work(self) -> Work:
        """DuckDB counts nothing that stays the same from run to run, and uses no index for a join or a range."""
        raise NotImplementedError("DuckDB counts no work")

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""
        self.connection.close()


def opened(path: Path | None, write: bool) -> DuckDBSession:
    """A session of a database file or of a new one in memory; other files can be reached until it is locked."""
    read_only = path is not None and not write
    connection = duckdb.connect(str(path or ":memory:"), read_only=read_only, config=CONFIG)
    for statement in (WARM_UP, *SETTINGS):
        connection.execute(statement).fetchall()
    quiet(connection)
    return DuckDBSession(connection)


def quiet(connection: "duckdb.DuckDBPyConnection") -> None:
    """Let DuckDB draw no bar on standard output, where only the report goes.

    In a Jupyter kernel without ipywidgets the bar is off, and 2.0.1 refuses every SET of it, even to false.
    """
    if connection.execute("SELECT current_setting('enable_progress_bar')").fetchone() != (False,):
        connection.execute("SET enable_progress_bar = false")


def narrow(kind: str) -> bool:
    """Whether all values of a type take little room."""
    return kind.endswith("INT") or kind.partition("(")[0] in NARROW


def weight(cell: Cell) -> int:
    """Roughly how many bytes a cell takes beside its place in the row."""
    return len(cell) if isinstance(cell, str | bytes | list | tuple | dict) else 0


@contextmanager
def translated(sql: str, start: int = 0) -> Iterator[None]:
    """Raise our exceptions for DuckDB's; `sql` is the text it was given, `start` its place in the file."""
    try:
        yield
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        raise OutOfMemory from error
    except duckdb.Error as error:
        if ran_out(error):
            raise OutOfMemory from error
        raise statement_error(error, sql, start) from error


ALLOCATING = re.compile(r"(?:\(Error: |' : )(?:failed to|could not) allocate ", re.IGNORECASE)
"""Too little memory as the error of a constraint quotes it: `CHECK constraint failed … (Error: Failed to allocate`."""


def ran_out(error: duckdb.Error) -> bool:
    """Whether an error of another type comes from too little memory."""
    if isinstance(error, duckdb.ConstraintException):  # whatever fails inside a CHECK or a generated column
        return ALLOCATING.search(str(error)) is not None
    # 2.0.1: planning a constant that is too large to be printed
    return isinstance(error, duckdb.InternalException) and "std::bad_alloc" in str(error)


def statement_error(error: Exception, sql: str, start: int) -> StatementError:
    """DuckDB's own sentence and the place it names, which is a JSON object after the kind of error."""
    body = str(error).partition(": {")[2]
    # after an internal error's object comes advice to report it
    told = json.JSONDecoder().raw_decode("{" + body)[0] if body else {"exception_message": str(error)}
    kind = StatementForbidden if isinstance(error, duckdb.PermissionException) else StatementError
    if "position" not in told:
        return kind(told["exception_message"])
    at, length = json.loads(told.get("location", f"[{told['position']},0]"))
    before, span = characters(sql.encode(), at, length)
    return kind(told["exception_message"], start + before, span)
