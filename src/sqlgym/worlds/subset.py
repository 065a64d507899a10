"""Rows of a whole database → some of them, in which every foreign key still finds its parent."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlgym.result import Row
from sqlgym.schema import ForeignKey, Table, parents_first
from sqlgym.worlds.rng import Random
from sqlgym.worlds.world import places

Rows = Mapping[str, Sequence[Row]]

Taken = dict[str, tuple[Row, ...]]

MOST = 200
"""Rows that no table has more of."""

FEWEST = 150
"""Rows that are wanted of every table, as far as it has so many."""

Place = tuple[str, int]
"""A table and the number of one of its rows."""


def subset(tables: Sequence[Table], rows: Rows, rng: Random) -> dict[str, tuple[Row, ...]]:
    """Some rows of every table, in an order drawn by lot; the first and the last key are among them.

    So whoever looks for the greatest key of the dataset finds it here too.
    """
    chosen = Chosen(tables, rows)
    wanted = targets(rows, rng)
    for table in tables:
        chosen.take(table, len(rows[table.name]), ends(table, rows[table.name]))
    for table in parents_first(tables):
        chosen.take(table, wanted[table.name], rng.shuffled(range(len(rows[table.name]))))
    return {name: tuple(rng.shuffled(some)) for name, some in chosen.taken().items()}


def parts(tables: Sequence[Table], rows: Rows, read: Collection[str], most: int) -> Iterator[Taken]:
    """Halves, quarters, eighths, … of the rows of some tables (small letters), each with what it refers to.

    There are `most` at most.
    """
    of_interest = [
        (table.name, n)
        for table in tables
        if table.name.lower() in read
        for n in range(len(rows[table.name]))
    ]
    size = len(of_interest)
    while size > 1 and (most := most - -(-len(of_interest) // (size := (size + 1) // 2))) >= 0:
        for start in range(0, len(of_interest), size):
            chosen = Chosen(tables, rows)
            for place in of_interest[start : start + size]:
                chosen.add(chosen.needed(place) or set())
            yield chosen.taken()


def targets(rows: Rows, rng: Random) -> dict[str, int]:
    """How many rows of each table are wanted."""
    return {name: min(len(some), FEWEST + rng.below(MOST - FEWEST + 1)) for name, some in rows.items()}


def ends(table: Table, rows: Sequence[Row]) -> tuple[int, ...]:
    """The numbers of the rows with the first and the last key, where that is one column."""
    if not rows or len(table.primary_key) != 1:
        return ()
    (place,) = places(table, table.primary_key)
    numbers = range(len(rows))
    return (min(numbers, key=lambda one: rows[one][place]), max(numbers, key=lambda one: rows[one][place]))


class Chosen:
    """The rows that are chosen so far, and those that any further one would bring with it."""

    def __init__(self, tables: Sequence[Table], rows: Rows) -> None:
        self.tables = {table.name: table for table in tables}
        self.rows = rows
        self.of: dict[str, set[int]] = {name: set() for name in self.tables}
        self.keys = [(table.name, key) for table in tables for key in table.foreign_keys]
        self.found = {(key.table, key.references): self.index(key) for _, key in self.keys}

    def index(self, key: ForeignKey) -> dict[Row, int]:
        """The rows of a parent by what refers to them."""
        at = places(self.tables[key.table], key.references)
        return {tuple(row[place] for place in at): number for number, row in enumerate(self.rows[key.table])}

    def taken(self) -> dict[str, tuple[Row, ...]]:
        """The rows that are chosen."""
        return {
            name: tuple(self.rows[name][number] for number in sorted(self.of[name])) for name in self.tables
        }

    def take(self, table: Table, wanted: int, numbers: Sequence[int]) -> None:
        """Choose so many rows of a table: first such as need no others, then with those that they need."""
        for room in (False, True):
            for number in numbers:
                if len(self.of[table.name]) >= wanted:
                    return
                needed = self.needed((table.name, number))
                if needed is not None and (room or all(name == table.name for name, _ in needed)):
                    self.add(needed)

    def add(self, needed: set[Place]) -> None:
        """Choose rows, if no table has too many then."""
        for name in {name for name, _ in needed}:
            if len(self.of[name]) + sum(other == name for other, _ in needed) > MOST:
                return
        for name, number in needed:
            self.of[name].add(number)

    def needed(self, start: Place) -> set[Place] | None:
        """A row and all that it refers to, as far as that is not chosen; None where something is not there."""
        found, waiting = set[Place](), [start]
        while waiting:
            place = waiting.pop()
            if place in found or place[1] in self.of[place[0]]:
                continue
            found.add(place)
            for parent in self.parents(place):
                if parent is None:
                    return None
                waiting.append(parent)
        return found

    def parents(self, place: Place) -> Iterator[Place | None]:
        """The rows that a row refers to; None for one that is not there."""
        name, number = place
        for child, key in self.keys:
            if child != name:
                continue
            at = places(self.tables[name], key.columns)
            value = tuple(self.rows[name][number][place] for place in at)
            if None not in value:
                parent = self.found[key.table, key.references].get(value)
                yield None if parent is None else (key.table, parent)
