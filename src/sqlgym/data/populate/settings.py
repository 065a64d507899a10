"""A recipe at one size → the settings of every column, its gaps inferred, and the values they allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from sqlgym.data.populate.domain import Domain, endless, patterned, ranged, text_of
from sqlgym.data.populate.draw import draw
from sqlgym.data.populate.infer import infer
from sqlgym.data.populate.recipe import ColumnRecipe, Recipe, TableRecipe
from sqlgym.engines import datasets
from sqlgym.errors import CourseError
from sqlgym.sql.quoting import text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlgym.data.populate.budget import Budget
    from sqlgym.schema import Column, Table

_INFERRED_NULLS = 0.1


@dataclass(slots=True)
class Settings:
    """What a recipe says, and the connection that keeps the pools of values drawn for it."""

    connection: datasets.Connection
    recipe: Recipe
    path: str
    sizes: dict[str, int]
    seed: int
    budget: Budget
    _pools: list[str] = field(default_factory=list)

    def table(self, table: Table) -> TableRecipe:
        """Return the recipe of a table, which may be empty."""
        return self.recipe.tables.get(table.name, TableRecipe())

    def column(self, table: Table, column: Column) -> ColumnRecipe:
        """Return the settings of a column, with an inferred source of values if none is given."""
        given = self.table(table).columns.get(column.name, ColumnRecipe())
        if not given.sources:
            found = infer(table, column, shuffle=not self.recipe.tables)
            kept = {name: getattr(given, name) for name in ("skew", "cycle", "nulls")}
            changed = {"unique": given.unique or found.unique, "shuffle": given.shuffle or found.shuffle}
            given = msgspec.structs.replace(found, **kept, **changed)
        alone = (column.name,) == table.primary_key or (column.name,) in table.unique
        return msgspec.structs.replace(given, unique=True) if alone else given

    def nulls(self, table: Table, column: str) -> float:
        """Return the share of NULLs: a tenth in a nullable column that the recipe does not mention."""
        given = self.table(table).columns.get(column)
        if given is None:
            return _INFERRED_NULLS if table.column(column).nullable else 0.0
        return given.nulls or 0.0

    def domain(self, table: Table, name: str, recipe: ColumnRecipe) -> Domain:
        """Return the values a column may take."""
        column, place = table.column(name), (self.path, _key(table, name))
        if recipe.pattern is not None:
            found = patterned(recipe.pattern, place)
            self.budget.column(place[1], self.sizes[table.name], found.width)
            return found
        if recipe.start is not None:
            return Domain(None, lambda index: f"CAST({recipe.start} + ({index}) AS {column.type})")
        if recipe.values:
            return self._pool(table, column, recipe.values)
        if recipe.faker is not None:
            count = self.sizes[table.name] if recipe.unique else min(recipe.pool, self.sizes[table.name])
            values = draw(recipe, count, self.recipe.locale, self.salt(table, name), place, self.budget)
            return self._pool(table, column, values)
        if recipe.min is not None or recipe.max is not None:
            return ranged(column, recipe, place)
        return endless(column, self.salt(table, name))

    def literal(self, table: Table, column: str, value: object) -> str:
        """Return a value of the recipe as SQL; CourseError if the column's type cannot hold it."""
        kind = table.column(column).type
        sql = f"CAST({text_literal(text_of(value))} AS {kind})"
        self._try(table, column, f"SELECT {sql}", f"{text_of(value)!r} is no {kind}")
        return sql

    def salt(self, table: Table, *names: str) -> str:
        """Return what makes the numbers drawn here differ from those drawn elsewhere."""
        return "/".join((str(self.seed), table.name, *names))

    def fail(self, table: Table, column: str, reason: str) -> NoReturn:
        """Raise the CourseError that names the column's settings."""
        raise CourseError(self.path, f"{_key(table, column)}: {reason}")

    def _pool(self, table: Table, column: Column, values: Iterable[object]) -> Domain:
        """Keep the values in a variable of the connection and return them as a domain."""
        texts = [value if isinstance(value, bytes) else text_of(value) for value in values]
        width = -(-sum(map(len, texts)) // max(len(texts), 1))
        self.budget.column(_key(table, column.name), self.sizes[table.name], width)
        name = f"pool_{len(self._pools)}"
        self._pools.append(name)
        sql = f"SET VARIABLE {name} = (SELECT CAST(? AS {column.type}[]))"
        self._try(table, column.name, sql, f"not all of its values are {column.type}", [texts])
        return Domain(len(texts), lambda index: f"getvariable('{name}')[({index}) + 1]")

    def _try(self, table: Table, column: str, sql: str, reason: str, parameters: Any = None) -> None:
        try:
            self.connection.execute(sql, parameters)
        except datasets.Interrupted:  # the budget is spent
            raise
        except datasets.Error as error:
            raise CourseError(self.path, f"{_key(table, column)}: {reason}") from error


def _key(table: Table, column: str) -> str:
    return f"tables.{table.name}.columns.{column}"
