"""A day or moment that a column is compared with in, days at the seams of the calendar around it out."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlgym.schema import family
from sqlgym.sql.constants import Constant
from sqlgym.worlds.conversion import moment

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def months(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """The ends of its month and of those beside it: what adding 30 days takes for a month."""
    found = _inside(constant)
    if found:
        first = found.replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield from (first, last, first - DAY, last + DAY)


def years(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """The same day of other years, and the last of February: what 365 days take for a year."""
    found = _inside(constant)
    if found:
        for year in (found.year - 1, found.year + 1):
            yield found.replace(year=year, day=min(found.day, monthrange(year, found.month)[1]))
        leap = next(year for year in range(found.year, found.year - 9, -1) if isleap(year))
        yield from (found.replace(year=leap, month=2, day=day) for day in (28, 29))
        yield found.replace(year=leap, month=3, day=1)


def midnights(type: str, constant: Constant) -> Iterator[datetime]:  # noqa: A002
    """Midnights, and moments just beside them: what BETWEEN two days cuts off."""
    found = _inside(constant)
    if found and family(type) != "date":
        day = found.replace(hour=0, minute=0, second=0, microsecond=0)
        yield from (day + SECOND, day - SECOND, day + DAY, day + DAY + DAY / 2)


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
    return found if found and 20 < found.year < 9980 else None
