"""The values a query compares columns with: what a small database must hold to tell that query from another."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal[
    "number", "text", "like", "ilike", "regex", "date", "timestamp", "interval", "length", "divisor", "part"
]
"""How a constant is compared: as a value of a type, as a pattern, or (`length`) as the length of a text.

An `interval` is how far apart two values may be, a `divisor` what a number is divided by, a `part` what of a day or
moment is looked at.
"""


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
    """What one or more queries compare with: values of columns, and `sizes`, numbers of rows or groups.

    `defaults` are those of the values that only stand in for what is missing, as in COALESCE.
    """

    values: tuple[Constant, ...] = ()
    sizes: tuple[int, ...] = ()
    defaults: tuple[Constant, ...] = ()

    def __or__(self, other: "Constants") -> "Constants":
        """What either compares with."""
        both = collected((*self.values, *other.values), (*self.sizes, *other.sizes))
        asked = {*self.values} - {*self.defaults} | {*other.values} - {*other.defaults}
        return msgspec.structs.replace(both, defaults=tuple(one for one in both.values if one not in asked))

    def beside(self, reference: "Constants") -> "Constants":
        """What an answer compares with, for worlds that are to tell it from its reference.

        What it alone has, and only for what is missing, it holds to be in no column: `coalesce(x, -1)`.
        """
        left_out = {*self.defaults} - {*reference.values}
        return Constants(tuple(one for one in self.values if one not in left_out), self.sizes)

    def __sub__(self, other: "Constants") -> "Constants":
        """What only the first compares with: those of an answer that the reference has not."""
        return collected({*self.values} - {*other.values}, {*self.sizes} - {*other.sizes})

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.values or self.sizes)


def collected(values: Iterable[Constant], sizes: Iterable[int]) -> Constants:
    """These as Constants, each once and sorted."""
    return Constants(tuple(sorted(set(values))), tuple(sorted(set(sizes))))
