"""What came of running a query on worlds, plainly or not: a result, an end without one, a witness of a difference."""

from collections.abc import Sequence

import msgspec

from sqlgym.result import Column, Run
from sqlgym.sandbox import Crashed, Done, Exceeded, Failed, Refused, Stopped, TrialJob, Tried
from sqlgym.sandbox import Outcome as End
from sqlgym.worlds.world import World


class Side(msgspec.Struct, frozen=True):
    """One of the two queries, the columns of its result, and its engine where that is not the exercise's."""

    sql: str
    columns: tuple[Column, ...]
    engine: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its columns."""
        return tuple(column.type for column in self.columns)


class Witness(msgspec.Struct, frozen=True):
    """A world on which the two differ; an answer that gave no result there has no run but how it ended."""

    world: World
    expected: Run
    actual: Run | None
    stop: Stopped | None = None
    keyed: Run | None = None
    kind: str = ""

    @property
    def halted(self) -> bool:
        """Whether there was nothing to compare: it was stopped, crashed or was refused."""
        return self.stop is not None and not isinstance(self.stop, Failed)

    @property
    def tells(self) -> bool:
        """Whether the two results show the difference: not where both are empty, or columns without a row."""
        if self.actual is None or self.expected.rows:
            return True
        return bool(self.actual.rows) and self.kind not in HEADINGS


HEADINGS = frozenset({"columns", "column order"})
"""Kinds of difference that lie in the columns alone."""

ROWS = frozenset({"missing", "extra", "changed"})


def kind_of(check: str) -> str:
    """The kind of difference that a finding names: missing, extra and changed rows are one."""
    return "rows" if check in ROWS else check


class Outcome(msgspec.Struct, frozen=True):
    """What a query gave on one world, run plainly or not: a result, or how it ended without one."""

    run: Run | None
    stop: Stopped | None
    plain: bool

    @property
    def halted(self) -> bool:
        """Whether it was stopped, crashed or was refused, rather than failed by its own words."""
        return self.stop is not None and not isinstance(self.stop, Failed)

    @property
    def holds(self) -> bool:
        """Whether it is the one value true."""
        return self.run is not None and [row[0] for row in self.run.rows] == [True]


NOTHING = Outcome(None, None, False)
"""What was not tried at all."""


class Settled(msgspec.Struct, frozen=True):
    """What came of running both queries plainly on some worlds: the places in that list where the answer is right.

    A world that is neither among them nor a witness was not compared. On `ties`, some of them, it is right once
    numbers half-way between two rounded ones are rounded alike.
    """

    witnesses: tuple[Witness, ...] = ()
    right: frozenset[int] = frozenset()
    ties: frozenset[int] = frozenset()


def outcomes(parts: Sequence[Tried], job: TrialJob, end: End) -> dict[int, Outcome]:
    """What a job gave by world; where it ended before its time, the first that is missing is where it did."""
    asked = {*job.worlds}
    found = {
        trial.world: Outcome(trial.run, trial.stop, part.plain)
        for part in parts
        for trial in part.trials
        if trial.world in asked
    }
    if job.how == "batch":
        return found
    stop = stopped(end)
    missing = next((world for world in job.worlds if world not in found), None)
    return found if stop is None or missing is None else {**found, missing: Outcome(None, stop, True)}


def stopped(end: End) -> Stopped | None:
    """How a job ended before its time, or None if it did not."""
    match end:
        case Failed() | Refused() | Exceeded() | Crashed():
            return end
        case Done():
            return None
        case _:
            raise TypeError(f"{end!r} ends no job on worlds")
