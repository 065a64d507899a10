"""A column's type in, what makes a cell of it out of any value, where that fits, out."""

import struct
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from sqlgym.result import Cell
from sqlgym.schema import arguments, family, labels

Fit = Callable[[Any], Cell]
"""A value as the cell of a column, or None where it does not fit."""

NUMBERS = ("integer", "decimal", "float")
MOMENTS = ("date", "timestamp", "timestamptz")


def fit_all(type: str, values: Iterable[Any]) -> list[Cell]:  # noqa: A002
    """The different cells of a type that some values make."""
    fit = fitting(type)
    found = (fit(value) for value in values)
    return list(dict.fromkeys(cell for cell in found if cell is not None))


def fitting(type: str) -> Fit:  # noqa: A002
    """What turns a value into a cell of this type."""
    kind = family(type) or "text"
    if kind == "integer":
        low, high = _range(type)
        return lambda value: _within(_whole(value), low, high)
    if kind == "decimal":
        precision, scale = arguments(type) or (18, 3)
        return lambda value: _decimal(value, precision, scale)
    if kind == "enum":
        known = labels(type)
        return lambda value: value if value in known else None
    if type == "FLOAT":
        return _short_float
    return _FITS.get(kind, _text)


_BITS = {"TINYINT": 8, "SMALLINT": 16, "INTEGER": 32, "BIGINT": 64, "HUGEINT": 128}


def _range(type: str) -> tuple[int, int]:  # noqa: A002
    if type.startswith("U"):
        return 0, 2 ** _BITS[type[1:]] - 1
    half = 2 ** (_BITS[type] - 1)
    return -half, half - 1


def number(value: Any) -> Decimal | None:
    """A value as a number, or None."""
    try:
        found = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 40 else None


def _whole(value: Any) -> int | None:
    found = number(value)
    return None if found is None else int(found.to_integral_value("ROUND_FLOOR"))


def _within(value: int | None, low: int, high: int) -> int | None:
    return value if value is not None and low <= value <= high else None


def _decimal(value: Any, precision: int, scale: int) -> Decimal | None:
    found = number(value)
    if found is None or abs(found) >= 10 ** (precision - scale):
        return None
    rounded = found.quantize(Decimal(1).scaleb(-scale), context=_WIDE)
    return rounded if abs(rounded) < 10 ** (precision - scale) else None


_WIDE = Context(prec=80)


def _float(value: Any) -> float | None:
    if isinstance(value, float):
        return value
    found = number(value)
    return None if found is None else float(found)


def _short_float(value: Any) -> float | None:
    """The nearest number of 32 bits, as the engine would give it back."""
    found = _float(value)
    if found is None or (isfinite(found) and abs(found) > 3e38):
        return None
    return float(struct.unpack("f", struct.pack("f", found))[0])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Any) -> date | None:
    found = moment(value)
    return found.date() if found else None


def moment(value: Any) -> datetime | None:
    """A value as a moment, or None; a day, a month or a year as its beginning."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    try:
        return datetime.fromisoformat(_whole_day(str(value).strip())).replace(tzinfo=None)
    except ValueError:
        return None


def _whole_day(text: str) -> str:
    """`2024` and `2024-05` as their first day."""
    return f"{text}-01-01" if len(text) == 4 else f"{text}-01" if len(text) == 7 else text


def _aware(value: Any) -> datetime | None:
    found = moment(value)
    return found.replace(tzinfo=UTC) if found else None


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value).strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _interval(value: Any) -> timedelta | None:
    if isinstance(value, timedelta):
        return value
    days = number(value)
    return timedelta(int(days)) if days is not None and abs(days) < 10**5 else None


def _uuid(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None


_FITS: dict[str, Fit] = {
    "float": _float,
    "text": _text,
    "boolean": lambda value: value if isinstance(value, bool) else None,
    "date": _date,
    "timestamp": moment,
    "timestamptz": _aware,
    "time": _time,
    "interval": _interval,
    "blob": lambda value: value if isinstance(value, bytes) else str(value).encode(),
    "uuid": _uuid,
}
