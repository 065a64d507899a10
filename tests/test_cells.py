"""Single cells: how they are drawn for people, held in JSON, and when two are equal."""

import math
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqlgym.compare.equality import same_cell
from sqlgym.result.cells import cut, display_width, draw, jsonable, visible
from sqlgym.result.types import Type, parse_type, word_for

WEST = timezone(timedelta(hours=-2))
TWO = timezone(timedelta(hours=2))
HUGE = Decimal("12345678901234567890123456789012345678")

ZONED = "TIMESTAMP WITH TIME ZONE"

EQUAL: list[tuple[Any, Any, str, str]] = [
    (None, None, "INTEGER", "VARCHAR"),
    (5, Decimal("5.00"), "INTEGER", "DECIMAL(10,2)"),
    (HUGE, int(HUGE), "DECIMAL(38,0)", "HUGEINT"),
    ("5", 5, "BIGNUM", "INTEGER"),
    (0.3, 0.1 + 0.2, "DOUBLE", "DOUBLE"),
    (Decimal("0.3"), 0.1 + 0.2, "DECIMAL(2,1)", "DOUBLE"),
    (math.nan, float("nan"), "DOUBLE", "DOUBLE"),
    (math.inf, math.inf, "DOUBLE", "FLOAT"),
    (-0.0, 0.0, "DOUBLE", "DOUBLE"),
    (date(2024, 1, 5), datetime(2024, 1, 5), "DATE", "TIMESTAMP"),
    ("10000-01-01", "10000-01-01 00:00:00", "DATE", "TIMESTAMP"),
    ("2024-01-05 00:00:00", date(2024, 1, 5), "TIMESTAMP_NS", "DATE"),
    ("2024-01-05 01:02:03.5", datetime(2024, 1, 5, 1, 2, 3, 500_000), "TIMESTAMP_NS", "TIMESTAMP"),
    ("2024-01-05 12:00:00+00", datetime(2024, 1, 5, 12, tzinfo=UTC), ZONED, ZONED),
    (
        datetime(2024, 1, 5, 12, tzinfo=UTC),
        datetime(2024, 1, 5, 14, tzinfo=TWO),
        "TIMESTAMP WITH TIME ZONE",
        "TIMESTAMP WITH TIME ZONE",
    ),
    ("a", "a", "VARCHAR", "ENUM('a', 'b')"),
    (b"\x00", b"\x00", "BLOB", "BLOB"),
    (UUID(int=7), UUID(int=7), "UUID", "UUID"),
    ([1, 2], (1, 2), "INTEGER[]", "INTEGER[2]"),
    ([0.3, None], [0.1 + 0.2, None], "DOUBLE[]", "DOUBLE[]"),
    ({"a": 1}, {"b": 1}, "STRUCT(a INTEGER)", "STRUCT(b INTEGER)"),
    ({"a": 1, "b": 2}, (1, 2), "STRUCT(a INTEGER, b INTEGER)", "TUPLE(INTEGER, INTEGER)"),
    ({1: 0.3, 2: 1.0}, {2: 1.0, 1: 0.1 + 0.2}, "MAP(INTEGER, DOUBLE)", "MAP(INTEGER, DOUBLE)"),
    (
        {"key": [[1], [2]], "value": ["a", "b"]},
        {"key": [[2], [1]], "value": ["b", "a"]},
        "MAP(INTEGER[], VARCHAR)",
        "MAP(INTEGER[], VARCHAR)",
    ),
    (timedelta(days=1), timedelta(hours=24), "INTERVAL", "INTERVAL"),
    ([math.nan, 1.0], [float("nan"), 1.0], "DOUBLE[]", "DOUBLE[]"),
    (datetime.max.replace(tzinfo=WEST), datetime.max.replace(tzinfo=WEST), "TIMESTAMPTZ", "TIMESTAMPTZ"),
]

