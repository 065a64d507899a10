"""Planted rows and quotas of a recipe → values pinned to single rows of a Spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlgym.data.populate.budget import QUOTA
from sqlgym.data.populate.rng import walk
from sqlgym.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlgym.data.populate.recipe import ColumnRecipe, Planted
    from sqlgym.data.populate.spread import Spread
    from sqlgym.schema import ForeignKey, Table


def plant(spread: Spread) -> None:
    """Pin every planted row, then the children that `exactly` and `at_least` ask for."""
    planted = {name: _rows(spread, table) for name, table in spread.tables.items()}
    for name, table in spread.tables.items():
        for key in table.foreign_keys:
            recipe = spread.settings.table(table).columns.get(key.columns[0])
            if recipe and (recipe.exactly or recipe.at_least):
                _quotas(spread, table, key, recipe, planted[name])


def _rows(spread: Spread, table: Table) -> set[int]:
    """Pin the planted rows of a table and return their numbers.

    A row with a key that is generated anyway overrides that row; others take the place of the last rows.
    """
    rows = spread.settings.table(table).planted
    found = {place: _overridden(spread, table, row) for place, row in enumerate(rows)}
    numbers = [number for number in found.values() if number is not None]
    if len(set(numbers)) < len(numbers) or len(rows) > spread.settings.sizes[table.name]:
        raise CourseError(
            spread.settings.path, _too_many(table, len(rows), spread.settings.sizes[table.name])
        )
    free = iter(number for number in range(spread.settings.sizes[table.name], 0, -1) if number not in numbers)
    pins = []
    for place, row in enumerate(rows):
        number = found[place]
        known = table.primary_key if number is not None else ()
        pins.append((next(free) if number is None else number, row, known))
    for number, row, known in pins:
        _pin(spread, table, number, row, known)
    return {number for number, _, _ in pins}


def _too_many(table: Table, planted: int, rows: int) -> str:
    place = f"tables.{table.name}.planted"
    if planted > rows:
        return f"{place}: {planted} rows are planted, but the table has only {rows}"
    return f"{place}: two rows have the same {', '.join(table.primary_key)}; make them one"


def _overridden(spread: Spread, table: Table, row: Planted) -> int | None:
    if not table.primary_key or not all(name in row.values for name in table.primary_key):
        return None
    key = {name: spread.settings.literal(table, name, row.values[name]) for name in table.primary_key}
    return spread.numbers_of(table, key)


def _pin(spread: Spread, table: Table, number: int, row: Planted, known: tuple[str, ...]) -> None:
    for name, value in row.values.items():
        if name not in known:
            sql = spread.settings.literal(table, name, value)
            spread.pins.setdefault((table.name, name), {})[number] = sql
    for name in row.nulls:
        spread.pins.setdefault((table.name, name), {})[number] = "NULL"


def _quotas(spread: Spread, table: Table, key: ForeignKey, recipe: ColumnRecipe, planted: set[int]) -> None:
    """Pin as many children to a parent as are wanted and not planted already."""
    column = key.columns[0]
    pins = spread.pins.setdefault((table.name, column), {})
    free = _scattered(spread, table, column, planted)
    for name, wanted in (recipe.exactly | recipe.at_least).items():
        if wanted > QUOTA:
            spread.settings.fail(table, column, f"{wanted:,} rows of {name} are too many; at most {QUOTA:,}")
        spread.parent(table, key, name)
        sql = spread.settings.literal(table, column, name)
        there = list(pins.values()).count(sql)
        if name in recipe.exactly and there > wanted:
            spread.settings.fail(
                table, column, f"exactly {wanted} rows of {name} are asked for, but {there} are planted"
            )
        for _ in range(wanted - there):
            pins[_next(spread, table, column, free)] = sql


def _next(spread: Spread, table: Table, column: str, free: Iterator[int]) -> int:
    number = next(free, None)
    if number is None:
        rows = spread.settings.sizes[table.name]
        spread.settings.fail(
            table, column, f"exactly and at_least ask for more rows than there are ({rows:,})"
        )
    return number


def _scattered(spread: Spread, table: Table, column: str, planted: set[int]) -> Iterator[int]:
    """Yield the numbers of rows that are not planted, far from in order."""
    rows = spread.settings.sizes[table.name]
    stride, shift = walk(rows, f"{spread.settings.seed}/{table.name}/{column}/quota", rows)
    numbers = ((step * stride + shift) % rows + 1 for step in range(rows))
    return (number for number in numbers if number not in planted)
