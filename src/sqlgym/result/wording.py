"""Counts, rows and columns in, the phrases in which findings speak of them out."""

from collections.abc import Sequence

from sqlgym.result import Column, Row
from sqlgym.result.cells import cut, draw, visible

LONGEST_NAME = 40
LONGEST_ROW = 80
MOST_NAMES = 10


def plural(count: int, noun: str) -> str:
    """`no rows`, `1 row`, `1,234 rows`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}" if count else f"no {noun}s"


def often(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def are_expected(count: int) -> str:
    """`none are expected`, `1 is expected`, `242 are expected`."""
    return f"{count:,} {'is' if count == 1 else 'are'} expected" if count else "none are expected"


def row_counts(expected: int, actual: int) -> str:
    """How many rows there are and how many there should be, as a sentence."""
    compared = "as expected" if expected == actual else are_expected(expected)
    return f"Your query returns {plural(actual, 'row')}, {compared}."


def row_text(row: Row, columns: Sequence[Column]) -> str:
    """A row in parentheses, cut where it is long."""
    cells = (draw(cell, column.type, 30) for cell, column in zip(row, columns, strict=True))
    return cut("(" + ", ".join(cells) + ")", LONGEST_ROW)


def name_text(name: str) -> str:
    """A column's name, safe to print."""
    return cut(visible(name), LONGEST_NAME) or "''"


def column_text(columns: Sequence[Column], index: int) -> str:
    """`Column 3 (average)`."""
    return f"Column {index + 1} ({name_text(columns[index].name)})"


def names_text(names: Sequence[str]) -> str:
    """Names with commas between, not too many of them."""
    shown = ", ".join(name_text(name) for name in names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else f"{shown} and {len(names) - MOST_NAMES} more"
