"""A CHECK as it is read here says of every row what DuckDB says, or owns up to not knowing."""

from datetime import date
from decimal import Decimal

import pytest
from worlds_engine import described, holds

from sqlgym.result import Row
from sqlgym.schema import Column, Table
from sqlgym.sql.constants import Constant, Constants
from sqlgym.worlds.checks import parse
from sqlgym.worlds.generate import generate
from sqlgym.worlds.logic import Unknown

COLUMNS = "a INTEGER, b DECIMAL(6,2), c VARCHAR, d DATE, e BOOLEAN, f DOUBLE"
ROWS: list[Row] = [
    (None, None, None, None, None, None),
    (0, Decimal("0.50"), "", date(2024, 1, 1), True, 0.5),
    (3, Decimal("-2.25"), "abc", date(2023, 12, 31), False, 1e9),
    (-7, Decimal("3.00"), "ABc ", date(2024, 2, 29), True, -0.25),
    (10, Decimal("999.99"), "it's", date(2000, 6, 1), None, 10.0),
    (4, None, "a%x", None, False, None),
]
KNOWN = [
    *(
        "a > 0 AND a <= 10",
        "a < b OR b IS NULL",
        "NOT (a = 3)",
        "a <> -7",
        "a % 2 = 0",
        "a // 3 = 1",
        "a / 2 < 1.5",
    ),
    *("a IN (0, 4)", "a NOT IN (0, 4)", "a NOT IN (0, NULL)", "a BETWEEN 0 AND 4", "a NOT BETWEEN 0 AND 4"),
    *("-a < 3", "a + 1 > b * 2", "a - b > 0", "abs(a) > 5", "coalesce(a, 1) > 0", "b = round(b, 1)", "f > b"),
    *(
        "c LIKE 'a%'",
        "c NOT LIKE '%c_'",
        "c ILIKE 'AB%'",
        "c LIKE 'a!%%' ESCAPE '!'",
        "c = 'it''s'",
        "c < 'b'",
    ),
    *(
        "length(c) <= 3",
        "upper(c) = c",
        "trim(c) <> ''",
        "c || 'x' = 'abcx'",
        "regexp_matches(c, '^[a-z]+$')",
    ),
    *("starts_with(c, 'a') AND NOT contains(c, '%')", "c SIMILAR TO '[a-z]*'"),
    *("d >= '2024-01-01'", "d < DATE '2024-01-01'", "year(d) = 2024", "extract(month FROM d) > 2"),
    *(
        "e",
        "NOT e OR a > 0",
        "e IS TRUE",
        "a IS DISTINCT FROM 3",
        "a IS NOT DISTINCT FROM 3",
        "c IS NOT NULL",
    ),
    *("CASE WHEN a > 0 THEN b > 0 ELSE true END", "CASE WHEN e THEN a = 0 END", "f * 2 = 1", "1 = 1"),
]
UNKNOWN = ["a ^ 2 < 9", "hash(a) > 0", "d > DATE '2024-01-01' - INTERVAL 3 DAY", "c COLLATE NOCASE = 'abc'"]


@pytest.mark.parametrize("check", KNOWN)
def test_every_row_is_judged_as_by_duckdb(check: str) -> None:
    (table,) = described(f"CREATE TABLE t ({COLUMNS}, CHECK ({check}))")
    read = parse(table.checks[0])
    names = [column.name for column in table.columns]
    assert [read.holds(dict(zip(names, row, strict=True))) for row in ROWS] == holds(table, ROWS)


@pytest.mark.parametrize("check", UNKNOWN)
def test_what_is_not_understood_is_said_to_be_so(check: str) -> None:
    (table,) = described(f"CREATE TABLE t ({COLUMNS}, CHECK ({check}))")
    with pytest.raises(Unknown):
        parse(table.checks[0])


@pytest.mark.parametrize("text", ["", "a >", "(a > 1", "a > 1)", "CASE END", "a IS", "a NOT 3", "a ? 1"])
def test_text_that_is_no_check_is_unknown(text: str) -> None:
    with pytest.raises(Unknown):
        parse(text)


def test_a_row_that_cannot_be_compared_is_unknown() -> None:
    with pytest.raises(Unknown):
        parse("(a > 'x')").holds({"a": 1})


def test_columns_and_literals_are_told() -> None:
    check = parse("((\"A b\" >= -5) AND (c IN (1.5, 'x')))")
    assert check.columns == ("a b", "c")
    assert check.literals == (-5, Decimal("1.5"), "x")


def test_columns_that_a_check_compares_share_their_constants() -> None:
    days = Table(
        "Loans",
        (Column("id", "INTEGER", False), Column("taken", "DATE", False), Column("due", "DATE", False)),
        primary_key=("id",),
        checks=("(due >= taken)",),
    )
    constants = Constants((Constant("", "taken", "text", "2036-01-01"),))
    rows = [row for world in generate([days], constants, 100, 0) for row in world.rows["Loans"]]
    assert sum(row[1] >= date(2036, 1, 1) for row in rows) > 10
    assert all(row[2] >= row[1] for row in rows)
