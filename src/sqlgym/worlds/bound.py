"""Every database up to a bound, where those are few: what lets a pass say more than “no difference found”."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations_with_replacement, product
from math import comb, prod
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.result import Cell, Row
from sqlgym.schema import Column, Table, family
from sqlgym.sql.constants import Constant, Constants
from sqlgym.sql.reading import Reading
from sqlgym.worlds.conversion import NUMBERS, fitting
from sqlgym.worlds.examination import Examiner
from sqlgym.worlds.outcome import Witness
from sqlgym.worlds.run import Begins
from sqlgym.worlds.suite import Suite, save
from sqlgym.worlds.suite_cache import opened
from sqlgym.worlds.values import serial, usual
from sqlgym.worlds.world import World, violations

FORM = "1"

MOST = 2_000
"""Databases that can be tried in half a second."""

CANARIES = 4
"""Databases that are run plainly besides, the empty one first."""

SIZES = tuple(product((4, 3, 2), (4, 3)))
"""How many values a column has and how many rows there are: the first pair with few enough databases is taken."""


class Space(msgspec.Struct, frozen=True):
    """All databases of up to `rows` rows in one table, with these values in these columns and nothing else in play.

    With `keyed` the key counts too and is 1, 2, 3, …; with `ordered` so does the order of rows.
    """

    table: Table
    columns: tuple[Column, ...]
    values: tuple[tuple[Cell, ...], ...]
    rows: int
    keyed: bool
    ordered: bool

    @property
    def combinations(self) -> int:
        """How many different rows there are, but for the key."""
        return prod(map(len, self.values))

    @property
    def databases(self) -> int:
        """How many databases there are that differ by more than the order of their rows."""
        return self.lists if self.keyed else comb(self.combinations + self.rows, self.rows)

    @property
    def lists(self) -> int:
        """How many databases there are where the order of rows counts."""
        return sum(self.combinations**rows for rows in range(self.rows + 1))

    @property
    def size(self) -> int:
        """How many databases have to be tried."""
        return self.lists if self.ordered else self.databases


class Bounding(msgspec.Struct, frozen=True):
    """An answer on its way through every database up to a bound."""

    space: Space
    tries: Examiner
    begun: Begins


class Bounded(msgspec.Struct, frozen=True):
    """What trying them all has shown: witnesses against the answer, or (`claim`) on what it agrees."""

    witnesses: tuple[Witness, ...] = ()
    claim: str = ""


def begin(exercise: Exercise, context: Context, tries: Examiner) -> Bounding | None:
    """Start an answer on every database up to a bound; None where that can't be done or says nothing."""
    found = space(tries.suite.tables, tries.suite.reading, tries.reading)
    if found is None:
        return None
    small, database = suite(exercise, context, found, tries.suite)
    if len(small.cases) < found.size or any(case.edge for case in small.cases):
        return None
    one = Examiner(tries.confirmer, small, database, exercise, tries.reading)
    return Bounding(found, one, one.begin(CANARIES))


def tried(bounding: Bounding) -> Bounded | None:
    """What became of an answer that was started; None where it says nothing."""
    one = bounding.tries
    results, *_ = one.everything(bounding.begun)
    settled = one.settling(dict(enumerate(one.suite.cases))).settle(results, results)
    if settled.witnesses:
        return Bounded(settled.witnesses)
    return Bounded(claim=claim(bounding.space)) if len(settled.tried) == len(one.suite.cases) else None


def space(tables: Sequence[Table], reference: Reading, answer: Reading) -> Space | None:
    """The databases that matter to two queries, if all that matters is few values in one table."""
    table = only_table(tables, reference, answer)
    if table is None or reference.ordered or any(one.volatile or one.whole for one in (reference, answer)):
        return None
    key = {name.lower() for name in table.primary_key}
    asked = [column for column in table.columns if column.name.lower() in {*reference.columns} - key]
    others = {column.name.lower() for column in table.columns} - {column.name.lower() for column in asked}
    keyed = bool(key & {*reference.columns, *answer.columns})
    if others - key & {*answer.columns} or not 1 <= len(asked) <= 2 or (keyed and answer.ordered):
        return None
    found = largest_space(Space(table, tuple(asked), (), 0, keyed, answer.ordered))
    return found if found and covers(found, reference.constants) else None


def only_table(tables: Sequence[Table], reference: Reading, answer: Reading) -> Table | None:
    """The one table that the two read, if it needs no others and has no CHECKs."""
    read = [table for table in tables if table.name.lower() in {*reference.tables, *answer.tables}]
    if len(read) != 1 or read[0].name.lower() not in reference.tables or read[0].checks:
        return None
    referring = [read[0].column(name) for key in read[0].foreign_keys for name in key.columns]
    return read[0] if all(column.nullable for column in referring) else None


