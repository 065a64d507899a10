"""What `sqlgym new` begins, and `sqlgym audit` leads to its end."""

import contextlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from conftest import ROOT, audits, write_course
from sqlgym.audit.texts import texts
from sqlgym.context import Context
from sqlgym.course import KINDS, Course, Exercise
from sqlgym.errors import UsageError
from sqlgym.report.settings_pages import schema
from sqlgym.sandbox import Sandbox
from sqlgym.scaffold import HOME, WANTED, begin_course, new, new_schema
from sqlgym.state import suite


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one exercise."""
    return Course(write_course(tmp_path / "course"))


def sqlgym(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command, or other code, in a process of its own."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "sqlgym"]), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120)


COMMON = {
    "title": "Light pets",
    "hint": "Which sign means less than?",
    "task.md": "Return the name of every pet under 3 kg.\n",
}
"""What is filled in whatever the kind is."""

RULES = """[[design.rules]]
fd = "pet -> name, owner"
say = "A pet has one owner."
[[design.rules]]
fd = "owner -> town"
say = "An owner has one town."
"""

FILLED: dict[str, dict[str, str]] = {
    "query": {
        "reference.sql": "SELECT name FROM Pets WHERE weight < 3\n",
        "wrong/heavy.sql": "-- These are the heavy ones.\nSELECT name FROM Pets WHERE weight > 3\n",
    },
    "script": {
        "reference.sql": "UPDATE Pets SET weight = 3 WHERE weight < 5;\n",
        "wrong/all.sql": "-- All of them.\nUPDATE Pets SET weight = 3;\n",
    },
    "transaction": {
        "reference.sql": "BEGIN TRANSACTION;\nUPDATE Pets SET weight = 3 WHERE id = 1;\nCOMMIT;\n",
        "scenarios/nobody.sql": "-- There is no first pet.\nDELETE FROM Pets WHERE id = 1;\n",
        "wrong/bare.sql": "-- Without a transaction.\nUPDATE Pets SET weight = 3 WHERE id = 1;\n",
    },
    "index": {
        "workload.sql": "-- name: of a weight; weight: 5\nSELECT name FROM Pets WHERE weight = 4.5;\n",
        "reference.sql": "CREATE INDEX pets_weight ON Pets (weight);\n",
        "wrong/name.sql": "-- Nobody asks for a name.\nCREATE INDEX pets_name ON Pets (name);\n",
    },
    "design": {
        "staging.sql": (
            "CREATE TABLE light_pets_flat (pet INTEGER, name VARCHAR, owner INTEGER, town VARCHAR);\n"
            "INSERT INTO light_pets_flat VALUES (1, 'Ada', 7, 'Ulm'), (2, 'Ada', 7, 'Ulm'), (3, 'Bob', 7, 'Ulm'),"
            " (4, 'Bob', 8, 'Ulm'), (5, 'Cy', 9, 'Bonn'), (6, 'Ada', 9, 'Bonn');\n"
        ),
        "reference.sql": (
            "CREATE TABLE owners (owner INTEGER PRIMARY KEY, town VARCHAR);\n"
            "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR, owner INTEGER REFERENCES owners);\n"
        ),
        "wrong/one.sql": (
            "-- One table for all.\n"
            "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR, owner INTEGER, town VARCHAR);\n"
        ),
    },
}


def fill_in(exercise: Exercise) -> None:
    """Write what a new exercise leaves blank, and nothing else."""
    files = {**COMMON, **FILLED[exercise.kind]}
    path = exercise.folder / "exercise.toml"
    settings = path.read_text().replace("TODO: a few words", files.pop("title"))
    settings = settings.replace(
        "TODO: a question that points to what is easily overlooked", files.pop("hint")
    )
    if exercise.kind == "design":
        settings = settings[: settings.index("[[design.rules]]")] + RULES
    if exercise.kind == "query":
        settings += "[worlds]\ncount = 40\nhunt = 400\n"
    path.write_text(settings)
    for name, text in files.items():
        (exercise.folder / name).write_text(text)


def test_a_new_exercise_is_one_of_the_course(course: Course) -> None:
    made = [
        path.relative_to(course.exercises / "light_pets").as_posix()
        for path in new(course, "light_pets", "query")
    ]
    assert made == [
        "exercise.toml",
        "task.md",
        "reference.sql",
        "starter.sql",
        "accepted/.gitkeep",
        "wrong/.gitkeep",
    ]
    assert course.exercise("light_pets").schema == "pets"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_passes_the_audit_once_it_is_filled_in(
    kind: str, course: Course, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "WANTED", {"script": 1, "transaction": 1})
    monkeypatch.setattr(suite, "LEAST", 1)
    new(course, "light_pets", kind)
    blanks = texts(course.exercise("light_pets"), course).findings
    assert {one.id for one in blanks} == {"blank"}
    assert len(blanks) == 3 + (kind in ("index", "design"))
    fill_in(course.exercise("light_pets"))
    if kind == "index":  # on three rows no index pays; without data.sql there are 200
        (course.root / "schema" / "pets" / "data.sql").unlink()
    (found,) = audits(Context(course, sandbox, plan=False), ["light_pets"])
    assert found.counting(strict=False) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_exercise_keeps_the_schema_that_it_points_editors_to(kind: str, course: Course) -> None:
    path = new(course, "light_pets", kind)[0]
    assert path.read_text().startswith(f"#:schema {HOME}/exercise.json\n")
    jsonschema.validate(tomllib.loads(path.read_text()), schema("exercise"))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_commented_out_in_a_new_exercise_can_be_used(kind: str, course: Course) -> None:
    path = new(course, "light_pets", kind)[0]
    used = re.sub(r"(?m)^# (?=\[|\w+ *= )", "", path.read_text())
    assert used.count("\n#") < path.read_text().count("\n#")
    path.write_text(used)
    assert course.exercise("light_pets").kind == kind


def test_a_new_schema_and_course_keep_the_schemas_that_they_point_editors_to(tmp_path: Path) -> None:
    (settings,) = begin_course(tmp_path / "mine")
    made = new_schema(Course(tmp_path / "mine"), "pets")
    for path, name in ((settings, "course"), (made[1], "data")):
        assert path.read_text().startswith(f"#:schema {HOME}/{name}.json\n")
        jsonschema.validate(tomllib.loads(path.read_text()), schema(name))
    assert begin_course(tmp_path / "mine") == []


@pytest.mark.parametrize(
    ("name", "kind", "schema", "said"),
    [
        ("heavy_pets", "query", None, "is there already"),
        ("../pets", "query", None, "cannot be a name"),
        ("light_pets", "quary", None, "did you mean “query”"),
        ("light_pets", "query", "petz", "did you mean “pets”"),
    ],
)
def test_what_cannot_be_made_is_refused(
    name: str, kind: str, schema: str | None, said: str, course: Course
) -> None:
    before = sorted(course.root.rglob("*"))
    with pytest.raises(UsageError, match=said):
        new(course, name, kind, schema)
    assert sorted(course.root.rglob("*")) == before


def test_with_several_schemas_one_must_be_named(course: Course) -> None:
    other = course.root / "schema" / "plants"
    other.mkdir()
    (other / "schema.sql").write_text("CREATE TABLE Plants (id INTEGER)")
    with pytest.raises(UsageError, match="pets, plants"):
        new(course, "light_pets", "query")
    new(course, "light_pets", "query", "plants")
    assert course.exercise("light_pets").schema == "plants"


def test_the_command_says_what_to_do_next(course: Course) -> None:
    done = sqlgym("new", "light_pets", "--course", course.root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("made ") == 6
    assert f"sqlgym audit light_pets --course {course.root}" in done.stderr
    done = sqlgym("audit", "light_pets", "--course", course.root)
    assert done.returncode == 2
    assert "“TODO:” still stands there" in " ".join(done.stdout.split())


def answered(answers: str, *arguments: str | Path) -> tuple[int, str]:
    """The command on a terminal of its own, with all that is typed given at once; its status and what it shows."""
    screen, terminal = os.openpty()
    os.write(screen, answers.encode())
    command = [sys.executable, "-m", "sqlgym", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError), os.fdopen(screen, "rb", buffering=0) as reader:
        while part := reader.read(4096):
            shown += part
    return process.wait(timeout=60), shown.decode()


def test_on_a_terminal_it_asks_for_what_the_options_do_not_say(tmp_path: Path) -> None:
    status, shown = answered(
        "heavy pets\nheavy_pets\nscripts\nscript\npets\n", "new", "--course", tmp_path / "c"
    )
    assert status == 0, shown
    assert "cannot be a name" in shown
    assert "'scripts' is not one of" in shown
    exercise = Course(tmp_path / "c").exercise("heavy_pets")
    assert (exercise.kind, exercise.schema) == ("script", "pets")


def test_it_asks_nothing_when_the_options_say_all(course: Course) -> None:
    options = ("--kind", "query", "--schema", "pets", "--course", course.root)
    status, shown = answered("", "new", "light_pets", *options)
    assert (status, shown.count("?"), shown.count("made ")) == (0, 0, 6)


def test_every_kind_can_be_asked_for() -> None:
    assert list(WANTED) == list(KINDS)


def test_without_a_name_or_a_terminal_it_says_what_is_missing(course: Course) -> None:
    done = sqlgym("new", "--course", course.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the name of the exercise is missing" in done.stderr


def test_a_mistake_makes_nothing(tmp_path: Path) -> None:
    assert sqlgym("new", "light_pets", "--kind", "quary", "--course", tmp_path / "c").returncode == 2
    assert not (tmp_path / "c").exists()


def test_the_audit_exits_with_1_where_something_is_to_be_repaired(course: Course) -> None:
    folder = course.exercises / "heavy_pets"
    (folder / "exercise.toml").write_text(
        (folder / "exercise.toml").read_text().replace('"query"', '"script"')
    )
    (folder / "reference.sql").write_text("UPDATE Pets SET weight = 3")
    (folder / "starter.sql").write_text("UPDATE Pets SET weight = 2 + 1")
    done = sqlgym("audit", "heavy_pets", "--course", course.root)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 exercise: 1 finding"), done.stderr


def test_a_check_never_imports_what_makes_mutants() -> None:
    code = "import sys, sqlgym.cli\ntry: sqlgym.cli.main(None)\nfinally: print('sqlglot' in sys.modules)"
    done = sqlgym("check", "--no-plan", "exercises/second_highest.sql", code=code)
    assert done.stdout.endswith("False\n"), done.stderr
