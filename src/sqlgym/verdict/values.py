"""The parts of a verdict: findings with their places, small tables, counterexamples and plans, as frozen values."""

from typing import Annotated, Any, Literal

import msgspec

from sqlgym.plan import Plan

Status = Literal["correct", "wrong", "error", "refused", "limit", "blank", "ungraded"]

Count = Annotated[int, msgspec.Meta(ge=0)]
"""A number of things."""

Ordinal = Annotated[int, msgspec.Meta(ge=1)]
"""A place that counts from 1."""


class Place(msgspec.Struct, frozen=True):
    """A span of the learner's file; lines and columns count from 1, `length` is in characters of that line."""

    line: Ordinal
    column: Ordinal
    length: Ordinal
    text: str
    """The line itself, for underlining."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is not as it should be: `message` is the fact, `help` the next move.

    `rule` names the rule that said what helps, by the clause at `place`; without one the place is that of the fact.
    """

    check: str
    message: str
    help: str = ""
    place: Place | None = None
    rule: str = ""


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
    """On how many small databases both results were compared, the seed they were drawn with, and of how many.

    `of` counts those on which the reference has a result and what the exercise assumes is true.
    """

    tried: Count
    seed: int
    of: Count = 0


class Plans(msgspec.Struct, frozen=True, omit_defaults=True):
    """The plans of the two queries, where they ran and may be shown; `brief` where a line of it says enough."""

    answer: Plan | None = None
    reference: Plan | None = None
    brief: bool = False
