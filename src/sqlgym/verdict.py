"""The outcome of one check, as one frozen value from which every report is made."""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from sqlgym.plan import Plan

Status = Literal["correct", "wrong", "error", "refused", "limit", "blank", "ungraded"]


class Place(msgspec.Struct, frozen=True):
    """A span of the learner's file; lines and columns count from 1, `length` is in characters of that line."""

    line: int
    column: int
    length: int
    text: str
    """The line itself, for underlining."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is not as it should be: `message` is the fact, `help` the next move."""

    check: str
    message: str
    help: str = ""
    place: Place | None = None


class Grid(msgspec.Struct, frozen=True):
    """A small table for people: column names and rows of cells (JSON values)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Counterexample(msgspec.Struct, frozen=True):
    """A tiny database on which the answer differs from the reference, and both results on it."""

    tables: dict[str, Grid]
    expected: Grid
    actual: Grid
    sql: str = ""
    """CREATE and INSERT statements that make this database, whole."""


class Worlds(msgspec.Struct, frozen=True):
    """How many small databases were tried, and the seed they were drawn with."""

    tried: int
    seed: int


class Plans(msgspec.Struct, frozen=True, omit_defaults=True):
    """The plans of the two queries, where they ran and may be shown."""

    answer: Plan | None = None
    reference: Plan | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one check (DESIGN of the JSON report, version 1)."""

    exercise: str
    answer: str
    kind: str
    engine: str
    status: Status
    score: float
    points: float
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    diagnosis: str | None = None
    bound: str | None = None
    details: dict[str, Any] = {}
    worlds: Worlds | None = None
    counterexample: Counterexample | None = None
    plans: Plans = Plans()
    seconds: float = 0.0
    student: str = ""
    """Whose answer it is, where a whole class is graded; elsewhere empty, and left out of the JSON."""

    @property
    def reproduction(self) -> str:
        """SQL that makes the database of the counterexample, with what was found on it; empty without one."""
        return self.counterexample.sql if self.counterexample else ""


class Report(msgspec.Struct, frozen=True):
    """Everything that one command found out, from which every format is made."""

    course: str
    results: tuple[Verdict, ...]
    versions: dict[str, str]
    version: int = 1
    seed: int | None = None
    """The seed of the small databases, where a whole class is graded by one of its own; else left out of the JSON."""
    pass_mark: float | None = None
    """The percentage of all points that a student needs; left out where none is set."""


def exit_status(results: Iterable[Verdict]) -> int:
    """0 when every answer is right, 1 when some answer is not, 2 when sqlgym could not judge."""
    statuses = {verdict.status for verdict in results}
    if "ungraded" in statuses:
        return 2
    return 0 if statuses <= {"correct"} else 1
