"""What `sqlgym new` begins, and `sqlgym audit` leads to its end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, audits, write_course
from sqlgym.audit import hunt
from sqlgym.bench import Bench
from sqlgym.course import Course, Exercise
from sqlgym.errors import UsageError
from sqlgym.sandbox import Sandbox
from sqlgym.scaffold import new


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one exercise."""
    return Course(write_course(tmp_path / "course"))


def sqlgym(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command, or other code, in a process of its own."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "sqlgym"]), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=120)


def fill_in(exercise: Exercise) -> None:
    """Write what a new exercise leaves blank."""
    settings = (exercise.folder / "exercise.toml").read_text().replace("TODO: a few words", "Light pets")
    files = {
        "exercise.toml": f"{settings}[worlds]\ncount = 40\n",
        "task.md": "Return the name of every pet under 3 kg.\n",
        "reference.sql": "SELECT name FROM Pets WHERE weight < 3\n",
        "wrong/heavy.sql": "-- These are the heavy ones.\nSELECT name FROM Pets WHERE weight > 3\n",
    }
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


def test_what_is_made_passes_the_audit_once_it_is_filled_in(
    course: Course, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hunt, "HUNTED", 400)
    new(course, "light_pets", "query")
    bench = Bench(course, sandbox, plan=False)
    (blank,) = audits(bench, ["light_pets"])
    assert len(blank.findings) == 3
    assert "there is no statement in it" in blank.failed
    fill_in(course.exercise("light_pets"))
    (found,) = audits(bench, ["light_pets"])
    assert (found.findings, found.failed) == ((), "")


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


def test_the_audit_exits_with_1_where_something_is_to_be_repaired(course: Course) -> None:
    folder = course.exercises / "heavy_pets"
    (folder / "exercise.toml").write_text((folder / "exercise.toml").read_text() + "[worlds]\ncount = 20\n")
    done = sqlgym("audit", "heavy_pets", "--course", course.root)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "1 exercise: no findings"), done.stderr
    (folder / "starter.sql").write_text(course.exercise("heavy_pets").reference)
    assert sqlgym("audit", "heavy_pets", "--course", course.root).returncode == 1


def test_a_check_never_imports_what_makes_mutants() -> None:
    code = "import sys, sqlgym.cli\ntry: sqlgym.cli.main(None)\nfinally: print('sqlglot' in sys.modules)"
    done = sqlgym("check", "--no-plan", "exercises/second_highest.sql", code=code)
    assert done.stdout.endswith("False\n"), done.stderr
