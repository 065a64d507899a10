"""data.toml → Recipe: how many rows, which values, what is planted; every mistake is named with its place."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from sqlgym.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlgym.schema import Table

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Size = Annotated[int, msgspec.Meta(ge=1, le=100_000_000)]


class ColumnRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one column is filled: at most one source of values, and how they are chosen.

    Sources are `faker` (with `args`, `pool`), `values` (with `weights`), `pattern`, `start`, and `min` with
    `max` and `step`. A foreign key needs none; `never`, `exactly`, `at_least` name parents by their key.
    """

    faker: str | None = None
    """A provider of Faker that gives the values; one that depends on today's date is refused."""
    args: dict[str, Any] = {}
    """Arguments of the provider."""
    pool: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1_000
    """How many different values of the provider there are at most."""
    values: tuple[Any, ...] = ()
    """The values themselves."""
    weights: tuple[Annotated[float, msgspec.Meta(ge=0)], ...] = ()
    """How often each of the values comes, relative to the others."""
    pattern: str | None = None
    """Text with the number of the row in it: `code-{n:05}`."""
    start: int | None = None
    """The first of consecutive whole numbers."""
    shuffle: bool = False
    """Whether those numbers are mixed."""
    min: Any = None
    """The smallest number, date or time of a range."""
    max: Any = None
    """The largest of a range."""
    step: Any = None
    """The distance between two values of a range: days for dates, seconds for times."""
    skew: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    """0 to 4: how much more often the first or smallest values come."""
    cycle: bool = False
    """Whether the values come in turn."""
    unique: bool = False
    """Whether no value comes twice; without it, as schema.sql says."""
    nulls: Share | None = None
    """The share of NULLs, 0 to 1; a tenth in a nullable column that the recipe does not mention."""
    never: tuple[Any, ...] = ()
    """Parents, by their key, to which no row refers."""
    exactly: dict[str, Count] = {}
    """Parents, by their key, to which just so many rows refer."""
    at_least: dict[str, Count] = {}
    """Parents, by their key, to which so many rows refer or more."""

    @property
    def sources(self) -> list[str]:
        """The settings that say where values come from."""
        given = {name: getattr(self, name) is not None for name in ("faker", "pattern", "start")}
        given["values"] = bool(self.values)
        given["min and max"] = self.min is not None or self.max is not None
        return [name for name, there in given.items() if there]

    @property
    def choices(self) -> list[str]:
        """The settings that only a foreign key may have."""
        return [name for name in ("never", "exactly", "at_least") if getattr(self, name)]


class Planted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row with some exact `values`; the columns in `nulls` are NULL and the others are generated."""

    values: dict[str, Any] = {}
    """Exact values, by the columns' names."""
    nulls: tuple[str, ...] = ()
    """The columns that are NULL."""


class TableRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one table is filled; `rows` counts the planted ones too."""

    rows: Size = 200
    """How many rows, planted ones included."""
    planted: tuple[Planted, ...] = ()
    """Rows with some exact values, one table each."""
    columns: dict[str, ColumnRecipe] = {}
    """How columns are filled, by their names."""


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a schema is filled; `scale` names the table whose rows `build --rows` sets."""

    scale: str | None = None
    """The table whose rows `sqlgym build --rows` sets; without it, the biggest."""
    locale: str = "en_US"
    """The locale of Faker."""
    tables: dict[str, TableRecipe] = {}
    """How tables are filled, by their names."""


_Kind = TypeVar("_Kind", bound=msgspec.Struct)


def read(path: Path, tables: Iterable[Table]) -> Recipe:
    """Return the recipe in a data.toml for these tables; raises CourseError for the first mistake in it."""
    return _Reader(str(path), {table.name: table for table in tables}).recipe(_parse(path))


