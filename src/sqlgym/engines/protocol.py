"""What an engine must do: open databases, and in each cut, guard, run, plan and describe."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import msgspec

from sqlgym.course import Value
from sqlgym.engines.counting import Work
from sqlgym.errors import EngineError
from sqlgym.plan import Plan
from sqlgym.result import Row, Run
from sqlgym.schema import Table
from sqlgym.sql.reading import Extreme, Reading
from sqlgym.sql.statement import Statement

if TYPE_CHECKING:
    from sqlgym.sql.tableau import Tableau

Parameters = Mapping[str, Value]
"""The parameters that statements may name, with their values."""


class StatementError(Exception):
    """The engine refused a statement; `start` and `length` are characters of the text it was split from."""

    def __init__(self, message: str, start: int | None = None, length: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.length = length


def no_parameter(name: str, parameters: Parameters) -> StatementError:
    """The error for a parameter that has no value."""
    given = ", ".join(f"${one}" for one in parameters)
    return StatementError(f"There is no parameter ${name}; given is {given}.")


class StatementForbidden(StatementError):
    """The engine's own lock-down refused the statement."""


class ContractError(EngineError):
    """The engine does not do what judging relies on: `assumption` is its name, the text says what was seen."""

    def __init__(self, assumption: str, seen: str) -> None:
        super().__init__(seen)
        self.assumption = assumption
        self.seen = seen


class Assumption(NamedTuple):
    """One thing that an engine must do: why we need it, for which kinds, and what tries it on an open session.

    The check returns what it has seen, where that is not as it must be, and nothing where it holds. With no kinds it
    is needed for nothing but what is shown, such as plans.
    """

    name: str
    why: str
    kinds: tuple[str, ...]
    check: Callable[[Any], str]


class Checked(msgspec.Struct, frozen=True):
    """What became of one assumption: `seen` is empty where it holds."""

    name: str
    why: str
    kinds: tuple[str, ...]
    seen: str = ""


class Keyed(msgspec.Struct, frozen=True):
    """How to see a query's ties: `sql` returns all its rows with the sort keys, which are the columns at `keys`.

    `offset` is how many of these rows the query itself leaves out before its first.
    """

    sql: str
    keys: tuple[int, ...]
    offset: int


class Unordered(ValueError):
    """How a query orders its rows can't be followed; the text says why, and what its author can do."""


class OutOfMemory(Exception):
    """The statement needs more memory than it is given."""


class OutOfTime(Exception):
    """The statement needs more time than it is given, where the engine's own process takes it."""


class TooMuch(Exception):
    """The result has more rows or bytes than asked for."""

    def __init__(self, what: Literal["rows", "bytes"]) -> None:
        super().__init__(what)
        self.what = what


class Waiting(NamedTuple):
    """A connection that waits until another one lets go, both by what `Session.number` says of them."""

    waits: int
    holds: int


class Contents(Protocol):
    """A dataset as it was built: its file, of the engine in whose files datasets lie, and its rows in pieces."""

    @property
    def path(self) -> Path:
        """The file."""

    def rows(self, table: Table) -> Iterator[Sequence[Row]]:
        """All rows of a table, in the order in which they were put in."""


class Volatile(Protocol):
    """What of an engine is left to chance or the clock, as far as a text without a tree tells; a module may be one."""

    def volatile_in_text(self, text: str) -> tuple[str, ...]:
        """The functions and words of a text that ask chance or the clock; a few too many do no harm."""

    def volatile_calls(self, expression: str) -> tuple[str, ...]:
        """The functions of chance and the clock that an expression of the catalog calls, such as that of a CHECK."""

    def chance(self, names: Iterable[str]) -> bool:
        """Whether some of these functions ask chance, and not the clock."""

    def values(self, text: str) -> tuple[str, ...]:
        """What `random()` may come to where the next value may differ: by the numbers that a text compares it with."""

    def shadowing(self, names: Sequence[str], extreme: Extreme, value: str = "") -> tuple[str, ...] | None:
        """Statements after which these functions give an extreme, or `random()` a value, in every connection.

        None where no statement can do that, and a session has to do it for each connection (`Session.shadowed`).
        """


