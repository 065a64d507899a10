"""The values of a column: everyday ones, odd ones, and those around the constants of the queries."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from worlds_engine import described, read

from sqlgym.result import Cell
from sqlgym.worlds import values
from sqlgym.worlds.outline import outlined
from sqlgym.worlds.pools import Pool
from sqlgym.worlds.values import around


def pool(type: str, query: str = "SELECT 1") -> Pool:  # noqa: A002
    (outline,) = outlined(described(f"CREATE TABLE t (a {type})"), read(query), cycles=False)
    return outline.pools[0]


NEIGHBOURS: dict[tuple[str, str], set[Cell]] = {
    ("INTEGER", "a > 50"): {49, 50, 51, 25, 110},
    ("UTINYINT", "a > 250"): {249, 250, 251, 125},
    ("DECIMAL(4,2)", "a > 98.5"): {Decimal("97.50"), Decimal("98.50"), Decimal("99.50"), Decimal("49.25")},
    ("VARCHAR", "a = 'Bo'"): {"Bo", "bo", "BO", "Bo ", " Bo", "Boa", "B"},
    ("VARCHAR", "length(a) = 2"): {"a", "ab", "abc"},
    ("ENUM('x', 'y')", "a = 'x'"): {"x"},
    ("BOOLEAN", "a = 1"): set(),
    ("INTEGER", "b.a = 'word'"): set(),
}


@pytest.mark.parametrize(("type", "condition"), NEIGHBOURS)
def test_constants_come_with_their_neighbours_that_fit(type: str, condition: str) -> None:  # noqa: A002
    assert set(pool(type, f"SELECT 1 FROM t WHERE {condition}").special) == NEIGHBOURS[type, condition]


def test_a_date_comes_with_days_months_and_years_around_it() -> None:
    found = set(pool("DATE", "SELECT 1 FROM t WHERE a >= '2024-03-01'").special)
    days = ("2024-03-01", "2024-02-29", "2024-03-02", "2024-01-30", "2024-04-01", "2024-01-01", "2024-12-31")
    assert {date.fromisoformat(day) for day in days} <= found


def test_a_day_compared_with_a_timestamp_comes_with_its_midnights_and_noon() -> None:
    found = set(pool("TIMESTAMP", "SELECT 1 FROM t WHERE a <= DATE '2024-03-01'").special)
    assert {datetime(2024, 3, 1), datetime(2024, 3, 1, 12), datetime(2024, 3, 1, 23, 59, 59)} <= found


def test_the_ends_of_time_do_not_overflow() -> None:
    query = "SELECT 1 FROM t WHERE a BETWEEN '0001-01-01' AND '9999-12-31'"
    assert set(pool("TIMESTAMP WITH TIME ZONE", query).special) == {
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=UTC),
    }


def test_a_constant_of_no_known_column_is_for_every_column_of_its_type() -> None:
    query = "SELECT 1 FROM t, (VALUES (50, 'Bo')) AS v (x, y)"
    assert 50 in pool("INTEGER", query).special
    assert "Bo" in pool("VARCHAR", query).special
    assert pool("DATE", query).special == ()


def test_the_type_decides_what_is_odd() -> None:
    assert 0 in values.odd("INTEGER")
    assert min(values.odd("INTEGER")) < 0
    assert min(values.odd("UINTEGER")) == 0
    assert {"", "ann", "Ann "} <= set(values.odd("VARCHAR"))
    assert any(cell % 1 for cell in values.odd("DECIMAL(10,2)"))
    assert not any(cell % 1 for cell in values.odd("DECIMAL(10,0)"))


def test_checks_of_one_column_leave_only_values_that_keep_them() -> None:
    found = pool(
        "VARCHAR CHECK (a IN ('new', 'done')) CHECK (a <> 'done')", "SELECT 1 FROM t WHERE a = 'done'"
    )
    assert found == Pool(("new",), (), (), ())
    assert all(cell >= 1000 for cell in pool("INTEGER CHECK (a >= 1000)").keys)
    assert len(pool("INTEGER CHECK (a >= 1000)").keys) >= 12


PATTERNS = [
    ("like", "A%", "A.*"),
    ("like", "%son", ".*son"),
    ("like", "_a_", ".a."),
    ("like", r"5\%%", "5%.*"),
    ("ilike", "%ab%", "(?i).*ab.*"),
    ("regex", "^[A-Z][a-z]+$", "[A-Z][a-z]+"),
    ("regex", r"(foo|ba?r)\d", r"(foo|ba?r)\d"),
    ("regex", r"a.*b\.", r"a.*b\."),
]


@pytest.mark.parametrize(("kind", "pattern", "expression"), PATTERNS)
def test_a_pattern_gives_texts_that_match_and_texts_that_miss(
    kind: str, pattern: str, expression: str
) -> None:
    texts = around(kind, pattern)  # type: ignore[arg-type]
    assert {re.fullmatch(expression, text) is not None for text in texts} == {True, False}


def test_two_patterns_give_a_text_that_matches_both() -> None:
    found = pool("VARCHAR", "SELECT a FROM t WHERE a LIKE 'Intro%' AND a NOT LIKE '%II'").special
    assert any(text.startswith("Intro") and text.endswith("II") for text in found)
