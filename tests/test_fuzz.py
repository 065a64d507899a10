"""Answers that nobody would write do no harm; benchmarks/fuzz.py tries many more."""

import json
import subprocess
import sys

import pytest

from conftest import ROOT


@pytest.mark.parametrize("count", ["10", pytest.param("300", marks=pytest.mark.slow)])
def test_answers_without_sense_end_in_verdicts_and_leave_nothing_behind(count: str) -> None:
    command = [sys.executable, "benchmarks/fuzz.py", "--quick", "--answers", count, "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    assert json.loads(done.stdout)["faults"] == [], done.stderr
    assert done.returncode == 0
