"""A learner's checkout cannot change who judges: each thing a learner may put into it is tried, as CI runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, REFERENCE, write_course

EVIL = "import os, pathlib; pathlib.Path(os.environ['EVIDENCE']).touch()\n"
WRONG = "SELECT 'wrong' AS name, 0 AS weight"

COMMAND = (sys.executable, "-P", "-c", "from sqlgym.bootstrap import main; main()")
"""The installed command: as with its script, the current folder is not on the path of modules."""


class Checkout:
    """A learner's folder under CI, the instructor's course elsewhere, and what would show that code of it ran."""

    def __init__(self, folder: Path, course: Path) -> None:
        self.root = folder / "class" / "checkout"
        self.root.mkdir(parents=True)
        self.course = course
        self.evidence = folder / "evidence"

    def put(self, name: str, text: str = "") -> Path:
        """A file of the learner's."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run something in the checkout as CI does; no code of the learner's may run."""
        environment = {**os.environ, "CI": "true", "EVIDENCE": str(self.evidence), **variables}
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=60
        )
        assert not self.evidence.exists(), "code of the learner's was run"
        return done

    def check(self, *files: str) -> list[str]:
        """The status of each answer."""
        options = ("--course", str(self.course), "--no-plan", "--format", "json", "--exercise", "heavy_pets")
        done = self.run(*COMMAND, "check", *options, "--", *files)
        assert done.stdout, done.stderr
        return [result["status"] for result in json.loads(done.stdout)["results"]]


@pytest.fixture
def checkout(tmp_path: Path, plain_course: Path) -> Checkout:
    """A learner's folder with a wrong answer in it."""
    made = Checkout(tmp_path, plain_course)
    made.put("heavy_pets.sql", WRONG)
    return made


def rival(root: Path) -> None:
    """A course of the learner's by which the wrong answer is right."""
    write_course(root, EXERCISE, WRONG)


CODE = ("sitecustomize.py", "usercustomize.py", "duckdb.py", "_duckdb.py", "click.py", "sqlgym.py", "json.py")


def test_no_python_file_of_a_checkout_is_run(checkout: Checkout) -> None:
    for name in (*CODE, "conftest.py", "sqlgym/__init__.py", "duckdb/__init__.py", "setup.py"):
        checkout.put(name, EVIL)
    assert checkout.check("heavy_pets.sql") == ["wrong"]


def test_no_setting_and_no_course_of_a_checkout_counts(checkout: Checkout) -> None:
    checkout.put(".env", f"SQLGYM_COURSE={checkout.root}\nCI=\nSQLGYM_PORTABLE=1\n")
    checkout.put("pyproject.toml", f"[tool.sqlgym]\ncourse = '{checkout.root}'\n")
    checkout.put("sqlgym.toml", f"course = '{checkout.root}'\n")
    rival(checkout.root)
    checkout.put("exercises/heavy_pets.sql", WRONG)
    assert checkout.check("heavy_pets.sql", "exercises/heavy_pets.sql") == ["wrong", "wrong"]
    done = checkout.run(*COMMAND, "check", "heavy_pets.sql", "exercises/heavy_pets.sql")
    assert done.returncode == 2
    assert done.stdout.count("there is no exercise “heavy_pets”") == 2


def test_an_answer_named_for_another_exercise_is_still_judged_as_its_own(checkout: Checkout) -> None:
    checkout.put("heavy_pets.sql", f"-- exercise: second_highest\n{WRONG}")
    checkout.put("second_highest/exercise.toml", EXERCISE)
    checkout.put("second_highest/heavy_pets.sql", WRONG)
    assert checkout.check("heavy_pets.sql", "second_highest/heavy_pets.sql") == ["wrong", "wrong"]


def test_a_link_to_the_reference_is_no_answer(checkout: Checkout) -> None:
    exercise = checkout.course / "exercises" / "heavy_pets"
    (checkout.root / "link.sql").symlink_to(exercise / "reference.sql")
    (checkout.root / "folder").symlink_to(exercise)
    (checkout.root / "again.sql").symlink_to("link.sql")
    files = ("link.sql", "again.sql", "folder/reference.sql", str(checkout.root / "folder" / "reference.sql"))
    assert checkout.check(*files) == ["refused"] * 4


