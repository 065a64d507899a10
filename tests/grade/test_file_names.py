"""Names that are nearly an exercise's: judged where there is no doubt, with a note, and never across numbers."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from grading import RIGHT, graded, write_class

from sqlgym.feedback.levels import report_at_level
from sqlgym.grade.names import distance, has_sql_ending, misspelt, renamed, without_endings
from sqlgym.grade.sorting import collected
from sqlgym.grade.submissions import Class
from sqlgym.report import FORMATS, Style, write

NAMES = ("second_highest", "second_lowest", "left_join", "q1", "q2", "part_a", "join_ii")


def judged(found: Class) -> dict[str, str]:
    """Exercise → the path of the file that counts."""
    return {one.exercise: one.path for one in found.submissions}


@pytest.mark.parametrize(
    "name",
    [
        *("Second_Highest.sql", "SECOND HIGHEST.sql", "second-highest.sql", "second_highest (1).sql"),
        *("second_highest(2).sql", "second_highest - Copy.sql", "second_highest - Kopie (2).sql"),
        *(
            "second_highest copy 3.sql",
            "second_highest.sql.txt",
            "second_highest.sql.sql",
            "second__highest.SQL",
        ),
    ],
)
def test_what_systems_do_to_a_name_is_undone(name: str) -> None:
    assert has_sql_ending(name)
    assert renamed(without_endings(name), NAMES) == "second_highest"


@pytest.mark.parametrize("name", ["second_higest", "secnod_highest", "secondhighest", "Second_Hghest (1)"])
def test_a_slip_of_the_fingers_is_seen(name: str) -> None:
    assert renamed(name, NAMES) is None
    assert misspelt(name, NAMES) == "second_highest"


@pytest.mark.parametrize(
    "name", ["q3", "q11", "part_b", "join_iii", "join_i", "second_highest_2", "x", "highest"]
)
def test_numbers_letters_and_other_words_are_no_slips(name: str) -> None:
    assert renamed(name, NAMES) is None
    assert misspelt(name, NAMES) is None


def test_between_two_names_that_are_as_near_none_is_taken() -> None:
    assert misspelt("rows_out", ("rows_oat", "rows_but")) is None
    assert misspelt("rows_out", ("rows_oat",)) == "rows_oat"


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "abc", 3), ("abc", "abc", 0), ("acb", "abc", 1), ("ab", "b", 1), ("kitten", "sitting", 3)],
)
def test_edits_are_counted(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


def test_the_exact_name_counts_where_a_copy_lies_beside_it(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/left_join.sql": "", "ada/left_join (1).sql": "", "ada/left_jion.sql": ""})
    found = collected(tmp_path, NAMES)
    assert judged(found) == {"left_join": "ada/left_join.sql"}
    assert found.submissions[0].notes == (
        "ada/left_join (1).sql was left out, ada/left_join.sql counts: its name is nearer to the exercise's.",
    )
    assert found.strays["ada"] == ("Handed in, but not judged: “left_jion.sql” is the name of no exercise.",)


def test_a_misspelt_file_is_judged_and_says_so(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/second_higest.sql": "", "ada/second_lowest.sql": ""})
    found = collected(tmp_path, NAMES)
    assert judged(found)["second_highest"] == "ada/second_higest.sql"
    noted = {one.exercise: one.notes for one in found.submissions}
    assert noted["second_highest"] == (
        "“second_higest.sql” was judged as second_highest: its exact name is second_highest.sql.",
    )
    assert noted["second_lowest"] == ()


def test_two_misspelt_files_for_one_exercise_are_both_left(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/left_jion.sql": "", "ada/left_jon.sql": ""})
    found = collected(tmp_path, NAMES)
    assert judged(found) == {}
    assert "left_jion.sql" in found.strays["ada"][0]
    assert "left_jon.sql" in found.strays["ada"][0]


def test_of_two_files_side_by_side_the_newer_one_counts(tmp_path: Path) -> None:
    write_class(tmp_path, {"ada/v1/left_join.sql": "", "ada/v2/left_join.sql": ""})
    os.utime(tmp_path / "ada/v1/left_join.sql", (1_000, 2_000))
    os.utime(tmp_path / "ada/v2/left_join.sql", (1_000, 1_000))
    assert judged(collected(tmp_path, NAMES)) == {"left_join": "ada/v1/left_join.sql"}
    os.utime(tmp_path / "ada/v2/left_join.sql", (1_000, 2_000))
    assert judged(collected(tmp_path, NAMES)) == {"left_join": "ada/v2/left_join.sql"}


def test_an_archives_own_times_say_which_file_is_newer(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, year in (("v1/left_join.sql", 2026), ("v2/left_join.sql", 2025)):
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), "SELECT 1")
    write_class(tmp_path, {"ada.zip": data.getvalue()})
    assert judged(collected(tmp_path, NAMES)) == {"left_join": "ada.zip/v1/left_join.sql"}


def test_canvas_numbers_say_which_file_is_newer(tmp_path: Path) -> None:
    write_class(tmp_path, {"adal_1_999_left_join.sql": "", "adal_1_1000_left_join-1.sql": ""})
    assert judged(collected(tmp_path, NAMES, "canvas")) == {"left_join": "adal_1_1000_left_join-1.sql"}


def test_a_note_on_a_file_is_in_the_report_whatever_may_be_shown(plain_course: Path, tmp_path: Path) -> None:
    write_class(
        tmp_path / "class", {"ada/Heavy-Pets (1).sql": RIGHT, "bob/hevay_pets.sql": RIGHT, "cy/x.sql": ""}
    )
    report = graded(plain_course, tmp_path).report
    assert [one.status for one in report.results] == ["correct", "correct", "blank"]
    notes = [one.file_notes[0] for one in report.results]
    assert notes[0].startswith("“Heavy-Pets (1).sql” was judged as heavy_pets")
    assert notes[2] == "Handed in, but not judged: “x.sql” is the name of no exercise."
    for form in sorted(FORMATS.keys() - {"gradebook", "classroom50", "gradescope", "prairielearn"}):
        assert "was judged as heavy_pets" in write(form, report_at_level(report, "verdict"), Style()), form
