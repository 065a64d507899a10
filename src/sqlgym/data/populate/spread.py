"""Recipe and sizes → for each table one SELECT over row numbers, from which all its rows come.

Every column is a function of the row's number alone, so a child names its parent by computing the parent's
key for a number it has drawn: no joins, any order of tables, circles and self references included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import TYPE_CHECKING

import msgspec

from sqlgym.data.populate.recipe import ColumnRecipe
from sqlgym.data.populate.rng import below, permuted, unit, weighted
from sqlgym.errors import CourseError
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from sqlgym.data.populate.domain import Domain
    from sqlgym.data.populate.settings import Settings
    from sqlgym.schema import ForeignKey, Table

Pins = dict[tuple[str, str], dict[int, str]]
"""Values of single rows, as SQL, by table and column and then by the row's number."""


@dataclass(frozen=True, slots=True)
class Part:
    """Columns of a table that are filled together: one column, or those of a foreign key."""

    columns: tuple[str, ...]
    recipe: ColumnRecipe
    nulls: float
    domain: Domain | None = None
    key: ForeignKey | None = None
    barred: tuple[int, ...] = ()
    """Numbers of parents that are never drawn, ascending."""


@dataclass(slots=True)
class Spread:
    """Answers, for any table and column, which SQL computes its value from a row's number."""

    settings: Settings
    tables: dict[str, Table]
    pins: Pins = field(default_factory=dict)
    _parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def select(self, table: Table, first: int, last: int) -> str:
        """Return the query for the rows numbered first to last."""
        parts = list({id(part): part for part in (self._part(table, c.name) for c in table.columns)}.values())
        drawn = {part.columns: f"x{number}" for number, part in enumerate(parts)}
        inner = [f"{self._index(table, part, 'i')} AS {drawn[part.columns]}" for part in parts]
        values = [
            f"{self._pinned(table, c.name, 'i', drawn[self._part(table, c.name).columns])} AS {quote(c.name)}"
            for c in table.columns
        ]
        numbers = f"range({first}, {last + 1}) AS numbers(i)"
        return f"SELECT {', '.join(values)} FROM (SELECT i, {', '.join(inner)} FROM {numbers})"

    def value(self, table: Table, column: str, ordinal: str) -> str:
        """Return the SQL of a column's value in the row with this number (SQL too)."""
        if (table.name, column) in self._open:
            self.settings.fail(
                table, column, "its key only refers in a circle, so it has no value of its own"
            )
        self._open.append((table.name, column))
        index = self._index(table, self._part(table, column), ordinal)
        found = self._pinned(table, column, ordinal, index)
        self._open.pop()
        return found

    def numbers_of(self, table: Table, columns: dict[str, str]) -> int | None:
        """Return the number of the first row with these values (SQL) in these columns, if there is one."""
        where = " AND ".join(f"{self.value(table, name, 'i')} = {sql}" for name, sql in columns.items())
        rows = f"range(1, {self.settings.sizes[table.name] + 1}) AS numbers(i)"
        found = self.settings.connection.execute(f"SELECT min(i) FROM {rows} WHERE {where}").fetchone()
        return int(found[0]) if found and found[0] is not None else None

    # Which values: the part of a table that a column belongs to.

    def _part(self, table: Table, column: str) -> Part:
        if (table.name, column) not in self._parts:
            part = self._make_part(table, column)
            self._parts.update({(table.name, name): part for name in part.columns})
        return self._parts[table.name, column]

    def _make_part(self, table: Table, column: str) -> Part:
        for key in sorted(table.foreign_keys, key=lambda key: -len(key.columns)):
            if column in key.columns and not any((table.name, name) in self._parts for name in key.columns):
                return self._reference(table, key)
        recipe = self.settings.column(table, table.column(column))
        return Part(
            (column,), recipe, self.settings.nulls(table, column), self.settings.domain(table, column, recipe)
        )

    def _reference(self, table: Table, key: ForeignKey) -> Part:
        given = self.settings.table(table).columns
        recipes = [given[name] for name in key.columns if name in given] or [ColumnRecipe()]
        recipe = next((recipe for recipe in recipes if recipe.choices), recipes[0])
        if recipe.choices and len(key.columns) > 1:
            self.settings.fail(
                table, key.columns[0], f"{recipe.choices[0]} needs a foreign key of one column"
            )
        names = [*map(str, recipe.never), *recipe.exactly]
        barred = sorted({self.parent(table, key, name) for name in names})
        if len(barred) >= self.settings.sizes[key.table]:
            self.settings.fail(table, key.columns[0], f"no row of {key.table} is left to refer to")
        if key.columns == table.primary_key or key.columns in table.unique:
            recipe = msgspec.structs.replace(recipe, unique=True)
        nulls = max(self.settings.nulls(table, name) for name in key.columns)
        return Part(key.columns, recipe, nulls, key=key, barred=tuple(barred))

    def parent(self, table: Table, key: ForeignKey, name: str) -> int:
        """Return the number of the parent with this key."""
        parent = self.tables[key.table]
        try:
            wanted = {key.references[0]: self.settings.literal(parent, key.references[0], name)}
        except CourseError:
            self.settings.fail(table, key.columns[0], f"{name!r} is no {key.references[0]} of {parent.name}")
        found = self.numbers_of(parent, wanted)
        if found is None:
            self.settings.fail(
                table, key.columns[0], f"{parent.name} has no row with {key.references[0]} {name}"
            )
        return found

    # Which of them: the index that a row's number leads to.

    def _size(self, part: Part) -> int | None:
        if part.key is not None:
            return self.settings.sizes[part.key.table] - len(part.barred)
        return part.domain.size if part.domain else None

    def _index(self, table: Table, part: Part, ordinal: str) -> str:
        size, rows = self._size(part), self.settings.sizes[table.name]
        salt = self.settings.salt(table, *part.columns)
        if size is None:
            return permuted(rows, ordinal, salt, rows) if part.recipe.shuffle else f"(({ordinal}) - 1)"
        if joint := self._joint(table, part):
            stride, combinations = joint
            number = permuted(combinations, ordinal, f"{self.settings.salt(table)}/joint", rows)
            return f"(({number}) // {stride} % {size})"
        if part.recipe.unique:
            if size < rows:
                needed = f"{rows:,} different values are needed, but there are only {size:,}"
                self.settings.fail(table, part.columns[0], needed)
            return permuted(size, ordinal, salt, rows)
        if part.recipe.cycle:
            return f"((({ordinal}) - 1) % {size})"
        if part.recipe.weights:
            return weighted(part.recipe.weights, ordinal, salt)
        return below(self._choice(table, part, ordinal, size), ordinal, salt, part.recipe.skew)

    def _choice(self, table: Table, part: Part, ordinal: str, size: int) -> str:
        """Return how many values a row chooses from: in a reference to its own table, the rows before it."""
        return f"greatest({_before(part, ordinal)}, 1)" if _own(table, part) else str(size)

    def _joint(self, table: Table, part: Part) -> tuple[int, int] | None:
        """Return the stride of a part in the combinations of a key of several parts, and their number."""
        for key in (table.primary_key, *table.unique):
            parts = list({id(p): p for p in (self._part(table, name) for name in key)}.values())
            sizes = [self._size(p) or 0 for p in parts]
            if part not in parts or len(parts) < 2 or 0 in sizes or any(p.recipe.unique for p in parts):
                continue
            if prod(sizes) < self.settings.sizes[table.name]:
                needed = f"{self.settings.sizes[table.name]:,} different values are needed"
                names = f"({', '.join(key)})"
                self.settings.fail(table, key[0], f"{needed} for {names}, but there are only {prod(sizes):,}")
            return prod(sizes[parts.index(part) + 1 :]), prod(sizes)
        return None

    # What comes out: NULL, a planted value, or the value of that index.

    def _pinned(self, table: Table, column: str, ordinal: str, index: str) -> str:
        generated = self._generated(table, column, ordinal, index)
        pins = self.pins.get((table.name, column))
        if not pins:
            return generated
        cases = " ".join(f"WHEN {number} THEN {sql}" for number, sql in pins.items())
        numbers = ", ".join(map(str, pins))
        planted = f"CASE {ordinal} {cases} END"
        return f"CASE WHEN ({ordinal}) IN ({numbers}) THEN {planted} ELSE {generated} END"

    def _generated(self, table: Table, column: str, ordinal: str, index: str) -> str:
        part = self._part(table, column)
        if part.key is not None:
            wanted = part.key.references[part.key.columns.index(column)]
            found = self.value(self.tables[part.key.table], wanted, _skipping(part.barred, index))
        else:
            found = part.domain.at(index) if part.domain else "NULL"
        missing = self._missing(table, part, ordinal) if table.column(column).nullable else []
        return f"CASE WHEN {' OR '.join(missing)} THEN NULL ELSE {found} END" if missing else found

    def _missing(self, table: Table, part: Part, ordinal: str) -> list[str]:
        """Return the conditions under which a nullable part of a row is NULL."""
        drawn = f"{unit(ordinal, self.settings.salt(table, *part.columns, 'null'))} < {part.nulls!r}::DOUBLE"
        rootless = [f"{_before(part, ordinal)} < 1"] if _own(table, part) else []
        return rootless + ([drawn] if part.nulls else [])


def _own(table: Table, part: Part) -> bool:
    return part.key is not None and part.key.table == table.name and not part.recipe.unique


def _before(part: Part, ordinal: str) -> str:
    """Return how many rows before this one may be referred to."""
    barred = "".join(f" - CAST({number} < ({ordinal}) AS BIGINT)" for number in part.barred)
    return f"(({ordinal}) - 1{barred})"


def _skipping(barred: tuple[int, ...], index: str) -> str:
    """Return the number of the parent with this index when barred parents are not counted."""
    jumps = "".join(
        f" + CAST(({index}) >= {number - place} AS BIGINT)" for place, number in enumerate(barred, 1)
    )
    return f"(({index}) + 1{jumps})"
