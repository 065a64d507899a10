"""What nobody could judge by is a fault of the course, said in words that name the file and the key."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import EXERCISE, REFERENCE, ROOT, called, checker, write_course
from sqlgym.course import Course, Limits
from sqlgym.course.archive import unpacked
from sqlgym.errors import CourseError, UsageError
from sqlgym.sandbox import Sandbox

SPOILED = {
    "seconds = -1": "limits.seconds: -1.0 is not between",
    "seconds = nan": "limits.seconds: nan is no number to work with",
    "seconds = inf": "limits.seconds: this is no number to work with",
    "seconds = 1e308": "limits.seconds: this is no number to work with",
    "seconds = 0": "limits.seconds: 0.0 is not between",
    "memory_mb = -1": "limits.memory_mb: -1 is not between",
    "rows = -1": "limits.rows: -1 is not between",
    "check_seconds = -1": "limits.check_seconds: -1.0 is not between",
    "[worlds]\ncount = -5": "worlds.count: -5 is not between",
    "[compare]\ntolerance = -1": "compare.tolerance: -1.0 is not between",
    f"rows = 1{'0' * 10_000}": "a number in it has too many digits",
    f"rows = 1{'0' * 1_000}": "limits.rows: this is no number to work with",
    f"x = {'[' * 100_000}": "its brackets are nested too deeply",
}


@pytest.mark.parametrize("line", SPOILED, ids=lambda line: line[:16])
def test_a_limit_that_is_none_is_a_fault_of_the_course(tmp_path: Path, sandbox: Sandbox, line: str) -> None:
    course = write_course(tmp_path, EXERCISE.replace("seconds = 1", line))
    found = checker(sandbox, course).check(REFERENCE, "heavy_pets")
    assert found.status == "ungraded"
    place, _, said = found.findings[0].message.partition(": ")
    file, _, number = place.partition(".toml")
    assert file == str(course / "exercises/heavy_pets/exercise")
    assert said.startswith(SPOILED[line])
    if "is not between" in said:
        assert (course / "exercises/heavy_pets/exercise.toml").read_text().split("\n")[
            int(number[1:]) - 1
        ] == line.split("\n")[-1]
    assert "fault of the course" in found.findings[0].help


def test_the_runs_of_a_check_have_so_many_seconds_together() -> None:
    assert Limits(seconds=5).together == 6
    assert Limits(seconds=18).together == 20
    assert Limits(seconds=60).together == 60
    assert Limits(seconds=5, check_seconds=5.5).times(2).together == 10


@pytest.mark.parametrize("points", ["inf", "nan", "-1"])
def test_points_that_cannot_be_counted_are_refused(tmp_path: Path, points: str) -> None:
    course = write_course(tmp_path, EXERCISE.replace("points = 4", f"points = {points}"))
    with pytest.raises(CourseError, match="points: "):
        Course(course).exercise("heavy_pets")


@pytest.mark.parametrize(
    "text", [f"rows = 1{'0' * 10_000}", f"x = {'[' * 100_000}"], ids=["digits", "brackets"]
)
def test_a_data_toml_that_cannot_be_read_is_a_fault_of_the_course(
    tmp_path: Path, sandbox: Sandbox, text: str
) -> None:
    course = write_course(tmp_path)
    (course / "schema/pets/data.sql").unlink()
    (course / "schema/pets/data.toml").write_text(text)
    found = checker(sandbox, course).check(REFERENCE, "heavy_pets")
    assert found.status == "ungraded"
    assert "data.toml: " in found.findings[0].message


def test_a_link_is_neither_shown_nor_packed(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-51c2")
    (course / "exercises/heavy_pets/task.md").symlink_to(secret)
    for words in (["show", "heavy_pets"], ["pack", "--for", "learners"], ["pack", "--for", "graders"]):
        done = called(tmp_path, *words, "--course", str(course))
        assert done.returncode == 2, done.output
        assert "canary" not in done.output
    for made in tmp_path.glob("*.zip"):
        assert b"canary" not in b"".join(
            zipfile.ZipFile(made).read(one) for one in zipfile.ZipFile(made).namelist()
        )


HARMFUL = {
    "a name of 300 characters": ({f"exercises/{'x' * 300}/exercise.toml"}, "a name of 300 characters"),
    "2,500 levels": ({f"exercises/{'a/' * 2500}task.md"}, "levels deep"),
    "a file and a folder": ({"exercises/a/exercise.toml", "exercises/a"}, "is a file and a folder"),
    "in other letters": ({"exercises/a/exercise.toml", "exercises/A"}, "is a file and a folder"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_zip_that_no_disk_takes_is_refused(tmp_path: Path, name: str) -> None:
    names, said = HARMFUL[name]
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as archive:
        for one in ("exercises/b/exercise.toml", *sorted(names)):
            archive.writestr(one, "")
    with pytest.raises(UsageError, match=said):
        unpacked(tmp_path / "course.zip")


WITHOUT_CHOWN = """
import ctypes, os
ctypes.CDLL(None).prctl(24, 0, 0, 0, 0)  # PR_CAPBSET_DROP of CAP_CHOWN
os.execvp(os.sys.argv[1], os.sys.argv[1:])
"""
ROOTS = {
    "without CAP_CHOWN": [sys.executable, "-c", WITHOUT_CHOWN],
    "of a user namespace": ["unshare", "-U", "-r"],
}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="it is about root")
@pytest.mark.parametrize("root", ROOTS)
def test_a_root_that_may_not_give_files_away_judges_scripts(root: str) -> None:
    if subprocess.run([*ROOTS[root], "true"], check=False).returncode:
        pytest.skip("this machine has no such root")
    for name in ("transfer_orders",):
        answer = ROOT / "exercises" / name / "reference.sql"
        command = [*ROOTS[root], sys.executable, "-m", "sqlgym", "check", str(answer), "--exercise", name]
        done = subprocess.run([*command, "--sandbox", "strict"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="it is about root")
@pytest.mark.parametrize("root", ROOTS)
def test_doctor_says_that_such_a_root_keeps_its_user(root: str) -> None:
    if subprocess.run([*ROOTS[root], "true"], check=False).returncode:
        pytest.skip("this machine has no such root")
    command = [*ROOTS[root], sys.executable, "-m", "sqlgym", "doctor"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "✗ user " in done.stdout, done.stdout + done.stderr
