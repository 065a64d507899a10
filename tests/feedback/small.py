"""A small company in memory: two queries on it in, the case that rules look at out."""

from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from sqlgym.compare.comparison import compare
from sqlgym.data.reference import blocks
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.engines.duckdb.order import keyed
from sqlgym.feedback.case import Case, Seen
from sqlgym.feedback.query import Query, query
from sqlgym.result import Block, Column, Expected, Run
from sqlgym.schema import Table

ROOT = Path(__file__).parents[2]
ROWS = """
INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Empty'), (3, 'Sales');
INSERT INTO Employees VALUES (1, 'Ada', 1, 100), (2, 'Ben', 1, 200), (3, 'Ben', 3, 200), (4, 'Cem', NULL, NULL),
    (5, 'Dana', 1, 300.5);
INSERT INTO Customers VALUES (1, 'Ada', 'north'), (2, 'Zoe', NULL), (3, 'Yin', 'south');
INSERT INTO Orders VALUES (1, 1, 1, 10, '2025-03-01'), (2, 1, 2, 20, '2025-03-31'), (3, 2, 1, 10.5, '2025-04-01'),
    (4, NULL, 2, 0, '2025-03-05'), (5, 3, 2, 30, '2025-02-28'), (6, 1, 1, 10, '2025-03-01');
"""


@cache
def company() -> tuple[duckdb.DuckDBPyConnection, tuple[Table, ...]]:
    """The database and its tables."""
    connection = duckdb.connect()
    connection.execute((ROOT / "schema/company/schema.sql").read_text())
    connection.execute(ROWS)
    return connection, tuple(describe(connection))


def read(sql: str) -> Query:
    """A query as rules see it."""
    tables = company()[1]
    found = query(value("json_serialize_sql(?)", sql), sql, 0, tables)
    assert found is not None, sql
    return found


def value(expression: str, *given: str) -> str:
    """What an expression of the engine gives."""
    connection, _ = company()
    return str(connection.execute(f"SELECT {expression}", given).fetchall()[0][0])


def run(sql: str) -> Run:
    """What a query returns."""
    connection, _ = company()
    found = connection.execute(sql)
    columns = tuple(Column(name, str(kind)) for name, kind, *_ in found.description)
    return Run(columns, tuple(found.fetchall()))


def expected(sql: str) -> Expected:
    """What is right by a reference, its ties left open."""
    result = run(sql)
    found = keyed(sql, [column.name for column in result.columns], None, value)
    if found is None:
        return Expected(result, (Block(len(result.rows), result.rows),))
    window = (found.offset, found.offset + len(result.rows))
    rows: Any = run(found.sql).rows
    return Expected(result, tuple(blocks(rows, found.keys, len(result.columns), window)))


def case(reference: str, answer: str, check: str = "") -> Case:
    """A wrong answer beside its reference; where both return the same, `check` says what is found all the same."""
    right, given = expected(reference), run(answer)
    compared = compare(right, given)
    assert compared.equal == bool(check), (reference, answer, compared)
    seen = Seen(check or compared.findings[0].check, right.run, given, compared.difference)
    return Case(read(answer), read(reference), seen)
