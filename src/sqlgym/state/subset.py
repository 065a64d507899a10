"""A dataset in, small parts of it out: rows that a script is about and some others, with all that they refer to."""

from collections.abc import Mapping, Sequence

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.result import Row
from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.state.aim import constants_of, domains, places
from sqlgym.worlds.rng import Random
from sqlgym.worlds.world import World, close
from sqlgym.worlds.world import places as row_places

MOST_ROWS = 5_000
"""Rows of a table that are looked at."""

SIZES = (3, 4, 6, 4, 3, 5, 20, 60, 200)
"""Rows that a part takes of each table, one part after another; the last is that of all that follow."""

ABOUT = 2
"""One row in so many is taken from those that hold a constant of the script."""


def parts(context: Context, exercise: Exercise, known: Constants, count: int) -> list[World]:
    """So many parts of the dataset, the same each time."""
    tables = context.dataset(exercise).tables
    rows = held(context, exercise)
    about = {name: list(mentioning(name, rows[name], tables, known)) for name in rows}
    return [part(tables, rows, about, number, f"{exercise.name}/part/{number}") for number in range(count)]


def held(context: Context, exercise: Exercise) -> dict[str, tuple[Row, ...]]:
    """The rows of each table of the dataset, of a large one the first."""
    tables, runs = context.dataset(exercise).tables, context.samples(exercise, MOST_ROWS)
    return {table.name: run.rows for table, run in zip(tables, runs, strict=True)}


def mentioning(name: str, rows: Sequence[Row], tables: Sequence[Table], known: Constants) -> list[Row]:
    """The rows of a table that hold a constant of the script in a column that it compares with that."""
    wanted = [
        (place, set(constants_of(domain, tables, known)))
        for domain in domains(tables)
        for table, place in places(tables, domain)
        if table == name
    ]
    return [row for row in rows if any(row[place] in values for place, values in wanted)]


def part(
    tables: Sequence[Table],
    rows: Mapping[str, Sequence[Row]],
    about: Mapping[str, Sequence[Row]],
    number: int,
    seed: str,
) -> World:
    """One part: rows of every table with those that they refer to; a reference to nowhere is emptied or goes."""
    rng, size = Random(seed), SIZES[min(number, len(SIZES) - 1)]
    taken = {
        name: dict.fromkeys(
            (*rng.shuffled(about[name])[: -(-size // ABOUT)], *rng.shuffled(some)[: size // ABOUT])
        )
        for name, some in rows.items()
    }
    while more := [*parents(tables, rows, taken)]:
        for name, row in more:
            taken[name][row] = None
    return close(World("", {name: tuple(some) for name, some in taken.items()}), tables)


def parents(
    tables: Sequence[Table], rows: Mapping[str, Sequence[Row]], taken: Mapping[str, Mapping[Row, None]]
) -> list[tuple[str, Row]]:
    """The rows that those taken refer to and that are not taken yet."""
    by_name = {table.name.lower(): table for table in tables}
    found = []
    for table in tables:
        for key in table.foreign_keys:
            parent = by_name[key.table.lower()]
            here, there = row_places(table, key.columns), row_places(parent, key.references)
            wanted = {tuple(row[place] for place in here) for row in taken[table.name]}
            found += [
                (parent.name, row)
                for row in rows[parent.name]
                if row not in taken[parent.name] and tuple(row[place] for place in there) in wanted
            ]
    return found
