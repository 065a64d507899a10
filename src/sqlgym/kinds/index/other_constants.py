"""A query of a workload in, the same query with other constants out: another department, the week after, other amounts.

They are drawn from the data, near those that stand there. All constants of one column move together, so an interval
keeps its length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import msgspec

from sqlgym.context import READING_ALL, Context
from sqlgym.course import Exercise, IndexSettings, Limits
from sqlgym.result import Cell
from sqlgym.sandbox import Job, Ran
from sqlgym.schema import Table, family
from sqlgym.sql.quoting import quote
from sqlgym.sql.tokens import TOKEN

SETS = 2
"""Sets of constants besides those that stand in a query."""

STEPS = 40
"""Into so many parts the values of a column are cut; a set is some parts away from what stands there."""


class Place(msgspec.Struct, frozen=True):
    """A constant in a text: where it stands, and the column that it is compared with."""

    start: int
    stop: int
    column: str
    value: Cell


def other_constants(context: Context, exercise: Exercise, queries: Sequence[str]) -> list[tuple[str, ...]]:
    """The same queries with other constants, of each as many as there are sets."""
    tables = context.dataset(exercise).tables
    places = [list(compared(query)) for query in queries]
    wanted = {
        column: found
        for query, some in zip(queries, places, strict=True)
        for column in {one.column for one in some}
        if (found := table_of(column, query, tables)) is not None
    }
    values = {column: drawn(context, exercise, *found) for column, found in wanted.items()}
    return [tuple(varied(query, some, values)) for query, some in zip(queries, places, strict=True)]


def compared(sql: str) -> Iterator[Place]:
    """The numbers and dates that a column is compared with, in the order of the text."""
    column, linked, past = "", False, 0
    for token in TOKEN.finditer(sql):
        if token.lastgroup == "skip" or token.start() < past:
            continue
        word = token[0].lower()
        text = NUMBER.match(sql, token.start())
        past = text.end() if text is not None else token.end()
        value = constant(sql[token.start() : past])
        if value is not None:
            if column and linked:
                yield Place(token.start(), past, column, value)
        elif word in BETWEEN:
            linked = linked or word not in {"(", ",", "and", "not"}
        elif NAME.match(word):
            column, linked = word.strip('"`[]'), False
        elif word != ".":
            column, linked = "", False


BETWEEN = frozenset({"=", "<", ">", "!", "between", "and", "in", "(", ",", "not"})
"""What may stand between a column and its constants."""

NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\w)")
NAME = re.compile(r"[^\W\d]|[\"`\[]")


def constant(text: str) -> Cell:
    """The number or the day that a text is; None where it is neither."""
    if text.startswith("'"):
        try:
            return date.fromisoformat(text[1:-1]) if len(text) == len("'2025-01-01'") else None
        except ValueError:
            return None
    if NUMBER.fullmatch(text) is None:
        return None
    return int(text) if text.isdecimal() else Decimal(text)


def table_of(column: str, query: str, tables: Sequence[Table]) -> tuple[Table, str] | None:
    """The table of a column, of those that a query names, with the column's own spelling."""
    named = query.lower()
    for table in tables:
        for one in table.columns:
            if one.name.lower() == column and table.name.lower() in named:
                return table, one.name
    return None


def drawn(context: Context, exercise: Exercise, table: Table, column: str) -> list[Cell]:
    """Values of a column in their order, evenly from all of its rows; none of a type that is not varied."""
    assert isinstance(exercise.settings, IndexSettings)
    if family(table.column(column).type) not in {"integer", "decimal", "float", "date", "timestamp"}:
        return []
    cuts = ", ".join(str(step / STEPS) for step in range(STEPS + 1))
    dataset = context.dataset(exercise, exercise.settings.index.rows)
    sql = f"SELECT unnest(quantile_disc({quote(column)}, [{cuts}])) FROM {quote(table.name)}"
    outcome = context.sandbox.run(
        Job(sql=sql, policy=READING_ALL, database=str(dataset.path), limits=Limits(), trusted=True)
    )
    found = [row[0] for row in outcome.runs[0].rows] if isinstance(outcome, Ran) else []
    return list(dict.fromkeys(one.date() if isinstance(one, datetime) else one for one in found))


def varied(sql: str, places: Sequence[Place], values: Mapping[str, Sequence[Cell]]) -> Iterator[str]:
    """The text with each set of other constants; none where nothing in it can be varied."""
    for number in range(SETS):
        moves = {
            column: move
            for column in dict.fromkeys(one.column for one in places)
            if (
                move := moved(
                    [one.value for one in places if one.column == column], values.get(column, ()), number
                )
            )
        }
        if moves:
            yield written(sql, places, moves)


def moved(constants: Sequence[Cell], known: Sequence[Cell], number: int) -> Cell:
    """How far a column's constants move: to a value nearby that is none of them, one way or the other."""
    try:
        others = [one for one in known if one not in constants]
        at = sum(one < constants[0] for one in others)
        if not others:
            return None
        step = max(1, len(others) // 10)
        place = at - 1 - step if number % 2 else at + step
        if not 0 <= place < len(others):
            place = at + 2 * step if number % 2 else at - 1 - 2 * step
        return others[max(0, min(place, len(others) - 1))] - constants[0]
    except TypeError:  # a day compared with a column of numbers, or the like
        return None


def written(sql: str, places: Sequence[Place], moves: Mapping[str, Cell]) -> str:
    """The text with every constant of the moved columns moved."""
    for one in sorted(places, key=lambda one: -one.start):
        if one.column in moves:
            new = one.value + moves[one.column]
            text = f"'{new}'" if isinstance(new, date) else str(new)
            sql = f"{sql[: one.start]}{text}{sql[one.stop :]}"
    return sql
