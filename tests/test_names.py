"""Exercises and answers by the names that people type, and queries that are typed instead of written into a file."""

import json
from pathlib import Path

import pytest

from conftest import called


@pytest.mark.parametrize(
    "name", ["heavy_pets", "Heavy_Pets", "heavy pets", "heavy-pets.sql", "HEAVYPETS.SQL"]
)
def test_a_name_may_differ_in_case_blanks_and_ending(name: str, plain_course: Path) -> None:
    done = called(plain_course, "hint", name)
    assert (done.returncode, done.stdout) == (0, "Hint 1 of 1: Look at ORDER BY.\n")


def test_a_name_that_differs_in_a_letter_is_none(plain_course: Path) -> None:
    done = called(plain_course, "hint", "heavy_pet")
    assert done.returncode == 2
    assert "did you mean" in done.stderr


@pytest.mark.parametrize("typed", ["heavy_pets", "Heavy Pets.sql"])
def test_an_answer_is_found_by_the_name_of_its_exercise(
    typed: str, plain_course: Path, tmp_path: Path
) -> None:
    (tmp_path / "heavy_pets.sql").write_text("SELECT name FROM Pets")
    done = called(tmp_path, "check", "--no-plan", "--course", str(plain_course), typed)
    assert done.returncode == 1
    assert "Return weight as well" in done.stdout


def test_a_file_that_is_not_there_is_told_the_nearest_exercise(plain_course: Path, tmp_path: Path) -> None:
    done = called(tmp_path, "check", "--course", str(plain_course), "hevay_pets")
    assert done.returncode == 2
    assert "did you mean “heavy_pets”?" in done.stderr
    assert "did you mean" not in called(tmp_path, "check", "--course", str(plain_course), "xyz.sql").stderr


def test_the_exact_name_goes_before_any_other(plain_course: Path, tmp_path: Path) -> None:
    (tmp_path / "heavy_pets.sql").write_text("SELECT")
    (tmp_path / "heavy_pets").write_text("SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST")
    done = called(tmp_path, "check", "--no-plan", "--course", str(plain_course), "heavy_pets")
    assert done.returncode == 0


def test_a_query_may_be_typed(plain_course: Path) -> None:
    done = called(plain_course, "run", "--no-plan", "-e", "heavy_pets", "SELECT max(weight) AS w FROM Pets")
    assert (done.returncode, done.stdout.split()) == (0, ["w", "----", "4.50", "(1", "row)"])


def test_programs_get_the_rows_alone(plain_course: Path) -> None:
    sql = "SELECT id, born FROM Pets ORDER BY id"
    done = called(plain_course, "run", "-e", "heavy_pets", sql, "--format", "json", "--rows", "2")
    rows = [[1, "2020-01-01"], [2, "2021-02-03"]]
    assert json.loads(done.stdout) == {"columns": ["id", "born"], "rows": rows}
    done = called(plain_course, "run", "-e", "heavy_pets", sql, "--format", "csv")
    assert done.stdout == "id,born\n1,2020-01-01\n2,2021-02-03\n3,\n"


def test_a_typed_query_needs_its_exercise(plain_course: Path) -> None:
    done = called(plain_course, "run", "SELECT 1 AS a")
    assert done.returncode == 2
    assert "-e NAME" in done.stderr


@pytest.mark.parametrize("sql", ["SHOW TABLES", "describe Pets", "desc Pets;"])
def test_who_asks_for_the_tables_is_shown_the_schema(sql: str, plain_course: Path) -> None:
    done = called(plain_course, "run", "-e", "heavy_pets", sql)
    assert done.returncode == 0
    assert "Pets" in done.stdout
    assert "weight" in done.stdout