def test_a_learners_own_link_is_followed_on_their_own_machine(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.put("drafts/best.sql", REFERENCE)
    (checkout.root / "link.sql").symlink_to("drafts/best.sql")
    assert checkout.check("link.sql") == ["refused"]
    judged = checkout.run(
        *COMMAND, "check", "link.sql", "--course", str(checkout.course), "--exercise", "heavy_pets", CI=""
    )
    assert judged.returncode == 0


def test_what_is_no_text_is_no_answer(checkout: Checkout) -> None:
    os.mkfifo(checkout.root / "pipe.sql")
    (checkout.root / "folder.sql").mkdir()
    (checkout.root / "dangling.sql").symlink_to("nowhere")
    with (checkout.root / "huge.sql").open("wb") as file:
        file.truncate(1 << 40)
    (checkout.root / "binary.sql").write_bytes(bytes(range(256)) * 100)
    files = ("pipe.sql", "folder.sql", "dangling.sql", "/dev/zero", "huge.sql", "binary.sql")
    assert checkout.check(*files) == ["refused", "ungraded", "refused", "refused", "refused", "error"]


def test_odd_names_are_judged_and_shown_harmlessly(checkout: Checkout) -> None:
    names = ("a\nb.sql", "::error::x.sql", "-rf.sql", "\x1b[31m.sql", "' OR 1=1.sql")
    for name in names:
        checkout.put(name, REFERENCE)
    done = checkout.run(
        *COMMAND,
        "check",
        "--course",
        str(checkout.course),
        "--exercise",
        "heavy_pets",
        "--no-plan",
        "--",
        *names,
    )
    assert done.returncode == 0
    assert "5 correct" in done.stdout
    assert "\x1b" not in done.stdout
    assert not any(line.startswith(("::", "b.sql")) for line in done.stdout.splitlines())


def test_grade_takes_a_checkout_full_of_traps_for_files_alone(checkout: Checkout, tmp_path: Path) -> None:
    for name in (*CODE, "conftest.py", "sqlgym/__init__.py"):
        checkout.put(name, EVIL)
    rival(checkout.root)
    checkout.put(".env", f"SQLGYM_COURSE={checkout.root}\n")
    checkout.put("drafts/heavy_pets.sql", f"-- exercise: heavy_pets\n{REFERENCE}")
    os.mkfifo(checkout.root / "second_highest.sql")
    (checkout.root / "link").symlink_to(checkout.course / "exercises")
    store = ("--store", str(tmp_path / "grades.sqlite"), "--jobs", "1", "--seed", "7")
    told = ("--course", str(checkout.course), "--exercise", "heavy_pets", "--format", "json")
    done = checkout.run(*COMMAND, "grade", str(tmp_path / "class"), *told, *store)
    assert done.stdout, done.stderr
    found = {(one["student"], one["status"]) for one in json.loads(done.stdout)["results"]}
    assert found == {("checkout", "wrong")}


def test_grade_says_when_no_worker_can_be_started(checkout: Checkout, tmp_path: Path) -> None:
    script = (
        f"from multiprocessing import spawn; spawn.set_executable({str(tmp_path / 'nowhere')!r});"
        "from sqlgym.bootstrap import main; main()"
    )
    told = ("--course", str(checkout.course), "--store", str(tmp_path / "grades.sqlite"))
    done = checkout.run(sys.executable, "-P", "-c", script, "grade", str(tmp_path / "class"), *told)
    assert done.returncode == 2
    assert "no worker can be started" in done.stderr


Pytest = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def graded(checkout: Checkout, tmp_path: Path) -> Pytest:
    """Runs pytest over a checkout in the way that docs/pytest.md gives for grading."""
    config = tmp_path / "grading.ini"
    config.write_text("[pytest]\nsqlgym_files = *.sql\n")

    def run(*files: str) -> subprocess.CompletedProcess[str]:
        safe = ("-c", str(config), f"--rootdir={checkout.root}", "--noconftest", "-p", "no:cacheprovider")
        course = f"--sqlgym-course={checkout.course}"
        command = (sys.executable, "-P", "-m", "pytest", "-p", "sqlgym.pytest_plugin", *safe, course, *files)
        return checkout.run(*command, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")

    return run


def test_pytest_as_documented_runs_no_code_of_a_checkout(checkout: Checkout, graded: Pytest) -> None:
    for name in (*CODE, "conftest.py", "pytest.py", "test_mine.py"):
        checkout.put(name, EVIL)
    for name in ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"):
        checkout.put(
            name, "[pytest]\naddopts = -p conftest\n[tool.pytest.ini_options]\naddopts = '-p conftest'\n"
        )
    rival(checkout.root)
    done = graded("heavy_pets.sql")
    assert "1 failed" in done.stdout
    assert "heavy_pets  wrong" in done.stdout


def test_pytest_survives_odd_files_and_takes_no_link(checkout: Checkout, graded: Pytest) -> None:
    reference = checkout.course / "exercises" / "heavy_pets" / "reference.sql"
    (checkout.root / "link").mkdir()
    (checkout.root / "link" / "heavy_pets.sql").symlink_to(reference)
    checkout.put("a\nb.sql", WRONG)
    (checkout.root / "heavy_pets.sql").write_bytes(bytes(range(256)))
    os.mkfifo(checkout.root / "pipe.sql")
    done = graded(".", "link/heavy_pets.sql")
    assert "is a link to another file" in done.stdout
    assert "Traceback" not in done.stdout
    assert "2 failed, 1 error" in done.stdout
