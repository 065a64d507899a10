"""A column's type in: the values a small database begins with, and what of a constant's neighbourhood fits."""

import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Any
from uuid import UUID

from sqlgym.result import Cell
from sqlgym.schema import arguments, family, labels

Fit = Callable[[Any], Cell]
"""A value as the cell of a column, or None where it does not fit."""

NUMBERS = ("integer", "decimal", "float")
MOMENTS = ("date", "timestamp", "timestamptz")

_USUAL: dict[str, tuple[Any, ...]] = {
    "integer": (1, 2, 3, 100, 200, 300, 500, 900, 1200),
    "decimal": (100, 200, 300, 500, 900, 1200),
    "float": (100, 200, 300, 500, 900, 1200),
    "text": ("Ann", "Bob", "Cid", "Dan"),
    "boolean": (True, False),
    "date": ("2024-01-15", "2024-01-16", "2024-02-15", "2023-01-15"),
    "timestamp": ("2024-01-15 10:00:00", "2024-01-15 14:30:00", "2024-02-15 10:00:00", "2023-01-15 10:00:00"),
    "time": (time(9), time(10, 30), time(17)),
    "interval": (timedelta(1), timedelta(2), timedelta(30)),
    "blob": (b"a", b"b"),
}
_ODD: dict[str, tuple[Any, ...]] = {
    "integer": (0, -1, -50, 10, 99),
    "decimal": (0, -50, "100.25", "99.99", "0.5", "-0.01", 10),
    "float": (0, -50, 100.25, 99.99, 0.5, 10),
    "text": ("", "ann", "ANN", "Ann ", " Bob", "Anna", "Zoë", "10", "9"),
    "date": ("2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-12-31", "2025-01-01"),
    "timestamp": ("2024-01-15 00:00:00", "2024-01-15 23:59:59", "2023-12-31 23:59:59", "2024-02-29 12:00:00"),
    "time": (time(0), time(23, 59, 59)),
    "interval": (timedelta(0), timedelta(-1)),
    "blob": (b"",),
}


def usual(type: str) -> list[Cell]:  # noqa: A002
    """The everyday values of a type, few, so that they tie."""
    return _fitting(type, _given(type, _USUAL))


def odd(type: str) -> list[Cell]:  # noqa: A002
    """What is easily forgotten: nought, less than nought, cents, other widths, case and blanks, month ends."""
    return _fitting(type, _given(type, _ODD))


def serial(type: str, count: int) -> list[Cell]:  # noqa: A002
    """Values for a key, each once: small numbers, letters, days in a row; fewer than `count` if there are few."""
    kind = family(type) or "text"
    if kind in ("boolean", "enum"):
        return usual(type)
    make = _SERIAL.get("number" if kind in NUMBERS else kind, _SERIAL["text"])
    return _fitting(type, (make(number) for number in range(1, count + 1)))


_SERIAL: dict[str, Callable[[int], Cell]] = {
    "number": lambda number: number,
    "text": lambda number: chr(96 + number) if number <= 26 else f"k{number}",
    "date": lambda number: date(2024, 1, 1) + timedelta(number),
    "timestamp": lambda number: datetime(2024, 1, 1) + timedelta(number),
    "timestamptz": lambda number: datetime(2024, 1, 1) + timedelta(number),
    "time": lambda number: time(number // 60 % 24, number % 60),
    "interval": lambda number: timedelta(number),
    "blob": lambda number: bytes([96 + number % 26, 48 + number // 26]),
    "uuid": lambda number: UUID(int=number),
}


def _given(type: str, table: dict[str, tuple[Any, ...]]) -> Iterable[Any]:  # noqa: A002
    kind = family(type) or "text"
    if kind == "enum":
        return labels(type) if table is _USUAL else ()
    if kind == "uuid":
        return [UUID(int=number) for number in (1, 2, 3)] if table is _USUAL else ()
    return table.get("timestamp" if kind == "timestamptz" else kind, ())


def _fitting(type: str, values: Iterable[Any]) -> list[Cell]:  # noqa: A002
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


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value).strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 40 else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number.to_integral_value("ROUND_FLOOR"))


def _within(value: int | None, low: int, high: int) -> int | None:
    return value if value is not None and low <= value <= high else None


def _decimal(value: Any, precision: int, scale: int) -> Decimal | None:
    number = _number(value)
    if number is None or abs(number) >= 10 ** (precision - scale):
        return None
    rounded = number.quantize(Decimal(1).scaleb(-scale), context=_WIDE)
    return rounded if abs(rounded) < 10 ** (precision - scale) else None


_WIDE = Context(prec=80)


def _float(value: Any) -> float | None:
    number = _number(value)
    return None if number is None else float(number)


def _short_float(value: Any) -> float | None:
    """The nearest number of 32 bits, as the engine would give it back."""
    number = _float(value)
    if number is None or abs(number) > 3e38:
        return None
    return float(struct.unpack("f", struct.pack("f", number))[0])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Any) -> date | None:
    moment = _moment(value)
    return moment.date() if moment else None


def _moment(value: Any) -> datetime | None:
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
    moment = _moment(value)
    return moment.replace(tzinfo=UTC) if moment else None


def _time(value: Any) -> time | None:
    try:
        return (
            value if isinstance(value, time) else time.fromisoformat(str(value).strip()).replace(tzinfo=None)
        )
    except ValueError:
        return None


def _interval(value: Any) -> timedelta | None:
    if isinstance(value, timedelta):
        return value
    days = _number(value)
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
    "timestamp": _moment,
    "timestamptz": _aware,
    "time": _time,
    "interval": _interval,
    "blob": lambda value: value if isinstance(value, bytes) else str(value).encode(),
    "uuid": _uuid,
}


def neighbours(type: str, value: Any) -> list[Cell]:  # noqa: A002
    """A constant and what lies around it, as far as it fits: c, c ± 1, c / 2, 2c + 10; days, months, years."""
    kind = family(type) or "text"
    if kind in NUMBERS:
        number = _number(value)
        return _fitting(type, () if number is None else _around_number(number))
    if kind in MOMENTS:
        moment = _moment(value)
        return _fitting(type, () if moment is None else _around_moment(moment, kind))
    return _fitting(type, [value])


def _around_number(number: Decimal) -> list[Decimal]:
    return [number, number - 1, number + 1, number / 2, number * 2 + 10]


def _around_moment(moment: datetime, kind: str) -> Iterator[datetime]:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    second = timedelta(seconds=1)
    yield moment
    if kind != "date":
        yield from (
            moment - second,
            moment + second,
            day,
            day + timedelta(1) - second,
            day + timedelta(hours=12),
        )
    if 1 < moment.year < 9998:
        yield from (
            moment - timedelta(1),
            moment + timedelta(1),
            moment - timedelta(31),
            moment + timedelta(31),
        )
        yield from (day.replace(month=1, day=1), day.replace(month=12, day=31))
        yield from (day - timedelta(365), day + timedelta(366))
