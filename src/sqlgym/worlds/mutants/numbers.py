"""A query → the same with a fault in a calculation, a rounding, or a distinction of cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator, fault, projections, zero
from sqlgym.worlds.mutants.predicates import exchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlgym.worlds.mutants.query import Query

SIGNS = ((exp.Add, exp.Sub), (exp.Sub, exp.Add), (exp.Mul, exp.Div), (exp.Div, exp.Mul))


def sides_swapped(query: Query) -> Iterator[Fault]:
    """Exchange the two sides of each difference and quotient."""
    for node in query.all(exp.Sub, exp.Div, exp.IntDiv, exp.Mod):
        twin = query.twin(node)
        twin.set("this", exp.paren(node.expression))
        twin.set("expression", exp.paren(node.this))
        yield fault(twin, columns=query.label(node))


def to_cents(value: exp.Expr) -> exp.Expr:
    """Round to two digits."""
    return exp.Round(this=value.copy(), decimals=exp.Literal.number(2))


def to_whole(value: exp.Expr) -> exp.Expr:
    """Turn into a whole number."""
    return exp.cast(value.copy(), "INTEGER")


def cut_off(value: exp.Expr) -> exp.Expr:
    """Drop what follows the decimal point."""
    return exp.Floor(this=value.copy())


def rounded(change: Callable[[exp.Expr], exp.Expr], query: Query) -> Iterator[Fault]:
    """Round each column of the result that may have digits after the decimal point."""
    for value in projections(query):
        if query.family(value) in ("decimal", "float"):
            yield Fault(query.replaced(value, change(value)), {"columns": query.label(value)})


def unrounded(query: Query) -> Iterator[Fault]:
    """Leave out each ROUND, FLOOR, CEIL and CAST to a whole number."""
    for node in query.all(exp.Round, exp.Floor, exp.Ceil, exp.Cast):
        if not isinstance(node, exp.Cast) or node.to.is_type(*exp.DataType.INTEGER_TYPES):
            yield Fault(query.replaced(node, node.this.copy()), {"columns": query.label(node)})


def other_digits(query: Query) -> Iterator[Fault]:
    """Round to one digit more, or one less."""
    for node in query.all(exp.Round):
        digits = node.args.get("decimals")
        if isinstance(digits, exp.Literal):
            for step in (1, -1):
                wrong = exp.Literal.number(max(int(digits.this) + step, 0))
                yield Fault(query.replaced(digits, wrong), {"columns": query.label(node)})


def outcomes_swapped(query: Query) -> Iterator[Fault]:
    """Exchange the first outcome of each CASE with the next, or with its ELSE."""
    for case in query.all(exp.Case):
        twin = query.twin(case)
        first, *others = twin.args["ifs"]
        key, other = ("true", others[0]) if others else ("default", twin)
        if other.args.get(key):
            one, two = first.args["true"].copy(), other.args[key].copy()
            first.set("true", two)
            other.set(key, one)
            yield fault(twin, columns=query.label(case))


def else_removed(query: Query) -> Iterator[Fault]:
    """Leave out each ELSE."""
    for case in query.all(exp.Case):
        if case.args.get("default"):
            twin = query.twin(case)
            twin.set("default", None)
            yield fault(twin, columns=query.label(case))


def else_added(query: Query) -> Iterator[Fault]:
    """Give each CASE without ELSE a zero there."""
    for case in query.all(exp.Case):
        if not case.args.get("default"):
            twin = query.twin(case)
            twin.set("default", zero())
            yield fault(twin, columns=query.label(case))


def case_removed(query: Query) -> Iterator[Fault]:
    """Forget one of several cases."""
    for case in query.all(exp.Case):
        for branch in case.args["ifs"] if len(case.args["ifs"]) > 1 else ():
            twin = query.twin(branch)
            root = twin.root()
            twin.pop()
            yield Fault(root, {"columns": query.label(branch)})


NUMBERS = {
    "number.operator": Operator(partial(exchanged, SIGNS), "another calculation was done with {columns}"),
    "number.sides-swapped": Operator(
        sides_swapped, "the two sides of the calculation with {columns} had changed places"
    ),
    "number.whole-division": Operator(
        partial(exchanged, ((exp.Div, exp.IntDiv),)), "the division of {columns} dropped its remainder"
    ),
    "number.exact-division": Operator(
        partial(exchanged, ((exp.IntDiv, exp.Div),)), "the division of {columns} kept its remainder"
    ),
    "number.rounded": Operator(partial(rounded, to_cents), "the value of {columns} was rounded to cents"),
    "number.whole": Operator(
        partial(rounded, to_whole), "the value of {columns} was rounded to a whole number"
    ),
    "number.cut-off": Operator(
        partial(rounded, cut_off),
        "everything after the decimal point was cut off from the value of {columns}",
    ),
    "number.unrounded": Operator(unrounded, "the value of {columns} was not rounded"),
    "number.digits": Operator(
        other_digits, "the value of {columns} was rounded to a different number of digits"
    ),
    "case.swapped": Operator(outcomes_swapped, "two outcomes of the cases for {columns} had changed places"),
    "case.else-removed": Operator(else_removed, "what fits none of the cases for {columns} was NULL"),
    "case.else-added": Operator(else_added, "what fits none of the cases for {columns} was a zero, not NULL"),
    "case.removed": Operator(case_removed, "the case of {columns} was missing"),
}
"""Operator → how it is made and what it looks like."""
