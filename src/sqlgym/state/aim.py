"""A drawn world in, the same with a script's own constants in the columns that it compares with them, out.

Values trade places within a column and all columns that refer to it or that it refers to, so what was equal stays
equal: keys, UNIQUE and foreign keys hold as before.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlgym.result import Cell, Row
from sqlgym.schema import Table, family
from sqlgym.sql.constants import Constants
from sqlgym.worlds.rng import Random
from sqlgym.worlds.values import neighbours
from sqlgym.worlds.world import World

Place = tuple[str, str]
"""A table's and a column's name, in small letters."""

Domain = frozenset[Place]
"""Columns that hold the same values by their foreign keys."""


def aimed(world: World, tables: Sequence[Table], constants: Constants, seed: str) -> World:
    """The world in which some values, at random, have become constants of their columns."""
    rng, rows = Random(seed), dict(world.rows)
    for domain in domains(tables):
        wanted = list(constants_of(domain, tables, constants))
        if wanted:
            swaps = trades(rows, tables, domain, wanted, rng)
            rows |= dict(traded(rows, tables, domain, swaps))
    return World(world.name, rows)


def domains(tables: Sequence[Table]) -> list[Domain]:
    """The columns of a schema, those that are tied by foreign keys together."""
    found = [
        frozenset({(table.name.lower(), column.name.lower())}) for table in tables for column in table.columns
    ]
    for table in tables:
        for key in table.foreign_keys:
            for child, parent in zip(key.columns, key.references, strict=True):
                ends = {(table.name.lower(), child.lower()), (key.table.lower(), parent.lower())}
                tied = [one for one in found if one & ends]
                found = [one for one in found if one not in tied] + [frozenset().union(*tied)]
    return sorted(found, key=sorted)


def constants_of(domain: Domain, tables: Sequence[Table], constants: Constants) -> Iterator[Cell]:
    """The constants that a script compares columns of a domain with, as its columns hold them."""
    names = {column for _, column in domain}
    kind = next(
        column.type
        for table in tables
        for column in table.columns
        if (table.name.lower(), column.name.lower()) in domain
    )
    for one in constants.values:
        if one.column in names:
            yield from [one.value] if family(kind) == "text" else neighbours(kind, one.value)[:1]


def trades(
    rows: Mapping[str, Sequence[Row]],
    tables: Sequence[Table],
    domain: Domain,
    wanted: list[Cell],
    rng: Random,
) -> dict[Cell, Cell]:
    """Which values trade places with which constants; those that stand in many rows are likelier to."""
    there = [row[place] for name, place in places(tables, domain) for row in rows.get(name, ())]
    chosen = list(dict.fromkeys(rng.shuffled([cell for cell in there if cell is not None])))
    swaps: dict[Cell, Cell] = {}
    for value, constant in zip(
        chosen, rng.shuffled(dict.fromkeys(wanted)), strict=False
    ):  # as many as there are
        if value not in swaps and constant not in swaps:
            swaps |= {value: constant, constant: value}
    return swaps


def traded(
    rows: Mapping[str, Sequence[Row]], tables: Sequence[Table], domain: Domain, swaps: Mapping[Cell, Cell]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The rows of the tables of a domain after their values traded places."""
    for name in dict.fromkeys(name for name, _ in places(tables, domain)):
        mine = {place for table, place in places(tables, domain) if table == name}
        yield (
            name,
            tuple(
                tuple(swaps.get(cell, cell) if place in mine else cell for place, cell in enumerate(row))
                for row in rows.get(name, ())
            ),
        )


def places(tables: Sequence[Table], domain: Domain) -> list[tuple[str, int]]:
    """Each column of a domain as its table's name and its place in that."""
    return [
        (table.name, place)
        for table in tables
        for place, column in enumerate(table.columns)
        if (table.name.lower(), column.name.lower()) in domain
    ]
