"""A column's settings → the values it may take, numbered from 0, as SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sqlgym.data.populate.budget import WIDTH
from sqlgym.errors import CourseError
from sqlgym.schema import arguments, family
from sqlgym.sql.quoting import text_literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlgym.data.populate.recipe import ColumnRecipe
    from sqlgym.schema import Column

Place = tuple[str, str]
"""A file of the course and the dotted key in it, for messages."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The values of a column: how many, and the SQL of the one with a given index (itself SQL).

    `size` is None where every row has a value of its own, which never repeats; `width` is how many characters a text
    has, where that is known beforehand.
    """

    size: int | None
    at: Callable[[str], str]
    width: int = 0


_EXACT = 2**53


def ranged(column: Column, recipe: ColumnRecipe, place: Place) -> Domain:
    """Return the numbers, dates or times from min to max; CourseError if the bounds do not fit the type."""
    kind = family(column.type) or ""
    if kind in ("integer", "decimal", "float"):
        scale = _scale(column, kind, recipe)
        to_units: Callable[[Any], int] = lambda value: _number(value, scale, place)  # noqa: E731
        make = _numbers(column.type, kind, scale)
    elif kind in _MOMENTS:
        to_units, make = (lambda value: _moment(value, kind, place)), _moments(column.type, kind)
    else:
        raise CourseError(place[0], f"{place[1]}: min and max need a number, date or time, not {column.type}")
    return _stepped(recipe, to_units, _step(recipe.step, kind, to_units, place), make, place)


def _stepped(
    recipe: ColumnRecipe, to_units: Callable[[Any], int], step: int, make: Callable[[str], str], place: Place
) -> Domain:
    path, key = place
    if recipe.min is None or recipe.max is None:
        missing = "min" if recipe.min is None else "max"
        raise CourseError(path, f"{key}: {missing} is missing; a range needs both min and max")
    low, high = to_units(recipe.min), to_units(recipe.max)
    if low > high:
        raise CourseError(path, f"{key}: min {recipe.min} is greater than max {recipe.max}")
    if max(abs(low), abs(high)) > _EXACT:
        raise CourseError(path, f"{key}: the range is too wide; keep it within 15 digits")
    return Domain((high - low) // step + 1, lambda index: make(f"({low} + ({index}) * {step})"))


def _step(step: Any, kind: str, to_units: Callable[[Any], int], place: Place) -> int:
    """Return the step in units: days for dates, seconds for times, else as the column counts."""
    if step is None:
        return 1
    units = int(_number(step, 0, place)) if kind in _MOMENTS else to_units(step)
    if units < 1:
        raise CourseError(place[0], f"{place[1]}.step: must be greater than 0")
    return units


def _scale(column: Column, kind: str, recipe: ColumnRecipe) -> int:
    """Return how many decimals are drawn: the column's, at most six unless the recipe has more."""
    if kind == "integer":
        return 0
    bounds = (recipe.min, recipe.max, recipe.step)
    stated = max(len(str(bound).partition(".")[2]) for bound in bounds)
    return min(arguments(column.type)[1], max(stated, 6)) if kind == "decimal" else max(stated, 2)


def _number(value: Any, scale: int, place: Place) -> int:
    path, key = place
    try:
        exact = Decimal(str(value)).scaleb(scale)
    except InvalidOperation:
        raise CourseError(path, f"{key}: expected a number, got {value!r}") from None
    if isinstance(value, bool) or exact != exact.to_integral_value():
        decimals = f"at most {scale} decimals" if scale else "a whole number"
        raise CourseError(path, f"{key}: {value} does not fit the column, which takes {decimals}")
    return int(exact)


def _numbers(type: str, kind: str, scale: int) -> Callable[[str], str]:  # noqa: A002
    if kind == "integer" or scale == 0:
        return lambda units: f"CAST({units} AS {type})"
    return lambda units: f"CAST({units} / {10**scale}e0 AS {type})"


_MOMENTS = ("date", "timestamp", "timestamptz", "time", "interval")


def _moment(value: Any, kind: str, place: Place) -> int:
    """Return days since 1970 for a date, seconds since then (UTC) or since midnight for a time, else days."""
    path, key = place
    if kind == "interval":
        return _number(value, 0, place)
    try:
        return _MOMENT[kind](value)
    except (TypeError, ValueError, AttributeError):
        example = {"date": "2024-12-31", "time": "18:30:00"}.get(kind, "2024-12-31 18:30:00")
        raise CourseError(path, f"{key}: expected a {kind} such as {example}, got {value!r}") from None


def _days(value: Any) -> int:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return date(day.year, day.month, day.day).toordinal() - date(1970, 1, 1).toordinal()


def _seconds(value: Any) -> int:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int((zoned - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


def _of_day(value: Any) -> int:
    moment = time.fromisoformat(value) if isinstance(value, str) else value
    return int(moment.hour) * 3600 + int(moment.minute) * 60 + int(moment.second)


_MOMENT = {"date": _days, "timestamp": _seconds, "timestamptz": _seconds, "time": _of_day}


def _moments(type: str, kind: str) -> Callable[[str], str]:  # noqa: A002
    return {
        "date": lambda units: f"(DATE '1970-01-01' + CAST({units} AS INTEGER))",
        "timestamp": lambda units: f"CAST(make_timestamp({units} * 1000000) AS {type})",
        "timestamptz": lambda units: f"to_timestamp({units})",
        "time": lambda units: f"(TIME '00:00:00' + to_seconds({units}))",
        "interval": lambda units: f"to_days(CAST({units} AS INTEGER))",
    }[kind]


def patterned(pattern: str, place: Place) -> Domain:
    """Return the texts that a pattern with `{n}` (or `{n:05}`, zeros in front) gives, one for each row."""
    parts = re.split(r"\{n(?::0(\d+))?\}", pattern)
    if len(parts) < 3:
        raise CourseError(place[0], f"{place[1]}.pattern: {pattern!r} holds no {{n}}, the number of the row")
    texts, widths = parts[::2], parts[1::2]
    width = sum(map(len, texts)) + sum(map(_width, widths))
    if width > WIDTH:
        raise CourseError(
            place[0], f"{place[1]}.pattern: a text of {width:,} characters is too long; at most {WIDTH:,}"
        )

    def at(index: str) -> str:
        number = f"CAST({index} + 1 AS VARCHAR)"
        pieces = [text_literal(texts[0])]
        for width, text in zip(widths, texts[1:], strict=True):
            pieces += [_padded(number, width), text_literal(text)]
        return f"concat({', '.join(pieces)})"

    return Domain(None, at, width)


def _width(digits: str | None) -> int:
    """How many characters a number of a pattern takes; without a width, those of the largest table's last row."""
    return 9 if digits is None else int(digits.lstrip("0")[:9] or 0)


def _padded(number: str, width: str | None) -> str:
    return (
        number
        if width is None
        else f"lpad({number}, CAST(greatest({int(width)}, length({number})) AS INTEGER), '0')"
    )


def endless(column: Column, salt: str) -> Domain:
    """Return values of a type that has no range: a UUID or some bytes for each row, or false and true."""
    kind = family(column.type)
    if kind == "boolean":
        return Domain(2, lambda index: f"(({index}) = 1)")
    prefix = text_literal(f"{salt}-")
    if kind == "uuid":
        return Domain(None, lambda index: f"CAST(md5(concat({prefix}, {index})) AS UUID)")
    return Domain(None, lambda index: f"encode(concat({prefix}, {index}))")


def text_of(value: object) -> str:
    """Return a value of a recipe or of Faker as text that DuckDB casts to the column's type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)
