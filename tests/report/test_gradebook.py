"""Gradebooks: the platform's own head and ids word for word, everybody in it, and nothing unjudged a zero."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
from classroom import STYLE, report, verdict

from sqlgym.cli.roster import read
from sqlgym.errors import UsageError
from sqlgym.report import write
from sqlgym.report.gradebook import unmatched
from sqlgym.report.roster import Gradebook, Platform
from sqlgym.verdict import Override, Report

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,q1 (4711),Old quiz (1),Current Score
"    Points Possible",,,,,10.00,5.00,(read only)
"Lovelace, Ada",101,s101,ada,01,,4,
"Núñez, Bo",102,s102,bo,01,,,
"Nobody, Cy",103,s103,cy,02,,,
"Student, Test",104,,xyz,02,,,
"""
MOODLE = """\
\ufeffIdentifier;Full name;Email address;Status;Grade
Participant 55;Ada Lovelace;ada@example.org;Submitted late;-
Participant 56;Bo Núñez;bo@example.org;Submitted;-
"""


def class_of(*students: str) -> Report:
    """A right and a wrong answer of the first, and for the second one that could not be judged."""
    first, second = students
    return report(
        verdict("correct", "q1", student=first),
        verdict("wrong", "q2", student=first, score=0.25),
        verdict("blank", "q1", student=second),
        verdict("ungraded", "q2", student=second),
    )


def rows(found: Report, book: Gradebook) -> list[list[str]]:
    """The cells of a gradebook."""
    text = write("gradebook", found, msgspec.structs.replace(STYLE, gradebook=book))
    return list(csv.reader(io.StringIO(text)))


def booked(tmp_path: Path, text: str, platform: Platform, late: str = "") -> Gradebook:
    """A gradebook by a roster."""
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    return Gradebook(platform, read(tmp_path / "roster.csv", late), late)


def test_canvas_gets_its_own_heads_ids_and_second_row(tmp_path: Path) -> None:
    book = booked(tmp_path, CANVAS, "canvas")
    found = msgspec.structs.replace(class_of("lovelaceada_101", "nunezbo_102"), pass_mark=50.0)
    assert rows(found, book) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "q1 (4711)", "q2", "total", "passed"],
        ["    Points Possible", "", "", "", "", "10", "10", "20"],
        ["Lovelace, Ada", "101", "s101", "ada", "01", "10", "2.5", "12.5", "yes"],
        ["Núñez, Bo", "102", "s102", "bo", "01", "0", "", "0", "open"],
        ["Nobody, Cy", "103", "s103", "cy", "02", "0", "0", "0", "no"],
        ["Student, Test", "104", "", "xyz", "02", "0", "0", "0", "no"],
    ]


def test_moodle_gets_its_participants_and_who_was_late(tmp_path: Path) -> None:
    book = booked(tmp_path, MOODLE, "moodle", "Status")
    assert rows(class_of("Ada Lovelace_55", "Bo Núñez_56"), book) == [
        ["Identifier", "Full name", "Email address", "q1", "q2", "total", "late"],
        ["Participant 55", "Ada Lovelace", "ada@example.org", "10", "2.5", "12.5", "Submitted late"],
        ["Participant 56", "Bo Núñez", "bo@example.org", "0", "", "0", "Submitted"],
    ]


def test_without_a_roster_the_class_itself_is_the_list() -> None:
    found = class_of("ada", "bo")
    given = msgspec.structs.replace(found.results[3], override=Override(7), points=10)
    found = msgspec.structs.replace(found, results=(*found.results[:3], given))
    assert rows(found, Gradebook()) == [
        ["student", "q1", "q2", "total"],
        ["ada", "10", "2.5", "12.5"],
        ["bo", "0", "7", "7"],
    ]


@pytest.mark.parametrize("name", ["ada", "ADA", "s101", "Lovelace, Ada", "lovelaceada_101", "lovelaceada"])
def test_a_student_is_found_by_any_name_of_the_roster(name: str, tmp_path: Path) -> None:
    found = rows(class_of(name, "bo"), booked(tmp_path, CANVAS, "canvas"))
    assert found[2][5] == "10"


def test_two_rows_of_one_name_are_not_guessed_between(tmp_path: Path) -> None:
    twins = "name,number\nAda Lovelace,1\nAda Lovelace,2\n"
    book = booked(tmp_path, twins, "csv")
    found = class_of("Ada Lovelace", "2")
    assert unmatched(found, book) == ["Ada Lovelace"]
    assert [row[2] for row in rows(found, book)[1:]] == ["0", "0"]


def test_a_formula_in_a_roster_stays_text(tmp_path: Path) -> None:
    book = booked(tmp_path, 'student,note\nada,"=HYPERLINK(""x"")"\n', "csv")
    assert rows(class_of("ada", "bo"), book)[1][1].startswith("'=")


@pytest.mark.parametrize(
    ("text", "late", "said"),
    [
        ("", "", "nobody in it"),
        ("student\n", "", "nobody in it"),
        ("student,due\nada,x\n", "duo", "no column “duo” for --late, did you mean “due”"),
        ('student\n"ada', "", "no readable CSV"),
    ],
)
def test_a_roster_that_is_none_is_refused_in_words(text: str, late: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=said):
        booked(tmp_path, text, "csv", late)
