"""Points that a lecturer gives by hand: they stay, are in every report, and are for answers that there are."""

from pathlib import Path

import pytest
from grading import RIGHT, WRONG, Graded, graded, write_class

from sqlgym.errors import UsageError
from sqlgym.feedback.levels import report_at_level
from sqlgym.grade.session import Given, Request
from sqlgym.report import FORMATS, Style, write
from sqlgym.report.figures import standings

GIVEN = Given("bob", "heavy_pets", 4.0, "a slip of one letter")


@pytest.fixture
def store(plain_course: Path, tmp_path: Path) -> Path:
    """The store of a class of two."""
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "bob/heavy_pets.sql": WRONG})
    graded(plain_course, tmp_path)
    return tmp_path / "grades.sqlite"


def given(store: Path, *overrides: Given) -> Graded:
    """Give points in a store, without a class at hand."""
    return Graded(Request(folder=None, store=str(store), overrides=overrides))


def test_what_is_given_counts_and_stays(store: Path, plain_course: Path, tmp_path: Path) -> None:
    bob = given(store, GIVEN).report.results[1]
    assert (bob.status, round(bob.score * bob.points, 6)) == ("error", 4)
    again = graded(plain_course, tmp_path).report
    assert again.results[1].override == bob.override
    assert [one.points for one in standings(again)] == [again.results[0].points, 4]
    back = given(store, GIVEN._replace(points=None)).report
    assert (back.results[1].score, back.results[1].override) == (0, None)


def test_every_report_says_who_was_given_what_and_why(store: Path) -> None:
    report = report_at_level(given(store, GIVEN).report, "verdict")
    for form in sorted(FORMATS.keys() - {"gradebook", "classroom50", "gradescope", "prairielearn", "github"}):
        assert "a slip of one letter" in write(form, report, Style()), form


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GIVEN._replace(student="bab"), "no student “bab”, did you mean “bob”"),
        (GIVEN._replace(exercise="heavy"), "no exercise “heavy”"),
        (GIVEN._replace(points=1000.0), "not 1000"),
    ],
)
def test_points_for_what_is_not_there_are_refused(store: Path, wrong: Given, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        given(store, wrong)
