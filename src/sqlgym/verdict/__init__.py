"""The outcome of one check, as one frozen value from which every report is made."""

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

import msgspec

from sqlgym.verdict.evidence import AnyEvidence, Unjudged
from sqlgym.verdict.values import Counterexample, Finding, Grid, Place, Plans, Status, Worlds

__all__ = [
    "AnyEvidence",
    "Counterexample",
    "Finding",
    "Grid",
    "Override",
    "Place",
    "Plans",
    "Report",
    "Status",
    "Unjudged",
    "Verdict",
    "Worlds",
    "exit_status",
]


class Override(msgspec.Struct, frozen=True):
    """Points that a lecturer gave in place of those of the verdict, and why."""

    points: Annotated[float, msgspec.Meta(ge=0)]
    comment: str = ""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one check (DESIGN of the JSON report, version 1)."""

    exercise: str
    answer: str
    kind: str
    engine: str
    status: Status
    score: Annotated[float, msgspec.Meta(ge=0, le=1)]
    points: Annotated[float, msgspec.Meta(ge=0)]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    diagnosis: str | None = None
    bound: str | None = None
    details: AnyEvidence = Unjudged()
    worlds: Worlds | None = None
    counterexample: Counterexample | None = None
    plans: Plans = Plans()
    seconds: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    student: str = ""
    """Whose answer it is, where a whole class is graded; elsewhere empty, and left out of the JSON."""
    file_notes: tuple[str, ...] = ()
    """Which of several files counts and why, where a class is graded; shown at every level, and left out if empty."""
    sql: str = ""
    """What was handed in, where a class is graded; elsewhere left out."""
    override: Override | None = None
    """What a lecturer gave instead; left out where nobody did."""

    def _repr_html_(self) -> str | None:
        """What a notebook shows; nothing where no report can be made."""
        return DISPLAYS["text/html"](self) if "text/html" in DISPLAYS else None

    def _repr_markdown_(self) -> str | None:
        """What a notebook shows that takes no HTML."""
        return DISPLAYS["text/markdown"](self) if "text/markdown" in DISPLAYS else None

    @property
    def reproduction(self) -> str:
        """SQL that makes the database of the counterexample, with what was found on it; empty without one."""
        return self.counterexample.sql if self.counterexample else ""


DISPLAYS: dict[str, Callable[[Verdict], str]] = {}
"""A type of text → what a notebook shows of a verdict in it; `library` has them, since reports are made of verdicts."""


class Report(msgspec.Struct, frozen=True):
    """Everything that one command found out, from which every format is made."""

    course: str
    results: tuple[Verdict, ...]
    versions: dict[str, str]
    version: Literal[1] = 1
    seed: int | None = None
    """The seed of the small databases, where a whole class is graded by one of its own; else left out of the JSON."""
    pass_mark: Annotated[float, msgspec.Meta(ge=0, le=100)] | None = None
    """The percentage of all points that a student needs; left out where none is set."""


def exit_status(results: Iterable[Verdict]) -> int:
    """0 when every answer is right, 1 when some answer is not, 2 when sqlgym could not judge."""
    statuses = {verdict.status for verdict in results}
    if "ungraded" in statuses:
        return 2
    return 0 if statuses <= {"correct"} else 1
