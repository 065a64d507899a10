"""Outlines, a shape and a source of chance in, the rows of one world out, every key and foreign key kept."""

from collections.abc import Sequence

from sqlgym.result import Cell
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.outline import Link, Outline, Places
from sqlgym.worlds.palette import Cells, Palette, different, share_of_nulls, value
from sqlgym.worlds.rng import Random
from sqlgym.worlds.shapes import Shape, packed_cells

PAIRS = 3
"""Rows of a table between others that go to one parent, one after the other, where parents are paired."""

TRIES = 12
"""How often a row is drawn anew before the table goes without it."""


def fill(outlines: Sequence[Outline], shape: Shape, rng: Random) -> list[list[Cells]]:
    """The rows of each table, in the outlines' order; a table may get fewer than the shape says.

    Only a row that was promised to a child in a circle of required references and then could not be made
    leaves that child without a parent.
    """
    keys = [_keys(one, number, shape, rng) for number, one in enumerate(outlines)]
    filled: list[list[Cells]] = [[] for _ in outlines]
    for number, outline in enumerate(outlines):
        _Filling(outline, shape, rng, filled, keys, number).run()
    for number, outline in enumerate(outlines):
        for link in outline.after:
            _refer(outline, link, filled[number], filled[link.parent], rng)
    return filled


def _keys(outline: Outline, number: int, shape: Shape, rng: Random) -> list[dict[int, Cell]]:
    """The serial columns of each row to be: not in order, not without gaps."""
    count = shape.rows[number]
    columns = {
        place: packed_cells(shape, number, place) or different(outline.pools[place], count, rng)
        for place in outline.serial
    }
    return [
        {place: values[number] for place, values in columns.items()}
        for number in range(min([count, *map(len, columns.values())]))
    ]


