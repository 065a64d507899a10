"""What of SQLite is left to chance or the clock: a list of our own, since SQLite has no catalog that tells it.

What a statement calls comes from the authorizer, so from SQLite's own parser. Source of the list: the manual's "Core
functions" and "Date and time functions", which ask the clock for 'now' and where no moment is given.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlgym.sql.reading import Extreme

CHANCE = frozenset({"random", "randomblob"})
CLOCK = {"current_date": "date", "current_time": "time", "current_timestamp": "datetime"}
"""Word for the clock → the function that says the same."""

MOMENTS = frozenset({"date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"})
ASKS = re.compile(
    r"'\s*now\s*'|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)|\bstrftime\s*\(\s*'[^']*'\s*\)", re.I
)
"""Where one of MOMENTS asks the clock."""

WORD = re.compile(r"\w+")
WHOLE = re.compile(r"(?<![\w.])\d{1,19}(?![\w.])")

LEAST, MOST = -(2**63), 2**63 - 1


def volatile(called: Collection[str], text: str) -> tuple[str, ...]:
    """What is left to chance or the clock, by the functions that a statement calls."""
    asks = MOMENTS if ASKS.search(text) else frozenset[str]()
    return tuple(sorted({*called} & {*CHANCE, *CLOCK, *asks}))


def volatile_in_text(text: str) -> tuple[str, ...]:
    """What chance or the clock decides by a text's words, also those in strings: a few too many do no harm."""
    return volatile({word.lower() for word in WORD.findall(text)}, text)


def volatile_calls(expression: str) -> tuple[str, ...]:
    """The functions of chance and the clock that an expression calls; SQLite lets a CHECK call none of the clock."""
    return volatile_in_text(expression)


def chance(names: Iterable[str]) -> bool:
    """Whether some of these functions ask chance, and not the clock."""
    return not CHANCE.isdisjoint(names)


def values(text: str) -> tuple[str, ...]:
    """Values for `random()`: the whole numbers of a text and those beside them, which a remainder is compared with."""
    whole = {int(one) for one in WHOLE.findall(text)}
    return tuple(
        str(one) for one in sorted({one + by for one in whole for by in (-1, 0, 1)}) if LEAST <= one <= MOST
    )


def shadowing(names: Collection[str], extreme: Extreme, value: str = "") -> None:
    """No statement makes a function: a connection is given each (`shadow`)."""


def shadow(connection: sqlite3.Connection, names: Collection[str], extreme: Extreme, value: str = "") -> None:
    """Let functions mean an extreme from now on: chance its least or greatest, the clock a moment to come.

    A value stands in for the extreme of `random()`.
    """
    high = extreme == "high"
    at = moment(high)
    dates = sqlite3.connect(":memory:", check_same_thread=False)

    def called(name: str, *arguments: Any) -> Any:
        """What a function of dates gives if that moment is now."""
        given = [at if isinstance(one, str) and one.strip().lower() == "now" else one for one in arguments]
        if len(given) < (2 if name == "strftime" else 1):
            given.append(at)
        return dates.execute(f"SELECT {name}({', '.join('?' * len(given))})", given).fetchone()[0]

    def of(name: str) -> Any:
        """A function of dates by its name."""
        return lambda *arguments: called(name, *arguments)

    for name in names:
        if name == "random":
            connection.create_function(name, 0, lambda: int(value) if value else MOST if high else LEAST)
        elif name == "randomblob":
            connection.create_function(name, 1, lambda size: (b"\xff" if high else b"\0") * max(1, size or 0))
        elif name in CLOCK:
            connection.create_function(name, 0, lambda name=name: called(CLOCK[name], at))
        else:
            connection.create_function(name, -1, of(name))


def moment(high: bool) -> str:
    """The first moment of tomorrow, or the last one of a day in a hundred years: the clock only goes on."""
    day = (datetime.now(UTC) + timedelta(days=36525 if high else 1)).date()
    return f"{day} {'23:59:59' if high else '00:00:00'}"
