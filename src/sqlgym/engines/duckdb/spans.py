"""An expression of a syntax tree in; between which numbers its value lies, whatever chance comes to, out.

Sums, products and rounding of doubles never fall where what goes in rises, so that the ends of what comes out are those
of what goes in, computed as DuckDB computes them.
"""

import math
from collections.abc import Callable, Sequence
from itertools import product

from sqlgym.engines.duckdb.guard import Tree

Span = tuple[float, float]

CHANCE: Span = (0.0, 0.9999999999999999)
"""`random()` has 53 bits."""

WIDENED = frozenset({"floor", "ceil", "ceiling", "round", "trunc"})
"""What gives a whole number beside the one that goes in."""

NUMBERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL"})
EXACT = frozenset({"DOUBLE"})

SIGNS: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
}


def span(node: Tree) -> Span | None:
    """The least and the greatest value of an expression; None where they are not known."""
    match node.get("class"):
        case "CONSTANT":
            return constant(node)
        case "CAST":
            return cast(str(node.get("type_expr", {}).get("type_name")), span(node["child"]))
        case "FUNCTION":
            return called(
                str(node["function_name"]).lower(), [span(one["expression"]) for one in node["arguments"]]
            )
        case _:
            return None


def constant(node: Tree) -> Span | None:
    """A number as the span that it is."""
    literal = node.get("literal", {})
    try:
        found = float(literal["text"]) if literal.get("kind") in {"INTEGER", "NUMERIC"} else None
    except (KeyError, ValueError):
        return None
    return None if found is None else (found, found)


def cast(kind: str, inner: Span | None) -> Span | None:
    """What a cast makes of a span: a number of less places lies between the whole ones beside it."""
    if inner is None or kind in EXACT:
        return inner
    return (math.floor(inner[0]), math.ceil(inner[1])) if kind in NUMBERS else None


def called(name: str, given: Sequence[Span | None]) -> Span | None:
    """What a function makes of spans."""
    if name == "random" and not given:
        return CHANCE
    known = [one for one in given if one is not None]
    if not known or len(known) != len(given):
        return None
    first = known[0]
    if len(known) == 1 and name in WIDENED:
        return math.floor(first[0]), math.ceil(first[1])
    if len(known) == 1 and name == "-":
        return -first[1], -first[0]
    if len(known) == 1 and name == "sqrt" and first[0] >= 0:
        return math.sqrt(first[0]), math.sqrt(first[1])
    return combined(name, *known) if len(known) == 2 and name in SIGNS else None


def combined(name: str, one: Span, two: Span) -> Span | None:
    """What a sign makes of two spans; what is divided by nothing is not known."""
    if name == "/" and two[0] <= 0 <= two[1]:
        return None
    ends = [SIGNS[name](left, right) for left, right in product(one, two)]
    return (min(ends), max(ends)) if all(map(math.isfinite, ends)) else None


def meet(first: Span, others: Sequence[Span]) -> bool:
    """Whether a value may lie on either side of others; the ends themselves are tried for what they are."""
    return any(first[0] < high and low < first[1] for low, high in others)
