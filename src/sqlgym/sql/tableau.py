"""What rows a query wants to meet: a tableau has a row variable for each table it reads, and what it asks of them."""

from typing import NamedTuple

import msgspec


class Cell(NamedTuple):
    """A column, by its name in small letters, of the row variable with this number."""

    variable: int
    column: str


class Variable(msgspec.Struct, frozen=True):
    """A row of a table; `optional` where an outer join does without it, `group` where rows of it must be missing.

    Group 0 are the rows that must be there; each NOT EXISTS, NOT IN or EXCEPT has a group of its own.
    """

    table: str
    group: int = 0
    optional: bool = False


class Condition(msgspec.Struct, frozen=True):
    """Something that a query asks of cells, as SQL over the names `cell_name` gives; `group` as of a variable."""

    sql: str
    cells: tuple[Cell, ...]
    group: int = 0


class Equality(msgspec.Struct, frozen=True):
    """Two columns that must be equal: `group` as of a variable; `soft` where two branches merely may be."""

    left: Cell
    right: Cell
    group: int = 0
    soft: bool = False


class Tableau(msgspec.Struct, frozen=True):
    """The rows one query, or one SELECT in it, wants to meet.

    `outputs`, `grouped`, `ordered`, `aggregated` and `stepped` are the cells that it returns, groups or
    partitions by, orders by, aggregates, and goes through row by row; `measured` those compared with what is made
    of many rows, and `glued` those put together into one text.
    """

    variables: tuple[Variable, ...]
    equalities: tuple[Equality, ...] = ()
    conditions: tuple[Condition, ...] = ()
    outputs: tuple[Cell, ...] = ()
    grouped: tuple[Cell, ...] = ()
    ordered: tuple[Cell, ...] = ()
    aggregated: tuple[Cell, ...] = ()
    stepped: tuple[Cell, ...] = ()
    measured: tuple[Cell, ...] = ()
    glued: tuple[tuple[Cell, ...], ...] = ()


def cell_name(cell: Cell) -> str:
    """What a cell is called in a condition's SQL."""
    return f"v{cell.variable}_{cell.column}"
