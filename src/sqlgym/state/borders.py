"""A schema and a script's constants in, databases out in which the rows that the script is about have every value.

Each key that the script names is there, with its neighbours and what begins like it; for each of them there are rows
with every border value of every other column: nothing, zero, less than that, very much, very old and very late days,
texts empty and long. So a condition too many leaves one of them out, and one too few takes one along.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlgym.result import Cell, Row
from sqlgym.schema import Column, Table, arguments, family, parents_first
from sqlgym.sql.constants import Constants
from sqlgym.state.aim import Domain, domains
from sqlgym.worlds.values import neighbours
from sqlgym.worlds.world import World, close

MOST_VALUES = 14
"""Values of one column."""

MOST_NAMED = 9
"""Of those, the values that a script names, with what lies around them."""

MOST_SELECTED = 8
"""Values of a key for each of which there are rows with all the others."""

LARGE = (1_000_003, 100_000_007, 2_000_000_011)
"""Keys far beyond those of any dataset."""

Keeps = Callable[[Table, Sequence[Row]], Sequence[bool]]
"""Whether rows of a table keep its CHECKs."""


def border_worlds(tables: Sequence[Table], constants: Constants, keeps: Keeps) -> Iterator[World]:
    """The database with all rows, and for each key that is named one where nobody has it, and one where no row does."""
    whole = border_world(tables, constants, keeps)
    yield whole
    for domain in domains(tables):
        named = [value for value in named_values(domain, tables, constants) if value is not None]
        if len(domain) > 1:
            for value in named[:2]:
                yield without(whole, tables, domain, value, keys=True)
                yield without(whole, tables, domain, value, keys=False)


def border_world(tables: Sequence[Table], constants: Constants, keeps: Keeps) -> World:
    """The database with all rows."""
    maker = Maker(tables, constants)
    for table in parents_first(tables):
        rows = maker.table(table)
        if table.checks and rows:
            kept = keeps(table, rows)
            rows = [row for row, holds in zip(rows, kept, strict=True) if holds]
        maker.rows[table.name] = tuple(rows)
    return close(World("", maker.rows), tables)


def without(world: World, tables: Sequence[Table], domain: Domain, value: Cell, keys: bool) -> World:
    """The world without a key's own row, or without the rows that refer to it."""
    rows = dict(world.rows)
    for table in tables:
        for place, column in enumerate(table.columns):
            tied = (table.name.lower(), column.name.lower()) in domain
            if tied and (column.name in table.primary_key) is keys:
                rows[table.name] = tuple(row for row in rows[table.name] if row[place] != value)
    return close(World("", rows), tables)


def named_values(domain: Domain, tables: Sequence[Table], constants: Constants) -> list[Cell]:
    """The values that a script names for the columns of a domain."""
    found: list[Cell] = []
    for table in tables:
        for column in table.columns:
            if (table.name.lower(), column.name.lower()) in domain:
                found += named(column, constants, (column.name.lower(),), 1)
    return list(dict.fromkeys(found))


def named(column: Column, constants: Constants, names: Sequence[str], around: int) -> Iterator[Cell]:
    """The constants that columns of these names are compared with, each with so many of what lies around it."""
    for one in constants.values:
        if one.column in names:
            yield from neighbours(column.type, one.value)[:around]


