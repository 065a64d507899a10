"""Three measurements of one workload in, the table of the report out: a line a query, a line an index."""

import msgspec

from sqlgym.kinds.index.workload import Item
from sqlgym.sandbox import Index, Measured, Measurement

Details = tuple[str, ...]
"""The lines of a plan as SQLite writes them."""


class Query(msgspec.Struct, frozen=True):
    """One query or write: its work without indexes, with the answer's and the reference's, and its plans."""

    name: str
    weight: float
    write: bool
    before: int
    after: int
    reference: int
    plan_before: Details
    plan_after: Details
    used: tuple[str, ...]

    def slow(self, tolerance: float) -> bool:
        """Whether a read takes more work than the reference's indexes need."""
        return not self.write and self.after > self.reference * tolerance

    @property
    def saved(self) -> float:
        """The share of the reference's saving, 0 to 1."""
        if self.before <= self.reference:
            return 1.0
        return min(1.0, max(0.0, (self.before - self.after) / (self.before - self.reference)))


class Line(msgspec.Struct, frozen=True):
    """One index of the answer: what it is on, the queries it serves, the entries that the writes put into it."""

    name: str
    on: str
    serves: tuple[str, ...]
    entries: int


def queries(
    items: tuple[Item, ...], before: Measurement, after: Measurement, reference: Measurement
) -> tuple[Query, ...]:
    """The lines of the queries."""
    measured = zip(items, before.items, after.items, reference.items, strict=True)
    return tuple(query(item, *three) for item, *three in measured)


def query(item: Item, before: Measured, after: Measured, reference: Measured) -> Query:
    """One line."""
    works = (before.work, after.work, reference.work)
    return Query(item.name, item.weight, after.write, *works, before.details, after.details, after.used)


def lines(after: Measurement) -> tuple[Line, ...]:
    """The lines of the indexes."""
    return tuple(
        Line(
            index.name,
            on(index),
            tuple(item.name for item in after.items if index.name in item.used),
            sum(item.entries.get(index.name, 0) for item in after.items),
        )
        for index in after.indexes
    )


def on(index: Index) -> str:
    """`Orders (employee_id, order_date)`."""
    columns = ", ".join(column or "an expression" for column in index.columns)
    return f"{index.table} ({columns}){' WHERE …' if index.partial else ''}"
