"""A fault or a note found in a design, before it is put into words of a verdict."""

import msgspec

from sqlgym.normalform import Attributes, Dependency
from sqlgym.verdict import Finding

WEIGHTS = {
    "nf": 0.3, "coverage": 0.15, "lossless": 0.1, "preserve": 0.05, "key": 0.2, "fk": 0.1, "data": 0.1,
}  # fmt: skip
"""Group of checks → its share of the score; it is the part of an id before the dot."""

CAPPED = frozenset({"nf", "coverage", "lossless"})
CAP = 0.5
UNTRIED = 0.5
"""What cases count that were not tried, since the tables have other faults."""


class Fault(msgspec.Struct, frozen=True):
    """A finding with the table it is about (none for the whole design) and the attributes it touches.

    `rule` is the rule that is broken or open; a contradiction to it may be tried.
    """

    finding: Finding
    table: str | None = None
    rule: Dependency | None = None
    touched: Attributes = frozenset()

    @property
    def check(self) -> str:
        """The id of the finding."""
        return self.finding.check


class Found(msgspec.Struct, frozen=True):
    """What one look found: faults and notes."""

    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Found") -> "Found":
        """The faults and notes of two looks, one after the other."""
        return Found(self.faults + other.faults, self.notes + other.notes)

    def about(self, table: str, *groups: str) -> bool:
        """Whether a table has a fault in one of these groups."""
        return any(one.table == table and one.check.partition(".")[0] in groups for one in self.faults)

    def has(self, *groups: str) -> bool:
        """Whether there is a fault in one of these groups."""
        return any(one.check.partition(".")[0] in groups for one in self.faults)


def fault(
    check: str,
    message: str,
    advice: str,
    table: str | None = None,
    rule: Dependency | None = None,
    touched: Attributes = frozenset(),
) -> Fault:
    """A fault from its words."""
    return Fault(Finding(check, message, advice), table, rule, touched)


def score(found: Found, tables: int, cases: int = 0) -> float:
    """The weighted share of checks without a fault, capped where normal form, coverage or losslessness fail.

    It is multiplied by the share of the cases that went as they must; they are tried where nothing else is wrong.
    """
    total = 0.0
    for group, weight in WEIGHTS.items():
        count = len({one.table for one in found.faults if one.check.partition(".")[0] == group})
        total += weight * (1 - min(1, count / max(1, tables if group in {"nf", "key", "fk"} else 1)))
    if not found.faults:
        return 1.0
    failed = sum(one.check.startswith("case.") for one in found.faults)
    share = 1 - failed / max(1, cases) if failed or not cases else UNTRIED
    return round(min(total, CAP if found.has(*CAPPED) else 0.9) * share, 2)
