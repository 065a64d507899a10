"""One cell in, its text for people or its value for JSON out; nothing that comes out can steer a terminal."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from sqlgym.result import Cell
from sqlgym.result.types import DEEPEST, NESTED, UNKNOWN, WRITTEN, Type, parse_type
from sqlgym.sql.quoting import text_literal

NULL = "NULL"
ELLIPSIS = "…"
LONGEST = 60
"""Characters of a drawn cell, unless the caller asks for another number."""

HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))
"""Unicode categories that show nothing, or steer the terminal: controls, formats, surrogates, odd blanks."""

NOT_TEXT = re.compile(
    r"""\s | .*\s\Z | \Z | ' |
        (?: null | none | true | false | [-+]?(?:nan|inf|infinity) ) \Z |
        [-+]? (?: \d+\.?\d* | \.\d+ ) (?: e[-+]?\d+ )? \Z |
        \d{4}-\d\d-\d\d | \d\d:\d\d: | \\x | [\[({]
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""Text that, drawn plain, would look like another value or like nothing; it is drawn in quotes."""


def visible(text: str) -> str:
    """The text on one line with every control, escape, bidirectional or invisible character made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_char, text))


def visible_lines(text: str) -> str:
    """A text of several lines with the same made visible in each; tabs become blanks."""
    return "\n".join(visible(line) for line in text.expandtabs(4).splitlines())


def _visible_char(char: str) -> str:
    if char == " " or unicodedata.category(char) not in HIDDEN:
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def display_width(text: str) -> int:
    """How many places the text takes in a terminal: two for wide East Asian, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """The text if it takes at most `width` places, else its beginning and an ellipsis."""
    if len(text) <= 4 * width and display_width(text) <= width:
        return text
    taken, room = [], width - 1
    for char in text[: 4 * width]:
        room -= _char_width(char)
        if room < 0:
            break
        taken.append(char)
    return "".join(taken) + ELLIPSIS if width > 0 else ""


def draw(cell: Cell, type_name: str = "", width: int = LONGEST) -> str:
    """One cell for people, at most `width` places: NULL, plain text, 'quoted' where text could be mistaken.

    `type_name` is the column's type; it matters where the driver hands a number, bit string or date as text.
    """
    return cut(_draw(cell, parse_type(type_name), width, 0), width)


def _draw(cell: Cell, kind: Type, width: int, depth: int) -> str:
    match cell:
        case None:
            return NULL
        case bool():
            return "true" if cell else "false"
        case str():
            return _draw_text(cell[: 4 * width + 4], kind, always_quoted=depth > 0)
        case list() | tuple() | dict():
            return _draw_nested(cell, kind, width, depth)
        case bytes():
            return "\\x" + cell[: width + 1].hex()
        case Decimal():
            return format(cell, "f")
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return _draw_interval(cell)
        case _:
            return visible(str(cell))


def _draw_text(text: str, kind: Type, *, always_quoted: bool) -> str:
    if kind.name in WRITTEN or kind.name in NESTED:
        return visible(text)
    if always_quoted or NOT_TEXT.match(text):
        return text_literal(visible(text))
    return visible(text)


def _draw_nested(cell: Cell, kind: Type, width: int, depth: int) -> str:
    """Lists in [], tuples in (), structs and maps in {}; not more of the values than there is room for."""
    if depth == DEEPEST:
        return ELLIPSIS
    if isinstance(cell, dict):
        return "{" + _joined(_pairs(cell, kind, width, depth + 1), width) + "}"
    values = (_draw(value, kind.part(index), width, depth + 1) for index, value in enumerate(cell))
    opening, closing = "()" if isinstance(cell, tuple) and kind.name != "LIST" else "[]"
    return opening + _joined(values, width) + closing


def _pairs(cell: dict[Cell, Cell], kind: Type, width: int, depth: int) -> Iterator[str]:
    is_map = kind.name == "MAP"
    for index, (key, value) in enumerate(cell.items()):
        name = visible(key[:width]) if isinstance(key, str) else _draw(key, UNKNOWN, width, depth)
        yield f"{name}: {_draw(value, kind.part(1 if is_map else index), width, depth)}"


def _joined(texts: Iterator[str], width: int) -> str:
    """The first texts with commas between, until there is more than will be shown."""
    taken, length = [], 0
    while length <= width and (text := next(texts, None)) is not None:
        taken.append(text)
        length += len(text) + len(", ")
    return ", ".join(taken)


def _draw_interval(cell: timedelta) -> str:
    """`-3 days 04:05:06` for what Python would write as `-4 days, 19:54:54`."""
    sign, size = ("-", -cell) if cell < timedelta(0) else ("", cell)
    rest = size - timedelta(days=size.days)
    days = [f"{size.days} day{'' if size.days == 1 else 's'}"] if size.days else []
    clock = [str(rest).zfill(15 if rest.microseconds else 8)] if rest or not days else []
    return sign + " ".join(days + clock)


NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def jsonable(cell: Cell, depth: int = 0) -> Any:
    """The cell as the JSON report holds it.

    NULL, booleans and text stay what they are. Integers are numbers up to 2^53, where every reader of JSON
    keeps them, and text beyond. A DECIMAL is a number if the shortest float of it has the same value, else
    text. NaN and the infinities are the text `NaN`, `Infinity`, `-Infinity`. Dates and times are ISO 8601
    text, intervals are drawn, bytes are hexadecimal text. Lists are arrays, structs and maps are objects
    (a key that is no text is drawn); what is nested too deeply for any reader is an ellipsis.
    """
    match cell:
        case None | bool() | str():
            return cell
        case int():
            return cell if abs(cell) <= 2**53 else str(cell)
        case float():
            return cell if isfinite(cell) else NOT_FINITE[str(cell)]
        case Decimal():
            return _jsonable_decimal(cell)
        case date() | time():
            return cell.isoformat()
        case bytes():
            return cell.hex()
        case list() | tuple() | dict() if depth == DEEPEST:
            return ELLIPSIS
        case list() | tuple():
            return [jsonable(value, depth + 1) for value in cell]
        case dict():
            pairs = ((key if isinstance(key, str) else draw(key), value) for key, value in cell.items())
            return {key: jsonable(value, depth + 1) for key, value in pairs}
        case timedelta():
            return _draw_interval(cell)
        case _:
            return str(cell)


def _jsonable_decimal(cell: Decimal) -> float | str:
    number = float(cell)
    return number if isfinite(number) and Decimal(repr(number)) == cell else format(cell, "f")


def storable(cell: Cell) -> Cell:
    """A cell as an engine keeps it that has no types of its own: decimals as numbers, dates and all else as text."""
    if cell is None or isinstance(cell, bool | int | float | str | bytes):
        return cell
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)
