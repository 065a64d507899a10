"""A column and the constants of queries in, those that may be meant for it out."""

from sqlgym.schema import Column, Table, family
from sqlgym.sql.constants import Constant, Constants
from sqlgym.worlds.conversion import MOMENTS, NUMBERS

MOST_ROWS = 12
"""Rows of a table in the biggest world."""


def constants_of(table: Table, column: Column, constants: Constants) -> list[Constant]:
    """The constants that may be meant for a column: named so, or of any column and of a fitting type."""
    known = [
        one
        for one in constants.values
        if one.table in ("", table.name.lower()) and one.column in ("", column.name.lower())
    ]
    return [one for one in known if one.column or _is_of(column.type, one)]


def _is_of(type: str, constant: Constant) -> bool:  # noqa: A002
    """Whether a constant of an unknown column is of a column's type."""
    kind = family(type)
    if constant.kind == "number":
        return kind in NUMBERS
    if constant.kind in ("date", "timestamp"):
        return kind in MOMENTS
    return kind in ("text", "enum") and constant.kind == "text"
