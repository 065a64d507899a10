"""An expression of DuckDB's syntax tree without columns in, its value out; None where it is not simple."""

import operator
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, DecimalException
from typing import Any

import msgspec

Node = Mapping[str, Any]


class Span(msgspec.Struct, frozen=True):
    """An interval: months count as such, since they differ in length."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def __neg__(self) -> "Span":
        """As long a span into the past."""
        return Span(-self.months, -self.days, -self.seconds)


Value = Decimal | str | date | Span
"""What an expression can fold to; a datetime is a date, too."""

UNITS = {
    "year": Span(months=12),
    "quarter": Span(months=3),
    "month": Span(months=1),
    "week": Span(days=7),
    "day": Span(days=1),
    "hour": Span(seconds=3600),
    "minute": Span(seconds=60),
    "second": Span(seconds=1),
}
ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
DEEPEST = 40
"""How far down an expression is followed: a hostile one may be deep."""


def arguments(node: Node) -> list[Node]:
    """The arguments of a function."""
    return [one["expression"] for one in node["arguments"]]


def fold(node: Node, depth: int = 0) -> Value | None:
    """The value of an expression of literals, casts and simple arithmetic."""
    kind = node["class"]
    if depth > DEEPEST:
        return None
    if kind == "CONSTANT":
        return _literal(node.get("literal") or {})
    if kind == "CAST":
        return _cast(fold(node["child"], depth + 1), str(node["type_expr"].get("type_name", "")).lower())
    return _function(node, depth) if kind == "FUNCTION" else None


def _literal(literal: Node) -> Value | None:
    if literal.get("kind") in ("INTEGER", "NUMERIC"):
        return _number(literal["text"])
    return str(literal["text"]) if literal.get("kind") == "STRING" else None


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip())
    except DecimalException:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 40 else None


def _cast(value: Value | None, type: str) -> Value | None:  # noqa: A002
    """A value cast to a type; one that does not fit stays what it is."""
    if not isinstance(value, str):
        return value
    try:
        if type == "date":
            return date.fromisoformat(value.strip())
        if type.startswith("timestamp"):
            return datetime.fromisoformat(value.strip()).replace(tzinfo=None)
    except ValueError:
        return value
    if type == "interval":
        return span(value) or value
    return value if type in ("varchar", "time", "text", "string", "blob", "uuid") else _number(value) or value


def span(text: str) -> Span | None:
    """The interval in a text such as `1 year 2 months`."""
    found = re.findall(r"(-?\d+)\s*([a-z]+?)s?\b", text.lower())
    total = Span()
    for number, unit in found:
        if unit not in UNITS:
            return None
        total = _sum(total, _times(UNITS[unit], int(number)))
    return total if found else None


def _times(one: Span, number: int) -> Span:
    return Span(one.months * number, one.days * number, one.seconds * number)


def _sum(one: Span, other: Span) -> Span:
    return Span(one.months + other.months, one.days + other.days, one.seconds + other.seconds)


def _function(node: Node, depth: int) -> Value | None:
    name = str(node["function_name"])
    values = [fold(one, depth + 1) for one in arguments(node)]
    first = values[0] if values else None
    if first is None or None in values:
        return None
    unit = name.removeprefix("to_").removesuffix("s")
    if unit in UNITS and isinstance(first, Decimal) and abs(first) < 10**6:
        return _times(UNITS[unit], int(first))
    if name == "trunc" or (name == "+" and len(values) == 1):
        return first
    if len(values) == 1:
        return -first if name == "-" and isinstance(first, (Decimal, Span)) else None
    return calculate(name, first, values[1]) if len(values) == 2 else None


def calculate(name: str, left: Value, right: Value | None) -> Value | None:
    """The result of an arithmetic operator on numbers, or on a date and an interval or a number of days."""
    try:
        if isinstance(left, Decimal) and isinstance(right, Decimal) and name in ARITHMETIC:
            return ARITHMETIC[name](left, right)
        if name == "+" and isinstance(right, date):
            left, right = right, left
        if name in ("+", "-") and isinstance(left, date):
            return _shift(left, right, -1 if name == "-" else 1)
    except (DecimalException, OverflowError, ValueError):
        return None
    return None


def _shift(day: date, by: Value | None, sign: int) -> date | None:
    if isinstance(by, Decimal):
        return day + timedelta(days=int(by) * sign)
    return later(day, by if sign > 0 else -by) if isinstance(by, Span) else None


def later(day: date, by: Span) -> date:
    """The day by months (cut to the end of a shorter month), days and seconds later."""
    month = day.year * 12 + day.month - 1 + by.months
    year, month = divmod(month, 12)
    last = monthrange(year, month + 1)[1]
    moved = day.replace(year=year, month=month + 1, day=min(day.day, last))
    if by.seconds and not isinstance(moved, datetime):
        moved = datetime(moved.year, moved.month, moved.day)
    return moved + timedelta(days=by.days, seconds=by.seconds)
