"""Rows in, the same with their values permuted within the columns out, every constraint kept.

Columns that a constraint ties together are permuted as one, so that NOT NULL, UNIQUE, FOREIGN KEY and CHECK hold
whatever the permutation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlgym.result import Row
from sqlgym.schema import Table, family
from sqlgym.worlds.rng import Random
from sqlgym.worlds.world import places

Unit = tuple[int, ...]
"""The numbers of columns that stay together."""


def permuted(
    tables: Sequence[Table],
    rows: Mapping[str, Sequence[Row]],
    rng: Random,
    texts: Mapping[str, Sequence[Row]] | None = None,
    repeated: bool = False,
) -> dict[str, tuple[Row, ...]]:
    """The rows with their values permuted; where `texts` is given, texts are drawn from its rows instead.

    So a database drawn anew has the names of the dataset, and who looks for one finds it. With `repeated`, values that
    need not be unique are drawn with repetition: then some are lost, the greatest perhaps.
    """
    found = {}
    for table in tables:
        some = rows[table.name]
        cells = [list(row) for row in some]
        for unit in free_units(table, tables):
            from_texts = texts is not None and plain_text(table, unit, tables)
            donors = texts[table.name] if texts is not None and from_texts else some
            donors = donors if len(donors) >= len(some) else some
            again = repeated and not unique(table, unit)
            for row, donor in zip(cells, draw_rows(donors, len(some), again, rng), strict=True):
                for place in unit:
                    row[place] = donor[place]
        found[table.name] = tuple(map(tuple, cells))
    return found


def draw_rows(donors: Sequence[Row], count: int, again: bool, rng: Random) -> list[Row]:
    """So many of some rows, each only once unless it may come again."""
    return [rng.pick(donors) for _ in range(count)] if again else rng.shuffled(donors)[:count]


def unique(table: Table, unit: Unit) -> bool:
    """Whether a unit may not hold the same twice."""
    return any({*places(table, names)} <= {*unit} for names in table.unique)


def free_units(table: Table, tables: Sequence[Table]) -> list[Unit]:
    """The units of a table that may be permuted: without its key, and without references that go in a circle."""
    fixed = {*places(table, table.primary_key)}
    for key in table.foreign_keys:
        if table.name in ancestors(key.table, tables):
            fixed |= {*places(table, key.columns)}
    return [unit for unit in units(table) if not fixed & {*unit}]


def units(table: Table) -> list[Unit]:
    """The columns of a table in groups: those that a constraint names together are in one."""
    groups = [{place} for place in range(len(table.columns))]
    for tied in together(table):
        joined = [group for group in groups if group & tied]
        groups = [group for group in groups if not group & tied] + [set().union(*joined)]
    return sorted(tuple(sorted(group)) for group in groups)


def together(table: Table) -> Iterator[set[int]]:
    """The columns that each constraint ties together; a CHECK those whose names stand anywhere in it."""
    yield {*places(table, table.primary_key)}
    for names in (*table.unique, *(key.columns for key in table.foreign_keys)):
        yield {*places(table, names)}
    for check in table.checks:
        yield {place for place, column in enumerate(table.columns) if may_name(column.name, check)}


def may_name(column: str, check: str) -> bool:
    """Whether a CHECK may name a column."""
    name, text = column.casefold(), check.casefold()
    return name in (re.findall(r"\w+", text) if name.isidentifier() else text)


def ancestors(name: str, tables: Sequence[Table]) -> set[str]:
    """A table and all that it refers to, directly or not."""
    by_name = {table.name: table for table in tables}
    found, waiting = set[str](), [name]
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += [key.table for key in by_name[one].foreign_keys]
    return found


def plain_text(table: Table, unit: Unit, tables: Sequence[Table]) -> bool:
    """Whether a unit is of texts to which no reference is tied, on either side."""
    tied = {place for key in table.foreign_keys for place in places(table, key.columns)}
    for other in tables:
        for key in other.foreign_keys:
            tied |= {*places(table, key.references)} if key.table == table.name else set()
    return not tied & {*unit} and all(family(table.columns[place].type) == "text" for place in unit)
