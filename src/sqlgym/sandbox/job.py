"""What goes into the sandbox and what comes out of it, as values and as bytes.

Bytes are MessagePack with our own tags for the types it has not; nothing that comes out of a process which
has run a learner's SQL is ever unpickled.
"""

from typing import Literal

import msgspec

from sqlgym.course import Limits, Value
from sqlgym.engines import DATASETS, Checked, Statement
from sqlgym.plan import Plan
from sqlgym.result import Run
from sqlgym.result.codec import packed, unpack
from sqlgym.sandbox.layers import Mode
from sqlgym.schema import Table
from sqlgym.sql.reading import Extreme, Reading


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
    has an outcome of its own. `parameters` are bound wherever the SQL names them.
    """

    sql: str
    policy: Policy
    engine: str = DATASETS
    database: str | None = None
    tables: tuple[str, ...] = ()
    limits: Limits = Limits()
    plan: bool = False
    dump: bool = False
    read: bool = False
    trusted: bool = False
    mode: Mode = "auto"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parameters: dict[str, Value] = {}
    shadow: Shadow | None = None


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


class ScriptJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A script to be run on a database of its own which it may change, and how it is disturbed.

    The database is a copy of a file, or (None) a new one; each text of `setup` is run first, every statement of
    it committed. Of the script, `stop` statements are run (None: all); then the process is killed (`kill`), a
    failing statement follows (`fail`), or `other` is run on a second connection and the script goes on
    (`other`). With `watch` a second connection looks after every statement; it asks the queries `alive` before the
    first statement and after each. Whatever happens, the connection
    ends, the file is opened anew in another process, and its state is taken, with the results of the queries `ask`.
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
    engine: str = "sqlite"
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


class Trial(msgspec.Struct, frozen=True):
    """What a query returned on one world, or how it ended there without a result."""

    world: int
    run: Run | None = None
    stop: "Failed | Refused | Exceeded | None" = None


class Tried(msgspec.Struct, frozen=True, tag=True):
    """Some of the trials of a job; `plain` if each was run by itself."""

    trials: tuple[Trial, ...]
    plain: bool


class Done(msgspec.Struct, frozen=True, tag=True):
    """All trials of a job were made."""


class Returned(msgspec.Struct, frozen=True, tag=True):
    """What one trusted statement returned."""

    run: Run


class Denied(msgspec.Struct, frozen=True, tag=True):
    """What the engine said to one trusted statement that it refused."""

    message: str


class Ran(msgspec.Struct, frozen=True, tag=True):
    """It ran: what each statement returned, the last one's plan, and with `dump` what the tables hold now.

    `after` has what became of each statement of the job's `after`.
    """

    runs: tuple[Run, ...]
    seconds: float
    plan: Plan | None = None
    tables: tuple[Table, ...] = ()
    contents: tuple[Run, ...] = ()
    after: tuple[Returned | Denied, ...] = ()
    reading: Reading = Reading()


class Blank(msgspec.Struct, frozen=True, tag=True):
    """There is no statement in it."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """It holds something that is not allowed; `start` and `length` are characters of the SQL."""

    message: str
    help: str
    start: int | None = None
    length: int = 0


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The engine refused it, in the engine's words; `start` and `length` are characters of the SQL."""

    message: str
    start: int | None = None
    length: int = 0


class Exceeded(msgspec.Struct, frozen=True, tag=True):
    """A limit was reached; `starved` if it was that of the clock on the wall alone, which others' work reaches too.

    `trials` is the time that all runs of a script may take together.
    """

    what: Literal["time", "memory", "rows", "bytes", "trials"]
    starved: bool = False


class Crashed(msgspec.Struct, frozen=True, tag=True):
    """The process that ran it ended on its own; `how` names the signal or status."""

    how: str


class Broken(msgspec.Struct, frozen=True, tag=True):
    """Our own code failed in there: a traceback to be raised, not a word about the answer."""

    trace: str


class Script(msgspec.Struct, frozen=True, tag=True):
    """How far a script came in its process: the statements of the text, how many ran, and the error that ended it.

    `seen` holds what a second connection saw after the statements numbered in `looked`, `refused` why `other` was
    not done. `alive` has, before the first statement and after each, what became of the queries asked; `changed` how
    many rows each statement changed, None where that can't be seen; `seconds` is the time that the statements ran on
    a core.
    """

    statements: tuple[Statement, ...]
    done: int
    error: Failed | None = None
    seen: tuple["State", ...] = ()
    looked: tuple[int, ...] = ()
    refused: str = ""
    alive: tuple[tuple[Returned | Denied, ...], ...] = ()
    changed: tuple[int | None, ...] = ()
    seconds: float = 0.0


