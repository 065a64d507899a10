"""What a world looks like before it has values: how many rows a table, how many NULLs, ties, copies."""

from collections.abc import Sequence

import msgspec

from sqlgym.result import Cell
from sqlgym.worlds.column_constants import MOST_ROWS
from sqlgym.worlds.outline import Link, Outline
from sqlgym.worlds.rng import Random


class Pack(msgspec.Struct, frozen=True):
    """Values of one column that stand in one world, each in a row of its own."""

    table: int
    place: int
    cells: tuple[Cell, ...]


class Shape(msgspec.Struct, frozen=True):
    """One world to be filled; None leaves a thing to chance, column by column.

    `rows` is how many rows each table gets, in the outlines' order. `nulls` is the share of NULLs, `distinct`
    how many values a column has, `loyal` the share of children that go to the first parent, `copies` the
    share of rows that repeat an earlier one in all but the key. In a `paired` world children go to the parents in turn;
    where rows stand `beside` the first, each is like it but for one thing.
    """

    name: str
    rows: tuple[int, ...]
    nulls: float | None = None
    distinct: int | None = None
    loyal: float | None = None
    copies: float = 0.0
    packed: Pack | None = None
    beside: bool = False
    paired: bool = False


EMPTY = 0.15
"""The share of tables without rows."""


def structured(outlines: Sequence[Outline]) -> tuple[Shape, ...]:
    """The worlds that are always tried first: the corners where wrong answers hide."""
    width = len(outlines)
    one, two, three = ((rows,) * width for rows in (1, 2, 3))
    corners = (
        Shape("all tables empty", (0,) * width),
        Shape("one row each", one, nulls=0),
        Shape("one row each, NULL wherever it may be", one, nulls=1),
        Shape("everything equal but the keys", three, nulls=0, distinct=1, loyal=1),
        Shape("everything equal but the keys, NULL wherever it may be", two, nulls=1, distinct=1, loyal=1),
        Shape("nothing NULL, nothing equal", three, nulls=0, distinct=MOST_ROWS),
    )
    if width == 1:
        return corners
    alone = [
        Shape(f"{one.table.name} empty", _without(outlines, n), nulls=0) for n, one in enumerate(outlines)
    ]
    return (*corners, *(shape for shape in alone if any(shape.rows)))


def _without(outlines: Sequence[Outline], number: int) -> tuple[int, ...]:
    """Two rows a table, none in one table and in those that can't do without it."""
    empty = {number}
    for _ in outlines:
        empty |= {n for n, one in enumerate(outlines) if any(_needs(link, empty) for link in one.links)}
    return tuple(0 if n in empty else 2 for n in range(len(outlines)))


def _needs(link: Link, empty: set[int]) -> bool:
    return not link.emptied and link.parent in empty


def draw_shape(outlines: Sequence[Outline], sizes: Sequence[int], rng: Random) -> Shape:
    """The shape of a random world.

    Of 2 to 4 rows in one table, the sooner the more parents it has, and of 0 to 3 in the others; in a fifth
    of the worlds of up to 6. Where queries count to k,
    the one table often has about k rows.
    """
    most = 6 if rng.chance(0.2) else 4
    focus = rng.pick([n for n, one in enumerate(outlines) for _ in range(1 + len(one.links))])
    counted = [size for size in sizes if size < MOST_ROWS]
    count = 2 + max(rng.below(most - 1), rng.below(most - 1))
    if counted and rng.chance(0.35):
        count = max(0, rng.pick(counted) - 1 + rng.below(3))
    needed = {link.parent for link in outlines[focus].links if not link.emptied}
    rows = tuple(count if n == focus else max(_few(rng), n in needed) for n in range(len(outlines)))
    narrow = rng.chance(0.15)
    return Shape(
        "",
        rows,
        distinct=1 + rng.below(2) if narrow else None,
        loyal=0.8 if narrow else None,
        copies=0.5 if rng.chance(0.2) else 0.0,
    )


def _few(rng: Random) -> int:
    return 0 if rng.chance(EMPTY) else 1 + rng.below(3)


def packed_cells(shape: Shape, table: int, place: int) -> list[Cell]:
    """What a shape packs into a column, if it is that one."""
    pack = shape.packed
    return list(pack.cells) if pack and (pack.table, pack.place) == (table, place) else []
