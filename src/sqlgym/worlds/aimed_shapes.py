"""Outlines in, the shapes of worlds that are aimed at the queries out: which values stand together in them."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from sqlgym.worlds.column_constants import MOST_ROWS
from sqlgym.worlds.outline import Outline
from sqlgym.worlds.rng import Random
from sqlgym.worlds.shapes import Pack, Shape

WIDTH = 6
"""Values that are packed into one world, each in a row of its own."""

EVERY = 4
"""After the structured worlds every so many-th is aimed."""


def turn(number: int) -> int | None:
    """Which of the aimed worlds it is that comes so many worlds after the structured ones; None for the others."""
    return number // EVERY if number % EVERY == EVERY - 1 else None


def packs(outlines: Sequence[Outline]) -> tuple[Pack, ...]:
    """What is packed, the first values of each column first; columns without constants come last."""
    found = [list(_packs(number, place, one)) for number, one in enumerate(outlines) for place in _own(one)]
    mixed = [pack for row in zip_longest(*found) for pack in row if pack is not None]
    return tuple(sorted(mixed, key=lambda pack: not outlines[pack.table].pools[pack.place].exact))


def _own(outline: Outline) -> tuple[int, ...]:
    """The columns whose values are no other table's."""
    return (*outline.serial, *outline.drawn)


def _packs(number: int, place: int, outline: Outline) -> Iterator[Pack]:
    pool = outline.pools[place]
    if place in outline.serial and not pool.exact:
        return
    for start in range(0, len(pool.aimed), WIDTH):
        yield Pack(number, place, pool.aimed[start : start + WIDTH])


def aimed(
    outlines: Sequence[Outline], packed: Sequence[Pack], sizes: Sequence[int], number: int, rng: Random
) -> Shape:
    """The shape of the aimed world with this number; what there is of each kind takes turns."""
    counted = [size + by for size in sizes if size < MOST_ROWS for by in (1, 0, -1)]
    kinds = ["beside", *(["packed"] if packed else []), *(["sized"] if counted else [])]
    round_, kind = divmod(number, len(kinds))
    if kinds[kind] == "packed":
        times, place = divmod(round_, len(packed))
        return _packed(outlines, packed[place], bool(times % 2), rng)
    return sized(outlines, counted, round_) if kinds[kind] == "sized" else beside(outlines, rng)


def sized(outlines: Sequence[Outline], counted: Sequence[int], number: int) -> Shape:
    """One table with as many rows as a query counts to, one more or less: of one parent, all different or equal."""
    number, table = divmod(number, len(outlines))
    times, place = divmod(number, len(counted))
    rows = tuple(counted[place] if table == n else 1 for n in range(len(outlines)))
    return Shape("", rows, nulls=0.0, distinct=1 if times % 2 else MOST_ROWS, loyal=1.0)


def _packed(outlines: Sequence[Outline], pack: Pack, together: bool, rng: Random) -> Shape:
    """A value a row: first each with parents and children of its own, so that no sum hides it; then together."""
    count = len(pack.cells)
    rows = tuple(
        count if number == pack.table or not together else rng.below(4) for number in range(len(outlines))
    )
    distinct = None if together else count
    return Shape("", rows, nulls=0.0, distinct=distinct, packed=pack, paired=not together)


def beside(outlines: Sequence[Outline], rng: Random) -> Shape:
    """One condition broken beside rows that keep all: the first row of each table, and others with one thing changed.

    A table between two others pairs their rows. Now and then a table is empty, or has the first row alone.
    """
    rows = tuple(_beside(len(one.links), rng) for one in outlines)
    return Shape("", rows, beside=True, paired=True)


def _beside(parents: int, rng: Random) -> int:
    lot = rng.random()
    if lot < 0.15:
        return int(lot > 0.05)
    return 6 if parents > 1 else 2 + rng.below(3 if parents else 2)
