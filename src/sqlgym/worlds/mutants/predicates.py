"""A query → the same with a fault in a condition: its comparison, its logic, or the condition missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import (
    Fault,
    Operator,
    above_zero,
    amounts,
    column,
    conjuncts,
    filtered,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.worlds.mutants.query import Query

Change = tuple[type[exp.Binary], type[exp.Binary]]


def exchanged(changes: tuple[Change, ...], query: Query) -> Iterator[Fault]:
    """Exchange each operator of two sides by another."""
    for before, after in changes:
        for node in query.all(before):
            if type(node) is before:
                wrong = after(this=node.this.copy(), expression=node.expression.copy())
                yield Fault(query.replaced(node, wrong), {"columns": query.label(node)})


def removed(clause: type[exp.Expr], query: Query) -> Iterator[Fault]:
    """Leave out one condition of this clause."""
    for condition in conjuncts(query, clause):
        yield Fault(without(query, condition), {"columns": query.label(condition)})


def negated(clause: type[exp.Expr], query: Query) -> Iterator[Fault]:
    """Ask for the opposite of one condition of this clause."""
    for condition in conjuncts(query, clause):
        if not isinstance(condition, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
            wrong = opposite(condition)
            yield Fault(query.replaced(condition, wrong), {"columns": query.label(condition)})


def opposite(condition: exp.Expr) -> exp.Expr:
    """The opposite of a condition, NOT taken away where there is one."""
    if isinstance(condition, exp.Not):
        return condition.this.copy()  # type: ignore[no-any-return]
    simple = isinstance(condition, exp.Exists | exp.In | exp.Is | exp.Between | exp.Like | exp.ILike)
    copied = condition.copy()
    return exp.Not(this=copied if simple or isinstance(copied, exp.Paren) else exp.paren(copied))


def is_null_negated(query: Query) -> Iterator[Fault]:
    """Exchange IS NULL and IS NOT NULL, wherever it stands."""
    for test in query.all(exp.Is):
        turned = test.parent if isinstance(test.parent, exp.Not) else test
        wrong = test.copy() if turned is not test else exp.Not(this=test.copy())
        yield Fault(query.replaced(turned, wrong), {"columns": query.label(test)})


def equals_null(query: Query) -> Iterator[Fault]:
    """Compare with NULL by = or <>."""
    for test in query.all(exp.Is):
        turned = test.parent if isinstance(test.parent, exp.Not) else test
        kind = exp.EQ if turned is test else exp.NEQ
        wrong = kind(this=test.this.copy(), expression=test.expression.copy())
        yield Fault(query.replaced(turned, wrong), {"columns": query.label(test)})


def null_let_in(query: Query) -> Iterator[Fault]:
    """Let rows pass a condition whose column is NULL."""
    for condition in conjuncts(query, exp.Where):
        for one in _columns(query, condition):
            wrong = exp.or_(condition.copy(), exp.Is(this=one.copy(), expression=exp.null()))
            yield Fault(query.replaced(condition, exp.paren(wrong)), {"column": query.label(one)})


def _columns(query: Query, condition: exp.Expr) -> list[exp.Column]:
    if not isinstance(condition, exp.Binary | exp.Between | exp.In | exp.Not):
        return []
    sides = condition.this.this if isinstance(condition, exp.Not) else condition.this
    found = [sides, condition.args.get("expression")]
    return [one for one in found if isinstance(one, exp.Column) and query.nullable(one)]


def null_kept_out(query: Query) -> Iterator[Fault]:
    """Leave out the rows in which a column is NULL."""
    for select in query.all(exp.Select):
        for source, origin in query.columns(select):
            one = column(origin.column.name, source)
            if origin.column.nullable:
                known = exp.Not(this=exp.Is(this=one, expression=exp.null()))
                yield Fault(filtered(query, select, known), {"column": query.called(origin)})


def positive_only(query: Query) -> Iterator[Fault]:
    """Leave out the rows in which a number is not above 0."""
    for select in query.all(exp.Select):
        for one, origin in amounts(query, select):
            yield Fault(filtered(query, select, above_zero(one)), {"column": query.called(origin)})


def having_positive(query: Query) -> Iterator[Fault]:
    """Leave out the groups whose aggregate is not above 0."""
    for select in query.all(exp.Select):
        for one in select.expressions if select.args.get("group") else ():
            for value in one.find_all(exp.AggFunc):
                twin = query.twin(select).having(above_zero(value), copy=False)
                yield Fault(twin.root(), {"columns": query.label(value)})


PREDICATES = {
    "compare.let-in-equal": Operator(
        partial(exchanged, ((exp.LT, exp.LTE), (exp.GT, exp.GTE))),
        "the comparison of {columns} also let in what is exactly at the limit",
    ),
    "compare.leave-out-equal": Operator(
        partial(exchanged, ((exp.LTE, exp.LT), (exp.GTE, exp.GT))),
        "the comparison of {columns} left out what is exactly at the limit",
    ),
    "compare.reversed": Operator(
        partial(exchanged, ((exp.LT, exp.GT), (exp.GT, exp.LT), (exp.LTE, exp.GTE), (exp.GTE, exp.LTE))),
        "the comparison of {columns} went in the other direction",
    ),
    "compare.beyond": Operator(
        partial(exchanged, ((exp.LT, exp.GTE), (exp.GT, exp.LTE), (exp.LTE, exp.GT), (exp.GTE, exp.LT))),
        "the comparison of {columns} kept just the rows that it should leave out",
    ),
    "compare.only-equal": Operator(
        partial(exchanged, tuple((one, exp.EQ) for one in (exp.LT, exp.GT, exp.LTE, exp.GTE))),
        "the comparison of {columns} kept only what is exactly at the limit",
    ),
    "compare.unequal": Operator(
        partial(exchanged, tuple((one, exp.NEQ) for one in (exp.LT, exp.GT, exp.LTE, exp.GTE))),
        "the comparison of {columns} only asked whether two values differ, not which one is larger",
    ),
    "compare.equal-negated": Operator(
        partial(exchanged, ((exp.EQ, exp.NEQ), (exp.NEQ, exp.EQ))),
        "the comparison of {columns} mixed up what is equal and what is different",
    ),
    "compare.range-for-equal": Operator(
        partial(exchanged, ((exp.EQ, exp.LTE), (exp.EQ, exp.GTE), (exp.NEQ, exp.LT), (exp.NEQ, exp.GT))),
        "the comparison of {columns} asked which value is larger, not whether they are equal",
    ),
    "where.removed": Operator(partial(removed, exp.Where), "no row was sorted out by {columns}"),
    "where.negated": Operator(
        partial(negated, exp.Where), "the condition on {columns} kept just the rows that it should leave out"
    ),
    "having.removed": Operator(partial(removed, exp.Having), "no group was sorted out by {columns}"),
    "having.negated": Operator(
        partial(negated, exp.Having),
        "the condition on {columns} kept just the groups that it should leave out",
    ),
    "having.positive": Operator(
        having_positive, "groups were left out unless their {columns} comes out above zero"
    ),
    "qualify.removed": Operator(
        partial(removed, exp.Qualify),
        "no row was sorted out by its place among {columns}",
    ),
    "logic.or-for-and": Operator(
        partial(exchanged, ((exp.And, exp.Or),)), "one of the conditions on {columns} was enough"
    ),
    "logic.and-for-or": Operator(
        partial(exchanged, ((exp.Or, exp.And),)), "all of the conditions on {columns} had to hold together"
    ),
    "null.test-negated": Operator(
        is_null_negated, "the test whether {columns} is NULL was the wrong way round"
    ),
    "null.equals": Operator(
        equals_null, "{columns} was compared with NULL by an equals sign, which is never true"
    ),
    "null.let-in": Operator(null_let_in, "rows in which {column} is NULL passed the condition as well"),
    "null.left-out": Operator(null_kept_out, "rows in which {column} is NULL were left out"),
    "filter.positive": Operator(positive_only, "rows in which {column} is not above zero were left out"),
}
"""Operator → how it is made and what it looks like."""