class Trials(Protocol):
    """The worlds in a session's database, for one query."""

    def load(self, contents: Mapping[str, str]) -> None:
        """Bring in the worlds: a table's rows as JSON arrays of text, world and place first."""

    def batch(
        self, statement: Statement, worlds: Sequence[int], types: Sequence[str]
    ) -> Iterator[tuple[int, list[Row]]]:
        """The rows of a query on every world, in one statement; StatementError where that can't be done."""

    def views(self) -> None:
        """Let every table's name mean its rows in the world that is chosen by `choose`."""

    def choose(self, world: int) -> None:
        """Choose the world that the views show."""

    def put(self, world: int) -> None:
        """Make every table anew with the rows of one world, in their order."""

    def run(self, statement: Statement) -> Run:
        """Run the statement as it stands."""


class Session(Protocol):
    """An open database of one engine, used by one thread."""

    def attach(self, path: Path | None, described: bool = False) -> None:
        """Open a file for reading beside the others, or with `described` get ready to describe a new database.

        Only where the engine's `forks` is true; a fork then has it open.
        """

    def only(self, path: Path | None, write: bool = False) -> "Session":
        """The session with no file open but this one, whose tables are meant by their names."""

    def anew(self, path: Path | None) -> None:
        """Forget what was made since the session was locked; then its one file is meant, or a new database in memory.

        Only where the engine's `forks` is true.
        """

    def lock(self, memory_bytes: int) -> None:
        """Give up files, network and settings for good, as far as `open` has not; this much memory is left."""

    def within(self, seconds: float) -> None:
        """Give up what takes longer from now on, where another process than this one does the work."""

    def bind(self, parameters: Parameters) -> None:
        """Give every parameter named here its value, wherever a statement names it from now on.

        A statement writes `$name`, `:name` or `?`; a `?` takes the next value in their order, or the only one.
        """

    def split(self, sql: str) -> tuple[Statement, ...]:
        """Cut a text into statements with the engine's own parser; a StatementError when it does not parse."""

    def guard(self, statement: Statement, tables: Iterable[str]) -> None:
        """Raise StatementForbidden for a statement that reads more than tables; `tables` are those of the exercise."""

    def reading(self, statement: Statement) -> Reading:
        """What the statement's text tells of it."""

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

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns; StatementError, OutOfMemory or TooMuch when it can't."""

    def changed(self, statement: Statement, run: Run) -> int | None:
        """How many rows the statement run last changed; `run` is what it returned. None where that can't be seen."""

    def plan(self) -> Plan | None:
        """The plan of the statement run last, with what was seen while it ran."""

    def trials(self, tables: Sequence[Table]) -> Trials:
        """The worlds in this database."""

    def turn(self) -> None:
        """Read rows from the other end wherever no ORDER BY says from which.

        Where they come in the order in which they were put in, this need do nothing: who asks for it puts them in the
        other way round besides.
        """

    def describe(self) -> tuple[Table, ...]:
        """The tables of the database as its catalog has them."""

    def views(self) -> tuple[str, ...]:
        """The names of the views."""

    def second(self) -> "Session":
        """Another connection to the same database, which waits for nobody.

        It is asked for when the process is locked: on a server it was connected with the first.
        """

    @property
    def number(self) -> int:
        """What `waits` calls this connection."""

    def waits(self) -> tuple[Waiting, ...]:
        """Which connections to this database wait for which others; none where a lock is an error at once."""

    def work(self) -> Work:
        """Counts work on this database; only where the engine `counts` any."""

    def close(self) -> None:
        """Close the connection; a transaction that is open is rolled back."""


