"""Probe data: the staging rows with every value renamed so that each attribute has values of its own."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec

from sqlgym.kinds.design.relation import Place
from sqlgym.kinds.design.universe import Universe, items
from sqlgym.kinds.design.values import literal
from sqlgym.result import Cell, Row, Run
from sqlgym.schema import Table, arguments, family

ENOUGH = 0.9
"""The share of a column's values that must be an attribute's, where values may be alike by chance."""

MOST = 0.5
"""As ENOUGH, for probe data, whose values are of one attribute only."""

Maker = Callable[[int, int], Cell]
"""The number of an attribute and of a value → a value that occurs nowhere else."""

DAY = date(1700, 1, 1)


def maker(kind: str) -> Maker | None:
    """How values of a type are made up; None where the type has too few of them."""
    match family(kind):
        case "text":
            return lambda place, number: f"q{chr(97 + place)}x{number}"
        case "integer" if not kind.endswith(("TINYINT", "SMALLINT")):
            return lambda place, number: (place + 1) * 10_000_000 + number
        case "decimal":
            whole, part = arguments(kind) or (18, 3)
            add = Decimal("0.25") if part >= 2 else Decimal(0)
            return (
                (lambda place, number: Decimal((place + 1) * 1000 + number) + add)
                if whole - part >= 5
                else None
            )
        case "float":
            return lambda place, number: (place + 1) * 1000 + number + 0.5
        case "date":
            return lambda place, number: DAY + timedelta(days=place * 4000 + number)
        case "timestamp":
            return lambda place, number: datetime(1700, 1, 1) + timedelta(days=place * 4000 + number)
    return None


class Probe(msgspec.Struct, frozen=True):
    """Staging rows of made-up values, with the values of each attribute as text; `raw` are whole lists."""

    rows: tuple[Row, ...]
    values: dict[str, frozenset[str]]
    raw: dict[str, frozenset[str]]


def probe(universe: Universe) -> Probe:
    """The staging rows renamed: what was equal stays equal, what was NULL stays NULL, lists stay lists."""
    renamer = Renamer(universe)
    rows = tuple(renamer.row(row) for row in universe.staging_rows)
    return evidence(universe, rows)


def evidence(universe: Universe, rows: tuple[Row, ...]) -> Probe:
    """Staging rows with the values that each attribute has in them."""
    values: dict[str, frozenset[str]] = {}
    raw: dict[str, frozenset[str]] = {}
    for place, (column, attribute) in enumerate(
        zip(universe.staging.columns, universe.attributes, strict=True)
    ):
        one = universe.lists.get(column.name)
        cells = [row[place] for row in rows if row[place] is not None]
        separator = one.separator if one else None
        values[attribute] = texts(item for cell in cells for item in items(cell, separator))
        if one:
            raw[attribute] = texts(cells)
    return Probe(rows, values, raw)


class Renamer:
    """Renames values, the same way for attributes of the same domain."""

    def __init__(self, universe: Universe) -> None:
        self.universe = universe
        self.known: dict[tuple[str, Cell], Cell] = {}
        self.makers = {name: maker(universe.types[name]) for name in universe.attributes}

    def row(self, row: Row) -> Row:
        """A row of the staging table, renamed."""
        return tuple(
            self.cell(column.name, attribute, cell)
            for column, attribute, cell in zip(
                self.universe.staging.columns, self.universe.attributes, row, strict=True
            )
        )

    def cell(self, column: str, attribute: str, cell: Cell) -> Cell:
        """A cell, renamed; of a list each item."""
        one = self.universe.lists.get(column)
        if cell is None or one is None:
            return self.value(attribute, cell)
        return one.separator.join(
            str(self.value(attribute, item)) for item in items(cell, one.separator) if item
        )

    def value(self, attribute: str, cell: Cell) -> Cell:
        """One value, renamed."""
        domain = self.universe.domain(attribute)
        make = self.makers[domain]
        if cell is None or make is None:
            return cell
        key = (domain, cell)
        if key not in self.known:
            self.known[key] = make(self.universe.attributes.index(domain), len(self.known))
        return self.known[key]


def texts(cells: Iterable[Cell]) -> frozenset[str]:
    """Values as texts that can be compared whatever their types: numbers without needless zeros, letters small."""
    return frozenset(text(cell) for cell in cells if cell is not None)


def text(cell: Cell) -> str:
    """One value as such a text."""
    told = str(cell).strip().casefold()
    if re.fullmatch(r"-?\d+\.\d+", told):
        return told.rstrip("0").rstrip(".")
    return told.removesuffix(" 00:00:00")


def filling(table: Table, rows: Iterable[Row]) -> tuple[str, ...]:
    """The statements that make the staging table and fill it."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    made = f'CREATE TABLE "{table.name}" ({columns})'
    values = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    return (made, f'INSERT INTO "{table.name}" VALUES {values}') if values else (made,)


class Witness(msgspec.Struct, frozen=True):
    """What the values of filled columns say: the attribute of each, `""` for values that are of no attribute.

    A column that is not in it has said nothing: it is empty, or its values are of several attributes.
    """

    found: dict[Place, tuple[str, ...]] = {}
    raw: frozenset[Place] = frozenset()


def witness(
    universe: Universe, tables: tuple[Table, ...], real: tuple[Run, ...], tried: tuple[Run, ...]
) -> Witness:
    """What filled columns hold, from the rows after the script ran on probe data, else on the data itself."""
    made, given = probe(universe), evidence(universe, universe.staging_rows)
    found: dict[Place, tuple[str, ...]] = {}
    raw = set()
    for number, table in enumerate(tables):
        own, probed = columns(table, real[number]), columns(table, tried[number]) if tried else {}
        moved = any(probed[name] and probed[name] != own[name] for name in probed)
        for name, values in own.items():
            sources = [(made, probed[name], MOST)] if moved else [(given, values, ENOUGH)]
            if moved and probed[name] == values:
                sources = [(unmoved(universe, given), values, ENOUGH)]
            for source, seen, share in sources:
                whole = covered(seen, source.raw) > covered(seen, source.values)
                if whole:
                    raw.add((table.name, name))
                fits = alike(seen, source.raw if whole else source.values, share)
                if seen and (fits or moved):
                    found[table.name, name] = fits
    return Witness(found, frozenset(raw))


def columns(table: Table, run: Run) -> dict[str, frozenset[str]]:
    """The values in each column of a table."""
    return {column.name: texts(row[place] for row in run.rows) for place, column in enumerate(table.columns)}


def covered(values: frozenset[str], known: dict[str, frozenset[str]]) -> int:
    """How many of the values are of one attribute at most."""
    return max((len(values & all_of) for all_of in known.values()), default=0)


def unmoved(universe: Universe, given: Probe) -> Probe:
    """The attributes whose values probe data leaves as they are, for want of others of their type."""
    values = {
        name: known
        for name, known in given.values.items()
        if maker(universe.types[universe.domain(name)]) is None
    }
    return Probe(given.rows, values, {})


def alike(values: frozenset[str], known: dict[str, frozenset[str]], share: float) -> tuple[str, ...]:
    """The attributes that so many of the values are of; first those with exactly these values."""
    fits = [name for name, all_of in known.items() if values and len(values & all_of) >= share * len(values)]
    return tuple(sorted(fits, key=lambda name: known[name] != values))
