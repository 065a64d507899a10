"""One tiny database as a value: which constraints it breaks, and what is left of it without one of its rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from sqlgym.result import Row
from sqlgym.schema import ForeignKey, Table


class World(msgspec.Struct, frozen=True):
    """The rows of every table, tables and rows in the order of their insertion, parents first.

    A random world has no name; a structured one says what is special about it. Cells are what DuckDB's
    driver gives.
    """

    name: str
    rows: dict[str, tuple[Row, ...]]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))

    @property
    def nulls(self) -> int:
        """How many cells are NULL."""
        return sum(cell is None for some in self.rows.values() for row in some for cell in row)

    def turned(self) -> "World":
        """The same rows stored the other way round."""
        return World(self.name, {table: some[::-1] for table, some in self.rows.items()})


def closed(world: World, tables: Sequence[Table]) -> bool:
    """Whether every foreign key that has no NULL in it finds its parent."""
    return next(_dangling(world.rows, tables), None) is None


def close(world: World, tables: Sequence[Table]) -> World:
    """The world without references to nowhere: they are set NULL where they may be, else their rows go."""
    rows = dict(world.rows)
    while found := next(_dangling(rows, tables), None):
        table, key, here = found
        emptied = [place for place in places(table, key.columns) if table.columns[place].nullable]
        lost = set(here)
        rows[table.name] = tuple(
            _emptied(row, emptied) if number in lost else row
            for number, row in enumerate(rows[table.name])
            if emptied or number not in lost
        )
    return World(world.name, rows)


def delete(world: World, tables: Sequence[Table], table: str, index: int) -> World:
    """The world without one row; its children go too, or lose the reference where that may be NULL.

    Of a reference over several columns all those become NULL that may.
    """
    rows = world.rows[table]
    return close(World(world.name, {**world.rows, table: rows[:index] + rows[index + 1 :]}), tables)


def violations(world: World, tables: Sequence[Table]) -> list[str]:
    """What breaks NOT NULL, PRIMARY KEY, UNIQUE or FOREIGN KEY, one sentence each; CHECK is the engine's."""
    found = [text for table in tables for text in _of_table(table, world.rows.get(table.name, ()))]
    for table, key, rows in _dangling(world.rows, tables):
        names = ", ".join(key.columns)
        found += [f"{table.name} row {row + 1}: ({names}) refers to no row of {key.table}" for row in rows]
    return found


def _of_table(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    for place, column in enumerate(table.columns):
        if not column.nullable and any(row[place] is None for row in rows):
            yield f"{table.name}.{column.name}: NULL in a column that is NOT NULL"
    for key in (table.primary_key, *table.unique) if table.primary_key else table.unique:
        yield from _twice(table, key, rows)


def _twice(table: Table, key: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Keys that two rows have; one with a NULL in it equals no other."""
    taken = _picked(table, key)
    for value, times in Counter(map(taken, rows)).items():
        if times > 1 and None not in value:
            yield f"{table.name}: ({', '.join(key)}) is {value} in {times} rows"


def _dangling(
    rows: dict[str, tuple[Row, ...]], tables: Sequence[Table]
) -> Iterator[tuple[Table, ForeignKey, list[int]]]:
    """Each foreign key with rows that refer to nowhere, and the numbers of those rows."""
    by_name = {table.name: table for table in tables}
    for table in tables:
        for key in table.foreign_keys:
            referred = _picked(by_name[key.table], key.references)
            there = set(map(referred, rows.get(key.table, ())))
            values = map(_picked(table, key.columns), rows.get(table.name, ()))
            lost = [n for n, value in enumerate(values) if None not in value and value not in there]
            if lost:
                yield table, key, lost


def _picked(table: Table, names: Sequence[str]) -> Callable[[Row], Row]:
    """A function that takes these columns out of a row."""
    at = places(table, names)
    return lambda row: tuple([row[place] for place in at])


def places(table: Table, names: Sequence[str]) -> list[int]:
    """The numbers of columns; SQL does not mind the case of a name."""
    numbers = {column.name.casefold(): place for place, column in enumerate(table.columns)}
    return [numbers[name.casefold()] for name in names]


def _emptied(row: Row, emptied: Sequence[int]) -> Row:
    return tuple(None if place in emptied else cell for place, cell in enumerate(row))
