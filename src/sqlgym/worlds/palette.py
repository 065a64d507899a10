"""A pool and a shape in, the few values of one column in one world out."""

from sqlgym.result import Cell
from sqlgym.worlds.outline import Outline
from sqlgym.worlds.pools import Pool
from sqlgym.worlds.rng import Random
from sqlgym.worlds.shapes import Shape

Cells = list[Cell]
"""A row in the making, or the values of a column."""


def different(pool: Pool, count: int, rng: Random) -> Cells:
    """So many different values for a key, or fewer if there are not as many."""
    few = pool.keys[: count + 3]
    if pool.special and rng.chance(0.7):
        ours = dict.fromkeys((pool.special[0], rng.pick(pool.special), rng.pick(pool.special)))
        few = (*ours, *(cell for cell in few if cell not in ours))[: max(count, len(ours)) + 1]
    return rng.shuffled(few)[:count]


def value(pool: Pool, rng: Random, odd: float = 0.18) -> Cell:
    """One value of a pool, more often than not near a constant; None where there is none."""
    lot = rng.random()
    if pool.special and lot < 0.55:
        return rng.pick(pool.special)
    cells = (pool.odd if lot > 1 - odd else pool.usual) or pool.usual or pool.special or pool.odd
    return rng.pick(cells) if cells else None


class Palette:
    """The values of one column in one world: few, so that rows tie."""

    __slots__ = ("cycle", "exact", "nulls", "values")

    def __init__(self, outline: Outline, place: int, shape: Shape, count: int, rng: Random) -> None:
        pool, keyed = outline.pools[place], place in outline.keyed
        self.exact = () if keyed else pool.exact
        self.nulls = share_of_nulls(shape, rng) if outline.nullable[place] else 0.0
        distinct = 1 + rng.below(3) if shape.distinct is None else shape.distinct
        self.cycle = distinct > 3 or (shape.distinct is None and rng.chance(0.12))
        if keyed:
            self.cycle, self.values = False, different(pool, count + 1, rng)
        elif self.cycle:
            self.values = _spread(pool, count, rng)
        else:
            odd = 0.18 if shape.distinct is not None or rng.random() < 0.88 else 0.8
            self.values = [value(pool, rng, odd) for _ in range(distinct)]

    def aim(self, packed: Cells, shape: Shape, rng: Random) -> None:
        """In an aimed world: the values packed into this column, or for the others the constants themselves."""
        if packed:
            self.cycle, self.values, self.nulls = True, packed, 0.0
        elif self.exact and (shape.beside or (shape.packed and rng.chance(0.5))):
            self.cycle, self.values, self.nulls = False, [rng.pick(self.exact)], 0.0

    def draw(self, number: int, rng: Random) -> Cell:
        """The cell of a row; its number matters only where all rows shall differ."""
        if self.nulls and rng.random() < self.nulls:
            return None
        if not self.values:
            return None
        return self.values[number % len(self.values)] if self.cycle else rng.pick(self.values)


def share_of_nulls(shape: Shape, rng: Random) -> float:
    """None, some or all."""
    if shape.nulls is not None:
        return shape.nulls
    lot = rng.random()
    return 0.0 if lot < 0.5 else 0.35 if lot < 0.9 else 1.0


def _spread(pool: Pool, count: int, rng: Random) -> Cells:
    """As many different values as there are rows, as far as there are."""
    cells = dict.fromkeys((*rng.shuffled((*pool.usual, *pool.special)), *pool.odd))
    return list(cells)[: max(count, 1)]