class State(msgspec.Struct, frozen=True, tag=True):
    """What a database holds: its tables with their rows, its views with theirs, and what it was asked besides."""

    tables: tuple[Table, ...]
    contents: tuple[Run, ...]
    views: tuple[str, ...] = ()
    viewed: tuple[Run, ...] = ()
    answers: tuple[Run, ...] = ()


class Left(msgspec.Struct, frozen=True, tag=True):
    """A trial's two processes: what became of the script, and of the database; each an outcome as bytes."""

    script: bytes
    state: bytes


class Index(msgspec.Struct, frozen=True):
    """An index that an answer made: its table, its columns (None for an expression), its WHERE if it has one."""

    name: str
    table: str
    columns: tuple[str | None, ...]
    unique: bool = False
    partial: bool = False


class Measured(msgspec.Struct, frozen=True):
    """One query or write of a workload: its work, its plan, and the indexes that serve it.

    The work of a query is the steps of SQLite's virtual machine, that of a write the entries it wrote into tables and
    indexes; `entries` has those for each index.
    """

    name: str
    work: int
    write: bool = False
    plan: Plan | None = None
    details: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    entries: dict[str, int] = {}


class Measurement(msgspec.Struct, frozen=True, tag=True):
    """A workload measured with the indexes of an answer, and the seconds on a core that all of it took."""

    indexes: tuple[Index, ...]
    items: tuple[Measured, ...]
    seconds: float = 0.0


Stopped = Refused | Failed | Exceeded | Crashed
"""How SQL ended that gave no result, by its own doing."""


class Contract(msgspec.Struct, frozen=True, tag=True):
    """What became of each assumption about an engine, in its build `version`."""

    engine: str
    version: str
    checked: tuple[Checked, ...]


Outcome = (
    Ran
    | Blank
    | Refused
    | Failed
    | Exceeded
    | Crashed
    | Broken
    | Tried
    | Done
    | Script
    | State
    | Left
    | Measurement
    | Contract
)

AnyJob = Job | TrialJob | ScriptJob | MeasureJob | ContractJob

_encoder = msgspec.msgpack.Encoder()
_jobs: msgspec.msgpack.Decoder[AnyJob] = msgspec.msgpack.Decoder(AnyJob)
_outcomes = msgspec.msgpack.Decoder(Outcome, ext_hook=unpack)


def encode(value: AnyJob | Outcome) -> bytes:
    """A job or an outcome as bytes."""
    if isinstance(value, Ran):
        value = msgspec.structs.replace(
            value,
            runs=tuple(map(packed, value.runs)),
            contents=tuple(map(packed, value.contents)),
            after=tuple(map(packed_after, value.after)),
        )
    if isinstance(value, Tried):
        trials = (Trial(one.world, one.run and packed(one.run), one.stop) for one in value.trials)
        value = Tried(tuple(trials), value.plain)
    if isinstance(value, State):
        value = packed_state(value)
    if isinstance(value, Script):
        alive = tuple(tuple(map(packed_after, one)) for one in value.alive)
        value = msgspec.structs.replace(value, seen=tuple(map(packed_state, value.seen)), alive=alive)
    return _encoder.encode(value)


def packed_after(value: Returned | Denied) -> Returned | Denied:
    """What became of a trusted statement, with cells as MessagePack can hold them."""
    return Returned(packed(value.run)) if isinstance(value, Returned) else value


def packed_state(state: State) -> State:
    """A state with its cells as MessagePack can hold them."""
    return msgspec.structs.replace(
        state,
        contents=tuple(map(packed, state.contents)),
        viewed=tuple(map(packed, state.viewed)),
        answers=tuple(map(packed, state.answers)),
    )


def decode_job(data: bytes) -> AnyJob:
    """A job from its bytes."""
    job: AnyJob = _jobs.decode(data)
    return job


def decode_outcome(data: bytes) -> Outcome:
    """An outcome from bytes that may come from a hostile process: Crashed when they are none."""
    try:
        outcome: Outcome = _outcomes.decode(data)
    except (msgspec.MsgspecError, ValueError, KeyError, ArithmeticError, RecursionError):
        return Crashed("it sent no readable result")
    return outcome
