"""A query → the same with a fault in an inner query: its tie to the outer row, its quantifier, or IN and EXISTS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, conjuncts, parts, subquery, without
from sqlgym.worlds.mutants.predicates import opposite
from sqlgym.worlds.mutants.query import Query, listing, near, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTREMES: dict[type[exp.Expr], type[exp.AggFunc]] = {
    exp.GT: exp.Max,
    exp.GTE: exp.Max,
    exp.LT: exp.Min,
    exp.LTE: exp.Min,
}


def ties(query: Query, condition: exp.Expr) -> list[exp.Column]:
    """The columns of a condition that belong to a query further out."""
    select = condition.find_ancestor(exp.Select)
    found = [(one, query.home(one)) for one in near(condition, exp.Column)]
    return [one for one, home in found if home and home[0] is not select]


def tie_removed(query: Query) -> Iterator[Fault]:
    """Forget the condition that ties an inner query to the outer row."""
    for condition in conjuncts(query, exp.Where):
        if outer := ties(query, condition):
            names = {"columns": query.label(outer[0]), "tables": _tables(query, condition)}
            yield Fault(without(query, condition), names)


def tied_to_itself(query: Query) -> Iterator[Fault]:
    """Compare the inner column with itself, as a name without its table can do."""
    for condition in conjuncts(query, exp.Where):
        outer = ties(query, condition)
        if len(outer) == 1 and isinstance(condition, exp.EQ):
            other = condition.expression if condition.this is outer[0] else condition.this
            names = {"columns": query.label(outer[0]), "tables": _tables(query, condition)}
            yield Fault(query.replaced(outer[0], other.copy()), names)


def _tables(query: Query, condition: exp.Expr) -> str:
    return listing(query.named(source) for source in sources(condition.find_ancestor(exp.Select)))


def quantifier(query: Query) -> Iterator[Fault]:
    """Exchange ANY and ALL."""
    for before, after in ((exp.Any, exp.All), (exp.All, exp.Any)):
        for node in query.all(before):
            inner = node.this.unnest().copy()
            wrong = after(this=subquery(inner) if after is exp.Any else inner)
            yield Fault(query.replaced(node, wrong), {"columns": query.label(node)})


def all_for_extreme(query: Query) -> Iterator[Fault]:
    """Compare with ALL values in place of the largest or smallest, so that a NULL among them decides."""
    for node in query.all(*EXTREMES):
        inner = node.expression.this if isinstance(node.expression, exp.Subquery) else None
        value = inner.selects[0].unalias() if isinstance(inner, exp.Select) else None
        if inner and type(value) is EXTREMES[type(node)]:
            single = inner.copy()
            single.set("expressions", [value.this.copy()])
            yield Fault(
                query.replaced(node.expression, exp.All(this=single)), {"columns": query.label(value)}
            )


def existence_negated(query: Query) -> Iterator[Fault]:
    """Exchange EXISTS and NOT EXISTS, IN and NOT IN."""
    for node in query.all(exp.Exists, exp.In):
        whole = node.parent if isinstance(node.parent, exp.Not) else node
        inner = node.this if isinstance(node, exp.Exists) else node.args.get("query")
        tables = listing(query.named(source) for source in sources(inner.unnest() if inner else None))
        names = {"tables": tables or "the list"}
        yield Fault(query.replaced(whole, opposite(whole)), names)


def not_in(query: Query) -> Iterator[Fault]:
    """Ask by NOT IN where NOT EXISTS is needed, because the list may hold NULL."""
    for node in query.all(exp.Exists):
        select = node.this.unnest()
        where = select.args.get("where") if isinstance(select, exp.Select) else None
        for condition in parts(where.this) if where and isinstance(node.parent, exp.Not) else ():
            sides = [condition.this, condition.expression] if isinstance(condition, exp.EQ) else []
            outer = ties(query, condition)
            inner = [one for one in sides if outer and one is not outer[0]]
            if (
                len(outer) == len(inner) == 1
                and isinstance(inner[0], exp.Column)
                and query.nullable(inner[0])
            ):
                changed = _listed(select, condition, inner[0], outer[0])
                yield Fault(query.replaced(node, changed), {"column": query.label(inner[0])})


def _listed(select: exp.Select, tie: exp.Expr, inner: exp.Expr, outer: exp.Expr) -> exp.In:
    rest = [one.copy() for one in parts(select.args["where"].this) if one is not tie]
    values = select.copy()
    values.set("expressions", [inner.copy()])
    values.set("where", exp.Where(this=exp.and_(*rest, copy=False)) if rest else None)
    return exp.In(this=outer.copy(), query=exp.Subquery(this=values))


SUBQUERIES = {
    "subquery.untied": Operator(
        tie_removed, "the inner query over {tables} was the same for all rows, whatever their {columns} is"
    ),
    "subquery.tied-to-itself": Operator(
        tied_to_itself,
        "the inner query over {tables} compared a column with itself, not with {columns} of the outer row",
    ),
    "quantifier.exchanged": Operator(
        quantifier, "the comparison with {columns} mixed up some and all of the rows"
    ),
    "quantifier.all-for-extreme": Operator(
        all_for_extreme, "a single NULL in {columns} kept the comparison from ever being true"
    ),
    "exists.negated": Operator(
        existence_negated, "it asked the wrong way round whether there is a match in {tables}"
    ),
    "in.not-in-with-null": Operator(not_in, "a single NULL in {column} emptied the result"),
}
"""Operator → how it is made and what it looks like."""
