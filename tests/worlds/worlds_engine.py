"""Worlds in a real DuckDB: rows under constraints, CHECKs judged, queries run on many worlds at once."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from sqlgym.engines.duckdb.catalog import create_sql, describe
from sqlgym.engines.duckdb.constants import constants
from sqlgym.result import Cell, Row
from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.sql.quoting import quote
from sqlgym.worlds.world import World

ROOT = Path(__file__).parents[2]
COMPANY = (ROOT / "schema" / "company" / "schema.sql").read_text()


def described(sql: str) -> tuple[Table, ...]:
    """The tables that some DDL makes."""
    with duckdb.connect() as connection:
        connection.execute(sql)
        return describe(connection)


def read(*queries: str) -> Constants:
    """The constants of some queries."""
    found = Constants()
    with duckdb.connect() as connection:
        for sql in queries:
            row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
            found |= constants(json.loads(row[0] if row else ""))
    return found


def holds(table: Table, rows: Sequence[Row]) -> list[bool]:
    """What DuckDB says of each row: whether it keeps all CHECKs of its table, as one query."""
    if not rows:
        return []
    with duckdb.connect() as connection:
        connection.execute(create_sql([table], constraints=False)[0])
        connection.execute(f"ALTER TABLE {quote(table.name)} ADD COLUMN sqlgym_row INTEGER")
        insert(connection, table.name, [(*row, number) for number, row in enumerate(rows)])
        checks = " AND ".join(f"coalesce({check}, true)" for check in table.checks)
        found = connection.execute(f"SELECT {checks} FROM {quote(table.name)} ORDER BY sqlgym_row").fetchall()
        return [bool(row[0]) for row in found]


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows with one statement."""
    if rows:
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
        cells = [cell for row in rows for cell in row]
        connection.execute(f"INSERT INTO {quote(table)} VALUES {marks}", cells)


def broken(tables: Sequence[Table], worlds: Sequence[World]) -> list[str]:
    """What DuckDB says of the worlds that break a constraint of their tables."""
    with duckdb.connect() as connection:
        for statement in create_sql(tables, constraints=True):
            connection.execute(statement)
        return [reason for world in worlds for reason in _broken(connection, tables, world)]


def _broken(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], world: World) -> Iterator[str]:
    connection.execute("BEGIN")
    try:
        for name, rows in world.rows.items():
            insert(connection, name, rows)
        yield from _lost(connection, tables)
    except duckdb.Error as error:
        yield f"{error} in {world}"
    finally:
        connection.execute("ROLLBACK")


def _lost(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> Iterator[str]:
    """Children without a parent; DuckDB itself has no foreign keys in circles."""
    for table in tables:
        for key in table.foreign_keys:
            pairs = zip(key.columns, key.references, strict=True)
            same = " AND ".join(f"c.{quote(here)} = p.{quote(there)}" for here, there in pairs)
            there = " AND ".join(f"c.{quote(here)} IS NOT NULL" for here in key.columns)
            sql = f"SELECT count(*) FROM {quote(table.name)} c WHERE {there}"
            sql += f" AND NOT EXISTS (SELECT 1 FROM {quote(key.table)} p WHERE {same})"
            row = connection.execute(sql).fetchone()
            if row and row[0]:
                yield f"{table.name} refers to nowhere: {key}"


Bag = list[tuple[str, ...]]


class Arena:
    """Many worlds in one database: a query runs on all of them at once, and on one of them plainly."""

    def __init__(self, tables: Sequence[Table], worlds: Sequence[World]) -> None:
        self.connection = duckdb.connect()
        self.tables, self.worlds = tables, worlds
        self.names = {table.name.lower(): table for table in tables}
        for statement in create_sql(tables, constraints=False):
            self.connection.execute(statement)
        self.connection.execute("CREATE TABLE worlds AS SELECT range AS id FROM range(?)", [len(worlds)])
        for table in tables:
            shape = f"SELECT 0 AS world_id, * FROM {quote(table.name)} LIMIT 0"
            self.connection.execute(f"CREATE TABLE {quote('all_' + table.name)} AS {shape}")
            rows = [(n, *row) for n, world in enumerate(worlds) for row in world.rows[table.name]]
            insert(self.connection, f"all_{table.name}", rows)
        self.seen: dict[tuple[str, int], Bag] = {}

    def told_apart(self, reference: str, answer: str) -> int | None:
        """The first world on which two queries differ, confirmed by plain runs of both."""
        doubtful = self.differing(reference, answer)
        return next((n for n in doubtful if self.plain(reference, n) != self.plain(answer, n)), None)

    def differing(self, reference: str, answer: str) -> list[int]:
        """The worlds on which two queries seem to differ, all of them where they can't be run as one."""
        try:
            pairs = zip(self.batch(reference), self.batch(answer), strict=True)
        except duckdb.Error:
            return list(range(len(self.worlds)))
        return [number for number, (expected, actual) in enumerate(pairs) if expected != actual]

    def batch(self, sql: str) -> list[Bag]:
        """The rows of a query on every world, as one query."""
        text = re.sub(r"(?i)\b(FROM|JOIN)\s+(\w+)(?:\s+AS\s+(\w+))?", self._narrowed, _bare(sql))
        rows = self.connection.execute(
            f"SELECT (SELECT list(q) FROM ({text}) AS q) FROM worlds AS w ORDER BY w.id"
        ).fetchall()
        return [_bag([tuple(one.values()) for one in row[0] or ()]) for row in rows]

    def _narrowed(self, match: re.Match[str]) -> str:
        table = self.names.get(match[2].lower())
        if table is None:
            return match[0]
        columns = ", ".join(quote(column.name) for column in table.columns)
        rows = f"(SELECT {columns} FROM {quote('all_' + table.name)} WHERE world_id = w.id)"
        return f"{match[1]} {rows} AS {match[3] or match[2]}"

    def plain(self, sql: str, number: int) -> Bag:
        """The rows of a query on one world alone."""
        if (sql, number) not in self.seen:
            for table in self.tables:
                self.connection.execute(f"DELETE FROM {quote(table.name)}")
                insert(self.connection, table.name, self.worlds[number].rows[table.name])
            try:
                self.seen[sql, number] = _bag(self.connection.execute(sql).fetchall())
            except duckdb.Error as error:
                self.seen[sql, number] = [(type(error).__name__,)]
        return self.seen[sql, number]


def _bare(sql: str) -> str:
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    return "\n".join(lines).rstrip().rstrip(";")


def _bag(rows: Sequence[Row]) -> Bag:
    return sorted(tuple(map(_written, row)) for row in rows)


def _written(cell: Cell) -> str:
    return f"{float(cell):.9g}" if isinstance(cell, (int, float)) or hasattr(cell, "quantize") else repr(cell)
