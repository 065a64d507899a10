"""Rows that are wanted in, a world out in which they stand with all that they need: parents, keys, CHECKs kept."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from sqlgym.result import Cell as Value
from sqlgym.schema import Table
from sqlgym.worlds.checks import Check
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.outline import Link, Outline, Places, known, places
from sqlgym.worlds.rng import Random
from sqlgym.worlds.values import serial
from sqlgym.worlds.world import World

Given = Mapping[int, Value]
"""Some cells of a row, by the number of their column."""

DEEPEST = 5
"""Parents of parents that are made for one row."""

TRIES = 8
"""How often the cells that nobody asked for are drawn anew for a row that breaks a CHECK."""

MOST_ROWS = 48
"""Rows of one table."""


class Chase:
    """A world in the making: each row is put in with what it needs, or not at all."""

    def __init__(self, outlines: tuple[Outline, ...], rng: Random) -> None:
        self.outlines = outlines
        self.rng = rng
        self.rows: list[list[list[Value]]] = [[] for _ in outlines]
        self.keys = [_keys(one) for one in outlines]
        self.usual: dict[tuple[int, int], Value] = {}

    def world(self, name: str) -> World:
        """What was built, each table's rows in any order."""
        rows = {
            one.table.name: tuple(map(tuple, self.rng.shuffled(some)))
            for one, some in zip(self.outlines, self.rows, strict=True)
        }
        return World(name, rows)

    def add(self, number: int, given: Given, depth: int = 0) -> list[Value] | None:
        """A row of a table with some cells given, new or, where its key is taken by such a row, that one."""
        if depth > DEEPEST or len(self.rows[number]) >= MOST_ROWS:
            return None
        outline = self.outlines[number]
        cells = dict(given)
        if any(not outline.nullable[place] and value is None for place, value in cells.items()):
            return None
        self.renew(number, cells)
        for link in (*outline.links, *outline.after):
            if not self.refer(number, link, cells, depth):
                return None
        return self.put(number, cells)

    def renew(self, number: int, cells: dict[int, Value]) -> None:
        """Give the columns that no two rows share a value of their own, where none is given."""
        outline = self.outlines[number]
        for place in (*outline.serial, *(p for p in outline.drawn if p in outline.keyed)):
            if place not in cells:
                cells[place] = self.fresh(number, place, {cells.get(one) for one in outline.leads(place)})

    def fresh(self, number: int, place: int, besides: Collection[Value] = ()) -> Value:
        """A value that is in no row of a column: of both sides of what there is, if there are as many."""
        there = {*besides, *(row[place] for row in self.rows[number])}
        pool = self.outlines[number].pools[place]
        few = [one for one in pool.keys[:12] if one not in there]
        left = few or [one for one in (*pool.keys, *pool.usual, *pool.special) if one not in there]
        return self.rng.pick(left) if left else self.beyond(number, place, there)

    def beyond(self, number: int, place: int, there: Collection[Value]) -> Value:
        """A value that no pool has: where a query counts to forty, a key needs as many."""
        kind = self.outlines[number].table.columns[place].type
        return next((one for one in serial(kind, 4 * MOST_ROWS) if one not in there), None)

    def refer(self, number: int, link: Link, cells: dict[int, Value], depth: int) -> bool:
        """Let a foreign key refer to a row that is there, or to a new one; whether that can be."""
        pairs = list(zip(link.columns, link.references, strict=True))
        if any(here in cells and cells[here] is None for here, _ in pairs):
            cells |= {here: cells.get(here) for here, _ in pairs}
            return True
        wanted = {there: cells[here] for here, there in pairs if here in cells}
        if link.own and len(wanted) < len(pairs):
            cells |= {here: None if here in link.emptied else cells.get(there) for here, there in pairs}
            return True
        if link.own and all(cells.get(there) == value for there, value in wanted.items()):
            return (
                link.late or not link.emptied
            )  # the row refers to itself: a circle, in which recursion finds no end
        parent = self.parent(link.parent, wanted, depth)
        if parent is None:
            return False
        cells |= {here: parent[there] for here, there in pairs}
        return True

    def parent(self, number: int, wanted: Given, depth: int) -> list[Value] | None:
        """A row that has these cells, new if need be: then mostly like one that is there but for them and its key."""
        there = [row for row in self.rows[number] if all(row[place] == one for place, one in wanted.items())]
        if there:
            return there[0] if self.rng.chance(0.7) else self.rng.pick(there)
        outline = self.outlines[number]
        like = self.rng.pick(self.rows[number]) if self.rows[number] and self.rng.chance(0.7) else None
        free = [place for place in outline.drawn if place not in outline.keyed]
        copied = {place: like[place] for place in free} if like else {}
        return self.add(number, {**copied, **wanted}, depth + 1)

    def put(self, number: int, cells: dict[int, Value]) -> list[Value] | None:
        """Put in a row with what nobody asked for drawn; None where a key is taken or a CHECK is broken."""
        outline = self.outlines[number]
        for attempt in range(TRIES):
            row = [
                cells[place] if place in cells else self.draw(number, place, attempt)
                for place in range(len(outline.names))
            ]
            null = any(cell is None and not may for cell, may in zip(row, outline.nullable, strict=True))
            if not null and self.checked(number, row):
                return self.merge(number, row, cells)
            if len(cells) == len(outline.names):
                break
        return None

    def checked(self, number: int, row: list[Value]) -> bool:
        """Whether a row keeps the CHECKs that are understood: a rule may put in what no pool has."""
        cells = dict(zip(self.outlines[number].names, row, strict=True))
        try:
            return all(check.holds(cells) for check in checks_of(self.outlines[number].table))
        except Unknown:
            return False

    def draw(self, number: int, place: int, attempt: int) -> Value:
        """What stands in a column that nobody asked for: the same in all rows, so that they tie."""
        pool = self.outlines[number].pools[place]
        values = pool.usual or pool.special or pool.odd
        if not values:
            return None
        if attempt:
            return self.rng.pick((*values, *pool.special))
        if (number, place) not in self.usual:
            self.usual[number, place] = self.rng.pick(values)
        return self.usual[number, place]

    def merge(self, number: int, row: list[Value], cells: Given) -> list[Value] | None:
        """Put in a row whose keys are free; the row that has its key, if that has all that is asked for."""
        for key in self.keys[number]:
            mine = [row[place] for place in key]
            for other in self.rows[number]:
                if None not in mine and [other[place] for place in key] == mine:
                    return other if all(other[place] == cells[place] for place in cells) else None
        self.rows[number].append(row)
        return row


@lru_cache(maxsize=64)
def checks_of(table: Table) -> tuple[Check, ...]:
    """The CHECKs of a table that are understood."""
    return known(table)


def _keys(outline: Outline) -> list[Places]:
    table = outline.table
    return [places(table, key) for key in (table.primary_key, *table.unique) if key]
