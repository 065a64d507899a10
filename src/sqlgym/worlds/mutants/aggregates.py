"""A query → the same with a fault in an aggregate: its function, what goes in, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import (
    Fault,
    Operator,
    above_zero,
    amounts,
    coalesce,
    column,
    fault,
    subquery,
    zero,
)
from sqlgym.worlds.mutants.joins import partners, plain
from sqlgym.worlds.mutants.query import NUMERIC, Query

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS: dict[type[exp.AggFunc], str] = {
    exp.Sum: "sum",
    exp.Avg: "average",
    exp.Min: "smallest value",
    exp.Max: "largest value",
    exp.Count: "number of values",
}


def aggregates(query: Query, *types: type[exp.AggFunc]) -> list[exp.AggFunc]:
    """The aggregates over a column or an expression; `COUNT(*)` is not among them."""
    found = query.all(*(types or WORDS))
    return [one for one in found if type(one) in WORDS and not isinstance(one.this, exp.Star)]


def names(query: Query, aggregate: exp.AggFunc) -> dict[str, str]:
    """What to call an aggregate in a sentence."""
    return {"function": WORDS[type(aggregate)], "columns": query.label(aggregate)}


def argument(aggregate: exp.AggFunc) -> exp.Expr:
    """What goes into an aggregate, without DISTINCT."""
    inner: exp.Expr = aggregate.this
    return inner.expressions[0] if isinstance(inner, exp.Distinct) else inner


def other_function(query: Query) -> Iterator[Fault]:
    """Take another function of the same values."""
    for node in aggregates(query):
        for other in WORDS:
            if other is not type(node) and (
                query.family(node.this) in NUMERIC or other not in (exp.Sum, exp.Avg)
            ):
                wrong = other(this=node.this.copy())
                yield Fault(query.replaced(node, wrong), names(query, wrong) | {"columns": query.label(node)})


def distinct_added(query: Query) -> Iterator[Fault]:
    """Let equal values in only once."""
    for node in aggregates(query, exp.Sum, exp.Avg, exp.Count):
        if not isinstance(node.this, exp.Distinct):
            twin = query.twin(node)
            twin.set("this", exp.Distinct(expressions=[node.this.copy()]))
            yield fault(twin, **names(query, node))


def distinct_removed(query: Query) -> Iterator[Fault]:
    """Let equal values in each time."""
    for node in aggregates(query):
        if isinstance(node.this, exp.Distinct) and len(node.this.expressions) == 1:
            twin = query.twin(node)
            twin.set("this", argument(node).copy())
            yield fault(twin, **names(query, node))


def replaced_argument(query: Query, node: exp.AggFunc, new: exp.Expr) -> Fault:
    """The fault of putting something else into an aggregate."""
    return Fault(query.replaced(argument(node), new), names(query, node))


def null_as_zero(query: Query) -> Iterator[Fault]:
    """Let NULL in as 0; a COALESCE around the aggregate moves inside."""
    for node in aggregates(query):
        if _amount(query, argument(node)):
            filled = coalesce(argument(node), zero())
            yield replaced_argument(query, node, filled)
            if isinstance(node.parent, exp.Coalesce) and node.parent.this is node:
                moved = type(node)(this=filled.copy())
                yield Fault(query.replaced(node.parent, moved), names(query, node))


def _amount(query: Query, value: exp.Expr) -> bool:
    """Whether a value is a number to calculate with: not a key, and not filled up already."""
    origin = query.origin(value)
    return (
        query.family(value) in NUMERIC and not isinstance(value, exp.Coalesce) and not (origin and origin.key)
    )


def null_for_zero(query: Query) -> Iterator[Fault]:
    """Leave 0 out by making it NULL."""
    for node in aggregates(query):
        if _amount(query, argument(node)):
            yield replaced_argument(query, node, exp.Nullif(this=argument(node).copy(), expression=zero()))


def positive_argument(query: Query) -> Iterator[Fault]:
    """Let only the rows in that have a number above 0."""
    for node in aggregates(query):
        select, value = node.find_ancestor(exp.Select), argument(node)
        tables = {query.origin(one) for one in value.find_all(exp.Column)}
        for one, origin in amounts(query, select) if select else ():
            if any(found and found.table is origin.table for found in tables):
                case = exp.Case(ifs=[exp.If(this=above_zero(one), true=value.copy())])
                changed = query.replaced(value, case)
                yield Fault(changed, names(query, node) | {"column": query.called(origin)})


def count_star(query: Query) -> Iterator[Fault]:
    """Count rows where values are to be counted."""
    for node in aggregates(query, exp.Count):
        yield Fault(query.replaced(node, exp.Count(this=exp.Star())), names(query, node))


def count_column(query: Query) -> Iterator[Fault]:
    """Count the values of a column that may be NULL where rows are to be counted."""
    for node in query.all(exp.Count):
        select = node.find_ancestor(exp.Select)
        for source, origin in query.columns(select) if select and isinstance(node.this, exp.Star) else ():
            if origin.column.nullable or isinstance(source.parent, exp.Join):
                twin = query.twin(node)
                twin.set("this", column(origin.column.name, source))
                yield fault(twin, column=query.called(origin))


def count_distinct(query: Query) -> Iterator[Fault]:
    """Count the different values of a column in place of rows or of another column."""
    for node in query.all(exp.Count):
        select = node.find_ancestor(exp.Select)
        origins = {query.origin(one) for one in node.find_all(exp.Column)}
        tables = [origin.table for origin in origins if origin]
        for source, origin in query.columns(select) if select else ():
            if not tables or origin.table in tables:
                different = exp.Distinct(expressions=[column(origin.column.name, source)])
                wrong = exp.Count(this=different)
                yield Fault(query.replaced(node, wrong), {"column": query.called(origin)})


def filter_removed(query: Query) -> Iterator[Fault]:
    """Let all rows in where FILTER keeps some out."""
    for node in query.all(exp.Filter):
        yield Fault(query.replaced(node, node.this.copy()), {"columns": query.label(node)})


def average_of_averages(query: Query) -> Iterator[Fault]:
    """Average the averages of each partner of another foreign key."""
    for node in aggregates(query, exp.Avg):
        join = _join_of(query, node)
        table = query.table(join.this) if join else None
        for key in table.foreign_keys if join and table and not isinstance(node.this, exp.Distinct) else ():
            by = column(key.columns[0], join.this) if join else node
            if join and join.args.get("on") and by not in join.args["on"].find_all(exp.Column):
                rows = exp.select(exp.alias_(node.copy(), "average")).from_(join.this.copy())
                groups = rows.where(join.args["on"].copy()).group_by(by)
                whole = exp.select(exp.Avg(this=exp.column("average"))).from_(groups.subquery("averages"))
                changed = query.replaced(node, subquery(whole))
                yield Fault(changed, names(query, node) | {"table": key.table})


def _join_of(query: Query, node: exp.AggFunc) -> exp.Join | None:
    home = query.home(node.this) if isinstance(node.this, exp.Column) else None
    found = home[1].parent if home else None
    return (
        found
        if isinstance(found, exp.Join) and found in plain(query, "LEFT", "") and partners(found)
        else None
    )


AGGREGATES = {
    "count.star": Operator(count_star, "all rows were counted, also those in which {columns} is NULL"),
    "count.column": Operator(count_column, "only rows in which {column} is not NULL were counted"),
    "count.distinct": Operator(count_distinct, "rows with the same {column} were counted only once"),
    "aggregate.function": Operator(other_function, "it took the {function} of {columns}"),
    "aggregate.distinct-added": Operator(
        distinct_added, "equal values of {columns} entered the {function} only once"
    ),
    "aggregate.distinct-removed": Operator(
        distinct_removed, "equal values of {columns} entered the {function} every time, not once"
    ),
    "aggregate.null-as-zero": Operator(null_as_zero, "a NULL in {columns} entered the {function} as a zero"),
    "aggregate.zero-as-null": Operator(null_for_zero, "zeros in {columns} were left out of the {function}"),
    "aggregate.positive": Operator(
        positive_argument, "only rows in which {column} is above zero entered the {function} of {columns}"
    ),
    "aggregate.filter-removed": Operator(filter_removed, "nothing was kept out of an aggregate of {columns}"),
    "aggregate.of-averages": Operator(
        average_of_averages, "the average of {columns} was taken of the averages for each row of {table}"
    ),
}
"""Operator → how it is made and what it looks like."""