def largest_space(start: Space) -> Space | None:
    """The space with as many values and rows as can be tried."""
    for width, rows in SIZES:
        values = tuple(values_of(start.table, column, width) for column in start.columns)
        found = msgspec.structs.replace(start, values=values, rows=rows)
        if all(values) and found.size <= MOST:
            return found
    return None


def values_of(table: Table, column: Column, width: int) -> tuple[Cell, ...]:
    """So many values of a column, and NULL where it may be; none where they depend on other rows."""
    if any(column.name in key for key in (*table.unique, *(one.columns for one in table.foreign_keys))):
        return ()
    number = family(column.type) in NUMBERS
    fit = fitting(column.type)
    cells = [fit(100 * step) for step in range(1, width + 1)] if number else usual(column.type)[:width]
    return () if None in cells else ((None,) if column.nullable else ()) + tuple(cells)


def covers(found: Space, constants: Constants) -> bool:
    """Whether the values hold all that a query compares with, and there are as many rows as it counts."""
    known = {str(normal_number(cell)) for cells in found.values for cell in cells}
    return all(plain_constant(one) in known for one in constants.values) and all(
        size <= found.rows for size in constants.sizes
    )


def plain_constant(constant: Constant) -> str:
    """A constant as the values are written; a pattern is like none of them."""
    if constant.kind == "number":
        return str(normal_number(Decimal(constant.value)))
    return constant.value if constant.kind in ("text", "date", "timestamp") else ""


def normal_number(cell: Cell) -> Cell:
    """A cell as it is told: whole numbers without places."""
    return int(cell) if isinstance(cell, Decimal | float) and cell == int(cell) else cell


def suite(exercise: Exercise, context: Context, found: Space, whole: Suite) -> tuple[Suite, Path]:
    """The databases of a space with what the reference returns on each: made once."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    key = cache.key(FORM, whole.key, repr(found))

    def fill(folder: Path) -> None:
        from sqlgym.worlds.build import Builder

        builder = Builder(exercise, settings, context, context.dataset(exercise))
        ran = builder.runner.run(exercise.reference)
        save(builder.suite(ran, list(databases(found, whole.tables)), 0, key), folder)

    return opened(cache.create("bound", key, fill), context)


def databases(found: Space, tables: Sequence[Table]) -> Iterator[World]:
    """Every database of a space that keeps its table's constraints; the empty one first."""
    rows = list(product(*found.values))
    for count in range(found.rows + 1):
        listed = found.ordered or found.keyed
        chosen = product(rows, repeat=count) if listed else combinations_with_replacement(rows, count)
        for some in chosen:
            filled = tuple(row(found, place, cells) for place, cells in enumerate(some))
            world = World("", {table.name: filled if table == found.table else () for table in tables})
            if not violations(world, tables):
                yield world


def row(found: Space, place: int, cells: Row) -> Row:
    """A row of the table with these cells in the columns that count, and what must be in the others."""
    given = dict(zip(found.columns, cells, strict=True))
    return tuple(
        given[column] if column in given else other(found, column, place) for column in found.table.columns
    )


def other(found: Space, column: Column, place: int) -> Cell:
    """What stands in a column that neither query mentions, or in the key."""
    table = found.table
    if column.nullable and column.name not in table.primary_key:
        return None
    if any(column.name in key for key in (table.primary_key, *table.unique)):
        return dict(enumerate(serial(column.type, found.rows))).get(place)
    return usual(column.type)[0]


def claim(found: Space) -> str:
    """`all 126 databases of up to 4 rows in Employees with salary from {NULL, 100, 200, 300, 400}`."""
    columns = [
        f"{column.name} from {{{', '.join(map(value_text, cells))}}}"
        for column, cells in zip(found.columns, found.values, strict=True)
    ]
    if found.keyed:
        columns.insert(0, f"{', '.join(found.table.primary_key)} counted from 1")
    order = ", their rows in every order" if found.ordered else ""
    size = f"all {found.databases:,} databases of up to {found.rows} rows in {found.table.name}"
    return f"{size} with {' and '.join(columns)}{order}"


def value_text(cell: Cell) -> str:
    """A value as SQL people read it."""
    if cell is None:
        return "NULL"
    return f"'{cell}'" if not isinstance(cell, int | float | Decimal) else str(normal_number(cell))
