"""A query → the same with a fault in what stands for NULL, or in how a number is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import (
    Fault,
    Operator,
    above_zero,
    coalesce,
    fault,
    projections,
    subquery,
    zero,
)
from sqlgym.worlds.mutants.query import NUMERIC, Origin, Query

if TYPE_CHECKING:
    from collections.abc import Iterator


def coalesce_removed(query: Query) -> Iterator[Fault]:
    """Leave NULL as it is."""
    for node in query.all(exp.Coalesce):
        yield Fault(query.replaced(node, node.this.copy()), {"columns": query.label(node.this)})


def coalesce_added(query: Query) -> Iterator[Fault]:
    """Show a column of the result that may be NULL as 0, or as a text."""
    for value in projections(query):
        if not isinstance(value, exp.Coalesce | exp.Count) and _may_be_null(query, value):
            text = exp.Literal.string("None")
            default = text if query.family(value) == "text" else zero()
            yield Fault(query.replaced(value, coalesce(value, default)), {"columns": query.label(value)})


def _may_be_null(query: Query, value: exp.Expr) -> bool:
    if query.family(value) not in (*NUMERIC, "text"):
        return False
    return not isinstance(value, exp.Column) or query.nullable(value)


def other_default(query: Query) -> Iterator[Fault]:
    """Put another value in place of NULL."""
    for node in query.all(exp.Coalesce):
        for default in node.expressions:
            if isinstance(default, exp.Literal):
                wrong = exp.Literal.string("") if default.is_string else exp.Literal.number(1)
                yield Fault(query.replaced(default, wrong), {"columns": query.label(node.this)})


def overall_default(query: Query) -> Iterator[Fault]:
    """Put the aggregate over the whole table in place of NULL."""
    for node in query.all(exp.Coalesce):
        home = (
            query.home(node.this.this)
            if isinstance(node.this, exp.AggFunc) and isinstance(node.this.this, exp.Column)
            else None
        )
        if home and query.table(home[1]):
            overall = exp.select(node.this.copy()).from_(home[1].copy())
            twin = query.twin(node)
            twin.set("expressions", [subquery(overall), *(one.copy() for one in node.expressions)])
            yield fault(twin, columns=query.label(node.this))


def zero_everywhere(query: Query) -> Iterator[Fault]:
    """Take NULL in a column for 0, wherever the column is read."""
    for origin, columns in by_origin(query).items():
        if origin.family in NUMERIC and origin.column.nullable and not origin.key:
            changed = query.everywhere(columns, lambda one: coalesce(one, zero()))
            yield Fault(changed, {"columns": query.called(origin)})


def as_text(query: Query) -> Iterator[Fault]:
    """Compare numbers as text; the largest and the smallest of the result become numbers again."""
    for origin, columns in by_origin(query).items():
        compared = [one for one in columns if isinstance(one.parent, _COMPARING)]
        if origin.family in NUMERIC and not origin.key and compared:
            limits = [limit for one in compared for limit in _limits(one)]
            changed = query.everywhere([*compared, *limits], lambda one: exp.cast(one.copy(), "VARCHAR"))
            for value in changed.find_all(exp.Min, exp.Max):
                if isinstance(value.this, exp.Cast) and value.parent_select is changed:
                    value.replace(exp.cast(value.copy(), origin.column.type))
            yield Fault(changed, {"columns": query.called(origin)})


def _limits(one: exp.Column) -> Iterator[exp.Expr]:
    """The constants that a column is compared with."""
    sides = one.parent.args.values() if one.parent else ()
    return (side for side in sides if isinstance(side, exp.Literal))


_COMPARING = (exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between, exp.Min, exp.Max, exp.Ordered)


def by_origin(query: Query) -> dict[Origin, list[exp.Column]]:
    """The columns of the query that come from the schema, by what they come from."""
    found: dict[Origin, list[exp.Column]] = {}
    for one in query.all(exp.Column):
        if origin := query.origin(one):
            found.setdefault(origin, []).append(one)
    return found


def below_zero(query: Query) -> Iterator[Fault]:
    """Show what is below 0, or NULL, as 0."""
    for value in projections(query):
        inner = value.this if isinstance(value, exp.Coalesce) else value
        if (
            isinstance(inner, exp.Sum | exp.Avg | exp.Min | exp.Max | exp.Sub)
            and query.family(inner) in NUMERIC
        ):
            shown = exp.If(this=above_zero(inner), true=inner.copy())
            wrong = exp.Case(ifs=[shown], default=zero())
            yield Fault(query.replaced(value, wrong), {"columns": query.label(inner)})


NULLS = {
    "coalesce.removed": Operator(coalesce_removed, "NULL stayed where {columns} has no value to show"),
    "coalesce.overall": Operator(
        overall_default, "the value over all rows was shown where {columns} has no value to show"
    ),
    "coalesce.default": Operator(other_default, "another value was shown where {columns} has none"),
    "coalesce.added": Operator(
        coalesce_added, "something else was shown where {columns} should come out as NULL"
    ),
    "null.as-zero": Operator(zero_everywhere, "a NULL in {columns} counted as a zero"),
    "number.as-text": Operator(as_text, "{columns} was compared letter by letter, like a text"),
    "number.below-zero": Operator(below_zero, "a zero was shown where {columns} comes out below zero"),
}
"""Operator → how it is made and what it looks like."""
