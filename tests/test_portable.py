"""Outside Linux: a fresh process for each job, fewer layers, the same verdicts; forced here by SQLGYM_PORTABLE."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REFERENCE, ROOT


def portable(*arguments: str | Path, yes: str = "1") -> subprocess.CompletedProcess[str]:
    """Run the command as it would run outside Linux, or as it runs here."""
    command = [sys.executable, "-m", "sqlgym", *map(str, arguments)]
    environment = {**os.environ, "SQLGYM_PORTABLE": yes}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)


def test_the_same_verdicts_and_a_note_on_what_is_missing(plain_course: Path, tmp_path: Path) -> None:
    answers = {
        "right": REFERENCE,
        "wrong": "SELECT 1",
        "refused": "SELECT * FROM read_text('/etc/passwd')",
        "limit": "SELECT pg_sleep(60)",
        "error": "SELECT nothing",
    }
    files = [tmp_path / f"{name}.sql" for name in answers]
    for file, sql in zip(files, answers.values(), strict=True):
        file.write_text(sql)
    told = ("--course", plain_course, "--exercise", "heavy_pets", "--format", "json", "--no-plan")
    done = portable("check", *files, *told)
    statuses = [result["status"] for result in json.loads(done.stdout)["results"]]
    assert statuses == ["correct", "wrong", "refused", "limit", "error"]
    assert "has not all layers of the sandbox" in done.stderr


def test_strict_is_refused_and_doctor_says_why() -> None:
    done = portable("check", "exercises/second_highest.sql", "--sandbox", "strict")
    assert done.returncode == 2
    assert "missing: no-new-privileges" in done.stderr
    told = portable("doctor").stdout
    assert "✗ landlock" in told
    assert "memory is not" in told
    assert "answers run in fresh processes" in told


@pytest.mark.slow
@pytest.mark.parametrize("part", ["accepted", "wrong"])
def test_an_answer_of_every_built_in_exercise_gets_the_same_verdict(part: str) -> None:
    for folder in sorted(ROOT.glob(f"exercises/*/{part}")):
        told = ("check", min(folder.glob("*.sql")), "--format", "json", "--no-plan")
        reports = [json.loads(portable(*told, yes=yes).stdout) for yes in ("1", "")]
        there, here = [report["results"][0]["status"] for report in reports]
        assert there == here, folder
