"""What a rule looks at: an answer and its reference as trees, both results, and how they differ."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from sqlgym.feedback.query import Node, Query, Select, constant, named
from sqlgym.result import Cell, Row, Run
from sqlgym.verdict import Place
from sqlgym.verdict.evidence import Difference

ROWS = frozenset({"missing", "extra", "changed"})
"""What a finding may say of rows that differ."""

VALUES = frozenset({"changed", "nulls", "rounding", "types"})
"""What a finding may say of cells that differ."""

ANY = ROWS | VALUES | {"duplicates", "order", "columns", "column order", "unstable"}
"""Whatever a finding may say."""


class Said(NamedTuple):
    """What a rule says, and the clause it speaks of."""

    words: str
    place: Place | None = None


class Seen(msgspec.Struct, frozen=True):
    """Two results on one database and how they differ, as the leading finding says; there may be no actual one."""

    check: str
    expected: Run
    actual: Run
    difference: Difference | None = None


class Case:
    """An answer that is not right, with all that rules may look at."""

    def __init__(self, query: Query, reference: Query, seen: Seen) -> None:
        """Take the answer, the reference, and what differs on one database."""
        self.query = query
        self.reference = reference
        self.check = seen.check
        self.expected = seen.expected
        self.actual = seen.actual
        self.difference = seen.difference

    @cached_property
    def missing(self) -> list[Row]:
        """Rows that are not there, as often as they are missing."""
        return [*left_over(self.expected.rows, self.actual.rows)]

    @cached_property
    def extra(self) -> list[Row]:
        """Rows that should not be there, as often as they are too many."""
        return [*left_over(self.actual.rows, self.expected.rows)]

    @property
    def only_missing(self) -> bool:
        """Whether rows are missing and all others are right."""
        return bool(self.missing) and not self.extra

    @property
    def only_extra(self) -> bool:
        """Whether rows are too many and all others are right."""
        return bool(self.extra) and not self.missing

    @cached_property
    def cells(self) -> list[tuple[int, Cell, Cell]]:
        """The cells that differ: the column, what is expected, what came."""
        shown = self.difference.rows if self.difference is not None else ()
        return [
            (place, row.expected[place], row.actual[place])
            for row in shown
            if row.expected is not None and row.actual is not None
            for place in row.changed
        ]

    @cached_property
    def changed(self) -> frozenset[int]:
        """The columns in which cells differ."""
        return frozenset(place for place, *_ in self.cells)

    def item(self, column: int) -> Node | None:
        """What the answer's SELECT has for a column of the result; None where that is not plain."""
        top = self.query.top
        items = top.node["select_list"] if top is not None else []
        plain = len(items) == len(self.actual.columns) and not any(
            one.get("class") == "STAR" for one in items
        )
        return items[column] if plain and column < len(items) else None

    def items(self) -> Iterator[Node]:
        """What the answer's SELECT has for the columns that differ."""
        for column in sorted(self.changed):
            if (found := self.item(column)) is not None:
                yield found

    @property
    def ordered(self) -> bool:
        """Whether the reference orders its rows."""
        return bool(orders(self.reference.root))

    @property
    def tops(self) -> tuple[Select | None, Select | None]:
        """The answer's SELECT and the reference's, where each is one."""
        return self.query.top, self.reference.top


def left_over(some: tuple[Row, ...], others: tuple[Row, ...]) -> Iterator[Row]:
    """The rows of some that are not among the others, copies counted."""
    there = Counter(map(repr, others))
    for row in some:
        if there[repr(row)]:
            there[repr(row)] -= 1
        else:
            yield row


def orders(root: Node) -> list[Node]:
    """The sort keys of a query's own ORDER BY."""
    return [one for modifier in root.get("modifiers") or [] for one in modifier.get("orders") or []]


def limit(root: Node) -> Node | None:
    """A query's own LIMIT."""
    kinds = ("LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER")
    return next((one for one in root.get("modifiers") or [] if one.get("type") in kinds), None)


def distinct(root: Node) -> bool:
    """Whether a SELECT has a DISTINCT of its own."""
    return any(one.get("type") == "DISTINCT_MODIFIER" for one in root.get("modifiers") or [])


def number(node: Node | None) -> int | None:
    """A number written out; None for what is none."""
    text = constant(node)
    return int(text) if text is not None and text.isdecimal() else None


def key_columns(found: list[Node]) -> list[str]:
    """What sort keys are columns, by name, or else an empty name."""
    return [named(one["expression"]) for one in found]
