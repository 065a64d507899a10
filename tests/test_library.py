"""sqlgym from Python: one answer, many answers, from threads and from forked processes."""

import os
import re
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import pytest

import sqlgym
from conftest import REFERENCE, ROOT, evidence
from sqlgym.sandbox import layers
from sqlgym.verdict.evidence import QueryEvidence


def test_a_string_is_sql_and_a_path_is_a_file(plain_course: Path, tmp_path: Path) -> None:
    (tmp_path / "heavy_pets.sql").write_text(REFERENCE)
    with sqlgym.checker(plain_course) as judge:
        assert judge.check(tmp_path / "heavy_pets.sql").status == "correct"
        assert judge.check(REFERENCE, "heavy_pets").status == "correct"
        assert judge.check("SELECT 1", "heavy_pets").status == "wrong"


def test_a_string_that_looks_like_a_path_is_never_opened(plain_course: Path) -> None:
    reference = str(plain_course / "exercises" / "heavy_pets" / "reference.sql")
    verdict = sqlgym.check(reference, exercise="heavy_pets", course=plain_course)
    assert verdict.status == "error"
    assert "for a file, give a pathlib.Path" in verdict.notes[0]


def test_sql_needs_the_name_of_its_exercise(plain_course: Path) -> None:
    with pytest.raises(sqlgym.SqlgymError, match="say which exercise"):
        sqlgym.check("SELECT 1", course=plain_course)


def test_what_does_not_exist_is_said(plain_course: Path, tmp_path: Path) -> None:
    with pytest.raises(sqlgym.SqlgymError, match="is no course"):
        sqlgym.check("SELECT 1", exercise="heavy_pets", course=tmp_path)
    with pytest.raises(sqlgym.SqlgymError, match="did you mean “duckdb”"):
        sqlgym.check("SELECT 1", exercise="heavy_pets", course=plain_course, engine="dukdb")
    with sqlgym.checker(plain_course) as judge:
        assert judge.check("SELECT 1", "heavy_pet").status == "ungraded"


@pytest.mark.parametrize(
    ("sql", "status"),
    [("\ud800", "error"), ("SELECT '\0'", "error"), ("x" * (1 << 20) + "x", "refused"), (" ", "blank")],
)
def test_any_text_has_a_verdict(sql: str, status: str, plain_course: Path) -> None:
    with sqlgym.checker(plain_course) as judge:
        assert judge.check(sql, "heavy_pets").status == status


def test_no_course_near_the_answer_is_taken(
    plain_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plain_course)
    assert sqlgym.check("SELECT 1", exercise="heavy_pets").status == "ungraded"
    monkeypatch.setenv("SQLGYM_COURSE", str(plain_course))
    assert sqlgym.check("SELECT 1", exercise="heavy_pets").status == "wrong"


def test_threads_take_turns_with_one_checker(plain_course: Path) -> None:
    rows: dict[int, object] = {}

    def judge(count: int) -> None:
        verdict = checker.check(f"SELECT * FROM range({count})", "heavy_pets")
        rows[count] = evidence(verdict, QueryEvidence).actual_rows

    with sqlgym.checker(plain_course, plan=False) as checker:
        threads = [threading.Thread(target=judge, args=(count,)) for count in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert rows == {count: count for count in range(1, 9)}


def test_a_process_with_threads_is_never_forked(plain_course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    single = layers.available()
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("this process has threads"))
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert layers.available() == single
        assert sqlgym.check("SELECT 1", exercise="heavy_pets", course=plain_course).status == "wrong"
    finally:
        done.set()
        thread.join()


def test_a_forked_process_judges_with_a_host_of_its_own(plain_course: Path) -> None:
    with sqlgym.checker(plain_course, plan=False) as judge:
        assert judge.check(REFERENCE, "heavy_pets").status == "correct"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:
            status = judge.check("SELECT 1", "heavy_pets").status
            judge.sandbox.close()
            os._exit(0 if status == "wrong" else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert judge.check(REFERENCE, "heavy_pets").status == "correct"


def test_no_process_is_left_when_the_checker_is_closed(plain_course: Path) -> None:
    with sqlgym.checker(plain_course) as judge:
        judge.check("SELECT 1", "heavy_pets")
        host = judge.sandbox.process
    assert host is not None
    with pytest.raises(ProcessLookupError):
        os.kill(host.pid, 0)


def test_the_public_names_are_all_there_and_cost_nothing_to_import() -> None:
    assert all(getattr(sqlgym, name) for name in sqlgym.__all__)
    script = (
        "import sys, sqlgym; print([n for n in ('msgspec', 'duckdb', 'sqlgym.library') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_examples_in_the_documentation_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "python.md").read_text()
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "second_highest.sql").write_text("SELECT 1")
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/python.md", "exec"), names)
    assert len(examples) >= 3
