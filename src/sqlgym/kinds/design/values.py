"""Cells as SQL literals, and as values that are compared whatever type the learner gave the column."""

from collections.abc import Hashable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from sqlgym.result import Cell
from sqlgym.schema import arguments, family
from sqlgym.sql.quoting import text_literal


def literal(cell: Cell) -> str:
    """A cell as SQL."""
    if cell is None:
        return "NULL"
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float | Decimal):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return text_literal(str(cell))


def canonical(cell: Cell, kind: str) -> Hashable:
    """A cell as it is after the way back to its attribute's type; one that has no way back stays as it is."""
    if cell is None:
        return None
    match family(kind):
        case "integer" | "decimal" | "float":
            return number(cell, kind)
        case "boolean":
            return {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}.get(
                str(cell).lower(), str(cell)
            )
        case "timestamp" if isinstance(cell, date) and not isinstance(cell, datetime):
            return f"{cell} 00:00:00"
        case "date":
            return str(cell).removesuffix(" 00:00:00")
    return str(cell) if isinstance(cell, date | time | int | float | Decimal) else hashable(cell)


def number(cell: Cell, kind: str) -> Hashable:
    """A number in the digits that its type keeps."""
    try:
        value = Decimal(str(cell).strip())
    except InvalidOperation:
        return hashable(cell)
    if not value.is_finite():
        return str(value)
    if family(kind) == "float":
        return float(f"{value:.9g}")
    _, scale = arguments(kind) or (18, 0 if family(kind) == "integer" else 3)
    exact = round(value, scale)
    return (
        exact.normalize()
        if abs(value - exact) < Decimal(10) ** -(scale + 2) * 10 or is_inexact(cell)
        else value
    )


def is_inexact(cell: Cell) -> bool:
    """Whether a value is of a type that keeps only some digits."""
    return isinstance(cell, float)


def hashable(cell: Cell) -> Hashable:
    """A cell that can be put into a set; a list as it is written."""
    return cell if isinstance(cell, str | int | float | bytes) else str(cell)
