"""PostgreSQL's types: their numbers, what DuckDB calls them, and a cell's text as a value."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlgym.engines.postgresql.client import Described
from sqlgym.result import Cell, Column
from sqlgym.schema import arguments, family

NAMES = {
    16: "BOOLEAN",
    17: "BLOB",
    20: "BIGINT",
    21: "SMALLINT",
    23: "INTEGER",
    26: "BIGINT",
    114: "JSON",
    700: "FLOAT",
    701: "DOUBLE",
    1082: "DATE",
    1083: "TIME",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP WITH TIME ZONE",
    1186: "INTERVAL",
    1700: "DECIMAL",
    2950: "UUID",
    3802: "JSON",
}
"""Number of a type → DuckDB's name; all others come as text (https://www.postgresql.org/docs/current/datatype-oid.html)."""

MOST_PLACES = 9
"""Digits behind the point of an exact number; PostgreSQL divides to 16 and more, which is no exact result."""


def column(described: Described) -> Column:
    """A column of a result."""
    name = NAMES.get(described.type, "VARCHAR")
    if name == "DECIMAL" and described.modifier > 0:
        size = described.modifier - 4
        name = f"DECIMAL({size >> 16},{size & 0x7FF})"
    return Column(described.name, name)


def number(text: str) -> Cell:
    """A number of type numeric: exact, unless it was divided, has no end, or is none."""
    if text in ("NaN", "Infinity", "-Infinity"):
        return float(text)
    places = len(text.partition(".")[2])
    return float(text) if places > MOST_PLACES else Decimal(text)


INTERVAL = re.compile(
    r"(?:(?P<years>-?\d+) years? ?)?(?:(?P<months>[-+]?\d+) mons? ?)?(?:(?P<days>[-+]?\d+) days? ?)?"
    r"(?:(?P<sign>[-+])?(?P<hours>\d+):(?P<minutes>\d\d):(?P<seconds>\d\d(?:\.\d+)?))?"
)


def interval(text: str) -> Cell:
    """An interval; a month has 30 days and a year 360, as DuckDB hands them on."""
    found = INTERVAL.fullmatch(text)
    if found is None:
        return text
    part = {name: float(value) for name, value in found.groupdict("0").items() if name != "sign"}
    seconds = part["hours"] * 3600 + part["minutes"] * 60 + part["seconds"]
    days = part["years"] * 360 + part["months"] * 30 + part["days"]
    return timedelta(days=days, seconds=-seconds if found["sign"] == "-" else seconds)


READ: dict[int, Callable[[str], Cell]] = {
    16: lambda text: text == "t",
    17: lambda text: bytes.fromhex(text[2:]),
    20: int,
    21: int,
    23: int,
    26: int,
    700: float,
    701: float,
    1082: date.fromisoformat,
    1083: time.fromisoformat,
    1114: datetime.fromisoformat,
    1184: datetime.fromisoformat,
    1186: interval,
    1700: number,
}
"""Number of a type → what makes a value of a cell's text."""


def value(text: str | None, kind: int) -> Cell:
    """A cell; one that Python has no value for, such as a date before Christ, stays text."""
    if text is None or kind not in READ:
        return text
    try:
        return READ[kind](text)
    except (ValueError, OverflowError):
        return text


WRITTEN = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIME",
    "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMPTZ",
    "interval": "INTERVAL",
    "blob": "BYTEA",
    "uuid": "UUID",
    "text": "VARCHAR",
}
"""Family of a type → PostgreSQL's name for it."""

INTEGERS = {
    **dict.fromkeys(("TINYINT", "UTINYINT", "SMALLINT"), "SMALLINT"),
    **dict.fromkeys(("BIGINT", "UINTEGER"), "BIGINT"),
    "UBIGINT": "NUMERIC(20, 0)",
    "HUGEINT": "NUMERIC(39, 0)",
    "UHUGEINT": "NUMERIC(39, 0)",
}
"""Type of whole numbers → PostgreSQL's name where that is not INTEGER."""


def type_sql(kind: str) -> str:
    """PostgreSQL's name for a type of DuckDB's."""
    known = family(kind)
    match known:
        case "integer":
            return INTEGERS.get(kind, "INTEGER")
        case "decimal":
            return f"NUMERIC({', '.join(map(str, arguments(kind)))})"
        case "float":
            return "DOUBLE PRECISION" if kind == "DOUBLE" else "REAL"
        case _:
            return WRITTEN.get(known or "", "VARCHAR")
