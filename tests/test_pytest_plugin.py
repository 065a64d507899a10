"""The pytest plugin: which files it takes, what a failure shows, what it leaves in a JUnit file."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import EXERCISE, REFERENCE, ROOT, failing, write_course

pytest_plugins = "pytester"

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, plain_course: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs pytest with the plugin alone, judging by the small course."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def ran(*arguments: str, course: Path = plain_course) -> pytest.RunResult:
        told = [f"--sqlgym-course={course}"]
        return pytester.runpytest_inprocess("-p", "sqlgym.pytest_plugin", *told, *arguments)

    return ran


def opt_in(pytester: pytest.Pytester, **answers: str) -> None:
    """A folder `answers` whose files are answers."""
    pytester.makeini("[pytest]\nsqlgym_files = answers/*.sql\n")
    (pytester.path / "answers").mkdir()
    for name, text in answers.items():
        (pytester.path / "answers" / f"{name}.sql").write_text(text)


def test_an_answer_is_a_test(run: Run, pytester: pytest.Pytester) -> None:
    opt_in(pytester, heavy_pets=REFERENCE)
    run().assert_outcomes(passed=1)


def test_a_failure_is_the_report_alone(run: Run, pytester: pytest.Pytester) -> None:
    opt_in(pytester, heavy_pets="SELECT name, weight FROM Pets ORDER BY name DESC")
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*✗ heavy_pets  wrong  0 of 4 points*"])
    assert "Traceback" not in result.stdout.str()
    assert "pytest_plugin.py" not in result.stdout.str()
    assert len(result.outlines) < 40


def test_whatever_is_not_right_fails_shortly(run: Run, pytester: pytest.Pytester) -> None:
    statuses = {
        "error": "SELECT nothing",
        "blank": "",
        "refused": "DROP TABLE Pets",
        "limit": "SELECT pg_sleep(9)",
    }
    opt_in(pytester)
    for name, sql in statuses.items():
        (pytester.path / "answers" / name).mkdir()
        (pytester.path / "answers" / name / "heavy_pets.sql").write_text(sql)
    result = run("-o", "sqlgym_files=heavy_pets.sql")
    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines([f"*heavy_pets  {status} *" for status in sorted(statuses)])
    assert len(result.outlines) < 60


def test_what_cannot_be_judged_is_an_error_and_names_the_way_to_another_course(
    run: Run, pytester: pytest.Pytester
) -> None:
    opt_in(pytester, heavy_cats=REFERENCE)
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no exercise “heavy_cats”*", "*--sqlgym-course=DIR*"])
    assert "pytest_plugin.py" not in result.stdout.str()


def test_a_fault_of_sqlgym_is_an_error_with_the_traceback_in_the_log(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlgym.kinds.checker.judged", failing)
    opt_in(pytester, heavy_pets=REFERENCE)
    result = run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*sqlgym itself failed: KeyError: 'code'*", "*Captured log setup*"])


def test_a_course_that_is_none_is_told_in_one_line(run: Run, pytester: pytest.Pytester) -> None:
    opt_in(pytester, heavy_pets=REFERENCE)
    result = run(course=pytester.path)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*is no course*"])
    assert "pytest_plugin.py" not in result.stdout.str()


def test_sql_of_an_unrelated_repository_is_left_alone(run: Run, pytester: pytest.Pytester) -> None:
    for folder in ("migrations", "models", "exercises"):
        (pytester.path / folder).mkdir()
        (pytester.path / folder / "001.sql").write_text("DROP TABLE users")
    (pytester.path / "models" / "course.toml").write_text("")
    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_answers_beside_a_course_file_are_taken_and_nothing_below(
    run: Run, pytester: pytest.Pytester
) -> None:
    root = write_course(pytester.path / "mine", EXERCISE + "[worlds]\ncount = 0\n")
    (root / "exercises" / "course.toml").write_text("")
    (root / "exercises" / "heavy_pets.sql").write_text(REFERENCE)
    run("mine", course=root).assert_outcomes(passed=1)


def test_scores_are_properties_in_the_junit_file(run: Run, pytester: pytest.Pytester) -> None:
    opt_in(pytester, heavy_pets=REFERENCE)
    run("--junitxml=found.xml")
    found = ElementTree.parse(pytester.path / "found.xml").iter("property")
    told = {one.attrib["name"]: one.attrib["value"] for one in found}
    assert told == {"status": "correct", "score": "1.0", "points": "4.0", "earned": "4.0"}


def test_xdist_hands_answers_to_its_workers(pytester: pytest.Pytester, plain_course: Path) -> None:
    opt_in(pytester, heavy_pets=REFERENCE)
    (pytester.path / "answers" / "heavy_cats.sql").write_text("SELECT 1")
    options = ["-p", "xdist", "-p", "sqlgym.pytest_plugin", "-n", "2", f"--sqlgym-course={plain_course}"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(command, cwd=pytester.path, env=environment, capture_output=True, text=True)
    assert "1 passed, 1 error" in done.stdout


def test_collecting_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    opt_in(pytester, heavy_pets=REFERENCE)
    script = (
        "import sys, pytest; pytest.main(['-p', 'sqlgym.pytest_plugin', '--collect-only', '-q']);"
        "print([n for n in ('msgspec', 'duckdb', '_duckdb', 'click', 'sqlgym.library') if n in sys.modules])"
    )
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=pytester.path, env=environment, capture_output=True, text=True)
    assert "answers/heavy_pets.sql::heavy_pets" in done.stdout
    assert done.stdout.endswith("[]\n")


def test_the_answers_of_this_repository_are_collected(run: Run) -> None:
    result = run(
        f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml"), "--collect-only", str(ROOT / "exercises")
    )
    names = {path.stem for path in ROOT.glob("exercises/*.sql")}
    assert names == {line.split("::")[1] for line in result.outlines if "::" in line}


def test_the_plugin_is_declared_as_pytest_looks_for_it() -> None:
    assert 'pytest11]\nsqlgym = "sqlgym.pytest_plugin"' in (ROOT / "pyproject.toml").read_text()
