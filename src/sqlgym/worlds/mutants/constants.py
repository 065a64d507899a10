"""A query → the same with a fault in a constant: a number, a date, a text, a range, a pattern or a list."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from sqlgym.worlds.mutants.fault import Fault, Operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.worlds.mutants.query import Query

COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between, exp.In)
CALCULATED = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def literals(query: Query, *parents: type[exp.Expr]) -> Iterator[tuple[exp.Literal, exp.Expr]]:
    """The constants that stand in one of these operators, and the operator."""
    for literal in query.all(exp.Literal):
        parent = literal.parent
        while isinstance(parent, exp.Cast | exp.Neg | exp.Paren):
            parent = parent.parent
        if isinstance(parent, parents):
            yield literal, parent


def off_by_one(query: Query) -> Iterator[Fault]:
    """Add one to each number that is compared or calculated with, and take one away."""
    for literal, around in literals(query, *COMPARED, *CALCULATED):
        if literal.is_number:
            for step in (1, -1):
                yield _changed(query, literal, around, _plus(literal.this, step))


def off_by_a_tenth(query: Query) -> Iterator[Fault]:
    """Make each larger number a tenth larger, and a tenth smaller."""
    for literal, around in literals(query, *COMPARED, *CALCULATED):
        if literal.is_number and abs(float(literal.this)) >= 20:
            for sign in (1, -1):
                yield _changed(
                    query, literal, around, _plus(literal.this, sign * int(float(literal.this) / 10))
                )


def _plus(number: str, step: int) -> exp.Expr:
    value = float(number) + step if "." in number or "e" in number.lower() else int(number) + step
    positive = exp.Literal.number(repr(abs(value)))
    return positive if value >= 0 else exp.Neg(this=positive)


def _changed(query: Query, literal: exp.Literal, around: exp.Expr, new: exp.Expr) -> Fault:
    return Fault(query.replaced(literal, new), {"columns": query.label(around)})


def off_by_a_day(query: Query) -> Iterator[Fault]:
    """Move each date by a day, either way."""
    for literal, around in literals(query, *COMPARED):
        if literal.is_string and DAY.match(literal.this):
            day = datetime.date.fromisoformat(literal.this[:10])
            for step in (1, -1):
                moved = (day + datetime.timedelta(days=step)).isoformat() + literal.this[10:]
                yield _changed(query, literal, around, exp.Literal.string(moved))


def other_case(query: Query) -> Iterator[Fault]:
    """Write each text in capitals, and in small letters."""
    for literal, around in literals(query, *COMPARED, exp.Like, exp.ILike):
        if literal.is_string and not DAY.match(literal.this):
            for text in (literal.this.upper(), literal.this.lower()):
                yield _changed(query, literal, around, exp.Literal.string(text))


def any_case(query: Query) -> Iterator[Fault]:
    """Exchange LIKE and ILIKE."""
    for before, after in ((exp.Like, exp.ILike), (exp.ILike, exp.Like)):
        for node in query.all(before):
            wrong = after(**{name: _copied(value) for name, value in node.args.items()})
            yield Fault(query.replaced(node, wrong), {"columns": query.label(node)})


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, exp.Expr) else value


def patterns(query: Query) -> Iterator[Fault]:
    """Move, add and take away the wildcards at the ends of each pattern."""
    for literal, around in literals(query, exp.Like, exp.ILike):
        core = literal.this.strip("%")
        for text, where in (
            (core, "as the whole of"),
            (f"{core}%", "at the start of"),
            (f"%{core}", "at the end of"),
            (f"%{core}%", "anywhere in"),
        ):
            if text != literal.this:
                names = {"columns": query.label(around), "where": where}
                yield Fault(query.replaced(literal, exp.Literal.string(text)), names)


def wildcards(query: Query) -> Iterator[Fault]:
    """Exchange the wildcard of one letter and the wildcard of any letters."""
    for literal, around in literals(query, exp.Like, exp.ILike):
        for before, after in (("_", "%"), ("%", "_")):
            if before in literal.this:
                yield _changed(
                    query, literal, around, exp.Literal.string(literal.this.replace(before, after))
                )


def open_range(end: str, query: Query) -> Iterator[Fault]:
    """Leave out one end of each BETWEEN (`low`, `high`) or both."""
    for node in query.all(exp.Between):
        low = exp.GT if end in ("low", "both") else exp.GTE
        high = exp.LT if end in ("high", "both") else exp.LTE
        bounds = (
            low(this=node.this.copy(), expression=node.args["low"].copy()),
            high(this=node.this.copy(), expression=node.args["high"].copy()),
        )
        wrong = exp.paren(exp.And(this=bounds[0], expression=bounds[1]))
        yield Fault(query.replaced(node, wrong), {"columns": query.label(node.this)})


def half_range(query: Query) -> Iterator[Fault]:
    """Forget one end of each BETWEEN."""
    for node in query.all(exp.Between):
        for kind, end in ((exp.GTE, "low"), (exp.LTE, "high")):
            wrong = kind(this=node.this.copy(), expression=node.args[end].copy())
            yield Fault(query.replaced(node, wrong), {"columns": query.label(node.this)})


def one_less(query: Query) -> Iterator[Fault]:
    """Leave one value out of each list of IN."""
    for node in query.all(exp.In):
        for value in node.expressions if len(node.expressions) > 1 else ():
            twin = query.twin(value)
            root = twin.root()
            twin.pop()
            yield Fault(root, {"columns": query.label(node.this)})


CONSTANTS = {
    "constant.off-by-one": Operator(off_by_one, "a number used with {columns} was off by one"),
    "constant.off-by-a-tenth": Operator(
        off_by_a_tenth, "a number used with {columns} was a little too large or too small"
    ),
    "constant.off-by-a-day": Operator(
        off_by_a_day, "a date compared with {columns} was a day too early or too late"
    ),
    "constant.case": Operator(
        other_case, "a text compared with {columns} was written with other small and capital letters"
    ),
    "between.without-low": Operator(
        partial(open_range, "low"), "the range for {columns} left out its lower end"
    ),
    "between.without-high": Operator(
        partial(open_range, "high"), "the range for {columns} left out its upper end"
    ),
    "between.without-both": Operator(
        partial(open_range, "both"), "the range for {columns} left out both of its ends"
    ),
    "between.half": Operator(half_range, "the range for {columns} was open on one side"),
    "in.value-removed": Operator(one_less, "one of the values allowed for {columns} was missing"),
    "like.case": Operator(any_case, "it mattered differently whether {columns} has small or capital letters"),
    "like.place": Operator(patterns, "the pattern was looked for {where} {columns}"),
    "like.wildcard": Operator(
        wildcards, "a wildcard in the pattern for {columns} stood for a different number of letters"
    ),
}
"""Operator → how it is made and what it looks like."""