class Maker:
    """Makes the rows of one database, table by table."""

    def __init__(self, tables: Sequence[Table], constants: Constants) -> None:
        """Take the schema and the constants; there are no rows yet."""
        self.constants = constants
        self.tables = {table.name.lower(): table for table in tables}
        self.domains = {place: domain for domain in domains(tables) for place in domain}
        self.rows: dict[str, tuple[Row, ...]] = {}

    def table(self, table: Table) -> list[Row]:
        """The rows of a table: for each selected key all border values of every other column."""
        options = [self.options(table, column) for column in table.columns]
        single = {key[0].lower() for key in (table.primary_key, *table.unique) if len(key) == 1}
        places = [n for n, one in enumerate(table.columns) if one.name.lower() in single]
        chosen = self.selector(table, options, places)
        length = max((len(some) for n, some in enumerate(options) if n not in places), default=1)
        length = max(length, *(len(options[n]) for n in places), 1) if chosen is None else length
        rows: list[Row] = []
        seen = [set[tuple[Cell, ...]]() for _ in (table.primary_key, *table.unique)]
        for select in selected(options[chosen]) if chosen is not None else [None]:
            for number in range(length):
                row = tuple(
                    self.cell(some, n, n in places, n == chosen, select, number, len(rows), table)
                    for n, some in enumerate(options)
                )
                if self.is_new(table, row, seen):
                    rows.append(row)
        return rows

    def cell(
        self,
        options: Sequence[Cell],
        place: int,
        unique: bool,
        chosen: bool,
        select: Cell,
        number: int,
        count: int,
        table: Table,
    ) -> Cell:
        """A value: the selected one, one that no other row has, or the next of the options."""
        if chosen:
            return select
        if unique:
            return options[count] if count < len(options) else another(table.columns[place], count)
        return options[number % len(options)] if options else None

    def selector(self, table: Table, options: Sequence[Sequence[Cell]], unique: Sequence[int]) -> int | None:
        """The place of the column that refers to a key which the script names, if there is one."""
        for place, column in enumerate(table.columns):
            domain = self.domains[table.name.lower(), column.name.lower()]
            names = [name for _, name in domain]
            if place not in unique and any(one.column in names for one in self.constants.values):
                return place
        return None

    def is_new(self, table: Table, row: Row, seen: list[set[tuple[Cell, ...]]]) -> bool:
        """Whether a row has no key, and nothing unique, that another has."""
        names = [one.name.lower() for one in table.columns]
        keys = [
            tuple(row[names.index(name.lower())] for name in key)
            for key in (table.primary_key, *table.unique)
        ]
        if any(None not in key and key in known for key, known in zip(keys, seen, strict=True) if key):
            return False
        for key, known in zip(keys, seen, strict=True):
            known.add(key)
        return True

    def options(self, table: Table, column: Column) -> list[Cell]:
        """The values of a column: those that are named first, then those of a parent, or the borders of its type."""
        domain = self.domains[table.name.lower(), column.name.lower()]
        names = [name for _, name in domain]
        own = [*named(column, self.constants, names, 3)][:MOST_NAMED]
        if own and family(column.type) == "integer":
            own += [value * 10 for value in own[:2] if isinstance(value, int) and value < 10**7]
        loose = [*named(column, self.constants, ("",), 1)][:4]
        parent = self.parent(table, column)
        if parent is not None:
            own = [value for value in own if value in parent] + [*parent[:4], *parent[-4:]]
            loose = [value for value in loose if value in parent]
        else:
            own += [*loose, *borders(column, table)]
        free = column.nullable and column.name not in table.primary_key
        found = list(dict.fromkeys((*own, *loose)))[: MOST_VALUES - free]
        return [*found, None] if free else found

    def parent(self, table: Table, column: Column) -> list[Cell] | None:
        """The values that a column may refer to; None where it refers to nothing, or to its own table."""
        for key in table.foreign_keys:
            for child, name in zip(key.columns, key.references, strict=True):
                if child.lower() == column.name.lower() and key.table.lower() != table.name.lower():
                    other = self.tables[key.table.lower()]
                    place = [one.name.lower() for one in other.columns].index(name.lower())
                    return [row[place] for row in self.rows.get(other.name, ())]
        return None


def selected(options: Sequence[Cell]) -> list[Cell]:
    """The first of a key's values, and NULL where it may be that."""
    return [*options[:MOST_SELECTED], *([None] if None in options[MOST_SELECTED:] else [])]


def borders(column: Column, table: Table) -> list[Cell]:
    """Values at the borders of a type; of a key some small and some very large ones."""
    keyed = column.name in table.primary_key
    match family(column.type):
        case "integer" if keyed:
            return [1, 2, 3, 13, 400, 401, *(LARGE if column.type in {"INTEGER", "BIGINT"} else ())]
        case "integer":
            return [0, 1, -1, 7, 99] + ([1_000_003] if column.type in {"INTEGER", "BIGINT"} else [])
        case "decimal":
            whole, part = arguments(column.type) or (18, 3)
            most = Decimal(10) ** (whole - part) - 1
            return [Decimal(0), Decimal(1), Decimal(-1), Decimal("0.5"), most, min(most, Decimal(5000))]
        case "float":
            return [0.0, 0.5, -1.0, 1e12]
        case "date":
            return [
                date(1900, 1, 1),
                date(1999, 12, 31),
                date(2024, 2, 29),
                date(2025, 6, 15),
                date(2100, 12, 31),
            ]
        case "timestamp":
            return [datetime(1900, 1, 1), datetime(2024, 2, 29, 12), datetime(2100, 12, 31, 23, 59, 59)]
        case "boolean":
            return [True, False]
        case "text":
            return ["Ann", "", "ann", "O'Neil", "x" * 60]
    return []


def another(column: Column, count: int) -> Cell:
    """A value of a column in which no two rows may be alike."""
    return 5000 + count if family(column.type) in {"integer", "decimal", "float"} else f"n{count}"
