"""Exports: what each system needs is there, grades as that system would call it, and gives nothing away."""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import EXERCISE, REFERENCE, ROOT, write_course
from sqlgym import __version__
from sqlgym.course import Course
from sqlgym.export import TARGETS, files, write
from sqlgym.export.distribution import Wheel
from sqlgym.export.request import Request

WRONG = "SELECT 'wrong' AS name, 0 AS weight"
WHEEL = Wheel("sqlgym_sandbox-1-py3-none-any.whl", b"wheel")
SAMPLE = "-- a sample answer\n" + REFERENCE


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The small course without worlds, with a sample answer and a second exercise that nobody answers."""
    root = write_course(tmp_path / "course", EXERCISE + "[worlds]\ncount = 0\n")
    other = root / "exercises" / "other"
    other.mkdir()
    (other / "exercise.toml").write_text(EXERCISE.replace("Heavy pets", "Other <b>pets</b>"))
    (other / "reference.sql").write_text("SELECT 1")
    (other / "task.md").write_text("Return <one> & </markdown> only.")
    (root / "exercises" / "heavy_pets.sql").write_text(SAMPLE)
    return root


Export = Callable[..., Path]


@pytest.fixture
def export(course: Path, tmp_path: Path) -> Export:
    """Exports the small course for a system, and gives the folder."""

    def exported(system: str, *names: str) -> Path:
        exercises = names or ("heavy_pets", "other")
        request = Request(course=Course(course), exercises=exercises, wheel=WHEEL, seed=7)
        assert list(write(system, request, tmp_path / "out"))
        return tmp_path / "out"

    return exported


@pytest.fixture
def tools(tmp_path: Path) -> str:
    """A folder with a command `sqlgym`, as an installed one would be on the path."""
    script = tmp_path / "bin" / "sqlgym"
    script.parent.mkdir()
    script.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -P -c "from sqlgym.bootstrap import main; main()" "$@"\n'
    )
    script.chmod(0o755)
    return str(script.parent)


def run(*command: str | Path, tools: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run an exported script."""
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", **variables}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )


def hand_in(folder: Path, sql: str = WRONG) -> None:
    """An answer to heavy_pets, none to other, and a link that would be an answer."""
    folder.mkdir(parents=True)
    (folder / "heavy_pets.sql").write_text(sql)


@pytest.mark.parametrize("system", TARGETS)
def test_no_export_holds_a_sample_answer(system: str, export: Export) -> None:
    for path in export(system).rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                data = b"".join(archive.read(name) for name in archive.namelist())
        assert b"a sample answer" not in data


