"""A learner's table as it was read: which column is which attribute."""

import re

import msgspec

from sqlgym.normalform import Attributes
from sqlgym.result import Row
from sqlgym.schema import Column, ForeignKey, Table

Place = tuple[str, str]
"""A table's and a column's name."""


class Relation(msgspec.Struct, frozen=True):
    """A table with the attributes of its columns, and its rows if the answer filled it.

    `names` has one column for each attribute; `repeated` has the further columns of an attribute that has
    several. A generated column has an attribute of its own: `#table` or `#table.column`.
    """

    table: Table
    names: dict[str, str]
    repeated: dict[str, str] = {}
    raw: tuple[str, ...] = ()
    """Columns whose values are whole lists."""
    rows: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def attributes(self) -> Attributes:
        """All attributes in it."""
        return frozenset(self.names.values())

    @property
    def generated(self) -> Attributes:
        """The attributes that this table numbers itself: its surrogates."""
        return frozenset(name for name in self.attributes if is_own(name, self.name))

    def column(self, attribute: str) -> str:
        """The column that holds an attribute."""
        return next(column for column, name in self.names.items() if name == attribute)

    def index(self, attribute: str) -> int:
        """The place of an attribute's column in the table's rows."""
        column = self.column(attribute)
        return next(place for place, one in enumerate(self.table.columns) if one.name == column)

    def columns(self, attributes: Attributes) -> tuple[str, ...]:
        """The columns that hold attributes, in the table's order."""
        return tuple(one.name for one in self.table.columns if self.names.get(one.name) in attributes)

    def key(self, columns: tuple[str, ...]) -> Attributes | None:
        """A declared key as attributes; None where a column of it is none."""
        if all(column in self.names for column in columns):
            return frozenset(self.names[column] for column in columns)
        return None

    @property
    def primary(self) -> Attributes | None:
        """The primary key as attributes, if there is one of attributes only."""
        return self.key(self.table.primary_key) if self.table.primary_key else None

    @property
    def unique(self) -> tuple[Attributes, ...]:
        """The UNIQUE constraints as attributes."""
        return tuple(key for one in self.table.unique if (key := self.key(one)) is not None)

    @property
    def declared(self) -> tuple[Attributes, ...]:
        """Every declared key."""
        return (*((self.primary,) if self.primary else ()), *self.unique)

    @property
    def references(self) -> tuple[ForeignKey, ...]:
        """The foreign keys."""
        return self.table.foreign_keys


def is_generated(attribute: str) -> bool:
    """Whether an attribute is a number that a table makes up."""
    return attribute.startswith("#")


def is_own(attribute: str, table: str) -> bool:
    """Whether an attribute is a number that this table makes up."""
    return attribute == f"#{table}" or attribute.startswith(f"#{table}.")


NESTED = re.compile(r"\[\d*\]$|^(STRUCT|MAP|JSON|UNION|VARIANT)\b")


def is_nested(column: Column) -> bool:
    """Whether a column's type holds several values in one cell."""
    return NESTED.search(column.type) is not None


def is_computed(column: Column) -> bool:
    """Whether a column is computed from others (GENERATED ALWAYS AS)."""
    return column.type.endswith(" GENERATED")
