"""The rules by which values are aimed at a column: each by its name, for the families of types that it is for."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, zip_longest
from typing import Any

import msgspec

from sqlgym.result import Cell
from sqlgym.schema import family
from sqlgym.sql.constants import Constant
from sqlgym.worlds.conversion import MOMENTS, fit_all
from sqlgym.worlds.neighbours import differing, moments, numbers, texts

MOST_CONSTANTS = 24
"""Constants of a column that are aimed at."""

MOST = 64
"""Values aimed at one column."""

FRACTIONS = ("integer", "decimal", "float")


class Rule(msgspec.Struct, frozen=True):
    """What a rule is for: columns of some families, values around one constant."""

    name: str
    families: tuple[str, ...]
    values: Callable[[str, Constant], Iterable[Any]]


RULES = (
    Rule("halves beside a number", FRACTIONS, numbers.halves),
    Rule("the smallest step beside a number", FRACTIONS, numbers.steps),
    Rule("digits that rounding loses", FRACTIONS, numbers.digits),
    Rule("multiples of a divisor", FRACTIONS, numbers.multiples),
    Rule("no number", ("float",), numbers.not_finite),
    Rule("texts of a regular expression", ("text",), texts.regular),
    Rule("texts of a LIKE pattern", ("text",), texts.like),
    Rule("a text inside another", ("text",), texts.inside),
    Rule("ends of months", MOMENTS, moments.months),
    Rule("other years and leap days", MOMENTS, moments.years),
    Rule("midnights", MOMENTS, moments.midnights),
    Rule("days apart", MOMENTS, moments.apart),
    Rule("parts of a day", MOMENTS, moments.parts),
)

EVERYDAY: dict[str, Callable[[str], Iterable[Any]]] = {
    **dict.fromkeys(FRACTIONS, numbers.everyday),
    **dict.fromkeys(MOMENTS, moments.everyday),
    "text": texts.everyday,
}
"""What is easily forgotten whatever the queries compare with, by family."""


def around(type: str, constants: Sequence[Constant]) -> list[Cell]:  # noqa: A002
    """The values that the rules aim at a column with these constants: some of each rule before more of any."""
    kind = family(type)
    rules = [rule for rule in RULES if kind in rule.families]
    lists = [list(rule.values(type, one)) for one in constants[:MOST_CONSTANTS] for rule in rules]
    lists.insert(0, differing.apart(constants) if kind == "text" else [])
    mixed = (value for row in zip_longest(*lists) for value in row if value is not None)
    return fit_all(type, islice(dict.fromkeys(mixed), 2 * MOST))[:MOST]


def everyday(type: str) -> list[Cell]:  # noqa: A002
    """What is aimed at a column without constants."""
    rule = EVERYDAY.get(family(type) or "")
    return fit_all(type, rule(type)) if rule else []
