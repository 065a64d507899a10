"""A world on which two queries differ → a smaller one on which they still do.

Sub-databases are closed under foreign keys. Where there are few, all are tried at once and the best is taken;
else rows go in halves, then one by one (delta debugging, Zeller and Hildebrandt 2002). Then values become simple.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from sqlgym.result import Cell, Row
from sqlgym.schema import Table, family
from sqlgym.worlds.checks import Check, parse
from sqlgym.worlds.confirm import Rank
from sqlgym.worlds.conversion import fitting
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.outcome import Witness
from sqlgym.worlds.world import World, close, violations


class Differ(Protocol):
    """Says on which of some worlds the two queries differ, and how: the least by `rank` first."""

    def __call__(self, worlds: Sequence[World], rank: Rank | None = None) -> Iterator[Witness]:
        """The witnesses, each looked at when it is asked for."""


ALL = 9
"""Up to so many rows, all sub-databases are tried: 2^9."""

STEPS = (100, 10, 1)
"""What simple numbers are multiples of: the first that their columns can hold."""

AT_ONCE = 96
"""Worlds that are tried in one batch while shrinking."""


def shrink(
    world: World, tables: Sequence[Table], differ: Differ, rank: Rank, time_left: Callable[[], bool]
) -> World:
    """The best sub-database of a world on which the two still differ."""
    while world.size > ALL and time_left():
        smaller = next(reduced(world, tables, differ, time_left), None)
        if smaller is None:
            return world
        world = smaller
    return best_part(world, tables, differ, rank) if world.size <= ALL else world


def reduced(
    world: World, tables: Sequence[Table], differ: Differ, time_left: Callable[[], bool]
) -> Iterator[World]:
    """Smaller worlds on which the two still differ: without a half of the rows, a quarter, …, one."""
    places = [(table, index) for table, some in world.rows.items() for index in range(len(some))]
    size = len(places)
    while size > 1 and time_left():
        size = (size + 1) // 2
        parts = [frozenset(places[start : start + size]) for start in range(0, len(places), size)]
        kept = [without(world, tables, part) for part in parts[:AT_ONCE]]
        if size * 2 >= len(places):
            kept += [without(world, tables, frozenset(places) - part) for part in parts[:AT_ONCE]]
        candidates = sorted((one for one in kept if one.size < world.size), key=lambda one: one.size)
        yield from (witness.world for witness in differ(candidates))


def without(world: World, tables: Sequence[Table], gone: frozenset[tuple[str, int]]) -> World:
    """A world without some rows and without what can't be without them."""
    left = {
        name: tuple(row for index, row in enumerate(some) if (name, index) not in gone)
        for name, some in world.rows.items()
    }
    return close(World(world.name, left), tables)


def best_part(world: World, tables: Sequence[Table], differ: Differ, rank: Rank) -> World:
    """The best of all sub-databases on which the two differ."""
    places = [(table, index) for table, some in world.rows.items() for index in range(len(some))]
    parts = [
        without(world, tables, frozenset(gone))
        for count in range(len(places) + 1)
        for gone in combinations(places, count)
    ]
    candidates = different(parts)
    found = next(differ(candidates, rank), None)
    return found.world if found else world


def simplify(world: World, tables: Sequence[Table], differ: Differ) -> World:
    """A world with simple values instead, as far as its columns can hold them and the two still differ."""
    unlike = {repr(one.world.rows) for one in differ(variants(world, tables))}

    def better(simple: World) -> bool:
        """Whether a world may stand for the one at hand."""
        return simple.rows != world.rows and repr(simple.rows) in unlike

    for change in CHANGES:
        simple = next(filter(better, (change(world, tables, fixed) for fixed in (is_key, is_bound))), world)
        world = simple
    return world


def simplest(world: World, tables: Sequence[Table]) -> list[World]:
    """A world with all of its values made simple, those that a CHECK names first too: where its columns hold them."""
    made = (everything(world, tables, fixed) for fixed in (is_key, is_bound))
    return [one for one in different(made) if one.rows != world.rows and holds(one, tables)]


def variants(world: World, tables: Sequence[Table]) -> list[World]:
    """A world with the values of some sorts made simple, in every way that its columns hold: all are tried at once."""
    found = [world]
    for change in CHANGES:
        made = (change(one, tables, fixed) for one in found for fixed in (is_key, is_bound))
        found = different([*found, *(one for one in made if holds(one, tables))])
    return found[1:]


def different(worlds: Iterable[World]) -> list[World]:
    """The first of the worlds of each content."""
    found: dict[str, World] = {}
    for world in worlds:
        found.setdefault(repr(world.rows), world)
    return list(found.values())


def holds(world: World, tables: Sequence[Table]) -> bool:
    """Whether every cell is one of its column's type, and no key, reference or CHECK that can be read is broken."""
    return fits(world, tables) and not violations(world, tables) and satisfies_checks(world, tables)


def fits(world: World, tables: Sequence[Table]) -> bool:
    """Whether every cell is one of its column's type: not 300 in a DECIMAL(3,1)."""
    for table in tables:
        for place, column in enumerate(table.columns):
            fit = fitting(column.type)
            if any(
                row[place] is not None and fit(row[place]) != row[place] for row in world.rows[table.name]
            ):
                return False
    return True


def satisfies_checks(world: World, tables: Sequence[Table]) -> bool:
    """Whether each row keeps the CHECKs of its table, as far as they can be read; the engine looks at the others."""
    for table in tables:
        names = [column.name.lower() for column in table.columns]
        for check in readable(table):
            with suppress(Unknown):
                if not all(check.holds(dict(zip(names, row, strict=True))) for row in world.rows[table.name]):
                    return False
    return True


