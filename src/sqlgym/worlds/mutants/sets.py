"""A query → the same with a fault in how rows are united, subtracted or made different."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, fault, single_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.worlds.mutants.query import Query


def distinct_added(query: Query) -> Iterator[Fault]:
    """Drop repeated rows."""
    for select in query.all(exp.Select):
        if not (select.args.get("distinct") or single_row(select) or isinstance(select.parent, exp.Exists)):
            yield fault(query.twin(select).distinct(copy=False))


def distinct_removed(query: Query) -> Iterator[Fault]:
    """Keep repeated rows."""
    for select in query.all(exp.Select):
        if select.args.get("distinct"):
            twin = query.twin(select)
            twin.set("distinct", None)
            yield fault(twin)


def other_operation(kind: type[exp.SetOperation], distinct: bool, query: Query) -> Iterator[Fault]:
    """Put two results together in this way."""
    for node in query.all(exp.SetOperation):
        if not (type(node) is kind and bool(node.args.get("distinct")) is distinct):
            changed = kind(**{**node.copy().args, "distinct": distinct})
            yield Fault(query.replaced(node, changed), {})


def sides_swapped(query: Query) -> Iterator[Fault]:
    """Exchange the two sides of EXCEPT."""
    for node in query.all(exp.Except):
        twin = query.twin(node)
        twin.set("this", node.expression.copy())
        twin.set("expression", node.this.copy())
        yield fault(twin)


def one_side(query: Query) -> Iterator[Fault]:
    """Forget one of the two sides."""
    for node in query.all(exp.SetOperation):
        for side in (node.this, node.expression):
            if not (node.args.get("order") or node.args.get("with_") or node.args.get("limit")):
                yield Fault(query.replaced(node, side.copy()), {})


SETS = {
    "distinct.added": Operator(distinct_added, "rows that look the same were shown or used only once"),
    "distinct.removed": Operator(distinct_removed, "rows that look the same were all kept"),
    "set.union": Operator(
        partial(other_operation, exp.Union, True), "both lists were put together and each row kept only once"
    ),
    "set.union-all": Operator(
        partial(other_operation, exp.Union, False), "both lists were put together with all their repetitions"
    ),
    "set.except": Operator(
        partial(other_operation, exp.Except, True),
        "the rows of the second list were taken away from the first",
    ),
    "set.intersect": Operator(
        partial(other_operation, exp.Intersect, True), "only the rows that are in both lists were kept"
    ),
    "set.sides-swapped": Operator(sides_swapped, "the first list was taken away from the second"),
    "set.one-side": Operator(one_side, "one of the two lists was missing"),
}
"""Operator → how it is made and what it looks like."""