class Engine(Protocol):
    """An engine by name; only `version` and `open` import its driver.

    `title` is what people call it, `dialect` what its SQL is called in sqlglot.
    `drivers` are the modules that hold the engine, of which the first that there is tells its build; `distribution`
    is what installs it, where Python does not bring it.
    `forks` says whether an open database may be taken through a fork; if not, each process opens it itself, which
    it can do when it is locked.
    `failing` is a statement that always fails while it runs.
    `place` is where it runs: in the `process` that uses it, which is locked with all that it can do, or in a `server`;
    the process connects to that first, is then locked, and has no other way out than that connection.
    `counts` says whether it can say what a statement takes, as `Session.work` does.
    `eager_keys` says whether it refuses for a foreign key what is in order once the statement or transaction ends.
    `batches` says whether a session can try a query on many worlds in one statement; if not, one after another is
    all there is, each on tables of its own.
    """

    name: str
    title: str
    dialect: str
    drivers: tuple[str, ...]
    distribution: str
    place: Literal["process", "server"]
    forks: bool
    failing: str
    counts: bool
    eager_keys: bool
    batches: bool

    @property
    def version(self) -> str:
        """The version of the engine itself."""

    def serve(self, path: Path | None) -> None:
        """Have ready what a process needs that opens a file: a server, and the database there that the file says."""

    def missing(self) -> str:
        """Why it can't be used here, and what to install; empty where it can, as far as a look tells."""

    def served(self) -> str:
        """Where its server runs now, in words; empty where there is none."""

    def stop(self) -> bool:
        """Stop a server of our own; whether there was one that ran."""

    def open(self, path: Path | None, write: bool = False) -> Session:
        """Open a database file, for reading unless it is to be written, or a new one in memory."""

    def create(self, tables: Iterable[Table], constraints: bool = True) -> tuple[str, ...]:
        """The statements that make tables with every constraint, or with none, parents first."""

    def identifier(self, name: str) -> str:
        """A name as a person would write it: in quotes only where it must be."""

    def as_text(self, kind: str) -> bool:
        """Whether values of a type are read as text, since the driver would harm them."""

    def tableaux(self, tree: str, tables: Mapping[str, Sequence[str]]) -> "tuple[Tableau, ...]":
        """The tableaux of a query by its syntax tree, with the columns of each table; none where it has no trees."""

    def fill(self, tables: Sequence[Table], contents: Contents, path: Path) -> None:
        """Make a database at a path with every constraint, and put a dataset's rows into it.

        On a server the path becomes a file that says which database there it is; `open` and `fresh` read it. A
        BuildError says what does not fit.
        """

    def fresh(self, database: Path | None, folder: Path) -> Path:
        """A copy of a database to be written into, or a new one (None): where it lies in the folder."""

    def end(self, database: Path) -> None:
        """Stop what still runs on a database that `fresh` made, and give up what it takes outside of its folder.

        The process that used it is gone by then, and the folder goes next: only a server has anything left to do.
        """

    def volatile(self) -> Volatile:
        """What is left to chance or the clock."""

    def keep_worlds(self, tables: Sequence[Table], contents: Mapping[str, str], path: Path) -> None:
        """Write worlds into a file as a session's trials find them; `contents` are those of `Trials.load`."""

    def replayed(self, sql: str, width: int, contents: Mapping[str, str]) -> str:
        """A query of `width` columns such that the engine's own shell gives what a trial on its one world gave."""

    def contract(self) -> tuple[Assumption, ...]:
        """What is assumed of it."""

    def keyed(
        self, sql: str, names: Sequence[str], columns: Collection[str], value: Callable[[str], str]
    ) -> Keyed | None:
        """How to see the ties of a query that ran; None where it orders no rows and leaves none out.

        `names` are those of its result, `columns` of all columns of the tables in small letters, and `value` asks
        DuckDB in the sandbox what an expression comes to. Unordered where the order can't be followed.
        """