def readable(table: Table) -> Iterator[Check]:
    """The CHECKs of a table that are understood."""
    for text in table.checks:
        with suppress(Unknown):
            yield parse(text)


Fixed = Callable[[Table, str], bool]
"""Whether a column's values stay as they are."""


def everything(world: World, tables: Sequence[Table], fixed: Fixed) -> World:
    """Simple keys, numbers, texts and dates."""
    for change in CHANGES:
        world = change(world, tables, fixed)
    return world


def keys(world: World, tables: Sequence[Table], _: Fixed) -> World:
    """Keys of one whole number are 1, 2, 3, … in the order of their rows, and so are the references to them."""
    renamed = {
        (table.name.lower(), table.primary_key[0].lower()): numbering(world, table)
        for table in tables
        if len(table.primary_key) == 1
    }
    return mapped(world, tables, lambda table, name: renamed.get(origin(tables, table, name)))


def numbering(world: World, table: Table) -> dict[Cell, Cell]:
    """A table's keys to 1, 2, 3, …, if they are whole numbers."""
    at = place(table, table.primary_key[0])
    known = [row[at] for row in world.rows[table.name]]
    return (
        dict(zip(known, range(1, len(known) + 1), strict=True))
        if all(type(key) is int for key in known)
        else {}
    )


def origin(tables: Sequence[Table], table: Table, name: str) -> tuple[str, str]:
    """The key that a column refers to in the end, or the column itself."""
    by_name = {one.name.lower(): one for one in tables}
    for _ in tables:
        refers = [key for key in table.foreign_keys if [one.lower() for one in key.columns] == [name.lower()]]
        if not refers or refers[0].table.lower() == table.name.lower():
            break
        table, name = by_name[refers[0].table.lower()], refers[0].references[0]
    if refers and refers[0].table.lower() == table.name.lower():
        name = refers[0].references[0]
    return table.name.lower(), name.lower()


def numbers(world: World, tables: Sequence[Table], fixed: Fixed) -> World:
    """Numbers are 100, 200, 300, … in their order, the same in all rows; 10, 20, … or 1, 2, … where need be."""
    values = sorted(set(free_cells(world, tables, fixed, (int, Decimal, float))))

    def multiples(step: int) -> World:
        """The world with 1, 2, 3, … times a number in place of its own."""
        renamed = {value: type(value)(step * number) for number, value in enumerate(values, start=1)}
        return mapped(world, tables, lambda table, name: {} if fixed(table, name) else renamed)

    simple = map(multiples, STEPS)
    return next((one for one in simple if holds(one, tables)), world)


def texts(world: World, tables: Sequence[Table], fixed: Fixed) -> World:
    """Texts are a, b, c, … in their order, the same in all rows."""
    values = sorted(set(free_cells(world, tables, fixed, (str,))))
    renamed: dict[Cell, Cell] = {value: letter(number) for number, value in enumerate(values)}
    return mapped(world, tables, lambda table, name: {} if fixed(table, name) else renamed)


def dates(world: World, tables: Sequence[Table], fixed: Fixed) -> World:
    """All dates are one."""
    found = {cell for cell in free_cells(world, tables, fixed, (date,)) if type(cell) is date}
    renamed: dict[Cell, Cell] = dict.fromkeys(found, date(2024, 1, 1))
    return mapped(world, tables, lambda table, name: {} if fixed(table, name) else renamed)


CHANGES = (keys, numbers, texts, dates)
"""What makes the values of a world simple, each in its own way."""


def letter(number: int) -> str:
    """a, b, …, z, aa, ab, …"""
    return chr(97 + number) if number < 26 else letter(number // 26 - 1) + letter(number % 26)


def free_cells(world: World, tables: Sequence[Table], fixed: Fixed, kind: tuple[type, ...]) -> Iterator[Cell]:
    """The cells of some Python types in columns that are not fixed."""
    for table in tables:
        free = [(place, not fixed(table, column.name)) for place, column in enumerate(table.columns)]
        for row in world.rows[table.name]:
            for place, is_free in free:
                if is_free and isinstance(row[place], kind) and not isinstance(row[place], bool):
                    yield row[place]


def is_key(table: Table, name: str) -> bool:
    """Whether a column is part of a key or of a reference, or has a few values of its own."""
    parts = [table.primary_key, *(key.columns for key in table.foreign_keys)]
    named = any(name.lower() == one.lower() for part in parts for one in part)
    return named or family(table.column(name).type) == "enum"


def is_bound(table: Table, name: str) -> bool:
    """Whether a column is that, or a CHECK names it."""
    words = {word.lower() for check in table.checks for word in re.findall(r"\w+", check)}
    return is_key(table, name) or name.lower() in words or not name.isidentifier()


def mapped(
    world: World, tables: Sequence[Table], renaming: Callable[[Table, str], dict[Cell, Cell] | None]
) -> World:
    """A world with the cells of some columns replaced."""
    changed: dict[str, tuple[Row, ...]] = {}
    for table in tables:
        maps = [renaming(table, column.name) or {} for column in table.columns]
        changed[table.name] = tuple(
            tuple(one.get(cell, cell) if one else cell for one, cell in zip(maps, row, strict=True))
            for row in world.rows[table.name]
        )
    return World(world.name, changed)


def place(table: Table, name: str) -> int:
    """The number of a column."""
    return next(index for index, column in enumerate(table.columns) if column.name.lower() == name.lower())
