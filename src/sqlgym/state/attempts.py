"""What the reference leaves in, statements that its tables take or refuse out: another script's must do the same.

Rows like those that are there with another key, with NULL, in capitals, with values beyond all that are there; the same
row twice; rows that refer to nothing; changed keys and deleted rows that others refer to.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from sqlgym.data.materialise import values
from sqlgym.result import Cell, Row
from sqlgym.sandbox import State
from sqlgym.schema import Column, Table, family
from sqlgym.sql.quoting import quote

MOST = 40
"""Attempts that are made on one table."""

FAR = 10_000
"""So far beyond all keys that are there the rows lie that a UNIQUE on some rows might be about."""


def attempts(state: State) -> tuple[str, ...]:
    """The statements, for each table in turn; a table without rows is given none to begin with."""
    tables = {table.name.lower(): table for table in state.tables}
    rows = {table.name.lower(): run.rows for table, run in zip(state.tables, state.contents, strict=True)}
    each = [islice(Tryer(table, tables, rows).all(), MOST) for table in tables.values()]
    return tuple(dict.fromkeys(sql for some in each for sql in some))


class Tryer:
    """Makes the statements about one table."""

    def __init__(self, table: Table, tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]]) -> None:
        """Take the table, all others, and all rows."""
        self.table, self.tables, self.rows = table, tables, rows
        self.own = rows[table.name.lower()]
        self.count = 0
        self.columns = [one for one in table.columns if not one.type.endswith(" GENERATED")]
        self.places = {one.name.lower(): place for place, one in enumerate(table.columns)}
        single = [key[0].lower() for key in (table.primary_key, *table.unique) if len(key) == 1]
        self.unique = frozenset(single)
        self.keyed = frozenset(map(str.lower, table.primary_key))
        """Its key, of which SQLite takes a NULL or not by whether it is written INT or INTEGER."""
        self.referring = {name.lower(): key for key in table.foreign_keys for name in key.columns}

    def all(self) -> Iterator[str]:
        """Every statement, those first that tell most."""
        base = next((row for row in self.own if None not in row), self.own[0] if self.own else None)
        if base is None:
            return
        record = {one.name.lower(): base[self.places[one.name.lower()]] for one in self.columns}
        yield self.insert(record)
        yield from self.deletes()
        yield from self.pairs(record)
        for column in self.columns:
            name = column.name.lower()
            if name in self.unique:
                yield self.insert({**self.fresh(record), name: record[name]})
            for value in self.others(column, record[name]):
                if value is not None or name not in self.keyed:
                    yield self.insert({**self.fresh(record), name: value})
            if name not in self.keyed:
                without = self.fresh(record)
                del without[name]
                yield self.insert(without)

    def pairs(self, record: Mapping[str, Cell]) -> Iterator[str]:
        """Two rows far beyond all keys that agree in one column."""
        for column in self.columns:
            name = column.name.lower()
            same = self.beyond(name, record[name], FAR) if name in self.unique else record[name]
            yield self.insert(*({**self.fresh(record, FAR), name: same} for _ in range(2)))

    def fresh(self, record: Mapping[str, Cell], far: int = 0) -> dict[str, Cell]:
        """A row with keys that no row has, nor another one that is tried."""
        self.count += 1
        names = [name for name in record if name in self.unique]
        if not names and self.table.primary_key:
            names = [self.table.primary_key[0].lower()]
        names = [name for name in names if name not in self.referring]
        return {**record, **{name: self.beyond(name, record[name], far + self.count) for name in names}}

    def beyond(self, name: str, value: Cell, number: int) -> Cell:
        """A value of a column that none of its rows has."""
        known = [row[self.places[name]] for row in self.own if row[self.places[name]] is not None]
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
            return f"{value} {number}"
        return max(known) + (timedelta(days=number) if isinstance(value, date) else number)

    def others(self, column: Column, value: Cell) -> Iterator[Cell]:
        """Values that may or may not stand in a column."""
        yield None
        key = self.referring.get(column.name.lower())
        match family(column.type):
            case _ if key is not None:
                parent = self.rows[key.table.lower()]
                place = [one.name.lower() for one in self.tables[key.table.lower()].columns].index(
                    key.references[0].lower()
                )
                known = [row[place] for row in parent if row[place] is not None]
                yield from [max(known) + FAR] if known and isinstance(known[0], int) else []
            case "text":
                yield from (str(value).upper(), str(value).lower(), f"{value} ", "", str(value) * 9)
            case "integer" | "decimal" | "float" if isinstance(value, int | float | Decimal):
                yield from (0, -1, max(1, abs(int(value))) * 1000)
            case "date":
                yield from ("1900-01-01", "2100-12-31")

    def deletes(self) -> Iterator[str]:
        """A row that others refer to is deleted, or given another key; and so is one that nobody refers to."""
        key = self.table.primary_key
        if len(key) != 1:
            return
        name = key[0].lower()
        there = [row[self.places[name]] for row in self.own]
        held = set[Cell]()
        for table in self.tables.values():
            for one in table.foreign_keys:
                if one.table.lower() == self.table.name.lower() and len(one.columns) == 1:
                    place = [c.name.lower() for c in table.columns].index(one.columns[0].lower())
                    held |= {row[place] for row in self.rows[table.name.lower()]}
        where = f"WHERE {quote(key[0])} = "
        for some in ([one for one in there if one in held], [one for one in there if one not in held]):
            if some and isinstance(some[0], int | str):
                new = values((self.beyond(name, some[-1], 2 * FAR),))
                yield f"UPDATE {quote(self.table.name)} SET {quote(key[0])} = {new} {where}{values((some[-1],))}"
                yield f"DELETE FROM {quote(self.table.name)} {where}{values((some[0],))}"

    def insert(self, *records: Mapping[str, Cell]) -> str:
        """The INSERT of some rows with the same columns."""
        named = [one for one in self.columns if one.name.lower() in records[0]]
        columns = ", ".join(quote(one.name) for one in named)
        rows = ", ".join(values(tuple(record[one.name.lower()] for one in named)) for record in records)
        return f"INSERT INTO {quote(self.table.name)} ({columns}) VALUES {rows}"
