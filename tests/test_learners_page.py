"""docs/learners.md: every command in it runs, in its order, and shows what the page shows."""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from click import Context

from conftest import ROOT, called
from sqlgym.cli import cli
from sqlgym.learn.watch.screen import KEYS
from test_watch import Screen

PAGE = (ROOT / "docs" / "learners.md").read_text(encoding="utf-8")
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def steps() -> list[tuple[str, str]]:
    """Every command of the page with what it shows."""
    return [found.groups() for one in SESSION.findall(PAGE) for found in COMMAND.finditer(one)]  # type: ignore[misc]


def plain(text: str) -> str:
    """A text in which the widths of columns make no difference."""
    return re.sub(r"-{2,}", "--", re.sub(r" {2,}", "  ", text))


def pattern(shown: str) -> str:
    """What is shown, as a pattern: `…` stands for the rest of a line, or for any lines."""
    anything = r"(?:.*\n)*?"
    lines = (
        anything if line == "…" else re.escape(line).replace("…", ".*") + r"\s*?\n"
        for line in shown.splitlines()
    )
    return "".join(lines) + r"\s*"


def run(command: str, folder: Path) -> str:
    """What a command of the page shows; `echo` may write a file or lead into sqlgym."""
    text, _, rest = command.partition(" | ") if command.startswith("echo") else ("", "", command)
    if not rest:
        _, sql, _, name = shlex.split(text)
        (folder / name).write_text(sql)
        return ""
    return called(folder, *shlex.split(rest)[1:], stdin=shlex.split(text)[1] if text else "").output


def test_every_command_shows_what_the_page_shows_and_watch_its_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shells = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", shells)  # as in an environment that is activated
    folder = tmp_path
    for command, shown in steps():
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
        else:
            said = run(command, folder)
            assert re.fullmatch(pattern(plain(shown)), plain(said)), f"$ {command}\n{said}"
    screen = Screen(folder, "watch")
    screen.until("0 of ", " done  SQL at a company", KEYS)
    screen.close()


def test_every_command_in_the_text_has_options_that_exist() -> None:
    for command in set(re.findall(r"`sqlgym ([^`]*)`", PAGE)):
        name, *words = command.split()
        found = cli.get_command(Context(cli), name)
        assert found is not None, command
        known = {option for parameter in found.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, command


def test_the_keys_of_watch_are_all_told() -> None:
    for key in re.findall(r"(?:^|  )(\w) ", KEYS):
        assert re.search(rf"^\| .*`{key}`", PAGE, re.MULTILINE)
