"""A day or moment that a column is compared with in, days at the seams of the calendar around it out."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlgym.schema import family
from sqlgym.sql.constants import Constant
from sqlgym.worlds.conversion import moment, number
from sqlgym.worlds.values import usual

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)

MOST_DAYS = 10_000
"""Numbers that are taken for days."""


def months(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """The ends of its month and of those beside it: what adding 30 days takes for a month."""
    found = _inside(constant)
    if found:
        first = found.replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield from (first, last, first - DAY, last + DAY)


def years(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """The same day of other years and those beside it, the last of February: what 365 days, or months, take for years.

    Twenty years have five days more than 20 × 365.
    """
    found = _inside(constant)
    if found:
        for year, days in ((-1, 0), (-1, 1), (-20, 4), (1, 0), (-1, -1), (-20, 1)):
            there = found.year + year
            same_day = found.replace(year=there, day=min(found.day, monthrange(there, found.month)[1]))
            yield same_day + days * DAY
        leap = next(year for year in range(found.year, found.year - 9, -1) if isleap(year))
        yield from (found.replace(year=leap, month=2, day=day) for day in (28, 29))
        yield found.replace(year=leap, month=3, day=1)


def midnights(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """Midnights, and moments just beside them: what BETWEEN two days cuts off, or one until the last whole second."""
    found = _inside(constant)
    if found and family(type) != "date":
        day = found.replace(hour=0, minute=0, second=0, microsecond=0)
        yield from (day + SECOND, day - SECOND, day + DAY, day + DAY + DAY / 2, found + SECOND / 2)


def apart(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """So many days after a day, one fewer and one more, or moments: what lies at the end of a frame, or outside."""
    days = number(constant.value) if constant.kind in ("interval", "number") else None
    if days is not None and 0 < abs(days) < MOST_DAYS:
        by = timedelta(seconds=round(abs(days) * 86_400))
        step = DAY if days == int(days) else SECOND
        first = moment(usual(type)[0])
        assert first is not None
        yield from (first + by, first + by + step, first + by - step, first + 2 * by)


def parts(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """Saturdays and Sundays of one quarter in two years, the days of a week, other months and hours of the day."""
    if constant.kind == "part":
        week = [datetime(2023, 5, 1) + n * DAY for n in range(5)]
        for month, day in ((7, 1), (11, 4), (4, 1), (2, 4), (9, 2)):
            yield datetime(2023, month, day, 17)
            yield datetime(2022, month, day) + (6 - datetime(2022, month, day).weekday()) * DAY
            yield week.pop()
        yield from (
            datetime(2023, 12, 9, 23, 59, 59),
            datetime(2021, 8, 15, 12),
            datetime(2021, 3, 31, 8, 30),
        )


def everyday(type: str) -> Iterator[str]:  # noqa: A002
    """Without any constant: long before, long after, the seams of a leap year, midnight and the second before."""
    yield from (
        "1900-01-01",
        "2099-12-31",
        "2024-02-29",
        "2024-02-28",
        "2024-03-01",
        "2023-12-31",
        "2024-01-01",
    )
    yield from ("2024-01-31",) if family(type) == "date" else ("2024-01-31 23:59:59",)


def _inside(constant: Constant) -> datetime | None:
    """The moment of a constant that is not at an end of time."""
    found = moment(constant.value) if constant.kind in ("date", "timestamp", "text") else None
    return found if found and 30 < found.year < 9980 else None
