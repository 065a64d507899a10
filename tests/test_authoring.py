"""docs/authoring.md works as printed: its files are written, its commands run, and what it shows is what they print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from sqlgym.audit import hunt
from sqlgym.cli import cli

PAGE = (ROOT / "docs" / "authoring.md").read_text()
BLOCK = re.compile(r"(?P<before>(?:[^\n]*\n){1,5})\n```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)
STATUS = {"audit light_cats": (2, 0), "wrong/three_kilos.sql": (1,), "check homework": (1,)}
"""Part of a command → its exit statuses, one time after the other; all others exit with 0."""


def steps() -> Iterator[tuple[str, str]]:
    """What the page asks for in its order: files with their texts, and commands (`$ …`) with what they print."""
    for block in BLOCK.finditer(PAGE):
        if block["language"] == "console":
            for command in block["text"].split("$ sqlgym ")[1:]:
                line, _, shown = command.partition("\n")
                yield f"$ {line}", shown
        else:
            yield re.findall(r"`(my-course/[^`]+\.\w+)`", block["before"])[-1], block["text"]


def run(command: str) -> Result:
    """A command of the page, in the current folder."""
    return CliRunner().invoke(cli, command.removeprefix("$ ").split(), prog_name="sqlgym")


def expected(command: str, times: dict[str, int]) -> int:
    """The exit status of a command that is called once more."""
    times[command] = times.get(command, 0) + 1
    return next((codes[times[command] - 1] for part, codes in STATUS.items() if part in command), 0)


def unwrapped(text: str) -> str:
    """A text without line breaks and runs of blanks."""
    return " ".join(text.split())


def test_the_page_works_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(hunt, "SECONDS", 2.0)
    times: dict[str, int] = {}
    for what, text in steps():
        if not what.startswith("$"):
            Path(what).write_text(text)
            continue
        done = run(what)
        assert done.exit_code == expected(what, times), (what, done.output, done.exception)
        for line in text.splitlines():
            parts = (unwrapped(part) for part in line.split("  …"))
            assert all(part in unwrapped(done.stdout) for part in parts), (what, line, done.output)
    assert len(times) == 10
