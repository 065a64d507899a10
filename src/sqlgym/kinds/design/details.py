"""What a verdict on a design tells besides its findings: the reading, a card a table, the whole, a drawing."""

import msgspec

from sqlgym.kinds.design.relation import Reading
from sqlgym.verdict import Finding


class Try(msgspec.Struct, frozen=True):
    """A contradiction that the learner's tables accepted: the statements, and what was then the case."""

    check: str
    sql: tuple[str, ...]
    effect: str


class Card(msgspec.Struct, frozen=True):
    """One table: the normal form it reaches, its key, what is wrong with it, and what can be tried."""

    table: str
    form: str
    target: str
    reached: bool
    key: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    tries: tuple[Try, ...] = ()


class Whole(msgspec.Struct, frozen=True):
    """The design as a whole; `rebuilt` is None where the tables do not hold every attribute.

    `cases` counts the rows put in besides that had to be taken or refused; 0 where none were tried.
    """

    lossless: bool
    checkable: bool
    rebuilt: bool | None
    rows: int
    findings: tuple[Finding, ...] = ()
    tries: tuple[Try, ...] = ()
    cases: int = 0


class Line(msgspec.Struct, frozen=True):
    """A column in the drawing: its name and type, and `PK`, `U` or `→ table.column`."""

    column: str
    type: str
    marks: tuple[str, ...]


class Box(msgspec.Struct, frozen=True):
    """A table in the drawing."""

    table: str
    lines: tuple[Line, ...]


class Details(msgspec.Struct, frozen=True):
    """All of it."""

    columns: tuple[Reading, ...]
    cards: tuple[Card, ...]
    whole: Whole
    drawing: tuple[Box, ...]
    next: str = ""
