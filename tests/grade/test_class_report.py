"""The report on a class: a line a student, what could not be graded is no zero, and nothing hidden is shown."""

import json

import jsonschema
import pytest

from conftest import ROOT
from sqlgym.feedback.levels import report_at_level
from sqlgym.report import Style, write
from sqlgym.report.figures import standings
from sqlgym.verdict import Finding, Report, Status, Verdict, Worlds


def result(student: str, exercise: str, status: Status, score: float = 0.0) -> Verdict:
    """A result worth 10 points; what is ungraded is not known to be worth any."""
    points = 0.0 if status == "ungraded" else 10.0
    finding = Finding("course", "the reference does not run")
    return Verdict(
        exercise=exercise,
        answer=f"{student}/{exercise}.sql",
        kind="query",
        engine="duckdb",
        status=status,
        score=score,
        points=points,
        findings=(finding,) if status == "ungraded" else (),
        worlds=Worlds(300, 4711),
        student=student,
    )


CLASS = Report(
    "Databases 1",
    (
        result("ada", "joins", "correct", 1),
        result("ada", "ties", "correct", 1),
        result("bo\nb", "joins", "blank"),
        result("bo\nb", "ties", "wrong", 0.25),
        result("cy", "joins", "ungraded"),
        result("cy", "ties", "correct", 1),
    ),
    {"sqlgym": "0", "duckdb": "0", "faker": "0", "course": "sha256:" + "0" * 64},
    seed=4711,
    pass_mark=60,
)

TEXT = """\
Databases 1: 3 students, 2 exercises

student  joins  ties   points  of  passed
-------  -----  -----  ------  --  ------
ada      ✓ 10   ✓ 10       20  20  yes
bo␊b     …      ✗ 2.5     2.5  20  no
cy       !      ✓ 10       10  20  open

   exercise  points  right
-  --------  ------  ------
1  joins         10  1 of 3
2  ties          10  2 of 3

Not graded, which is no fault of the students:
  cy, joins: the reference does not run

6 answers: 3 correct, 1 wrong, 1 blank, 1 ungraded
Pass mark 60 %: 1 of 3 pass, 1 open
Small databases drawn with --seed 4711
"""


def test_a_class_is_a_table_with_a_line_a_student() -> None:
    assert write("text", CLASS, Style(100)) == TEXT


def test_many_exercises_are_numbered_and_cut_to_the_width() -> None:
    names = [f"exercise_{number:02}" for number in range(40)]
    report = Report("Databases 1", tuple(result("ada", name, "correct", 1) for name in names), {})
    lines = write("text", report, Style(80)).splitlines()
    assert lines[2].split()[:4] == ["student", "1", "2", "3"]
    assert all(len(line) <= 80 for line in lines)
    assert "exercises are shown; all are in the points)" in lines[5]
    assert "400" in lines[4]


@pytest.mark.parametrize(("mark", "passed"), [(0, "yes"), (50, "yes"), (51, "open"), (100, "open")])
def test_what_cannot_be_graded_is_no_zero(mark: float, passed: str) -> None:
    assert standings(CLASS)[2].passed(mark) == passed


def test_the_json_of_a_class_has_seed_and_pass_mark() -> None:
    report = json.loads(write("json", CLASS, Style()))
    jsonschema.validate(report, json.loads((ROOT / "docs" / "json-schema.json").read_text()))
    assert (report["seed"], report["pass_mark"]) == (4711, 60)
    assert report["results"][0]["student"] == "ada"


def test_where_no_small_database_is_shown_their_seed_is_not_either() -> None:
    assert "4711" in write("json", report_at_level(CLASS, "full"), Style())
    assert "4711" not in write("json", report_at_level(CLASS, "verdict"), Style())
    assert "4711" not in write("text", report_at_level(CLASS, "hint"), Style())