class _Filling:
    """One table of one world on its way."""

    def __init__(
        self,
        outline: Outline,
        shape: Shape,
        rng: Random,
        filled: list[list[Cells]],
        keys: list[list[dict[int, Cell]]],
        number: int,
    ) -> None:
        self.outline, self.rng, self.filled, self.promised = outline, rng, filled, keys
        self.rows, self.keys = filled[number], keys[number]
        self.count = min(shape.rows[number], len(self.keys)) if outline.serial else shape.rows[number]
        copies = shape.copies or (0.4 if not outline.keyed and rng.chance(0.5) else 0.0)
        self.copies = 0.0 if shape.nulls is not None else copies
        self.palettes = {place: Palette(outline, place, shape, self.count, rng) for place in outline.drawn}
        for place, palette in self.palettes.items():
            palette.aim(packed_cells(shape, number, place), shape, rng)
        self.beside, self.fast = (
            shape.beside,
            rng.below(len(outline.links)) if shape.paired and outline.links else -1,
        )
        self.nulls = [share_of_nulls(shape, rng) for _ in outline.links]
        loyal = shape.loyal
        self.loyal = [(0.7 if rng.chance(0.5) else 0.0) if loyal is None else loyal for _ in outline.links]
        self.taken: list[set[tuple[Cell, ...]]] = [set() for _ in outline.unique]

    def run(self) -> None:
        """Fill the table; without a parent that every row needs, it stays empty."""
        needed = (link.parent for link in self.outline.links if not (link.emptied or link.own or link.late))
        if not all(self.filled[parent] for parent in needed):
            return
        for number in range(self.count):
            for attempt in range(TRIES):
                copied = not attempt and self.copies and self.rows and self.rng.chance(self.copies)
                if self.beside and self.rows:
                    row = self.changed(number)
                else:
                    row = self.copy(number) if copied else self.draw(number)
                if row is not None and self.keeps(row):
                    self.rows.append(row)
                    break

    def draw(self, number: int) -> Cells | None:
        """A new row, or None where a required parent is missing."""
        rng = self.rng
        row: Cells = [None] * len(self.outline.names)
        if self.outline.serial:
            for place, cell in self.keys[number].items():
                row[place] = cell
        for place, palette in self.palettes.items():
            row[place] = palette.draw(number, rng)
        return row if self.refer_all(row, number) else None

    def refer_all(self, row: Cells, number: int) -> bool:
        """Fill the columns of every foreign key; False where a required one finds no parent."""
        settled: set[int] = set()
        for place, link in enumerate(self.outline.links):
            turn = None if self.fast < 0 else number if place == self.fast else number // PAIRS
            if not self.refer(row, link, self.nulls[place], self.loyal[place], settled, turn):
                return False
        return True

    def changed(self, number: int) -> Cells | None:
        """The first row with another key and one thing changed, the parents taken in turn where there are several."""
        row = self.copy_of(self.rows[0], number)
        free = [
            place for place in self.outline.drawn if place not in self.outline.keyed
        ] or self.outline.drawn
        if free and (len(self.outline.links) != 1 or self.rng.chance(0.7)):
            asked = [place for place in free if self.outline.pools[place].exact]
            place = self.rng.pick(asked if asked and self.rng.chance(0.7) else free)
            null = self.outline.nullable[place] and self.rng.chance(0.4)
            row[place] = None if null else value(self.outline.pools[place], self.rng)
        return row if self.refer_all(row, number) else None

    def copy(self, number: int) -> Cells:
        """An earlier row with another key."""
        return self.copy_of(self.rng.pick(self.rows), number)

    def copy_of(self, earlier: Cells, number: int) -> Cells:
        """This row with another key."""
        row = list(earlier)
        if self.outline.serial:
            for place, cell in self.keys[number].items():
                row[place] = cell
        for place in self.outline.drawn:
            if place in self.outline.keyed:
                row[place] = self.palettes[place].draw(number, self.rng)
        return row

    def refer(
        self, row: Cells, link: Link, nulls: float, loyal: float, settled: set[int], turn: int | None
    ) -> bool:
        """Fill the columns of a foreign key; False where a required one finds no parent."""
        if not (link.emptied and nulls and self.rng.random() < nulls):
            parents = self.parents(row, link)
            if settled:
                parents = [one for one in parents if all(row[p] == c for p, c in one.items() if p in settled)]
            if parents:
                if turn is None:
                    chosen = parents[0] if loyal and self.rng.random() < loyal else self.rng.pick(parents)
                else:
                    chosen = parents[turn % len(parents)]
                for place, cell in chosen.items():
                    row[place] = cell
                settled.update(link.columns)
                return True
        if link.emptied:
            self.empty(row, link, settled)
        return bool(link.emptied)

    def parents(self, row: Cells, link: Link) -> list[dict[int, Cell]]:
        """What each possible parent would put into the columns of a foreign key; never a NULL."""
        pairs = list(zip(link.columns, link.references, strict=True))
        if link.late:
            there = self.promised[link.parent]
            found = [{here: keys.get(place) for here, place in pairs} for keys in there]
        else:
            rows = [*self.rows, row] if link.own and not link.emptied else self.filled[link.parent]
            found = [{here: one[place] for here, place in pairs} for one in rows]
        return [one for one in found if None not in one.values()]

    def empty(self, row: Cells, link: Link, settled: set[int]) -> None:
        """Set a foreign key NULL; what of it may not be NULL gets some value."""
        some = link.emptied if self.rng.chance(0.7) else (self.rng.pick(link.emptied),)
        for place in link.columns:
            if place in some:
                row[place] = None
            elif place not in settled:
                row[place] = value(self.outline.pools[place], self.rng)
        settled.update(link.columns)

    def keeps(self, row: Cells) -> bool:
        """Whether a row keeps NOT NULL, the keys and the CHECKs; if so, its keys are taken."""
        if any(cell is None and not may for cell, may in zip(row, self.outline.nullable, strict=True)):
            return False
        keys = [_key(row, places) for places in self.outline.unique]
        if any(key in taken for key, taken in zip(keys, self.taken, strict=True) if key):
            return False
        if not _checked(self.outline, row):
            return False
        for key, taken in zip(keys, self.taken, strict=True):
            if key:
                taken.add(key)
        return True


def _key(row: Cells, places: Places) -> tuple[Cell, ...]:
    """A row's key, or nothing if it has a NULL in it and so equals no other."""
    key = tuple([row[place] for place in places])
    return () if None in key else key


def _checked(outline: Outline, row: Cells) -> bool:
    """Whether a row keeps the CHECKs; one that can't be judged counts as not kept."""
    if not outline.checks:
        return True
    cells = dict(zip(outline.names, row, strict=True))
    try:
        return all(check.holds(cells) for check in outline.checks)
    except Unknown:
        return False


def _refer(outline: Outline, link: Link, rows: list[Cells], parents: list[Cells], rng: Random) -> None:
    """Fill in a foreign key that had to wait for its parents, where that breaks nothing."""
    nulls = rng.pick((0.0, 0.35, 1.0))
    for row in rows:
        if parents and not rng.chance(nulls):
            chosen = rng.pick(parents)
            before = list(row)
            for here, there in zip(link.columns, link.references, strict=True):
                row[here] = chosen[there]
            if not _fits(outline, link, row, before, rows):
                row[:] = before


def _fits(outline: Outline, link: Link, row: Cells, before: Cells, rows: list[Cells]) -> bool:
    """Whether a row changed by a link still keeps everything: other links, keys, CHECKs."""
    others = [place for other in outline.links for place in other.columns if place in link.columns]
    if any(row[place] is None for place in link.columns) or any(row[p] != before[p] for p in others):
        return False
    keys = [(_key(row, places), places) for places in outline.unique]
    twice = any(key and sum(_key(one, places) == key for one in rows) > 1 for key, places in keys)
    return not twice and _checked(outline, row)
