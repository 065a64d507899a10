"""Tables for people: aligned, harmless, and never wider than asked for."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sqlgym.report.draw.table import draw_difference, draw_table
from sqlgym.result import Column
from sqlgym.result.cells import display_width
from sqlgym.verdict.evidence import Difference, Shown

COLUMNS = (Column("id", "INTEGER"), Column("name", "VARCHAR"), Column("orders", "BIGINT"))
ALL_KINDS = Difference(
    COLUMNS,
    COLUMNS,
    (
        Shown("missing", expected=(17, "Ada", 0)),
        Shown("extra", actual=(9, "日本", 3)),
        Shown("changed", (7, "Eve", 0), (7, "Eve", 12), (2,)),
    ),
    {"missing": 32, "extra": 0, "changed": 1},
    (0,),
)


def test_names_numbers_and_wide_characters_line_up() -> None:
    rows = [(1, "日本", Decimal("1.50")), (100, None, Decimal("12.00"))]
    assert draw_table(["id", "name", "price"], rows, 40).splitlines() == [
        " id  name  price",
        "---  ----  -----",
        "  1  日本   1.50",
        "100  NULL  12.00",
    ]


def test_a_table_may_have_no_rows_or_no_columns() -> None:
    assert draw_table(["a"], [], 40).splitlines() == ["a", "-", "(no rows)"]
    assert draw_table([], [], 40) == "(no columns)"


def test_types_tell_what_is_no_text() -> None:
    assert draw_table(["a"], [("101",)], 40, types=["BIT"]).splitlines()[-1] == "101"


def test_each_kind_of_row_leads_with_its_sign_and_changed_cells_are_marked() -> None:
    assert draw_difference(ALL_KINDS, 60).splitlines() == [
        "            id  name  orders",
        "            --  ----  ------",
        "- missing   17  Ada        0",
        "+ extra      9  日本       3",
        "~ expected   7  Eve        0",
        "~ yours      7  Eve       12",
        "                          ^^",
        "… and 32 more missing, 1 more changed",
    ]


def test_narrow_terminals_keep_the_signs_and_lose_the_words() -> None:
    lines = draw_difference(ALL_KINDS, 30).splitlines()
    assert [line[:1] for line in lines] == [" ", " ", "-", "+", "~", "~", " ", "…"]


def test_columns_that_did_not_change_go_first() -> None:
    columns = [
        Column("id", "INTEGER"),
        *(Column(f"c{i}", "VARCHAR") for i in range(9)),
        Column("n", "INTEGER"),
    ]
    expected, actual = (7, *["x" * 30] * 9, 1), (7, *["x" * 30] * 9, 2)
    shown = Difference(tuple(columns), tuple(columns), (Shown("changed", expected, actual, (10,)),), {}, (0,))
    drawn = draw_difference(shown, 40)
    assert drawn.splitlines()[0].split()[0] == "id"
    assert drawn.splitlines()[0].split()[-2:] == ["n", "…"]


def test_the_changed_cell_stays_longest() -> None:
    shown = Difference(COLUMNS, COLUMNS, ALL_KINDS.rows[2:], {}, (0,))
    assert "12" in draw_difference(shown, 10)


def test_long_cells_are_shown_from_where_they_differ() -> None:
    column = (Column("text", "VARCHAR"),)
    rows = (Shown("changed", ("x" * 500 + "left",), ("x" * 500 + "right",), (0,)),)
    lines = draw_difference(Difference(column, column, rows, {}), 80).splitlines()
    assert lines[2].endswith("…xxxxxxxxxxleft")
    assert lines[3].endswith("…xxxxxxxxxxright")


def test_colour_changes_nothing_but_colour() -> None:
    coloured = draw_difference(ALL_KINDS, 60, colour=True)
    assert "\x1b[31m" in coloured
    plain = re.sub(r"\x1b\[\d+m", "", coloured)
    assert [line.rstrip() for line in plain.splitlines()] == draw_difference(ALL_KINDS, 60).splitlines()


CELLS = st.none() | st.integers() | st.text(max_size=60) | st.lists(st.text(max_size=5), max_size=3)
NAMES = st.lists(st.text(max_size=50), min_size=1, max_size=6)


def assert_harmless(drawn: str, width: int) -> None:
    for line in drawn.split("\n"):
        assert display_width(line) <= width
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in line)


@given(NAMES, st.data(), st.integers(1, 100))
def test_a_table_is_harmless_and_no_wider_than_asked(names: list[str], data: Any, width: int) -> None:
    rows = data.draw(st.lists(st.tuples(*[CELLS] * len(names)), max_size=4))
    assert_harmless(draw_table(names, rows, width), width)


@given(NAMES, st.data(), st.integers(1, 100))
def test_a_difference_is_harmless_and_no_wider_than_asked(names: list[str], data: Any, width: int) -> None:
    columns = tuple(Column(name, "VARCHAR") for name in names)
    row = st.tuples(*[CELLS] * len(names))
    changed = st.sets(st.integers(0, len(names) - 1), min_size=1).map(sorted).map(tuple)
    shown = st.one_of(
        st.builds(Shown, st.just("missing"), expected=row),
        st.builds(Shown, st.just("extra"), actual=row),
        st.builds(Shown, st.just("changed"), row, row, changed),
    )
    rows = tuple(data.draw(st.lists(shown, max_size=4)))
    assert_harmless(draw_difference(Difference(columns, columns, rows, {"extra": 10**6}), width), width)
