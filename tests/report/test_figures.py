"""What a page says of a class: sums, frequent mistakes, distributions."""

import msgspec
from classroom import SMALL, class_of, verdict
from hypothesis import given
from hypothesis import strategies as st

from sqlgym.report.figures import by_exercise, by_student, middle, mistakes, of_seconds, of_shares
from sqlgym.verdict import Finding, Grid


def test_a_students_points_leave_out_what_could_not_be_judged() -> None:
    results = [
        verdict("correct", student="a"),
        verdict("ungraded", student="a"),
        verdict("wrong", student="b"),
    ]
    found = by_student(results)
    assert [(one.name, one.points, one.possible, one.right) for one in found] == [
        ("a", 10, 10, 1),
        ("b", 0, 10, 0),
    ]


def test_an_exercise_counts_every_status() -> None:
    found = by_exercise(class_of(14, 1).results)
    assert [(share.status, share.count) for share in found[0].shares][:2] == [("correct", 2), ("wrong", 2)]
    assert sum(share.count for share in found[0].shares) == 14


def test_the_most_frequent_mistake_comes_first_with_its_smallest_database() -> None:
    large = msgspec.structs.replace(SMALL, expected=Grid(("a",), ((1,), (2,), (3,))))
    often = [verdict("wrong", diagnosis="often", counterexample=one) for one in (large, SMALL, large)]
    found = mistakes([verdict("wrong", diagnosis="seldom"), *often, verdict("correct")])
    assert [(one.said, len(one.results)) for one in found] == [("often", 3), ("seldom", 1)]
    assert found[0].counterexample == SMALL


def test_answers_without_a_diagnosis_are_counted_by_what_is_wrong() -> None:
    findings = (
        Finding("missing", "1 row is missing, such as (1)."),
        Finding("missing", "2 rows are missing."),
    )
    found = mistakes(verdict("wrong", diagnosis=None, findings=(one,)) for one in findings)
    assert [(one.said, len(one.results)) for one in found] == [("Rows are missing.", 2)]


@given(st.lists(st.floats(0.0001, 10_000), min_size=1, max_size=20))
def test_every_time_is_in_one_bar_and_the_outer_bars_have_some(times: list[float]) -> None:
    bars = of_seconds(verdict("correct", seconds=time) for time in times)
    assert sum(bar.count for bar in bars) == len(times)
    assert bars[0].count
    assert bars[-1].count


def test_shares_are_counted_in_steps_of_ten_percent() -> None:
    assert [bar.count for bar in of_shares(n / 100 for n in range(101))] == [10] * 9 + [11]


def test_the_median_is_the_middle() -> None:
    assert (middle([3, 1, 2]), middle([1, 2]), middle([])) == (2, 1.5, 0)
