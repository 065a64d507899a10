"""SQL's operators and functions on cells, with NULL as None: enough of them for most CHECKs."""

import math
import operator
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlgym.result import Cell

Function = Callable[..., Cell]


class Unknown(ValueError):
    """A CHECK that is not understood here; the engine must be asked."""


def paired(left: Cell, right: Cell) -> tuple[Any, Any]:
    """Two cells made comparable: text becomes what the other one is, a day becomes its midnight."""
    if isinstance(left, str) and not isinstance(right, str):
        left = _as(left, right)
    elif isinstance(right, str) and not isinstance(left, str):
        right = _as(right, left)
    if isinstance(left, datetime) != isinstance(right, datetime):
        left, right = _midnight(left), _midnight(right)
    return left, right


def _as(text: str, other: Cell) -> Cell:
    try:
        if isinstance(other, (datetime, date, time)):
            return type(other).fromisoformat(text)
        if isinstance(other, (int, float, Decimal)) and not isinstance(other, bool):
            return Decimal(text)
    except ArithmeticError as error:
        raise Unknown(text) from error
    raise Unknown(text)


def _midnight(cell: Cell) -> Cell:
    plain = isinstance(cell, date) and not isinstance(cell, datetime)
    return datetime(cell.year, cell.month, cell.day) if plain else cell


def strict(function: Function) -> Function:
    """A function that is NULL where any argument is."""
    return lambda *cells: None if None in cells else function(*cells)


def _comparing(compare: Callable[[Any, Any], bool]) -> Function:
    return strict(lambda left, right: compare(*paired(left, right)))


def _calculating(calculate: Callable[[Any, Any], Cell]) -> Function:
    return strict(lambda left, right: calculate(*_numbers(left, right)))


def _numbers(left: Cell, right: Cell) -> tuple[Any, Any]:
    if isinstance(left, float) or isinstance(right, float):
        return float(left), float(right)
    if not all(isinstance(one, (int, Decimal)) for one in (left, right)):
        raise Unknown("arithmetic on something else than numbers")
    return left, right


def conjunction(cells: Sequence[Cell]) -> Cell:
    """AND of any number of truth values."""
    return False if False in cells else None if None in cells else True


def disjunction(cells: Sequence[Cell]) -> Cell:
    """OR of any number of truth values."""
    return True if True in cells else None if None in cells else False


def distinct(left: Cell, right: Cell) -> bool:
    """IS DISTINCT FROM."""
    if left is None or right is None:
        return left is not right
    return bool(operator.ne(*paired(left, right)))


def like(text: str, pattern: str, escape: str = "") -> bool:
    """Whether a text is LIKE a pattern."""
    token = re.escape(escape) + "(.)|(.)" if escape else "(?!)(.)|(.)"
    parts = [
        re.escape(literal) if literal else {"%": ".*", "_": "."}.get(char, re.escape(char))
        for literal, char in re.findall(token, pattern, re.DOTALL)
    ]
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


def _ilike(text: str, pattern: str, escape: str = "") -> bool:
    return like(text.lower(), pattern.lower(), escape.lower())


def _part(name: str, day: date) -> int:
    if name.lower() not in ("year", "month", "day") or not isinstance(day, date):
        raise Unknown(name)
    return int(getattr(day, name.lower()))


def _rounded(number: Cell, digits: int = 0) -> Cell:
    """SQL rounds halves away from zero."""
    if isinstance(number, float):
        raise Unknown("round of an inexact number")
    unit = Decimal(1).scaleb(-digits)
    return (Decimal(number) / unit).to_integral_value("ROUND_HALF_UP") * unit


def _divided(left: Any, right: Any) -> Cell:
    return None if right == 0 else float(left) / float(right)


def _whole(left: Any, right: Any) -> Cell:
    return None if right == 0 else math.trunc(Decimal(left) / Decimal(right))


def _remainder(left: Any, right: Any) -> Cell:
    return None if right == 0 else left - right * math.trunc(Decimal(left) / Decimal(right))


def day(cell: Cell) -> date:
    """A cell as a day."""
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else date.fromisoformat(cell)


def moment(cell: Cell) -> datetime:
    """A cell as a moment; a day as its midnight."""
    if isinstance(cell, datetime) or not isinstance(cell, date):
        return cell if isinstance(cell, datetime) else datetime.fromisoformat(cell)
    return datetime(cell.year, cell.month, cell.day)


COMPARISONS: dict[str, Function] = {
    "=": _comparing(operator.eq),
    "!=": _comparing(operator.ne),
    "<>": _comparing(operator.ne),
    "<": _comparing(operator.lt),
    "<=": _comparing(operator.le),
    ">": _comparing(operator.gt),
    ">=": _comparing(operator.ge),
    "~~": strict(like),
    "!~~": strict(lambda text, pattern: not like(text, pattern)),
    "~~*": strict(_ilike),
    "!~~*": strict(lambda text, pattern: not _ilike(text, pattern)),
}
SUMS: dict[str, Function] = {
    "+": _calculating(operator.add),
    "-": _calculating(operator.sub),
    "||": strict(lambda left, right: _text(left) + _text(right)),
}
PRODUCTS: dict[str, Function] = {
    "*": _calculating(operator.mul),
    "/": _calculating(_divided),
    "//": _calculating(_whole),
    "%": _calculating(_remainder),
}


def _text(cell: Cell) -> str:
    if not isinstance(cell, str):
        raise Unknown("text of something else")
    return cell


FUNCTIONS: dict[str, Function] = {
    **dict.fromkeys(("length", "len", "char_length"), strict(lambda text: len(_text(text)))),
    **dict.fromkeys(("upper", "ucase"), strict(lambda text: _text(text).upper())),
    **dict.fromkeys(("lower", "lcase"), strict(lambda text: _text(text).lower())),
    "trim": strict(lambda text: _text(text).strip(" ")),
    "ltrim": strict(lambda text: _text(text).lstrip(" ")),
    "rtrim": strict(lambda text: _text(text).rstrip(" ")),
    **dict.fromkeys(("starts_with", "prefix"), strict(lambda text, part: _text(text).startswith(part))),
    **dict.fromkeys(("ends_with", "suffix"), strict(lambda text, part: _text(text).endswith(part))),
    "contains": strict(lambda text, part: _text(part) in _text(text)),
    "like_escape": strict(like),
    "not_like_escape": strict(lambda text, pattern, escape: not like(text, pattern, escape)),
    "regexp_matches": strict(lambda text, pattern: re.search(pattern, text) is not None),
    "regexp_full_match": strict(lambda text, pattern: re.fullmatch(pattern, text) is not None),
    "abs": strict(abs),
    "round": strict(_rounded),
    "coalesce": lambda *cells: next((cell for cell in cells if cell is not None), None),
    "year": strict(lambda day: _part("year", day)),
    "month": strict(lambda day: _part("month", day)),
    "day": strict(lambda day: _part("day", day)),
    "date_part": strict(_part),
}
