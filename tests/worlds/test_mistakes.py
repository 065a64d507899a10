"""Every known mistake has a mutant: on 400 tiny databases it returns what one of the mutants returns."""

import datetime
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from sqlgym.engines.duckdb.catalog import describe
from sqlgym.schema import Table
from sqlgym.worlds.mutants import Mutant, mutants
from sqlgym.worlds.mutants.query import Query
from sqlgym.worlds.mutants.tables import instead

ROOT = Path(__file__).parents[2]
WRONG = [
    path
    for name in ("employee_orders", "second_highest")
    for path in sorted((ROOT / "exercises" / name / "wrong").glob("*.sql"))
]
WORLDS = 400
COLUMNS = {
    "Departments": "id, name",
    "Employees": "id, name, department_id, salary",
    "Customers": "id, name, region",
    "Orders": "order_id, employee_id, customer_id, order_amount, order_date",
}
NAMES = ("Ann", "Bo")
SALARIES = (None, 0, "5.50", 900, 900, 1200, -30)
AMOUNTS = (0, 10, 10, 40, 11, -20, "10.33")
DAYS = (datetime.date(2024, 1, 1), datetime.date(2024, 1, 2))

UNMATCHED: dict[str, str] = {}
"""Wrong answers that no mutant behaves like → why a small change of the reference cannot be that mistake."""

Rows = list[tuple[Any, ...]]


def world(chance: random.Random) -> Iterator[tuple[str, Rows]]:
    """The rows of one tiny database: some tables empty, keys in no order, few values, so that many tie."""

    def keys(most: int) -> list[int]:
        return chance.sample(range(1, most + 3), 0 if chance.random() < 0.15 else chance.randint(1, most))

    def some(values: list[int]) -> int | None:
        return chance.choice([None, *values])

    pools = chance.sample(SALARIES, 3), chance.sample(AMOUNTS, 3)
    departments, employees, customers = keys(2), keys(5), keys(2)
    yield "Departments", [(key, chance.choice(NAMES)) for key in departments]
    yield (
        "Employees",
        [(key, chance.choice(NAMES), some(departments), chance.choice(pools[0])) for key in employees],
    )
    yield "Customers", [(key, chance.choice(NAMES), chance.choice([None, *NAMES])) for key in customers]
    yield (
        "Orders",
        [
            (key, some(employees), chance.choice(customers), chance.choice(pools[1]), chance.choice(DAYS))
            for key in (keys(6) if customers else [])
        ],
    )


@cache
def company() -> tuple[duckdb.DuckDBPyConnection, tuple[Table, ...]]:
    """All worlds in one database: the tables with a number of their world, and views of one world."""
    connection = duckdb.connect()
    connection.execute((ROOT / "schema/company/schema.sql").read_text())
    tables = tuple(describe(connection))
    for name, columns in reversed(COLUMNS.items()):
        connection.execute(f"CREATE TABLE all_{name} AS SELECT 0 AS world, {columns} FROM {name}")
        connection.execute(f"DROP TABLE {name}")
        connection.execute(
            f"CREATE VIEW {name} AS SELECT {columns} FROM all_{name} WHERE world = getvariable('w')"
        )
    chance = random.Random(0)
    rows: dict[str, Rows] = {name: [] for name in COLUMNS}
    for number in range(WORLDS):
        for name, found in world(chance):
            rows[name] += [(number, *row) for row in found]
    for name, found in rows.items():
        values = ", ".join(f"({', '.join('?' * len(row))})" for row in found)
        connection.execute(
            f"INSERT INTO all_{name} VALUES {values}", [value for row in found for value in row]
        )
    return connection, tables


@cache
def results(sql: str) -> tuple[object, ...] | None:
    """What a query returns on each of the worlds, as bags, in one run; None where it fails on one of them."""
    connection, tables = company()
    tree: Any = sqlglot.parse_one(sql, dialect="duckdb")
    for table in tables:
        names = [exp.column(name.strip()) for name in COLUMNS[table.name].split(",")]
        rows = exp.select(*names).from_(f"all_{table.name}").where("world = w.range")
        query = Query(tree, tables)
        tree = instead(query, table, rows) if query.sources(table) else tree
    batch = (
        f"SELECT (SELECT list(q) FROM ({tree.sql('duckdb')}) AS q) FROM range({WORLDS}) AS w ORDER BY w.range"
    )
    try:
        found = connection.execute(batch).fetchall()
    except duckdb.Error:
        return None
    return tuple(bag([tuple(row.values()) for row in rows or ()]) for (rows,) in found)


def plain(sql: str) -> list[object]:
    """What a query returns on every twentieth world, run there alone: a batch may be wrong."""
    connection, _ = company()
    found: list[object] = []
    for number in range(0, WORLDS, 20):
        connection.execute(f"SET VARIABLE w = {number}")
        found.append(bag(connection.execute(sql).fetchall()))
    return found


def bag(rows: Rows) -> frozenset[tuple[object, int]]:
    return frozenset(Counter(tuple(map(cell, row)) for row in rows).items())


def cell(value: Any) -> object:
    return value if value is None or isinstance(value, str | datetime.date) else round(float(value), 9)


@cache
def behaviours(exercise: str) -> dict[tuple[object, ...] | None, list[Mutant]]:
    """What the mutants of a reference return on all worlds → these mutants."""
    reference = (ROOT / "exercises" / exercise / "reference.sql").read_text()
    found: dict[tuple[object, ...] | None, list[Mutant]] = {}
    for mutant in mutants(reference, company()[1]):
        found.setdefault(results(mutant.sql), []).append(mutant)
    return {rows: made for rows, made in found.items() if rows is not None}


@pytest.mark.parametrize("path", WRONG, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_each_known_mistake_behaves_like_a_mutant_or_says_why_not(path: Path) -> None:
    found = behaviours(path.parents[1].name).get(results(path.read_text()), [])
    assert bool(found) != (path.stem in UNMATCHED)
    assert all(plain(mutant.sql) == plain(path.read_text()) for mutant in found[:1])


def test_the_references_behave_like_no_mistake() -> None:
    for path in WRONG:
        assert results(path.read_text()) != results((path.parents[1] / "reference.sql").read_text())