def command(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder that has a course."""
    told = (sys.executable, "-m", "sqlgym", "export", "github", "out", "--course", "course", *options)
    return subprocess.run(told, cwd=folder, capture_output=True, text=True, timeout=60)


def test_every_system_is_in_the_help(tmp_path: Path) -> None:
    told = " ".join(command(tmp_path, "--help").stdout.split())
    assert all(system in told for system in TARGETS)


@pytest.mark.usefixtures("course")
def test_the_command_says_what_it_made_and_overwrites_nothing(tmp_path: Path) -> None:
    wheel, workflow = command(tmp_path).stdout.splitlines()
    assert wheel == f"made out/.github/sqlgym/sqlgym_sandbox-{__version__}-py3-none-any.whl"
    assert workflow == "made out/.github/workflows/sqlgym.yml"
    again = command(tmp_path)
    assert again.returncode == 2
    assert "is there already; name another folder" in again.stderr


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exercise", "heavy_pet"), "did you mean “heavy_pets”"),
        (("--install", "nowhere.whl"), "there is no wheel nowhere.whl"),
    ],
)
def test_what_does_not_exist_is_told(options: tuple[str, str], said: str, tmp_path: Path) -> None:
    done = command(tmp_path, *options)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("system", TARGETS)
def test_every_export_carries_the_wheel_and_installs_it(system: str, export: Export) -> None:
    texts: dict[str, str] = {}
    wheels: list[bytes] = []
    for path in sorted(one for one in export(system).rglob("*") if one.is_file()):
        entries = {path.name: path.read_bytes()}
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                entries = {name: archive.read(name) for name in archive.namelist()}
        wheels += [data for name, data in entries.items() if name.endswith(".whl")]
        texts |= {name: data.decode() for name, data in entries.items() if not name.endswith(".whl")}
    assert wheels == [b"wheel"]
    installing = [text for text in texts.values() if WHEEL.name in text]
    assert len(installing) == 1
    assert not any("sqlgym-sandbox==" in text for text in texts.values())


@pytest.mark.usefixtures("course")
def test_pip_is_told_what_was_asked_for_instead_of_a_wheel(tmp_path: Path) -> None:
    assert command(tmp_path, "--install", "sqlgym-sandbox==9.9").stdout.count("made") == 1
    workflow = (tmp_path / "out/.github/workflows/sqlgym.yml").read_text()
    assert "pip install --quiet sqlgym-sandbox==9.9\n" in workflow


def test_gradescope_gets_a_score_for_every_exercise(export: Export, tools: str, tmp_path: Path) -> None:
    root = tmp_path / "autograder"
    with zipfile.ZipFile(export("gradescope") / "autograder.zip") as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
        archive.extractall(root / "source")
    for name in ("setup.sh", "run_autograder"):
        assert modes[name] & stat.S_IXUSR
        (root / "source" / name).chmod(0o755)
    hand_in(root / "submission", REFERENCE)
    done = run(root / "source" / "run_autograder", tools=tools, cwd=root, AUTOGRADER_ROOT=str(root))
    assert done.returncode == 0, done.stderr
    found = json.loads((root / "results" / "results.json").read_text())
    scores = {one["name"].split(":")[0]: (one["score"], one["max_score"]) for one in found["tests"]}
    assert scores == {"heavy_pets": (4, 4), "other": (0, 4)}


def test_prairielearn_gets_a_score_from_0_to_1(export: Export, tools: str, tmp_path: Path) -> None:
    out = export("prairielearn")
    hand_in(out / "student", REFERENCE)
    script = out / "serverFilesCourse" / "sqlgym" / "run.sh"
    done = run(script, "heavy_pets", tools=tools, cwd=out, GRADE_ROOT=str(out))
    assert done.returncode == 0, done.stderr
    found = json.loads((out / "results" / "results.json").read_text())
    assert (found["gradable"], found["score"]) == (True, 1)


def test_a_prairielearn_question_shows_the_task_as_text(export: Export) -> None:
    folder = export("prairielearn") / "questions" / "other"
    page = (folder / "question.html").read_text()
    assert "Return &lt;one&gt; &amp; &lt;/markdown&gt; only." in page
    settings = json.loads((folder / "info.json").read_text())
    assert settings["externalGradingOptions"]["entrypoint"][1] == "other"


def test_classroom50_gets_a_result_that_it_takes(export: Export, tmp_path: Path) -> None:
    out = export("classroom50")
    checkout = tmp_path / "checkout"
    hand_in(checkout, REFERENCE)
    (checkout / "sqlgym.py").write_text("raise SystemExit('the student was here')")
    facts = {
        "CLASSROOM": "db1",
        "ASSIGNMENT": "hw1",
        "OWNER": "ada",
        "SUBMISSION_TAG": "submit/2026-11-22T10-00-00Z-ab12cd3",
        "COMMIT_URL": "https://example.org/c",
        "RELEASE_URL": "https://example.org/r",
    }
    done = run(sys.executable, out / "autograder" / "autograder.py", tools="", cwd=checkout, **facts)
    assert done.returncode == 0, done.stderr
    found = json.loads((checkout / "result.json").read_text())
    assert (found["schema"], found["score"], found["max-score"]) == ("classroom50/result/v1", 4, 8)
    assert not (out / "tests.json").exists()


def test_declarative_tests_obey_the_rules_of_classroom50() -> None:
    request = Request(course=Course(ROOT), exercises=("second_highest",), seed=7)
    (made,) = [one for one in files("classroom50", request) if one.path == "tests.json"]
    found = json.loads(made.data)
    assert found["schema"] == "classroom50/tests/v1"
    for one in found["tests"]:
        assert set(one) <= {"name", "type", "setup", "run", "timeout", "points", "exit-code"}
        assert one["type"] == "run"
        assert isinstance(one["points"], int)
        assert 1 <= one["timeout"] <= 600
        assert "--exercise second_highest" in one["run"]


def step(system: str, out: Path) -> str:
    """The shell commands that a workflow ends with."""
    if system == "github":
        workflow = yaml.safe_load((out / ".github/workflows/sqlgym.yml").read_text())
        return str(workflow["jobs"]["check"]["steps"][-1]["run"])
    return str(yaml.safe_load((out / ".gitlab-ci.yml").read_text())["sqlgym"]["script"][-1])


@pytest.mark.parametrize("system", ["github", "gitlab"])
def test_the_last_step_of_a_workflow_judges_the_checkout(
    system: str, export: Export, tools: str, tmp_path: Path
) -> None:
    script = step(system, export(system)).replace("/tmp/", f"{tmp_path}/")
    hand_in(tmp_path / "class" / "student")
    variables = {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    done = run("bash", "-eo", "pipefail", "-c", script, tools=tools, cwd=tmp_path, **variables)
    assert done.returncode == 1, done.stderr
    report = tmp_path / ("summary.md" if system == "github" else "sqlgym.xml")
    assert "heavy_pets" in report.read_text()
    assert "other" in report.read_text()
    assert ("file=heavy_pets.sql" if system == "github" else "`heavy_pets` is wrong") in done.stdout


@pytest.mark.usefixtures("course")
def test_the_command_of_the_shell_page_grades_a_class(tools: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "ci" / "shell.md").read_text()
    command = page[page.index("sqlgym grade class") : page.index("grades.csv") + len("grades.csv")]
    for name, here in (("second_highest", "heavy_pets"), ("transfer_orders", "other")):
        command = command.replace(name, here)
    hand_in(tmp_path / "class" / "ada", REFERENCE)
    done = run("bash", "-c", command, tools=tools, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "1 student, 2 exercises" in done.stdout
    assert "heavy_pets" in (tmp_path / "grades.csv").read_text()
