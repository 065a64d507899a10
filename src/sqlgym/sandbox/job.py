"""What goes into the sandbox: jobs, each SQL with the database it is for, what it may do, and its limits."""

from typing import Literal

import msgspec

from sqlgym.course import Limits, Value
from sqlgym.engines import COUNTING, DATASETS
from sqlgym.importing.job import Source
from sqlgym.sandbox.layers import Mode
from sqlgym.schema import Table
from sqlgym.sql.reading import Extreme


class Policy(msgspec.Struct, frozen=True):
    """Which statements an answer may hold: their kinds as the engine names them; `wanted` says it in words.

    `openings` narrows a kind to statements that begin with one of these words, such as `CREATE TABLE`;
    `fixed` names tables that a statement may read but not change.
    `objects` are what CREATE, ALTER and DROP may be about, such as TABLE; empty for anything.
    """

    kinds: frozenset[str]
    wanted: str
    single: bool = False
    openings: dict[str, tuple[str, ...]] = {}
    fixed: tuple[str, ...] = ()
    objects: frozenset[str] = frozenset()


class Shadow(msgspec.Struct, frozen=True):
    """Functions of chance or the clock which are to give an extreme, and what the conditions that ask them come to.

    `outcomes` has a place for each of the reading's `conditions`, with None for one that is left; it may be empty. A
    `value` stands in for the extreme of `random()`.
    """

    names: tuple[str, ...]
    extreme: Extreme
    outcomes: tuple[bool | None, ...] = ()
    value: str = ""


class Job(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """SQL to be run on a database, which is a file opened for reading or (None) a new one in memory.

    `before` and `after` are trusted statements around it: those before must run, and each of those after
    has an outcome of its own. `parameters` are bound wherever the SQL names them. With `turned` rows are read from the
    other end wherever no ORDER BY says from which. What is `shared` was made by us of rows alone, and may be run where
    other such was run before.
    """

    sql: str
    policy: Policy
    engine: str = DATASETS
    database: str | None = None
    tables: tuple[str, ...] = ()
    limits: Limits = Limits()
    shared: bool = False
    plan: bool = False
    dump: bool = False
    read: bool = False
    trusted: bool = False
    mode: Mode = "auto"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parameters: dict[str, Value] = {}
    shadow: Shadow | None = None
    turned: bool = False


class TrialJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One query to be run on many worlds.

    They lie in a database file, or come along in `contents` as JSON (a table's rows as arrays of text, with the
    world's number and the row's place first). `types` are the query's columns. In `batch` all `worlds` are run
    in one statement; in `views` and `tables` each world is run plainly, on views or on tables made for it.
    """

    sql: str
    tables: tuple[Table, ...]
    types: tuple[str, ...]
    worlds: tuple[int, ...]
    how: Literal["batch", "views", "tables"] = "batch"
    engine: str = DATASETS
    database: str | None = None
    contents: dict[str, str] = {}
    limits: Limits = Limits()
    mode: Mode = "auto"
    parameters: dict[str, Value] = {}
    shadow: Shadow | None = None
    turned: bool = False


class ScriptJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A script to be run on a database of its own which it may change, and how it is disturbed.

    The database is a copy of a file, or (None) a new one; each text of `setup` is run first, every statement of
    it committed. Of the script, `stop` statements are run (None: all); then the process is killed (`kill`), a
    failing statement follows (`fail`), or `other` is run on a second connection and the script goes on
    (`other`). With `watch` a second connection looks after every statement; it asks the queries `alive` before the
    first statement and after each. Whatever happens, the connection
    ends, the file is opened anew in another process, and its state is taken, with the results of the queries `ask`.
    Then each of the `attempts` is made there, a transaction of its own.

    With `rounds`, the script is run once for each of them, after its texts; what the database holds then is seen.
    """

    sql: str
    policy: Policy
    engine: str = DATASETS
    database: str | None = None
    setup: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    limits: Limits = Limits()
    stop: int | None = None
    how: Literal["end", "kill", "fail", "other"] = "end"
    other: str = ""
    watch: bool = False
    alive: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    attempts: tuple[str, ...] = ()
    rounds: tuple[tuple[str, ...], ...] = ()
    shadow: Shadow | None = None
    trusted: bool = False
    mode: Mode = "auto"


class MeasureJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A workload to be measured on a copy of a database file with the indexes that `sql` makes.

    `trusted` says that the course wrote the indexes; `reading` is what the workload may hold where the course did
    not write that.
    """

    sql: str
    policy: Policy
    workload: tuple[tuple[str, str], ...]
    """Name and SQL of each query and write."""
    engine: str = COUNTING
    database: str | None = None
    tables: tuple[str, ...] = ()
    limits: Limits = Limits()
    trusted: bool = False
    reading: Policy | None = None
    parameters: dict[str, Value] = {}
    mode: Mode = "auto"


class ContractJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Everything that is assumed of an engine, to be tried on a locked session in memory.

    `threads` is how many the process has that was forked for it, which only that one knows.
    """

    engine: str = DATASETS
    threads: int = 1
    database: str | None = None
    limits: Limits = Limits()
    mode: Mode = "auto"


class ImportJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Sources in a folder of their own, to be read into a schema's files there: see sqlgym.importing.

    `rows` is the most that a table keeps; with `invent` no row is written. `room` is how many bytes a file may have.
    """

    folder: str
    sources: tuple[Source, ...]
    dialect: str = ""
    rows: int | None = None
    invent: bool = False
    room: int = 1 << 30
    engine: str = DATASETS
    database: str | None = None
    limits: Limits = Limits()
    mode: Mode = "auto"


AnyJob = Job | TrialJob | ScriptJob | MeasureJob | ContractJob | ImportJob
