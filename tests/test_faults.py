"""A fault of sqlgym's own: it stays with the answer or exercise it happened to, in one sentence, with status 2."""

import logging
import os
import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from conftest import checker, failing, write_course
from sqlgym import library
from sqlgym.audit import AUDITS, audits, exit_status
from sqlgym.audit.answers import audit as answers_alone
from sqlgym.audit.finding import Audit
from sqlgym.context import Context
from sqlgym.course import Course, Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds import KINDS
from sqlgym.kinds.query import judge
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

RIGHT = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"

SPOILED = """
import sys
from sqlgym.kinds import KINDS
from sqlgym.kinds.query import judge

def spoiled(exercise, answer, context):
    if "fault" in answer.text:
        raise StopIteration({"Code": 1}["code"] if "key" in answer.text else "as the note has it")
    return judge(exercise, answer, context)

KINDS["query"] = lambda: spoiled
"""


def spoiled(*arguments: str | Path, cwd: Path, code: str = SPOILED) -> subprocess.CompletedProcess[str]:
    """Run the command with something broken in it."""
    script = f"{code}\nfrom sqlgym.cli import main\nmain(None, sys.argv[1:])"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Three answers, at the second of which sqlgym fails."""
    for name, text in {"first": RIGHT, "second": f"{RIGHT} -- fault", "third": RIGHT}.items():
        (tmp_path / f"{name}.sql").write_text(text)
    return tmp_path


def test_check_judges_all_others_and_prints_the_report(plain_course: Path, answers: Path) -> None:
    files = [f"{name}.sql" for name in ("first", "second", "third")]
    done = spoiled("check", *files, "--exercise", "heavy_pets", "--course", plain_course, cwd=answers)
    assert done.returncode == 2
    assert "3 answers: 2 correct, 1 ungraded" in done.stdout
    assert "sqlgym itself failed: StopIteration: as the note has it" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_debug_prints_the_traceback_on_stderr(plain_course: Path, answers: Path) -> None:
    words = ("check", "second.sql", "--exercise", "heavy_pets", "--course", plain_course, "--debug")
    done = spoiled(*words, cwd=answers)
    assert "Traceback (most recent call last)" in done.stderr
    assert "in spoiled" in done.stderr
    assert "Traceback" not in done.stdout


def test_a_fault_outside_of_any_answer_is_one_line_with_status_2(plain_course: Path, tmp_path: Path) -> None:
    code = "import sys\nfrom sqlgym.course import Course\nCourse.names = property(lambda _: 1 / 0)"
    done = spoiled("list", "--course", plain_course, cwd=tmp_path, code=code)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "sqlgym: sqlgym itself failed: ZeroDivisionError: division by zero; --debug shows where"
    ]


def test_a_command_that_cannot_even_begin_exits_with_2(tmp_path: Path) -> None:
    code = "import sys\nsys.modules['sqlgym.cli'] = None\nfrom sqlgym.bootstrap import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code, "list"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("sqlgym: it cannot start: ModuleNotFoundError")
    assert "Traceback" not in done.stderr


def test_ctrl_c_exits_with_130(plain_course: Path, tmp_path: Path) -> None:
    code = f"{SPOILED}\nimport os, signal\nKINDS['query'] = lambda: os.kill(os.getpid(), signal.SIGINT)"
    (tmp_path / "heavy_pets.sql").write_text(RIGHT)
    done = spoiled("check", "heavy_pets.sql", "--course", plain_course, cwd=tmp_path, code=code)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_the_library_gives_a_verdict_and_logs_the_traceback(
    plain_course: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sqlgym.kinds.checker.judged", failing)
    with caplog.at_level(logging.ERROR, "sqlgym"):
        found = library.check(RIGHT, exercise="heavy_pets", course=plain_course)
    assert found.status == "ungraded"
    assert found.findings[0].message == "sqlgym itself failed: KeyError: 'code'"
    assert "Traceback (most recent call last)" in caplog.text


def test_a_host_that_is_killed_is_no_fault_of_the_answer(plain_course: Path) -> None:
    with Sandbox("auto") as own:
        found = checker(own, plain_course)
        assert found.check(RIGHT, "heavy_pets").status == "correct"

        def killing(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
            assert context.sandbox.process is not None
            os.kill(context.sandbox.process.pid, signal.SIGKILL)
            return judge(exercise, answer, context)

        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(KINDS, "query", lambda: killing)
            lost = found.check(RIGHT, "heavy_pets")
        again = found.check(RIGHT, "heavy_pets")
    assert (lost.status, again.status) == ("ungraded", "correct")


def test_an_audit_goes_on_with_the_others(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_course(tmp_path)
    (root / "exercises" / "heavy_pets").rename(root / "exercises" / "a")
    course = Course(write_course(root))

    def spoiled(exercise: Exercise, context: Context) -> Audit:
        if exercise.name == "a":
            failing()
        return answers_alone(exercise, context)

    monkeypatch.setitem(AUDITS, "query", spoiled)
    done = list(audits(("a", "heavy_pets"), lambda: nullcontext(Context(course, sandbox, plan=False)), 1))
    assert [one.exercise for one in done] == ["a", "heavy_pets"]
    assert [finding.id for finding in done[0].findings] == ["fault"]
    assert "KeyError: 'code'" in done[0].findings[0].message
    assert done[1].facts
    assert exit_status(done) == 2
