"""A number that a column is compared with in, what lies so near that a careless comparison takes it for another out."""

from collections.abc import Iterator
from decimal import Decimal
from math import inf, nan

from sqlgym.schema import arguments, family
from sqlgym.sql.constants import Constant
from sqlgym.worlds.conversion import number

HALF = Decimal("0.5")
TWICE = Decimal("0.467")
"""What is rounded to another number where it is rounded to one digit more before: 0.5, so 1, for 0."""

FINEST = Decimal("0.001")
"""The step of a type that has none of its own."""


def step(type: str) -> Decimal:  # noqa: A002
    """The smallest step from one number of a type to the next, 0.001 for floating point."""
    if family(type) == "integer":
        return Decimal(1)
    return Decimal(1).scaleb(-(arguments(type) or (18, 3))[1]) if family(type) == "decimal" else FINEST


def halves(type: str, constant: Constant) -> Iterator[Decimal]:  # noqa: A002
    """Half a unit away: what `> 99` takes for `>= 100`, and what ROUND lifts over the border."""
    near = number(constant.value)
    if near is not None and step(type) < 1:
        yield from (near - HALF, near + HALF)


def steps(type: str, constant: Constant) -> Iterator[Decimal]:  # noqa: A002
    """The nearest that the column can hold: what `>= c + 0.01` or a coarser rounding leaves out."""
    near, by = number(constant.value), step(type)
    if near is not None and by < 1:
        yield from (near - by, near + by, near - HALF - by, near + HALF - by, near + 1 - by)


def digits(type: str, constant: Constant) -> Iterator[Decimal]:  # noqa: A002
    """What ROUND with one digit, or with one less than the column has, takes for the constant."""
    near, by = number(constant.value), step(type)
    if near is not None:
        for unit in dict.fromkeys((Decimal("0.1"), 10 * by)):
            if by < unit < 1:
                yield from (near - unit / 2, near + unit / 2, near + unit / 2 - by)


def multiples(type: str, constant: Constant) -> Iterator[Decimal]:  # noqa: A002
    """What a division leaves nothing of, a bit, or half; below nought, where there are two ways to round, too."""
    by = number(constant.value) if constant.kind == "divisor" else None
    if by is not None:
        yield from (by, by + 1, by - 1, -by - 1, by * TWICE, -by, 1 - by, by + by / 2, -2 * by - by / 2)
        yield by * TWICE / 10


def not_finite(type: str, constant: Constant) -> Iterator[float]:  # noqa: A002
    """What is no number, or has no end, where a query asks for that; else no table holds it, and nobody minds it."""
    if constant.kind == "text" and constant.value.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        yield from (nan, inf, -inf)


def everyday(type: str) -> Iterator[Decimal]:  # noqa: A002
    """Numbers without any constant: halves up and down, below nought, what no whole number divides."""
    by = step(type)
    if by < 1:
        yield from map(Decimal, ("0", "0.5", "-0.5", "2.5", "-2.5"))
        yield from (by, -by, HALF * by * 10, Decimal(1) - by, Decimal("1.05"), TWICE, TWICE / 10)
    else:
        yield from map(Decimal, (0, 7, -7, 5, -1, 1))