DIFFERENT: list[tuple[Any, Any, str, str]] = [
    (None, "", "VARCHAR", "VARCHAR"),
    (None, 0, "INTEGER", "INTEGER"),
    (None, "None", "VARCHAR", "VARCHAR"),
    (None, math.nan, "DOUBLE", "DOUBLE"),
    (1, True, "INTEGER", "BOOLEAN"),
    (HUGE, HUGE + 1, "DECIMAL(38,0)", "DECIMAL(38,0)"),
    (2**53, 2**53 + 1, "BIGINT", "BIGINT"),
    (1.0, 1.00001, "DOUBLE", "DOUBLE"),
    (math.inf, -math.inf, "DOUBLE", "DOUBLE"),
    (math.inf, 1e308, "DOUBLE", "DOUBLE"),
    (10**400, math.inf, "BIGNUM", "DOUBLE"),
    (Decimal("1E+400"), math.inf, "NUMERIC", "DOUBLE"),
    (date(2024, 1, 5), "2024-01-05", "DATE", "VARCHAR"),
    ("10000-01-01", "10000-01-01", "DATE", "VARCHAR"),
    (date(2024, 1, 5), datetime(2024, 1, 5, 1), "DATE", "TIMESTAMP"),
    ("2024-01-05 00:00:00.123456789", "2024-01-05 00:00:00.123456", "TIMESTAMP_NS", "TIMESTAMP_NS"),
    ("2024-01-05 00:00:00+00", "2024-01-05 00:00:00", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS"),
    ("0044-03-15 (BC)", date(44, 3, 15), "DATE", "DATE"),
    (datetime(2024, 1, 5, tzinfo=UTC), datetime(2024, 1, 5), "TIMESTAMP WITH TIME ZONE", "TIMESTAMP"),
    ("a", "A", "VARCHAR", "VARCHAR"),
    ("a", "a ", "VARCHAR", "VARCHAR"),
    ("101", "101", "BIT", "VARCHAR"),
    ("101", 101, "VARCHAR", "INTEGER"),
    (b"a", "a", "BLOB", "VARCHAR"),
    (UUID(int=7), str(UUID(int=7)), "UUID", "VARCHAR"),
    ([1, 2], [2, 1], "INTEGER[]", "INTEGER[]"),
    ([1], [1, None], "INTEGER[]", "INTEGER[]"),
    ([1], [True], "INTEGER[]", "BOOLEAN[]"),
    ([None], None, "INTEGER[]", "INTEGER[]"),
    ({"a": 1}, {"a": None}, "STRUCT(a INTEGER)", "STRUCT(a INTEGER)"),
    ({1: "a"}, {1: "b"}, "MAP(INTEGER, VARCHAR)", "MAP(INTEGER, VARCHAR)"),
    (time(1), time(1, tzinfo=TWO), "TIME", "TIME WITH TIME ZONE"),
    (timedelta(1), timedelta(2), "INTERVAL", "INTERVAL"),
]


@pytest.mark.parametrize(("one", "other", "type_one", "type_other"), EQUAL)
def test_equal_cells_are_equal_both_ways(one: Any, other: Any, type_one: str, type_other: str) -> None:
    assert same_cell(one, other, (type_one, type_other))
    assert same_cell(other, one, (type_other, type_one))


@pytest.mark.parametrize(("one", "other", "type_one", "type_other"), DIFFERENT)
def test_different_cells_differ_both_ways(one: Any, other: Any, type_one: str, type_other: str) -> None:
    assert not same_cell(one, other, (type_one, type_other))
    assert not same_cell(other, one, (type_other, type_one))


def test_a_whole_number_beside_inexact_ones_stays_exact() -> None:
    types = ("STRUCT(id BIGINT, x DOUBLE)",) * 2
    assert not same_cell({"id": 10**12, "x": 0.3}, {"id": 10**12 + 1, "x": 0.3}, types)
    assert same_cell({"id": 10**12, "x": 0.3}, {"id": 10**12, "x": 0.1 + 0.2}, types)


def test_the_tolerance_is_the_callers() -> None:
    assert same_cell(1.0, 1.001, tolerance=0.01)
    assert not same_cell(1, 2, tolerance=0.9)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("INTEGER", Type("INTEGER")),
        ("DECIMAL(10,2)", Type("DECIMAL")),
        ('"NULL"', Type("NULL")),
        ("TIMESTAMP WITH TIME ZONE", Type("TIMESTAMP WITH TIME ZONE")),
        ("ENUM('x,)''y', 'a')[]", Type("LIST", (Type("ENUM"),))),
        ("INTEGER[][3]", Type("LIST", (Type("LIST", (Type("INTEGER"),)),))),
        ("MAP(VARCHAR, BIT[])", Type("MAP", (Type("VARCHAR"), Type("LIST", (Type("BIT"),))))),
        (
            'STRUCT("we""i)r,d" INTEGER, b DECIMAL(4,2))',
            Type("STRUCT", (Type("INTEGER"), Type("DECIMAL")), ('we"i)r,d', "b")),
        ),
    ],
)
def test_types_are_taken_apart(text: str, type_: Type) -> None:
    assert parse_type(text) == type_


@pytest.mark.parametrize(
    ("cell", "type_", "word"),
    [
        ("101", "BIT", "bits"),
        ("101", "VARCHAR", "text"),
        ({1: 2}, "MAP", "maps"),
        ({"a": 2}, "STRUCT", "structs"),
        (time(1, tzinfo=UTC), "", "times of day with a time zone"),
        (UUID(int=0), "UUID", "values of type UUID"),
    ],
)
def test_values_have_plain_names(cell: Any, type_: str, word: str) -> None:
    assert word_for(cell, type_) == word


