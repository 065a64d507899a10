"""The rows of a difference: which are shown, and how many more there are."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sqlgym.compare.comparison import compare
from sqlgym.compare.difference import SHOWN, Pairing, difference
from sqlgym.result import Block, Column, Expected, Run
from sqlgym.verdict.evidence import Difference, Shown

COLUMNS = (Column("id", "INTEGER"), Column("n", "INTEGER"))
Rows = Sequence[tuple[Any, ...]]


def differ(expected: Rows, actual: Rows) -> Difference:
    right = Expected(Run(COLUMNS, tuple(expected)), (Block(len(expected), tuple(expected)),))
    found = compare(right, Run(COLUMNS, tuple(actual))).difference
    assert found is not None
    return found


def test_a_missing_row_has_no_actual_cells() -> None:
    assert differ([(1, 1), (2, 2)], [(1, 1)]).rows == (Shown("missing", expected=(2, 2)),)


def test_an_extra_row_has_no_expected_cells() -> None:
    assert differ([(1, 1)], [(1, 1), (2, 2)]).rows == (Shown("extra", actual=(2, 2)),)


def test_a_changed_row_names_its_cells_and_its_key() -> None:
    found = differ([(1, 1), (2, 2)], [(2, 7), (1, 1)])
    assert found.rows == (Shown("changed", (2, 2), (2, 7), (1,)),)
    assert found.key == (0,)


def test_rows_come_in_the_order_of_the_results() -> None:
    found = differ([(i, 0) for i in range(5)], [(i, 1) for i in (4, 2, 3, 0, 1)])
    assert [row.expected for row in found.rows] == [(i, 0) for i in range(5)]


def test_more_than_ten_are_counted() -> None:
    found = differ([(i, 0) for i in range(42)], [])
    assert len(found.rows) == SHOWN
    assert found.more == {"missing": 32, "extra": 0, "changed": 0}


def test_no_kind_is_crowded_out() -> None:
    expected = [(i, 0) for i in range(100)]
    actual = [(i, i % 2) for i in range(2, 101)]
    kinds = [row.kind for row in differ(expected, actual).rows]
    assert kinds == ["missing"] * 2 + ["extra"] + ["changed"] * 7


@given(*[st.integers(0, 30)] * 3)
def test_shown_and_more_are_all_there_is(missing: int, extra: int, changed: int) -> None:
    rows = [(i, i) for i in range(31)]
    pairing = Pairing(tuple(range(missing)), tuple(range(extra)), tuple((i, i, (1,)) for i in range(changed)))
    found = difference(COLUMNS, COLUMNS, rows, rows, pairing)
    assert len(found.rows) == min(SHOWN, missing + extra + changed)
    assert len(found.rows) + sum(found.more.values()) == missing + extra + changed
    assert all(count >= 0 for count in found.more.values())
