"""A type, a constant or a pattern in; the values a small database is made of, out: everyday, odd, keys, near misses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlgym.result import Cell
from sqlgym.schema import family, labels
from sqlgym.sql.constants import Kind
from sqlgym.worlds.conversion import MOMENTS, NUMBERS, fit_all, moment, number

LONGEST = 60
"""Characters of a text made here."""

MOST_PATTERNS = 4
"""Patterns of a column that are put together in pairs."""


def variants(text: str) -> list[str]:
    """A text, and texts that a careless comparison takes for it: case, blanks, one character more or less."""
    found = [text, text.lower(), text.upper(), text.title(), f"{text} ", f" {text}", f"{text}a", text[:-1]]
    return _unique(found)


def lengths(length: int) -> list[str]:
    """Texts that are as long, one shorter and one longer."""
    return list(dict.fromkeys(_long(length + by) for by in (0, -1, 1)))


def around(kind: Kind, pattern: str) -> list[str]:
    """Texts that match a LIKE, ILIKE or regular expression, and near misses; at least one of each if possible."""
    matching = list(_expression(pattern)) if kind == "regex" else list(_like(pattern))
    cased = [text.swapcase() for text in matching]
    return _unique([*matching, *cased, *(miss for text in matching[:3] for miss in _misses(text))])


def joined(patterns: Sequence[str]) -> list[str]:
    """Texts that match two of these LIKE patterns at once, as ab does `a%` and `%b`, and some that miss one."""
    parts = [next(_like(pattern)) for pattern in patterns[:MOST_PATTERNS]]
    pairs = [(one, other) for one in parts for other in parts if one != other]
    return _unique(
        [text for one, other in pairs for text in (one + other, one + other.swapcase(), f"{one}{other}x")]
    )


def _like(pattern: str) -> Iterator[str]:
    """Texts that match a LIKE pattern (backslash escapes): its `%` as nothing, as a letter, as a word."""
    tokens = re.findall(r"\\.|.", pattern, re.DOTALL)
    for filling in ("", "x", "mn o"):
        yield "".join(filling if token == "%" else "x" if token == "_" else token[-1] for token in tokens)


def _expression(pattern: str) -> Iterator[str]:
    """Texts that match simple regular expressions: no look-around, no counts; the rest gives what it gives."""
    for part in re.split(r"(?<!\\)\|", pattern):
        for filling in ("", "x", "xy"):
            text = re.sub(r"\(\?\w*:?|[()^$]", "", part)
            text = re.sub(r"\.\*", filling, text)
            text = re.sub(r"\[\^[^\]]*\]", "x", text)
            text = re.sub(r"\[(\\?.)[^\]]*\]", r"\1", text)
            text = re.sub(r"\\d", "1", re.sub(r"\\w", "a", re.sub(r"\\s", " ", text)))
            text = re.sub(r"(?<!\\)\.", "x", re.sub(r"\{[\d,]*\}", "", text))
            yield re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*+?]", "", text))


def _misses(text: str) -> Iterator[str]:
    """The text with something before, after, or left out."""
    yield from (f"x{text}", f"{text}x", f" {text}", text[1:], text[:-1])
    middle = len(text) // 2
    yield text[:middle] + "z" + text[middle + 1 :]


def _long(length: int) -> str:
    return ("abcdefghij" * (max(length, 0) // 10 + 1))[: max(length, 0)]


def _unique(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text[:LONGEST] for text in texts))


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
    return fit_all(type, _given(type, _USUAL))


def odd(type: str) -> list[Cell]:  # noqa: A002
    """What is easily forgotten: nought, less than nought, cents, other widths, case and blanks, month ends."""
    return fit_all(type, _given(type, _ODD))


def serial(type: str, count: int) -> list[Cell]:  # noqa: A002
    """Values for a key, each once: small numbers, letters, days in a row; fewer than `count` if there are few."""
    kind = family(type) or "text"
    if kind in ("boolean", "enum"):
        return usual(type)
    make = _SERIAL.get("number" if kind in NUMBERS else kind, _SERIAL["text"])
    return fit_all(type, (make(number) for number in range(1, count + 1)))


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


def neighbours(type: str, value: Any) -> list[Cell]:  # noqa: A002
    """A constant and what lies around it, as far as it fits: c, c ± 1, c / 2, 2c + 10; days, months, years."""
    kind = family(type) or "text"
    if kind in NUMBERS:
        near = number(value)
        return fit_all(type, () if near is None else [near, near - 1, near + 1, near / 2, near * 2 + 10])
    if kind in MOMENTS:
        found = moment(value)
        return fit_all(type, () if found is None else _around(found, kind))
    return fit_all(type, [value])


def _around(moment: datetime, kind: str) -> Iterator[datetime]:
    """A moment, and a second, a day, a month and a year before and after it; the ends of its day and year."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    second, one = timedelta(seconds=1), timedelta(days=1)
    yield moment
    if not 2 < moment.year < 9998:
        return
    if kind != "date":
        yield from (moment - second, moment + second, day, day + one - second, day + one / 2)
    yield from (moment - one, moment + one, moment - 31 * one, moment + 31 * one)
    yield from (day.replace(month=1, day=1), day.replace(month=12, day=31))
    yield from (day - 365 * one, day + 366 * one)
