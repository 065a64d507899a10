"""A query → the same with a fault in ORDER BY, LIMIT or OFFSET."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.worlds.mutants.query import Query


def direction(query: Query) -> Iterator[Fault]:
    """Turn each sort key round; NULLs stay where they are."""
    for key in query.all(exp.Ordered):
        twin = query.twin(key)
        twin.set("desc", not key.args.get("desc"))
        yield fault(twin, columns=query.label(key))


def nulls(query: Query) -> Iterator[Fault]:
    """Move NULLs to the other end of each sort key that may be NULL."""
    for key in query.all(exp.Ordered):
        if not isinstance(key.this, exp.Column) or query.nullable(key.this):
            twin = query.twin(key)
            twin.set("nulls_first", not key.args.get("nulls_first"))
            yield fault(twin, columns=query.label(key))


def key_removed(query: Query) -> Iterator[Fault]:
    """Forget one of several sort keys."""
    for order in query.all(exp.Order):
        for key in order.expressions if len(order.expressions) > 1 else ():
            twin = query.twin(key)
            root = twin.root()
            twin.pop()
            yield Fault(root, {"columns": query.label(key)})


def keys_swapped(query: Query) -> Iterator[Fault]:
    """Exchange each sort key with the next."""
    for order in query.all(exp.Order):
        for place in range(len(order.expressions) - 1):
            twin = query.twin(order)
            keys = list(twin.expressions)
            keys[place : place + 2] = keys[place + 1], keys[place]
            twin.set("expressions", keys)
            yield fault(twin, columns=query.label(order))


def removed(clause: type[exp.Expr], query: Query) -> Iterator[Fault]:
    """Leave out the whole clause; a window keeps its order."""
    for node in query.all(clause):
        if isinstance(node.parent, exp.Query):
            twin = query.twin(node)
            root = twin.root()
            twin.pop()
            yield Fault(root, {"columns": query.label(node)})


def moved(clause: type[exp.Expr], query: Query) -> Iterator[Fault]:
    """Take one row more and one row less."""
    for node in query.all(clause):
        number = node.args["expression"]
        if isinstance(number, exp.Literal) and number.is_int:
            for step in (1, -1):
                if int(number.this) + step >= 0:
                    wrong = exp.Literal.number(int(number.this) + step)
                    yield Fault(query.replaced(number, wrong), {})


def skipped(query: Query) -> Iterator[Fault]:
    """Skip a row where none should be."""
    for limit in query.all(exp.Limit):
        if limit.parent and not limit.parent.args.get("offset"):
            twin = query.twin(limit)
            if twin.parent:
                twin.parent.set("offset", exp.Offset(expression=exp.Literal.number(1)))
            yield fault(twin)


ORDERING = {
    "order.direction": Operator(direction, "it was sorted the other way round by {columns}"),
    "order.nulls": Operator(nulls, "rows in which {columns} is NULL were sorted to the other end"),
    "order.key-removed": Operator(key_removed, "{columns} took no part in the sorting"),
    "order.keys-swapped": Operator(
        keys_swapped, "it was sorted by {columns}, but not in the wanted order of importance"
    ),
    "order.removed": Operator(partial(removed, exp.Order), "nothing was sorted by {columns}"),
    "limit.moved": Operator(partial(moved, exp.Limit), "it kept one row too many or too few"),
    "limit.removed": Operator(partial(removed, exp.Limit), "it kept all rows, not only the first ones"),
    "offset.moved": Operator(partial(moved, exp.Offset), "it skipped one row too many or too few"),
    "offset.removed": Operator(partial(removed, exp.Offset), "it skipped no row"),
    "offset.added": Operator(skipped, "it skipped the first row"),
}
"""Operator → how it is made and what it looks like."""
