"""What comes out of the sandbox: how a job ended, and what there was to be seen."""

from typing import Literal

import msgspec

from sqlgym.engines import Checked, Index, Measured, Statement
from sqlgym.importing.job import Result
from sqlgym.plan import Plan
from sqlgym.result import Run
from sqlgym.schema import Table
from sqlgym.sql.reading import Reading


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
    """What a database holds: its tables with their rows, its views with theirs, and what it was asked besides.

    `attempts` has for each of a job's whether the tables took it, and if not the engine's words.
    """

    tables: tuple[Table, ...]
    contents: tuple[Run, ...]
    views: tuple[str, ...] = ()
    viewed: tuple[Run, ...] = ()
    answers: tuple[Run, ...] = ()
    attempts: tuple[str, ...] = ()


class Left(msgspec.Struct, frozen=True, tag=True):
    """A trial's two processes: what became of the script, and of the database; each an outcome as bytes."""

    script: bytes
    state: bytes


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


class Imported(msgspec.Struct, frozen=True, tag=True):
    """What came of an import; its files lie in its folder."""

    result: Result


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
    | Imported
)
