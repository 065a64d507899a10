"""An answer's constants and a suite in: does the suite hold too little of what the answer compares with?"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.sql.reading import Reading
from sqlgym.worlds.column_constants import MOST_ROWS, constants_of
from sqlgym.worlds.suite import Suite

ENOUGH = 15
"""Worlds that must hold a table with so many rows, for that number to be tried already."""


def undercovers(suite: Suite, answer: Reading) -> bool:
    """Whether worlds drawn with the answer's constants may show more than the suite does.

    A value counts if it would be drawn for a column for which the reference's constants have it not; a number
    of rows, if some table that is read has one less, as many or one more too seldom.
    """
    known = suite.reading.constants
    new = column_values(suite.tables, answer.constants.beside(known)) - column_values(suite.tables, known)
    sizes = {size for size in answer.constants.sizes if size < MOST_ROWS} - {*suite.reading.constants.sizes}
    read = answer.tables if answer.known else [table.name for table in suite.tables]
    return bool(new) or not covers_sizes(suite, read, sizes)


def column_values(tables: Sequence[Table], constants: Constants) -> set[tuple[str, str, str, str]]:
    """The constants as the columns of the tables have them: table, column, kind and value of each.

    How far apart values may be is for worlds that are aimed: it seldom shows in drawn ones.
    """
    return {
        (table.name, column.name, one.kind, one.value)
        for table in tables
        for column in table.columns
        for one in constants_of(table, column, constants)
        if one.kind != "interval"
    }


def covers_sizes(suite: Suite, read: Iterable[str], sizes: Iterable[int]) -> bool:
    """Whether each table that is read has each of these numbers of rows, one less and one more, in many worlds."""
    named = {name.lower() for name in read}
    tables = [table.name for table in suite.tables if table.name.lower() in named]
    seen = Counter((name, len(case.world.rows.get(name, ()))) for case in suite.cases for name in tables)
    wanted = {rows for size in sizes for rows in range(max(0, size - 1), size + 2)}
    return all(seen[name, rows] >= ENOUGH for name in tables for rows in wanted)
