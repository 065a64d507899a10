"""A query for the largest value below the largest → other ways to ask for it, each with its usual mistake.

The pattern is `MAX(x) WHERE x < (SELECT MAX(x))` over one table, or the same with MIN and `>`, as a whole
query or inside one. Each mistake is a template of SQL; `{other}` stands for every further column in turn.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import sqlglot
from sqlglot import exp

from sqlgym.engines import DATASETS, engine
from sqlgym.worlds.mutants.fault import Fault, Operator, identifier
from sqlgym.worlds.mutants.query import Query, same, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.schema import Table

WRITTEN = engine(DATASETS).dialect

BELOW: dict[type[exp.Expr], type[exp.Expr]] = {exp.Max: exp.LT, exp.Min: exp.GT}

MAX = {"best": "MAX", "last": "MIN", "down": "DESC", "up": "ASC", "below": "<", "reach": ">=", "step": "-"}
MIN = {"best": "MIN", "last": "MAX", "down": "ASC", "up": "DESC", "below": ">", "reach": "<=", "step": "+"}
WORDS: dict[type[exp.Expr], dict[str, str]] = {exp.Max: MAX, exp.Min: MIN}


class Second(NamedTuple):
    """A place where a query asks for the largest value below the largest, or the smallest above the smallest."""

    select: exp.Select
    value: exp.Max | exp.Min
    table: Table


def seconds(query: Query) -> Iterator[Second]:
    """The places where the pattern stands."""
    for select in query.all(exp.Select):
        value = select.selects[0].unalias() if len(select.selects) == 1 else None
        where, found = select.args.get("where"), sources(select)
        table = query.table(found[0]) if len(found) == 1 else None
        if table and where and isinstance(value, exp.Max | exp.Min) and _below(value, where.this, found[0]):
            yield Second(select, value, table)


def _below(value: exp.Max | exp.Min, condition: exp.Expr, source: exp.Expr) -> bool:
    """Whether the condition is `x < (SELECT MAX(x) FROM` the same table `)`."""
    inner = condition.args.get("expression")
    best = inner.this if isinstance(inner, exp.Subquery) else None
    if type(condition) is not BELOW[type(value)] or not isinstance(best, exp.Select):
        return False
    columns = [value.this, condition.this, best.selects[0].unalias().this]
    plain = all(isinstance(one, exp.Column) and same(one.name, value.this.name) for one in columns)
    alike = type(best.selects[0].unalias()) is type(value) and not best.args.get("where")
    return plain and alike and [one.name for one in sources(best)] == [source.name]


def rewritten(templates: tuple[str, ...], query: Query) -> Iterator[Fault]:
    """Put each template in the place of the pattern."""
    for second in seconds(query):
        for template in templates:
            for other in _others(second) if "{other}" in template else ("",):
                yield _filled(query, second, template, other)


def _others(second: Second) -> list[str]:
    table = second.table
    return [
        one.name
        for one in table.columns
        if not same(one.name, second.value.this.name) and one.name not in table.primary_key
    ]


def _filled(query: Query, second: Second, template: str, other: str) -> Fault:
    words = WORDS[type(second.value)] | {
        "x": identifier(second.value.this.name).sql(WRITTEN),
        "t": identifier(second.table.name).sql(WRITTEN),
        "a": identifier(second.select.selects[0].output_name or second.value.this.name).sql(WRITTEN),
        "other": identifier(other).sql(WRITTEN),
    }
    wrong = sqlglot.parse_one(template.format(**words), dialect=WRITTEN)
    names = {"column": query.label(second.value), "other": other}
    return Fault(query.replaced(second.select, wrong), names)


KNOWN = "FROM {t} WHERE {x} IS NOT NULL"
VALUES = f"(SELECT DISTINCT {{x}} {KNOWN}) AS amounts"
TOP = f"(SELECT DISTINCT {{x}} {KNOWN} ORDER BY {{x}} {{down}} LIMIT 2) AS top"
SECOND = "ORDER BY {x} {down} LIMIT 1 OFFSET 1"


def one_row(select: str) -> str:
    """The template of a query that always has exactly one row."""
    return f"SELECT ({select}) AS {{a}}"


def numbered(function: str, values: str = "{best}({x}) AS {a}", window: str = "") -> str:
    """The template of a query for number two by a ranking function."""
    rows = f"SELECT {{x}}, {function}() OVER ({window} ORDER BY {{x}} {{down}}) AS place {KNOWN}"
    return f"SELECT {values} FROM ({rows}) AS ranked WHERE place = 2"


def by(*templates: str) -> partial[Iterator[Fault]]:
    """The maker of an operator from its templates."""
    return partial(rewritten, templates)


EXTREMES = {
    "second.no-row": Operator(
        by(
            "SELECT {x} AS {a} FROM {t} WHERE {x} {below} (SELECT {best}({x}) FROM {t}) ORDER BY {x} {down} LIMIT 1",
            f"SELECT DISTINCT {{x}} AS {{a}} FROM {{t}} {SECOND}",
            f"SELECT DISTINCT {{x}} AS {{a}} {KNOWN} {SECOND}",
        ),
        "there was no row at all where no second {column} exists",
    ),
    "second.row-not-value": Operator(
        by(
            f"SELECT {{x}} AS {{a}} FROM {{t}} {SECOND}",
            f"SELECT {{x}} AS {{a}} {KNOWN} {SECOND}",
            one_row(f"SELECT {{x}} FROM {{t}} {SECOND}"),
            one_row(f"SELECT {{x}} {KNOWN} {SECOND}"),
        ),
        "it skipped one row, not one value, so that equal values of {column} took more than one place",
    ),
    "second.row-number": Operator(
        by(numbered("ROW_NUMBER", "{x} AS {a}"), numbered("ROW_NUMBER")),
        "it numbered rows, not values, so that equal values of {column} took more than one place",
    ),
    "second.rank": Operator(
        by(numbered("RANK"), numbered("RANK", "{x} AS {a}"), numbered("RANK", "DISTINCT {x} AS {a}")),
        "nothing was second after a tie of the first places in {column}",
    ),
    "second.null-first": Operator(
        by(
            one_row("SELECT DISTINCT {x} FROM {t} ORDER BY {x} {down} NULLS FIRST LIMIT 1 OFFSET 1"),
            one_row("SELECT {x} FROM {t} ORDER BY {x} {down} NULLS FIRST LIMIT 1 OFFSET 1"),
            "SELECT DISTINCT {x} AS {a} FROM {t} ORDER BY {x} {down} NULLS FIRST LIMIT 1 OFFSET 1",
        ),
        "a NULL in {column} took the first place",
    ),
    "second.all-with-null": Operator(
        by(
            "SELECT {best}({x}) AS {a} FROM {t} WHERE {x} {below} ("
            "SELECT DISTINCT {x} FROM {t} WHERE {x} {reach} ALL (SELECT {x} FROM {t}))"
        ),
        "a single NULL in {column} kept anything from being first",
    ),
    "second.each-holder": Operator(
        by(numbered("DENSE_RANK", "{x} AS {a}")),
        "there was one row for each holder of the second {column}, and none where there is no second",
    ),
    "second.whole-row": Operator(
        by(
            "SELECT {other}, {x} FROM {t} WHERE {x} = ("
            "SELECT {best}({x}) FROM {t} WHERE {x} {below} (SELECT {best}({x}) FROM {t}))"
        ),
        "it returned each row that has the second {column}, together with its {other}",
    ),
    "second.in-each": Operator(
        by(numbered("DENSE_RANK", window="PARTITION BY {other}")),
        "the second {column} was looked for apart for each {other}",
    ),
    "second.pairs": Operator(
        by(one_row(f"SELECT {{x}} FROM (SELECT DISTINCT {{other}}, {{x}} {KNOWN}) AS pairs {SECOND}")),
        "equal values of {column} counted as different when their {other} differs",
    ),
    "second.unshared": Operator(
        by(one_row(f"SELECT {{x}} {KNOWN} GROUP BY {{x}} HAVING COUNT(*) = 1 {SECOND}")),
        "a {column} that several rows share was left out",
    ),
    "second.namesakes": Operator(
        by(
            "SELECT {best}({x}) AS {a} FROM {t} WHERE {other} NOT IN ("
            "SELECT {other} FROM {t} WHERE {x} = (SELECT {best}({x}) FROM {t}))"
        ),
        "all rows were left out whose {other} is the same as in a row with the first {column}",
    ),
    "second.other-end": Operator(
        by(
            one_row(f"SELECT DISTINCT {{x}} {KNOWN} ORDER BY {{x}} {{up}} LIMIT 1 OFFSET 1"),
            f"SELECT DISTINCT {{x}} AS {{a}} {KNOWN} ORDER BY {{x}} {{up}} LIMIT 1 OFFSET 1",
        ),
        "it looked for the second {column} from the other end",
    ),
    "second.third": Operator(
        by(one_row(f"SELECT DISTINCT {{x}} {KNOWN} ORDER BY {{x}} {{down}} LIMIT 1 OFFSET 2")),
        "it skipped one value of {column} too many",
    ),
    "second.first-two": Operator(
        by(f"SELECT * FROM {TOP}"), "it returned the first {column} together with the second"
    ),
    "second.average": Operator(
        by(f"SELECT AVG({{x}}) AS {{a}} FROM {TOP}"),
        "it took the average of the first and the second {column}",
    ),
    "second.last-of-two": Operator(
        by(f"SELECT {{last}}({{x}}) AS {{a}} FROM {TOP}"),
        "it returned the first {column} where there is no second",
    ),
    "second.one-less": Operator(
        by("SELECT {best}({x}) {step} 1 AS {a} FROM {t}"),
        "it calculated a value next to the first {column}, whether any row has it or not",
    ),
    "second.neighbour": Operator(
        by(
            "SELECT {best}(n) AS {a} FROM ("
            f"SELECT LAG({{x}}) OVER (ORDER BY {{x}} {{down}}) AS n FROM {VALUES}) AS ns"
        ),
        "it looked at the neighbour of each {column} on the wrong side",
    ),
    "second.next-row": Operator(
        by("SELECT LEAD({x}) OVER (ORDER BY {x} {down}) AS {a} FROM {t} ORDER BY {x} {down} LIMIT 1"),
        "it looked at the {column} of the next row, which may be the same once more",
    ),
}
"""Operator → how it is made and what it looks like."""
