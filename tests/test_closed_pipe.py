"""Standard output closed before the report is written, as by `| head -1`: quiet, and no verdict."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.mark.parametrize("command", [["list"], ["check", str(ROOT / "exercises/second_highest.sql")]])
def test_a_closed_pipe_is_no_answer_that_is_not_right(command: list[str], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sqlgym", *command],
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            text=True,
        )
    finally:
        os.close(writing)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr
