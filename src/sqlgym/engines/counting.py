"""What an engine counts of its work: what a statement takes, and what the indexes that were made weigh."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from sqlgym.plan import Plan
from sqlgym.sql.statement import Statement


class Index(msgspec.Struct, frozen=True):
    """An index that an answer made: its table, its columns (None for an expression), its WHERE if it has one.

    `width` is the bytes of an entry and `row` those of a row of its table, where the index is large enough to tell.
    """

    name: str
    table: str
    columns: tuple[str | None, ...]
    unique: bool = False
    partial: bool = False
    width: int = 0
    row: int = 0


class Measured(msgspec.Struct, frozen=True):
    """One query or write of a workload: its work, its plan, and the indexes that serve it.

    The work of a query is what the engine counts while it runs, that of a write the entries it wrote into tables and
    indexes; `entries` has those for each index.
    """

    name: str
    work: int
    write: bool = False
    plan: Plan | None = None
    details: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    entries: dict[str, int] = {}


class Work(Protocol):
    """Counts the work of statements on one session's database; what it runs of its own is under no guard."""

    def make(self, statement: Statement) -> None:
        """Run a statement that makes an index, and see what that adds to the database."""

    def analyze(self) -> None:
        """All indexes are made: gather what the engine wants to know of them before it chooses."""

    def indexes(self) -> Sequence[Index]:
        """The indexes that were made, with what an entry of each weighs."""

    def measured(self, name: str, statement: Statement) -> Measured:
        """One query, or one write, which is taken back."""


class Uncounted(Exception):
    """What an engine was asked for the sake of counting failed; the text is the engine's."""
