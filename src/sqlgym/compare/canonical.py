"""One cell in, a form of it out that is equal and hashes equal exactly where cells are equal."""

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from sqlgym.result import Cell
from sqlgym.result.types import DEEPEST, NESTED, UNKNOWN, Type

Number = int | float | Decimal

CLOSE = object()
"""Stands in a key for a number that is compared by closeness, in the row's vector."""


def number_key(cell: Cell) -> Hashable:
    """What must be the same: that it is a number, or which of NULL, NaN and the infinities it is."""
    if cell is None:
        return None
    try:
        number = float(cell)
    except OverflowError:  # an integer beyond every float
        return ("number", cell)
    if isfinite(number):
        return CLOSE
    return ("number", cell if isinstance(cell, Decimal) and cell.is_finite() else str(number))


def read(cell: Cell, kind: Type, numbers: list[Number] | None, depth: int = 0) -> Hashable:
    """The cell's key; with `numbers`, finite numbers go there instead, to be compared by closeness."""
    match cell:
        case None:
            return None
        case bool():
            return ("boolean", cell)
        case int() | float() | Decimal():
            return _read_number(cell, numbers)
        case str():
            return _read_text(cell, kind)
        case datetime():
            return _instant(cell)
        case date():
            return datetime(cell.year, cell.month, cell.day)
        case time():
            return ("time", cell.replace(tzinfo=None), cell.utcoffset())
        case list() | tuple() | dict() if depth == DEEPEST:
            return tuple(_flat(cell, numbers))
        case list() | tuple():
            return _read_list(cell, kind, numbers, depth + 1)
        case dict() if kind.name == "MAP":
            return _read_map(cell, kind, numbers, depth + 1)
        case dict():
            return _read_struct(cell, kind, numbers, depth + 1)
        case _:
            return cell if isinstance(cell, Hashable) else repr(cell)


def _read_number(cell: Number, numbers: list[Number] | None) -> Hashable:
    key = number_key(cell)
    if key is not CLOSE:
        return key
    if numbers is None:
        return cell
    numbers.append(cell)
    return CLOSE


TAGS = ("BIGNUM", "BIT", "TIMESTAMP WITH TIME ZONE", "TIME WITH TIME ZONE", "TIMESTAMP", "DATE", "TIME")


@lru_cache
def text_tag(type_name: str) -> str:
    """What text of this type really is; empty for text itself."""
    tag = next((tag for tag in TAGS if type_name == tag or type_name.startswith(tag + "_")), "")
    return "TIMESTAMP" if tag == "DATE" else tag


def _read_text(cell: str, kind: Type) -> Hashable:
    """Text is itself; a bit string, a huge number or a time that the driver gives as text is what it is."""
    tag = text_tag(kind.name)
    if tag == "BIGNUM":
        return int(cell) if len(cell) < 4000 else (tag, cell)
    if tag.startswith("TIMESTAMP"):
        return _read_timestamp(cell, tag)
    return (tag, cell) if tag else cell


def _read_timestamp(cell: str, tag: str) -> Hashable:
    """A timestamp as every other one, if Python has its year and no nanoseconds are lost; else marked text."""
    fraction = re.split("[+-]", cell.partition(".")[2])[0]
    try:
        if len(fraction.rstrip("0")) <= 6:
            return _instant(datetime.fromisoformat(cell))
    except ValueError:
        pass
    return (tag, cell.replace(" 00:00:00", ""))


def _instant(cell: datetime) -> Hashable:
    if cell.tzinfo is None:
        return cell
    try:
        return ("instant", cell.astimezone(UTC))
    except OverflowError:
        return ("instant", cell)


def _read_list(cell: Sequence[Cell], kind: Type, numbers: list[Number] | None, depth: int) -> Hashable:
    """A list; the tuple of a TUPLE is a struct without names."""
    tag = "struct" if kind.name in ("TUPLE", "STRUCT") else "list"
    return (tag, *[read(value, kind.part(index), numbers, depth) for index, value in enumerate(cell)])


def _read_struct(cell: dict[str, Cell], kind: Type, numbers: list[Number] | None, depth: int) -> Hashable:
    values = enumerate(cell.values())
    return ("struct", *[read(value, kind.part(index), numbers, depth) for index, value in values])


def _read_map(cell: dict[Cell, Cell], kind: Type, numbers: list[Number] | None, depth: int) -> Hashable:
    pairs = [(read(key, kind.part(0), None, depth), value) for key, value in _entries(cell, kind)]
    pairs.sort(key=lambda pair: _sortable(pair[0]))
    return ("map", *[(key, read(value, kind.part(1), numbers, depth)) for key, value in pairs])


def _flat(cell: Cell, numbers: list[Number] | None) -> Iterable[Hashable]:
    """What is nested too deeply to be taken apart level by level: its values, and how many each level has."""
    waiting = [cell]
    while waiting:
        value = waiting.pop()
        if isinstance(value, (list, tuple, dict)):
            yield (type(value).__name__, len(value))
            waiting.extend(value.values() if isinstance(value, dict) else value)
        else:
            yield read(value, UNKNOWN, numbers)


def _entries(cell: dict[Cell, Cell], kind: Type) -> Iterable[tuple[Cell, Cell]]:
    """The pairs of a map; DuckDB gives one with nested keys as a list of keys and one of values."""
    if kind.part(0).name in NESTED and cell.keys() == {"key", "value"}:
        return list(zip(cell["key"], cell["value"], strict=True))
    return cell.items()


def _sortable(key: Hashable) -> str:
    """Equal text for equal keys, so that entries of equal maps come in one order."""
    if isinstance(key, tuple):
        return "(" + ",".join(map(_sortable, key)) + ")"
    return repr(key.as_integer_ratio()) if isinstance(key, (int, float, Decimal)) else repr(key)
