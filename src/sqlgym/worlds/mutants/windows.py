"""A query → the same with a fault in a window: its function, partition, order or frame."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, column, fault, siblings
from sqlgym.worlds.mutants.query import Query, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

RANKING: dict[type[exp.Func], str] = {
    exp.Rank: "rows with equal {columns} shared a place and left a gap after it",
    exp.DenseRank: "rows with equal {columns} shared a place and left no gap after it",
    exp.RowNumber: "rows with equal {columns} each had a place of their own",
}


def ranking(function: type[exp.Func], query: Query) -> Iterator[Fault]:
    """Number rows by this function."""
    for node in query.all(*RANKING):
        if type(node) is not function:
            order = node.parent.args.get("order") if node.parent else None
            columns = query.label(order) if order else "anything"
            yield Fault(query.replaced(node, function()), {"columns": columns})


NEIGHBOURS = (
    (exp.Lag, exp.Lead),
    (exp.Lead, exp.Lag),
    (exp.FirstValue, exp.LastValue),
    (exp.LastValue, exp.FirstValue),
)


def other_neighbour(query: Query) -> Iterator[Fault]:
    """Exchange LAG and LEAD, FIRST_VALUE and LAST_VALUE."""
    for before, after in NEIGHBOURS:
        for node in query.all(before):
            wrong = after(**node.copy().args)
            yield Fault(query.replaced(node, wrong), {"columns": query.label(node)})


def further_neighbour(query: Query) -> Iterator[Fault]:
    """Look one row further by LAG and LEAD."""
    for node in query.all(exp.Lag, exp.Lead):
        twin = query.twin(node)
        offset = node.args.get("offset")
        steps = int(offset.this) if isinstance(offset, exp.Literal) else 1
        twin.set("offset", exp.Literal.number(steps + 1))
        yield fault(twin, columns=query.label(node))


def removed(part: str, query: Query) -> Iterator[Fault]:
    """Leave out one part of each window: `partition_by`, `order` or `spec`, its frame."""
    for window in query.all(exp.Window):
        value = window.args.get(part)
        if value:
            twin = query.twin(window)
            twin.set(part, None)
            nodes = value if isinstance(value, list) else [window.this if part == "spec" else value]
            yield fault(twin, columns=listing(query.label(node) for node in nodes))


def other_partition(query: Query) -> Iterator[Fault]:
    """Partition by another column of the same table."""
    for window in query.all(exp.Window):
        for key in window.args.get("partition_by") or ():
            for source, origin in siblings(query, key) if isinstance(key, exp.Column) else ():
                wrong = column(origin.column.name, source)
                yield Fault(query.replaced(key, wrong), {"column": query.called(origin)})


def partition_added(query: Query) -> Iterator[Fault]:
    """Start again for each value of a column that is no key of its own."""
    for window in query.all(exp.Window):
        select = window.find_ancestor(exp.Select)
        bare = not (window.args.get("partition_by") or window.args.get("alias"))
        for source, origin in query.columns(select) if select and bare else ():
            if (origin.column.name,) != origin.table.primary_key:
                twin = query.twin(window)
                twin.set("partition_by", [column(origin.column.name, source)])
                yield fault(twin, column=query.called(origin))


def frame(kind: str, start: str, end: str, query: Query) -> Iterator[Fault]:
    """Give each ordered window of an aggregate this frame."""
    for window in query.all(exp.Window):
        if (
            window.args.get("order")
            and isinstance(window.this, exp.AggFunc)
            and not isinstance(window.this, tuple(RANKING))
        ):
            twin = query.twin(window)
            sides = {"start_side": "PRECEDING", "end_side": "FOLLOWING" if end == "UNBOUNDED" else None}
            twin.set("spec", exp.WindowSpec(kind=kind, start=start, end=end, **sides))
            yield fault(twin, columns=query.label(window.this))


def frame_moved(query: Query) -> Iterator[Fault]:
    """Begin and end each frame a row earlier or later."""
    for spec in query.all(exp.WindowSpec):
        for side in ("start", "end"):
            bound = spec.args.get(side)
            if isinstance(bound, exp.Literal) and spec.parent:
                for step in (1, -1):
                    wrong = exp.Literal.number(max(int(bound.this) + step, 0))
                    names = {"columns": query.label(spec.parent.this)}
                    yield Fault(query.replaced(bound, wrong), names)


WINDOWS = {
    **{
        f"window.{name}": Operator(partial(ranking, function), RANKING[function])
        for name, function in (
            ("rank", exp.Rank),
            ("dense-rank", exp.DenseRank),
            ("row-number", exp.RowNumber),
        )
    },
    "window.neighbour": Operator(other_neighbour, "it looked at {columns} of the row on the wrong side"),
    "window.further": Operator(further_neighbour, "it looked at {columns} of a row too far away"),
    "window.partition-removed": Operator(
        partial(removed, "partition_by"),
        "all rows were numbered or added up together, not apart for each {columns}",
    ),
    "window.partition-other": Operator(
        other_partition, "rows were numbered or added up apart for each {column}"
    ),
    "window.partition-added": Operator(partition_added, "it started again for each {column}"),
    "window.order-removed": Operator(
        partial(removed, "order"), "the rows around were not in any order by {columns}"
    ),
    "window.frame-removed": Operator(
        partial(removed, "spec"), "the calculation with {columns} took in other rows around each row"
    ),
    "window.frame-moved": Operator(
        frame_moved, "the calculation with {columns} took in one row more or less around each row"
    ),
    "window.by-rows": Operator(
        partial(frame, "ROWS", "UNBOUNDED", "CURRENT ROW"),
        "the calculation with {columns} took in rows one by one, even where they tie",
    ),
    "window.by-values": Operator(
        partial(frame, "RANGE", "UNBOUNDED", "CURRENT ROW"),
        "the calculation with {columns} took in rows that tie all at once",
    ),
    "window.all-rows": Operator(
        partial(frame, "ROWS", "UNBOUNDED", "UNBOUNDED"),
        "the calculation with {columns} took in all rows, also the later ones",
    ),
}
"""Operator → how it is made and what it looks like."""