def sizes(recipe: Recipe, tables: Iterable[Table], rows: int | None) -> dict[str, int]:
    """Return the rows of each table: `rows` for the scaled one (else the biggest), the others in proportion.

    No other table ever gets fewer rows than the recipe says, so that what is planted in it stays true.
    """
    counts = {table.name: recipe.tables.get(table.name, TableRecipe()).rows for table in tables}
    if rows is None or not counts:
        return counts
    scaled = recipe.scale or max(counts, key=lambda name: counts[name])
    base = counts[scaled]
    grown = {name: max(count, (count * rows + base // 2) // base) for name, count in counts.items()}
    return grown | {scaled: rows}


def nearest(name: str, names: Iterable[str]) -> str:
    """Return `, did you mean “…”?` with the nearest of the names, or the names themselves if none is near."""
    known = list(names)
    folded = {other.casefold(): other for other in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    if near:
        return f", did you mean “{folded[near[0]]}”?"
    return f"; there is {', '.join(known)}" if 0 < len(known) <= 20 else ""


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        reason = re.sub(r" \(at .*\)", "", str(error))
        raise CourseError(path, f"not valid TOML: {reason}", int(place[1]) if place else None) from error
    except UnicodeDecodeError as error:
        raise CourseError(path, "is not UTF-8 text; save it as UTF-8") from error
    except RecursionError as error:
        raise CourseError(path, "its brackets are nested too deeply") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise CourseError(path, "a number in it has too many digits") from error


class _Reader:
    """Reads one data.toml; every method takes a piece of it and the dotted key where it stands."""

    def __init__(self, path: str, tables: dict[str, Table]) -> None:
        self.path = path
        self.tables = tables

    def recipe(self, raw: dict[str, Any]) -> Recipe:
        pieces = self.mapping(raw.get("tables", {}), "tables")
        for name in pieces:
            self.known(name, self.tables, f"tables.{name}", "table")
        filled = {name: self.table(piece, self.tables[name]) for name, piece in pieces.items()}
        recipe = self.convert(Recipe, raw, "", tables=filled)
        if recipe.scale is not None:
            self.known(recipe.scale, self.tables, "scale", "table")
        return recipe

    def table(self, raw: Any, table: Table) -> TableRecipe:
        place = f"tables.{table.name}"
        raw = self.mapping(raw, place)
        pieces = self.mapping(raw.get("columns", {}), f"{place}.columns")
        names = [column.name for column in table.columns]
        for name in pieces:
            self.known(name, names, f"{place}.columns.{name}", f"column of {table.name}")
        columns = {name: self.column(piece, table, name) for name, piece in pieces.items()}
        planted = self.planted(raw.get("planted", []), table, names)
        return self.convert(TableRecipe, raw, place, columns=columns, planted=planted)

    def planted(self, raw: Any, table: Table, names: list[str]) -> tuple[Planted, ...]:
        place = f"tables.{table.name}.planted"
        if not isinstance(raw, list):
            raise CourseError(self.path, f"{place}: expected a list of rows")
        return tuple(self.row(piece, f"{place}[{number}]", names) for number, piece in enumerate(raw, 1))

    def row(self, raw: Any, place: str, names: list[str]) -> Planted:
        row = self.convert(Planted, raw, place)
        for name in (*row.values, *row.nulls):
            self.known(name, names, place, "column")
        for name, value in row.values.items():
            self.scalar(value, f"{place}.values.{name}")
        if both := [name for name in row.nulls if name in row.values]:
            raise CourseError(self.path, f"{place}: {both[0]} has a value and is in nulls; keep one")
        return row

    def column(self, raw: Any, table: Table, name: str) -> ColumnRecipe:
        place = f"tables.{table.name}.columns.{name}"
        recipe = self.convert(ColumnRecipe, raw, place)
        for value in (*recipe.values, *recipe.never):
            self.scalar(value, place)
        refers = any(name in key.columns for key in table.foreign_keys)
        if wrong := _contradiction(recipe, refers, table.column(name).nullable):
            raise CourseError(self.path, f"{place}: {wrong}")
        return recipe

    def known(self, name: str, names: Iterable[str], place: str, what: str) -> None:
        if name not in names:
            raise CourseError(self.path, f"{place}: no {what} is called {name}{nearest(name, names)}")

    def scalar(self, value: Any, place: str) -> None:
        if not isinstance(value, (str, int, float, date, datetime, time)):
            raise CourseError(
                self.path, f"{place}: expected one value (text, number, date), got {_word(value)}"
            )

    def mapping(self, raw: Any, place: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise CourseError(self.path, f"{place}: expected settings, got {_word(raw)}")
        return raw

    def convert(self, kind: type[_Kind], raw: Any, place: str, **inner: Any) -> _Kind:
        """Return the settings as `kind`, with the pieces in `inner`, which have been read already."""
        raw = self.mapping(raw, place)
        dotted = f"{place}." if place else ""
        for name in raw:
            if name not in kind.__struct_fields__:
                hint = nearest(name, kind.__struct_fields__)
                raise CourseError(self.path, f"{dotted}{name}: there is no such key{hint}")
        try:
            plain = msgspec.convert({k: v for k, v in raw.items() if k not in inner}, kind)
        except msgspec.ValidationError as error:
            raise CourseError(self.path, _plainly(str(error), place)) from error
        return msgspec.structs.replace(plain, **inner) if inner else plain


def _contradiction(recipe: ColumnRecipe, refers: bool, nullable: bool) -> str | None:
    """Return what does not go together in the settings of a column."""
    sources = recipe.sources
    if len(sources) > 1:
        return f"{' and '.join(sources)} are two sources of values; keep one"
    if refers and sources:
        return f"{sources[0]} cannot fill a foreign key; its values come from the parent table"
    if not refers and recipe.choices:
        return f"{recipe.choices[0]} is for foreign keys, and this column is none"
    if recipe.nulls and not nullable:
        return "nulls is set, but the column is NOT NULL in schema.sql"
    if recipe.weights and not recipe.values:
        return "weights is for values, which is not set"
    if recipe.weights and len(recipe.weights) != len(recipe.values):
        return f"{len(recipe.values)} values but {len(recipe.weights)} weights; give one weight a value"
    if recipe.weights and not sum(recipe.weights) > 0:
        return "all weights are 0; give at least one value a weight above 0"
    if recipe.args and recipe.faker is None:
        return "args is for faker, which is not set"
    return None


_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "settings",
    "null": "nothing",
}


def _plainly(message: str, place: str) -> str:
    """Return msgspec's message with the full key first and TOML's words for types."""
    match = re.fullmatch(r"(.*?)(?: - at `(?:key in )?\$(.*)`)?", message)
    reason, inner = (match[1], match[2] or "") if match else (message, "")
    reason = re.sub(r"`(\w+)( \| null)?`", lambda found: _WORDS.get(found[1], found[0]), reason)
    key = f"{place}{inner}".lstrip(".")
    return f"{key}: {reason[:1].lower()}{reason[1:]}"


def _word(value: object) -> str:
    if isinstance(value, dict):
        return "settings"
    return "a list" if isinstance(value, (list, tuple)) else f"{value!r}"
