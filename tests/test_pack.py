"""A zip for learners holds nothing of what is right, and every kind of answer can be tried with it."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from conftest import EXERCISE, checker, write_course
from sqlgym.audit.course import whole
from sqlgym.course import KINDS, LEVELS, Course, Level, find_course
from sqlgym.errors import UsageError
from sqlgym.export.pack import pack
from sqlgym.feedback.levels import shown
from sqlgym.sandbox import Sandbox
from sqlgym.scaffold import new
from sqlgym.verdict import Grid, Verdict

CANARY = "c4n4ry"
SECRETS = {
    "reference.sql": f"SELECT '{CANARY}'",
    "accepted/one.sql": f"SELECT '{CANARY}'",
    "wrong/one.sql": f"-- {CANARY}",
    "worlds/one.sql": f"-- {CANARY}",
    "scenarios/one.sql": f"-- {CANARY}",
    "explanation.md": CANARY,
    f"{CANARY}.txt": "",
}
"""What a learner must not get: files of every exercise."""

HIDDEN = {
    "query": (
        f"[worlds]\nassume = [\"SELECT '{CANARY}' IS NULL\"]\n[work]\nat_most = 1\nof = '{CANARY}.sql'\n"
        f"[[parameters]]\nvalues = {{ least = 4 }}\n[[parameters]]\nvalues = {{ least = '{CANARY}' }}\n"
    ),
    "transaction": f'[[transaction.writers]]\nsay = "somebody"\nsql = "SELECT {CANARY}"\n',
}
"""Settings that a learner must not get."""

STAGING = (
    "CREATE TABLE flat (pet INTEGER, owner INTEGER, town VARCHAR); INSERT INTO flat VALUES (1, 7, 'Ulm');"
)
RULES = """
[design]
staging = "flat"
[[design.rules]]
fd = "pet -> owner"
say = "One owner."
[[design.rules]]
fd = "owner -> town"
say = "One town."
"""
GIVEN = {
    "index": {"workload.sql": "-- name: of a weight\nSELECT name FROM Pets WHERE weight = 4.5;"},
    "design": {"staging.sql": STAGING},
}
"""What a learner needs besides exercise.toml."""

ANSWERS = {
    "query": "SELECT name FROM Pets WHERE weight > $least",
    "script": "CREATE TABLE Meals (pet INTEGER); DELETE FROM Pets WHERE id = 1;",
    "transaction": "BEGIN; UPDATE Pets SET weight = 3 WHERE id = 1; COMMIT;",
    "index": "CREATE INDEX pets_weight ON Pets (weight);",
    "design": "CREATE TABLE pets (pet INTEGER PRIMARY KEY, owner INTEGER);",
}
SHOWN = {
    "query": (("name",), ("Ada",)),
    "script": (("table", "rows before", "rows after", "what differs"), ("Pets", 3, 2, "1 row")),
    "transaction": (("table", "rows before", "rows after", "what differs"), ("Pets", 3, 3, "1 row")),
    "index": (("query", "work before", "work after", "served by"), None),
    "design": (("table", "columns", "primary key"), ("pets", "pet, owner", "pet")),
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip for learners of a course with an exercise of every kind and canaries wherever they could be."""
    root = write_course(tmp_path_factory.mktemp("whole") / "pets")
    (root / "schema" / "pets" / "worlds").mkdir()
    (root / "schema" / "pets" / "worlds" / "one.sql").write_text(f"-- {CANARY}")
    (root / "exercises" / "course.toml").write_text(f"# {CANARY}\n[defaults]\npoints = 3\nworlds.count = 7\n")
    for kind in KINDS:
        settings = EXERCISE.replace('"query"', f'"{kind}"')
        if kind == "design":
            settings = (
                settings.replace('schema = "pets"', "") + RULES + f'[design.aliases]\ntown = ["{CANARY}"]\n'
            )
        files = {
            "exercise.toml": f"# {CANARY}\n{settings}{HIDDEN.get(kind, '')}",
            "starter.sql": "-- Begin here.",
        }
        for name, text in {**files, **SECRETS, **GIVEN.get(kind, {})}.items():
            path = root / "exercises" / f"a_{kind}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (root / "exercises" / f"a_{kind}.sql").write_text(f"-- {CANARY}")
    target = root.parent / "pets.zip"
    pack(Course(root), target, "learners")
    return target