@pytest.mark.parametrize(
    ("cell", "drawn"),
    [
        (None, "NULL"),
        ("NULL", "'NULL'"),
        ("None", "'None'"),
        ("", "''"),
        (" ", "' '"),
        ("Ada", "Ada"),
        ("Ada ", "'Ada '"),
        ("5", "'5'"),
        ("2024-01-05", "'2024-01-05'"),
        ("it's", "it's"),
        (True, "true"),
        (0.1 + 0.2, "0.30000000000000004"),
        (math.inf, "inf"),
        (Decimal("1E+3"), "1000"),
        (Decimal("5.00"), "5.00"),
        (date(2024, 1, 5), "2024-01-05"),
        (datetime(2024, 1, 5, 1), "2024-01-05 01:00:00"),
        (datetime(2024, 1, 5, tzinfo=UTC), "2024-01-05 00:00:00+00:00"),
        (timedelta(days=3, hours=4), "3 days 04:00:00"),
        (timedelta(hours=-1), "-01:00:00"),
        (timedelta(microseconds=1500), "00:00:00.001500"),
        (timedelta(days=1), "1 day"),
        (timedelta(0), "00:00:00"),
        (b"\x00\xff", "\\x00ff"),
        ([1, "a", None], "[1, 'a', NULL]"),
        ({"a": 1, "b": "x"}, "{a: 1, b: 'x'}"),
        (UUID(int=0), "00000000-0000-0000-0000-000000000000"),
    ],
)
def test_cells_are_drawn_so_that_none_is_taken_for_another(cell: Any, drawn: str) -> None:
    assert draw(cell) == drawn


def deep(levels: int, cell: Any) -> Any:
    for _ in range(levels):
        cell = [cell]
    return cell


@pytest.mark.parametrize("levels", [10, 49, 50, 51, 900])
def test_lists_may_be_nested_however_deeply(levels: int) -> None:
    types = ("DOUBLE" + "[]" * levels,) * 2
    assert same_cell(deep(levels, 0.3), deep(levels, 0.1 + 0.2), types)
    assert not same_cell(deep(levels, 0.3), deep(levels, 0.4), types)
    assert not same_cell(deep(levels, None), deep(levels, []), types)
    assert draw(deep(levels, 1), types[0], 5000).startswith("[[[[[[[[[[")
    assert isinstance(jsonable(deep(levels, 1)), list)


def test_types_may_be_nested_however_deeply() -> None:
    text = "STRUCT(a " * 900 + "INTEGER" + ")" * 900
    assert parse_type(text) == Type("")
    assert same_cell({"a": 1}, {"a": 1}, (text, text))


def test_what_comes_as_text_but_is_none_is_drawn_plain() -> None:
    assert draw("101", "BIT") == "101"
    assert draw(["5"], "BIGNUM[]") == "[5]"
    assert draw("[2024-01-05 00:00:00+00]", "TIMESTAMP WITH TIME ZONE[]") == "[2024-01-05 00:00:00+00]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\nb\tc", "a␊b␉c"),
        ("\x7f\x9b", "␡\\x9b"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u200b\ufeff", "\\u200b\\ufeff"),
        ("a\u00a0b", "a\\xa0b"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("naïve 日本", "naïve 日本"),
    ],
)
def test_what_would_hide_or_steer_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_long_cells_end_in_an_ellipsis() -> None:
    assert draw("x" * 1000, width=10) == "xxxxxxxxx…"
    assert draw(list(range(10**6)), width=10) == "[0, 1, 2,…"
    assert display_width(draw("日" * 100, width=10)) == 9


def test_combining_marks_take_no_width_and_cannot_pile_up() -> None:
    assert display_width("e\u0301") == 1
    assert len(cut("e" + "\u0301" * 10_000, 10)) <= 41


@given(st.text() | st.lists(st.text()) | st.binary(), st.integers(1, 30))
def test_a_drawn_cell_is_harmless_and_no_wider_than_asked(cell: Any, width: int) -> None:
    drawn = draw(cell, width=width)
    assert display_width(drawn) <= width
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in drawn)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        (True, True),
        (2**53, 2**53),
        (2**53 + 1, "9007199254740993"),
        (-(2**53) - 1, "-9007199254740993"),
        (0.5, 0.5),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (Decimal("0.10"), 0.1),
        (Decimal("0.12345678901234567890"), "0.12345678901234567890"),
        (HUGE, str(HUGE)),
        (date(2024, 1, 5), "2024-01-05"),
        (datetime(2024, 1, 5, tzinfo=UTC), "2024-01-05T00:00:00+00:00"),
        (time(1, 2), "01:02:00"),
        (timedelta(hours=1), "01:00:00"),
        (b"\x00\xff", "00ff"),
        (UUID(int=0), "00000000-0000-0000-0000-000000000000"),
        ([1, (2**60,)], [1, ["1152921504606846976"]]),
        ({1: math.nan, "b": None}, {"1": "NaN", "b": None}),
    ],
)
def test_json_holds_every_cell(cell: Any, value: Any) -> None:
    assert jsonable(cell) == value
    assert type(jsonable(cell)) is type(value)
