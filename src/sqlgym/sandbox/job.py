"""What goes into the sandbox and what comes out of it, as values and as bytes.

Bytes are MessagePack with our own tags for the types it has not; nothing that comes out of a process which
has run a learner's SQL is ever unpickled.
"""

from typing import Literal

import msgspec

from sqlgym.course import Limits
from sqlgym.engines.reading import Reading
from sqlgym.plan import Plan
from sqlgym.result import Run
from sqlgym.sandbox.layers import Mode
from sqlgym.schema import Table
from sqlgym.wire import packed, unpack


class Policy(msgspec.Struct, frozen=True):
    """Which statements an answer may hold: their kinds as the engine names them; `wanted` says it in words.

    `openings` narrows a kind to statements that begin with one of these words, such as `CREATE TABLE`;
    `fixed` names tables that a statement may read but not change.
    """

    kinds: frozenset[str]
    wanted: str
    single: bool = False
    openings: dict[str, tuple[str, ...]] = {}
    fixed: tuple[str, ...] = ()


class Job(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """SQL to be run on a database, which is a file opened for reading or (None) a new one in memory.

    `before` and `after` are trusted statements around it: those before must run, and each of those after
    has an outcome of its own.
    """

    sql: str
    policy: Policy
    engine: str = "duckdb"
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


class TrialJob(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One query to be run on many worlds.

    They lie in a database file, or come along in `contents` as JSON (a table's rows as arrays of text, with the
    world's number and the row's place first). `types` are the query's columns. In `batch` all `worlds` are run
    in one statement and `canaries` plainly besides; in `views` and `tables` each world is run plainly, on views
    or on tables made for it, in the order of their rows or `backwards`.
    """

    sql: str
    tables: tuple[Table, ...]
    types: tuple[str, ...]
    worlds: tuple[int, ...]
    how: Literal["batch", "views", "tables"] = "batch"
    canaries: tuple[int, ...] = ()
    backwards: bool = False
    engine: str = "duckdb"
    database: str | None = None
    contents: dict[str, str] = {}
    limits: Limits = Limits()
    mode: Mode = "auto"


class Trial(msgspec.Struct, frozen=True):
    """What a query returned on one world, or the engine's words if it failed there."""

    world: int
    run: Run | None = None
    failed: str = ""


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
    """A limit was reached: `time`, `memory`, `rows` or `bytes`."""

    what: str


class Crashed(msgspec.Struct, frozen=True, tag=True):
    """The process that ran it ended on its own; `how` names the signal or status."""

    how: str


class Broken(msgspec.Struct, frozen=True, tag=True):
    """Our own code failed in there: a traceback to be raised, not a word about the answer."""

    trace: str


Outcome = Ran | Blank | Refused | Failed | Exceeded | Crashed | Broken | Tried | Done

AnyJob = Job | TrialJob

_encoder = msgspec.msgpack.Encoder()
_jobs = msgspec.msgpack.Decoder(Job | TrialJob)
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
        trials = (Trial(one.world, one.run and packed(one.run), one.failed) for one in value.trials)
        value = Tried(tuple(trials), value.plain)
    return _encoder.encode(value)


def packed_after(value: Returned | Denied) -> Returned | Denied:
    """What became of a trusted statement, with cells as MessagePack can hold them."""
    return Returned(packed(value.run)) if isinstance(value, Returned) else value


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