def checked(packed: Path, kind: str, sql: str, sandbox: Sandbox, place: Path) -> Verdict:
    """An answer checked with the zip."""
    (place / "answer.sql").write_text(sql)
    return checker(sandbox, packed).check(place / "answer.sql", f"a_{kind}")


def test_no_file_of_the_zip_holds_anything_of_what_is_right(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert [name for name, text in texts.items() if CANARY in text or CANARY in name] == []
    assert "exercises/a_index/workload.sql" in texts
    settings = tomllib.loads(texts["exercises/course.toml"])
    assert (settings["graded"], settings["defaults"]) == ("elsewhere", {"points": 3})


def test_the_same_course_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    pack(Course(packed.parent / "pets"), tmp_path / "again.zip", "learners")
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_run_and_shown_but_not_judged(
    kind: str, packed: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = checked(packed, kind, ANSWERS[kind], sandbox, tmp_path)
    assert (verdict.status, verdict.kind, verdict.findings[0].check) == ("ungraded", kind, "grader")
    assert "where your course is graded" in verdict.findings[0].message
    found = verdict.details.result
    columns, row = SHOWN[kind]
    assert isinstance(found, Grid)
    assert found.columns == columns
    assert row is None or row in found.rows


@pytest.mark.parametrize("level", LEVELS)
def test_no_level_of_feedback_takes_from_it(
    level: Level, packed: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = checked(packed, "query", ANSWERS["query"], sandbox, tmp_path)
    assert shown(verdict, level) == verdict


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("sql", "status"), [("", "blank"), ("SELEC", "error"), ("ATTACH 'x'", "refused")])
def test_what_does_not_run_is_told_as_ever(
    kind: str, sql: str, status: str, packed: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert checked(packed, kind, sql, sandbox, tmp_path).status == status


def test_what_a_script_makes_alters_and_drops_is_shown(
    packed: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    sql = "CREATE TABLE Meals (pet INTEGER); ALTER TABLE Pets DROP COLUMN born; UPDATE Pets SET weight = 1"
    verdict = checked(packed, "script", sql, sandbox, tmp_path)
    expected = {("Meals", "–", 0, "new"), ("Pets", 3, 3, "other columns or keys")}
    assert set((verdict.details.result or Grid((), ())).rows) == expected
    gone = checked(packed, "script", "DROP TABLE Pets", sandbox, tmp_path)
    assert (gone.details.result or Grid((), ())).rows == (("Pets", 3, "–", "gone"),)


def test_a_transaction_left_open_is_told(packed: Path, sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = checked(packed, "transaction", "BEGIN; DELETE FROM Pets;", sandbox, tmp_path)
    assert "still open" in verdict.notes[0]


def test_a_copy_for_learners_is_neither_audited_nor_packed_again(packed: Path, tmp_path: Path) -> None:
    course = find_course(packed, None)
    assert "a copy for learners" in whole(course).failed
    with pytest.raises(UsageError, match="a copy for learners already"):
        pack(course, tmp_path / "x.zip", "learners")


def test_a_zip_for_graders_is_the_whole_course(packed: Path, tmp_path: Path) -> None:
    course = Course(packed.parent / "pets")
    names = pack(course, tmp_path / "whole.zip", "graders")
    assert "exercises/a_query/wrong/one.sql" in names
    opened = find_course(tmp_path / "whole.zip", None)
    assert opened.digest() == course.digest()
    with pytest.raises(UsageError, match="unpack it"):
        new(opened, "more", "query", "pets")


def test_the_commands_take_the_zip_as_a_course(packed: Path, tmp_path: Path) -> None:
    def sqlgym(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "sqlgym", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=60
        )

    done = sqlgym("pack", "--course", packed.parent / "pets")
    assert done.stdout == "made pets-learners.zip: 6 exercises, 16 files\n", done.stderr
    assert "a_query" in sqlgym("list", "--course", "pets-learners.zip").stdout
    assert sqlgym("init", "work", "--course", "pets-learners.zip").returncode == 0
    (tmp_path / "work" / "a_query.sql").write_text("SELECT name FROM Pets")
    checked = sqlgym("check", "work/a_query.sql", "--no-plan", "--course", "pets-learners.zip")
    assert (checked.returncode, checked.stderr) == (2, "")
    assert "It runs and returns 3 rows" in checked.stdout
    assert "    Ada\n" in checked.stdout
