"""The values a query compares columns with: what a small database must hold to tell that query from another."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal["number", "text", "like", "ilike", "regex", "date", "timestamp", "interval", "length"]
"""How a constant is compared: as a value of a type, as a pattern, or (`length`) as the length of a text."""


class Constant(msgspec.Struct, frozen=True, order=True):
    """One value that a column is compared with, all in small letters but the value.

    No table: every table that has the column. No column either: every column of a fitting type. `value` is
    text: `1.5`, `2024-02-29`, `2024-02-29 10:00:00`, days of an interval, or a pattern (backslash escapes).
    """

    table: str
    column: str
    kind: Kind
    value: str


class Constants(msgspec.Struct, frozen=True):
    """What one or more queries compare with: values of columns, and `sizes`, numbers of rows or groups."""

    values: tuple[Constant, ...] = ()
    sizes: tuple[int, ...] = ()

    def __or__(self, other: "Constants") -> "Constants":
        """What either compares with."""
        return collected((*self.values, *other.values), (*self.sizes, *other.sizes))

    def __sub__(self, other: "Constants") -> "Constants":
        """What only the first compares with: those of an answer that the reference has not."""
        return collected({*self.values} - {*other.values}, {*self.sizes} - {*other.sizes})

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.values or self.sizes)


def collected(values: Iterable[Constant], sizes: Iterable[int]) -> Constants:
    """These as Constants, each once and sorted."""
    return Constants(tuple(sorted(set(values))), tuple(sorted(set(sizes))))
