"""A result against what is right: what is equal, and which reason leads where it is not."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations
from typing import Any, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sqlgym.compare.comparison import compare, equal
from sqlgym.compare.difference import Comparison
from sqlgym.compare.equality import all_close, same_cell, sides
from sqlgym.compare.matching import unmatched
from sqlgym.result import Block, Column, Expected, Row, Run

Rows = Sequence[tuple[Any, ...]]
EMPLOYEES = (Column("id", "INTEGER"), Column("name", "VARCHAR"), Column("orders", "BIGINT"))
PEOPLE: Rows = [(1, "Ada", 2), (2, "Bob", 0), (3, "Cleo", 1), (4, "Dee", 0)]


def run(rows: Rows, columns: Sequence[Column] = EMPLOYEES) -> Run:
    return Run(tuple(columns), tuple(rows))


def any_order(rows: Rows, columns: Sequence[Column] = EMPLOYEES) -> Expected:
    return Expected(run(rows, columns), (Block(len(rows), tuple(rows)),))


def this_order(rows: Rows, columns: Sequence[Column] = EMPLOYEES) -> Expected:
    return Expected(run(rows, columns), tuple(Block(1, (row,)) for row in rows))


def one_column(cells: Sequence[Any], type_: str = "VARCHAR", name: str = "x") -> Run:
    return run([(cell,) for cell in cells], [Column(name, type_)])


def of_column(expected: Sequence[Any], actual: Sequence[Any], *types: str, **options: Any) -> Comparison:
    right = one_column(expected, types[0] if types else "VARCHAR")
    given_ = one_column(actual, types[-1] if types else "VARCHAR")
    return compare(any_order(right.rows, right.columns), given_, **options)


def checks(comparison: Comparison) -> list[str]:
    assert comparison.equal == (not comparison.findings)
    return [finding.check for finding in comparison.findings]


def text(comparison: Comparison) -> str:
    return " ".join(f"{finding.message} {finding.help}" for finding in comparison.findings)


# Right results


PAIRS: list[tuple[Expected, Run]] = [
    (right, run(rows, columns))
    for right in (any_order(PEOPLE), this_order(PEOPLE), this_order(PEOPLE[:1]))
    for rows in (PEOPLE, PEOPLE[::-1], PEOPLE[:1], [*PEOPLE, PEOPLE[0]], [*PEOPLE[:3], (4, "Dee", 9)])
    for columns in (EMPLOYEES, (Column("n", "INTEGER"), *EMPLOYEES[1:]), (*EMPLOYEES[1:], EMPLOYEES[0]))
]


@pytest.mark.parametrize("columns", ["position", "name"])
def test_the_short_way_says_what_the_long_way_says(columns: Literal["position", "name"]) -> None:
    said = [
        (equal(right, actual, columns=columns), compare(right, actual, columns=columns).equal)
        for right, actual in PAIRS
    ]
    assert all(short == long for short, long in said)
    assert {long for _, long in said} == {True, False}


def test_another_row_order_is_right_where_none_is_asked_for() -> None:
    assert compare(any_order(PEOPLE), run(PEOPLE[::-1])) == Comparison(True)


def test_another_alias_is_right_with_a_note() -> None:
    columns = (EMPLOYEES[0], Column("n\x1bame", "VARCHAR"), Column("ORDERS", "BIGINT"))
    comparison = compare(any_order(PEOPLE), run(PEOPLE, columns))
    assert comparison.equal
    assert comparison.notes == ("Column 2 is called n␛ame, the task calls it name.",)


def test_no_note_where_the_task_gives_no_name() -> None:
    expected = any_order([(3,)], [Column("count(*)", "BIGINT")])
    assert compare(expected, run([(3,)], [Column("n", "BIGINT")])).notes == ()


def test_other_field_names_are_a_note() -> None:
    cells = [{"a": 1}], [{"b": 1}]
    comparison = of_column(*cells, "STRUCT(a INTEGER)", "STRUCT(b INTEGER)")
    assert comparison.equal
    assert comparison.notes == ("Column 1 has the fields b, not a.",)


def test_inexact_numbers_are_right_within_the_tolerance() -> None:
    assert of_column([0.3, 1.0], [1.0, 0.1 + 0.2], "DOUBLE").equal
    assert of_column([Decimal("0.3")], [0.1 + 0.2], "DECIMAL(2,1)", "DOUBLE").equal
    assert of_column([100.0], [101.0], "DOUBLE", tolerance=0.01).equal


def test_exact_numbers_are_equal_by_value() -> None:
    assert of_column([5, None], [None, Decimal("5.00")], "INTEGER", "DECIMAL(10,2)").equal
    assert of_column([10**37 + 1], [Decimal(10**37 + 1)], "HUGEINT", "DECIMAL(38,0)").equal
    assert not of_column([10**37 + 1], [Decimal(10**37)], "HUGEINT", "DECIMAL(38,0)").equal


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        ([math.nan, math.inf, -math.inf, None], "DOUBLE"),
        ([[1, None], [], None, [[1.5], []]], "DOUBLE[]"),
        ([{"a": 1, "b": "x"}, {"a": None, "b": ""}], "STRUCT(a INTEGER, b VARCHAR)"),
        ([b"", b"\x00", None], "BLOB"),
        ([datetime(2024, 1, 1, tzinfo=UTC), None], "TIMESTAMP WITH TIME ZONE"),
        ([Decimal("1" * 38), Decimal("-0.01")], "DECIMAL(38,0)"),
        (["101", "", None], "BIT"),
    ],
)
def test_every_kind_of_cell_equals_itself_in_any_order(cells: list[Any], type_: str) -> None:
    assert of_column(cells, cells[::-1], type_).equal
    assert not of_column(cells, [cells[0], *cells[:-1]], type_).equal


def test_a_column_of_nulls_has_every_type() -> None:
    assert of_column([None, None], [None, None], "DATE", "INTEGER").equal


def test_two_empty_results_are_equal() -> None:
    assert compare(any_order([]), run([])).equal
    assert compare(any_order([], []), run([], [])).equal


def test_columns_of_one_name_are_told_apart_by_position() -> None:
    columns = (Column("id", "INTEGER"), Column("id", "INTEGER"))
    assert compare(any_order([(1, 2)], columns), run([(1, 2)], columns)).equal
    assert checks(compare(any_order([(1, 2)], columns), run([(2, 1)], columns))) == ["column order"]


def test_nothing_is_said_of_style() -> None:
    assert compare(this_order(PEOPLE), run(PEOPLE)) == Comparison(True)


# Wrong columns


def test_an_extra_column_is_named_with_both_counts() -> None:
    columns = (*EMPLOYEES, Column("salary", "INTEGER"))
    comparison = compare(any_order(PEOPLE), run([(*row, 1) for row in PEOPLE[1:]], columns))
    assert checks(comparison) == ["columns"]
    assert "returns 4 columns, 3 are expected" in text(comparison)
    assert "returns 3 rows, 4 are expected" in text(comparison)
    assert "The task does not ask for salary." in text(comparison)


def test_a_missing_column_is_named() -> None:
    comparison = compare(any_order(PEOPLE), run([row[:2] for row in PEOPLE], EMPLOYEES[:2]))
    assert "Return orders as well." in text(comparison)


def test_no_columns_at_all_is_a_finding() -> None:
    assert "returns no columns, 3 are expected" in text(compare(any_order(PEOPLE), run([], [])))
    assert checks(compare(any_order([], []), run(PEOPLE))) == ["columns"]


def test_swapped_columns_are_named() -> None:
    columns = (EMPLOYEES[1], EMPLOYEES[0], EMPLOYEES[2])
    comparison = compare(any_order(PEOPLE), run([(b, a, c) for a, b, c in PEOPLE], columns))
    assert checks(comparison) == ["column order"]
    assert "Columns 1 and 2 are swapped" in text(comparison)
    assert "4 rows, as expected" in text(comparison)


def test_columns_are_found_by_what_they_hold_whatever_their_names() -> None:
    columns = (Column("a", "BIGINT"), Column("b", "INTEGER"), Column("c", "VARCHAR"))
    comparison = compare(any_order(PEOPLE), run([(c, a, b) for a, b, c in PEOPLE], columns))
    assert checks(comparison) == ["column order"]
    assert "expected is the order b, c, a" in text(comparison)


def test_swapped_columns_may_hide_a_wrong_order_of_rows() -> None:
    rows = [(b, a, c) for a, b, c in reversed(PEOPLE)]
    comparison = compare(this_order(PEOPLE), run(rows, (EMPLOYEES[1], EMPLOYEES[0], EMPLOYEES[2])))
    assert checks(comparison) == ["column order", "order"]


def test_swapped_names_lead_even_where_rows_are_missing_too() -> None:
    rows = [(b, a, c) for a, b, c in PEOPLE[1:]]
    comparison = compare(any_order(PEOPLE), run(rows, (EMPLOYEES[1], EMPLOYEES[0], EMPLOYEES[2])))
    assert checks(comparison) == ["column order", "missing"]


def test_columns_are_matched_by_name_only_when_asked() -> None:
    rows = [(c, b, a) for a, b, c in PEOPLE]
    columns = (Column("Orders", "BIGINT"), Column("NAME", "VARCHAR"), Column("id", "INTEGER"))
    assert compare(any_order(PEOPLE), run(rows, columns), columns="name") == Comparison(True)
    assert not compare(any_order(PEOPLE), run(rows, columns)).equal


def test_by_name_missing_and_extra_names_are_listed() -> None:
    columns = (EMPLOYEES[0], Column("nome", "VARCHAR"), EMPLOYEES[2])
    comparison = compare(any_order(PEOPLE), run(PEOPLE, columns), columns="name")
    assert checks(comparison) == ["columns"]
    assert "No column is called name. The task does not ask for nome." in text(comparison)


def test_by_name_the_first_of_two_equal_names_is_the_first() -> None:
    columns = (Column("id", "INTEGER"), Column("id", "INTEGER"))
    assert compare(any_order([(1, 2)], columns), run([(1, 2)], columns), columns="name").equal
    assert not compare(any_order([(1, 2)], columns), run([(2, 1)], columns), columns="name").equal


# Wrong rows


def test_only_a_wrong_order_says_where_it_goes_wrong() -> None:
    comparison = compare(this_order(PEOPLE), run([PEOPLE[0], PEOPLE[2], PEOPLE[1], PEOPLE[3]]))
    assert checks(comparison) == ["order"]
    assert "row 2 is (3, Cleo, 1), expected is (2, Bob, 0)" in text(comparison)
    assert comparison.difference is None


def test_a_reversed_order_is_recognised() -> None:
    assert "ascending or descending" in text(compare(this_order(PEOPLE), run(PEOPLE[::-1])))


def test_rows_that_tie_may_come_in_any_order() -> None:
    expected = Expected(run(PEOPLE), (Block(1, (PEOPLE[0],)), Block(3, tuple(PEOPLE[1:]))))
    assert compare(expected, run([PEOPLE[0], *PEOPLE[:0:-1]])).equal
    assert checks(compare(expected, run(PEOPLE[::-1]))) == ["order"]


def test_where_limit_cuts_a_tie_any_of_the_rows_will_do() -> None:
    expected = Expected(run(PEOPLE[:2]), (Block(1, (PEOPLE[0],)), Block(1, tuple(PEOPLE[1:]))))
    assert all(compare(expected, run([PEOPLE[0], row])).equal for row in PEOPLE[1:])
    assert checks(compare(expected, run([PEOPLE[0], PEOPLE[0]]))) != []
    comparison = compare(expected, run([(9, "Zoe", 9), PEOPLE[3]]))
    assert comparison.difference is not None
    assert [row.expected for row in comparison.difference.rows if row.kind == "missing"] == [PEOPLE[0]]


def test_duplicated_rows_are_counted() -> None:
    comparison = compare(any_order(PEOPLE), run([*PEOPLE, PEOPLE[1], PEOPLE[1]]))
    assert checks(comparison) == ["duplicates"]
    assert "returns 6 rows, 4 are expected" in text(comparison)
    assert "2 copies too many, such as (2, Bob, 0)" in text(comparison)
    assert "more than once" in text(comparison)


def test_folded_duplicates_are_counted() -> None:
    comparison = of_column(["a", "a", "b"], ["a", "b"])
    assert checks(comparison) == ["duplicates"]
    assert "1 copy too few, such as (a)" in text(comparison)


def test_duplicates_are_found_within_the_tolerance() -> None:
    assert checks(of_column([0.3, 0.5], [0.3, 0.1 + 0.2, 0.5], "DOUBLE")) == ["duplicates"]


@pytest.mark.parametrize("cell", ["", "None", "NULL"])
def test_text_for_null_is_told(cell: str) -> None:
    comparison = of_column(["a", None, None], ["a", cell, cell])
    assert checks(comparison) == ["nulls"]
    assert f"'{cell}' where NULL is expected" in text(comparison)
    assert "in 2 rows" in text(comparison)


def test_zero_for_null_is_told_and_null_for_zero() -> None:
    columns = ("DOUBLE",)
    assert "0.0 where NULL is expected" in text(of_column([1.5, None], [1.5, 0.0], *columns))
    comparison = of_column([Decimal(0), 3], [None, 3], "DECIMAL(10,2)")
    assert checks(comparison) == ["nulls"]
    assert "NULL where 0 is expected" in text(comparison)


def test_rounded_numbers_are_told_with_the_largest_difference() -> None:
    comparison = of_column([33.333333, 0.5], [33.33, 0.5], "DOUBLE")
    assert checks(comparison) == ["rounding"]
    assert "33.33 where 33.333333 is expected" in text(comparison)
    assert "the largest difference is 0.00333" in text(comparison)


def test_what_is_left_where_floats_cancel_out_is_zero() -> None:
    assert checks(of_column([0.0, 1.0], [1.0, 0.1 + 0.2 - 0.3], "DOUBLE")) == []


@pytest.mark.parametrize(("expected", "actual"), [(2.5, 2), (Decimal("12.34"), Decimal("12.35"))])
def test_cut_numbers_and_noise_are_rounding(expected: Any, actual: Any) -> None:
    assert checks(of_column([expected], [actual], "DOUBLE")) == ["rounding"]


def test_a_float_that_is_whole_by_chance_is_no_rounding() -> None:
    assert checks(of_column([3.0], [3.5], "DOUBLE")) == ["changed"]


@pytest.mark.parametrize(
    ("expected", "actual"), [(1, 0), (100000, 100001), (Decimal("5.50"), Decimal("5.00"))]
)
def test_other_numbers_are_no_rounding(expected: Any, actual: Any) -> None:
    assert checks(of_column([expected], [actual], "DECIMAL(10,2)")) == ["changed"]


@pytest.mark.parametrize(
    ("expected", "actual", "types", "words"),
    [
        (date(2024, 1, 5), "2024-01-05", ("DATE", "VARCHAR"), "It holds text, not dates."),
        ("2024-01-05", date(2024, 1, 5), ("VARCHAR", "DATE"), "It holds dates, not text."),
        (Decimal("5.00"), "5", ("DECIMAL(10,2)", "VARCHAR"), "It holds text, not numbers."),
        (True, 1, ("BOOLEAN", "INTEGER"), "It holds numbers, not true or false."),
        ("101", "101", ("BIT", "VARCHAR"), "It holds text, not bits."),
        (
            datetime(2024, 1, 5),
            datetime(2024, 1, 5, tzinfo=UTC),
            ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
            "It holds timestamps with a time zone, not timestamps.",
        ),
    ],
)
def test_the_right_value_of_a_wrong_type_is_told(expected: Any, actual: Any, types: Any, words: str) -> None:
    comparison = of_column([expected, None], [None, actual], *types)
    assert checks(comparison) == ["types"]
    assert words in text(comparison)


def test_an_inner_join_for_a_left_join_misses_rows() -> None:
    comparison = compare(any_order(PEOPLE), run([row for row in PEOPLE if row[2]]))
    assert checks(comparison) == ["missing"]
    assert "returns 2 rows, 4 are expected. 2 rows are missing, such as (2, Bob, 0)" in text(comparison)


def test_extra_rows_are_told() -> None:
    comparison = compare(any_order(PEOPLE), run([*PEOPLE, (5, "Eve", 7)]))
    assert checks(comparison) == ["extra"]
    assert "returns 5 rows, 4 are expected. 1 row should not be there, such as (5, Eve, 7)" in text(
        comparison
    )


def test_no_rows_on_one_side_is_told() -> None:
    assert "returns no rows, 4 are expected" in text(compare(any_order(PEOPLE), run([])))
    assert "returns 4 rows, none are expected" in text(compare(any_order([]), run(PEOPLE)))


def test_count_star_for_count_of_a_column_changes_cells() -> None:
    comparison = compare(any_order(PEOPLE), run([(i, name, orders or 1) for i, name, orders in PEOPLE]))
    assert checks(comparison) == ["changed"]
    assert "Column 3 (orders) is wrong in 2 rows: 1 where 0 is expected (id 2)." in text(comparison)
    assert "4 rows, as expected" in text(comparison)


def test_a_key_of_two_columns_is_found() -> None:
    rows = [(a, b, a * 10 + b) for a in range(3) for b in range(3)]
    wrong = [*rows[:-1], (2, 2, 99)]
    comparison = compare(any_order(rows), run(wrong))
    assert checks(comparison) == ["changed"]
    assert comparison.difference is not None
    assert comparison.difference.key == (0, 1)


def test_one_row_against_one_row_is_a_changed_row() -> None:
    comparison = of_column([300], [200], "INTEGER")
    assert checks(comparison) == ["changed"]
    assert "200 where 300 is expected" in text(comparison)


def test_missing_extra_and_changed_come_together() -> None:
    wrong = [(1, "Ada", 9), (2, "Bob", 0), (3, "Cleo", 1), (7, "Gil", 0)]
    assert checks(compare(any_order(PEOPLE), run(wrong))) == ["missing", "extra", "changed"]


def test_changed_cells_get_the_help_that_fits_them() -> None:
    columns = (Column("id", "INTEGER"), Column("region", "VARCHAR"), Column("n", "INTEGER"))
    rows = [(1, None, 1), (2, "north", 2), (3, None, 3)]
    comparison = compare(any_order(rows, columns), run([(1, "", 1), (2, "north", 7), (3, "", 3)], columns))
    assert checks(comparison) == ["changed"]
    assert (
        "Column 2 (region) is wrong in 2 rows: '' where NULL is expected (id 1). Wrong too: column 3."
        in text(comparison)
    )
    assert "NULL means that there is no value" in text(comparison)


def test_two_columns_of_wrong_types_are_both_named() -> None:
    columns = (Column("day", "DATE"), Column("n", "INTEGER"))
    given_ = [Column("day", "VARCHAR"), Column("n", "VARCHAR")]
    rows, texts = [(date(2024, 1, 5), 1), (None, 2)], [("2024-01-05", "1"), (None, "2")]
    comparison = compare(any_order(rows, columns), run(texts, given_))
    assert checks(comparison) == ["types"]
    assert "Column 2 (n)" in text(comparison)
    assert "Wrong too: column 1." in text(comparison)


def test_other_counts_and_other_names_of_columns_list_both() -> None:
    comparison = compare(
        any_order(PEOPLE), run([row[:2] for row in PEOPLE], [EMPLOYEES[0], Column("who", "VARCHAR")])
    )
    assert "Yours: id, who. Expected: id, name, orders." in text(comparison)


def test_of_inexact_numbers_only_the_wrong_ones_are_left_over() -> None:
    comparison = of_column([1.0, 2.0, 2.0, 9.0], [1.0 + 1e-15, 2.0, 2.0 + 1e-15, 2.5, 3.5], "DOUBLE")
    assert checks(comparison) == ["missing", "extra"]
    assert "1 row is missing, such as (9.0)" in text(comparison)
    assert "2 rows should not be there, such as (2.5)" in text(comparison)


@pytest.mark.parametrize("place", [0, 100, 101, 999])
def test_a_difference_is_found_wherever_it_is(place: int) -> None:
    rows = [(i, f"n{i}", 0) for i in range(1000)]
    wrong = [*rows[:place], (place, f"n{place}", 1), *rows[place + 1 :]]
    comparison = compare(any_order(rows), run(wrong))
    assert checks(comparison) == ["changed"]
    assert f"(id {place})" in text(comparison)


def test_hostile_cells_and_names_are_shown_harmless() -> None:
    columns = [Column("a\x1b[2J\u202e", "VARCHAR")]
    comparison = compare(any_order([("x",)], columns), run([("\x1b]0;owned\x07" + "y" * 9999,)], columns))
    assert all(char.isprintable() for char in text(comparison))
    assert len(text(comparison)) < 500


# Properties

CELLS = st.none() | st.integers(-3, 3) | st.sampled_from([0.5, 1.5, math.nan, Decimal("0.5")])
ROWS = st.lists(st.tuples(CELLS, st.sampled_from(["", "a", "b", None])), max_size=8)
TWO = (Column("x", "DOUBLE"), Column("y", "VARCHAR"))


@given(ROWS, st.randoms())
def test_a_shuffled_result_is_right(rows: list[Row], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    assert compare(any_order(rows, TWO), run(shuffled, TWO)).equal


@given(ROWS, st.data())
def test_any_single_fault_is_found(rows: list[Row], data: st.DataObject) -> None:
    assume(rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    x, y = rows[place]
    faults: list[list[Row]] = [
        rows[:place] + rows[place + 1 :],
        [*rows, rows[place]],
        [*rows[:place], (7, y), *rows[place + 1 :]],
        [*rows[:place], (x, "c"), *rows[place + 1 :]],
    ]
    for wrong in faults:
        comparison = compare(any_order(rows, TWO), run(wrong, TWO))
        assert not comparison.equal
        assert comparison.findings[0].message


NEAR = st.sampled_from([1.0, 1.1, 1.2, 1.3, 3.0, 1, Decimal("1.1")])
VECTORS = st.lists(st.tuples(NEAR, NEAR), max_size=5)


def brute_force(left: list[Row], right: list[Row], tolerance: float) -> bool:
    return len(left) == len(right) and any(
        all(all_close(one, other, tolerance) for one, other in zip(left, order, strict=True))
        for order in permutations(right)
    )


@given(VECTORS, VECTORS, st.integers(1, 2))
def test_matching_within_a_tolerance_agrees_with_trying_every_pairing(
    left: list[Row], right: list[Row], width: int
) -> None:
    left, right = [row[:width] for row in left], [row[:width] for row in right]
    types = ["DOUBLE"] * width
    rest = unmatched(*sides(left, right, types, types), 0.1)
    assert (rest == ([], [])) == brute_force(left, right, 0.1)
    assert len(left) - len(rest[0]) == len(right) - len(rest[1])


def test_closeness_is_not_handed_on() -> None:
    left, right = sides([(1.0,), (1.1,)], [(1.2,)], ["DOUBLE"], ["DOUBLE"])
    assert unmatched(left, right, 0.1) == ([0], [])


def test_many_numbers_within_a_wide_tolerance_are_still_matched() -> None:
    rows = [(1 + i / 1000, 1 + i / 1000) for i in range(300)]
    left, right = sides(rows, [*rows[1:], (5.0, 5.0)], ["DOUBLE"] * 2, ["DOUBLE"] * 2)
    missing, extra = unmatched(left, right, 0.01)
    assert (len(missing), extra) == (1, [299])


@given(st.lists(st.integers(0, 4), max_size=6), st.integers(0, 6), st.data())
def test_of_a_cut_block_any_part_is_right_and_nothing_else(
    cells: list[int], size: int, data: st.DataObject
) -> None:
    rows = [(cell,) for cell in cells]
    size = min(size, len(rows))
    column = [Column("x", "INTEGER")]
    expected = Expected(run(rows[:size], column), (Block(size, tuple(rows)),))
    part = data.draw(st.permutations(rows))[:size]
    assert compare(expected, run(part, column)).equal
    other = data.draw(st.lists(st.tuples(st.integers(0, 5)), max_size=6))
    holds = len(other) == size and all(other.count(row) <= rows.count(row) for row in other)
    assert compare(expected, run(other, column)).equal == holds


@given(ROWS)
def test_one_block_a_row_fixes_the_order(rows: list[Row]) -> None:
    turned = rows[1:] + rows[:1]
    comparison = compare(this_order(rows, TWO), run(turned, TWO))
    same = all(
        same_cell(*cells) for pair in zip(rows, turned, strict=True) for cells in zip(*pair, strict=True)
    )
    assert checks(comparison) == ([] if same else ["order"])
