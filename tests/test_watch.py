"""`sqlgym watch` in a real pseudo-terminal: keys go in, and the screen is read as a terminal would show it."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from conftest import write_course
from sqlgym.course import Course
from sqlgym.learn.watch.keys import split
from sqlgym.learn.workspace import Workspace
from sqlgym.learn.workspace.files import make
from sqlgym.learn.workspace.state import StateFile

PATIENCE = 40.0
"""Seconds after which a screen that did not come is a failure; a screen that comes costs no waiting."""

START = "import fcntl, sys, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\nfrom sqlgym.bootstrap import main\nmain()"
"""Runs the command with the terminal as its own, so that Ctrl-C and Ctrl-Z reach it."""

RIGHT = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"


class Screen:
    """A command in a pseudo-terminal of some size, and what its screen shows."""

    def __init__(
        self, cwd: Path, *arguments: str, columns: int = 80, lines: int = 24, **variables: str
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.resize(columns, lines)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            cwd=cwd,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **variables},
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
        )

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self.master, keys.encode())

    def read(self, wait: float) -> bool:
        """Take what comes within some seconds; False where nothing does."""
        if not select.select([self.master], [], [], wait)[0]:
            return False
        data = os.read(self.master, 1 << 16)
        self.raw += data
        self.stream.feed(data)
        return True

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, *wanted: str) -> str:
        """Wait until the screen shows all these texts."""
        self.until_raw(lambda: all(one in self.text for one in wanted))
        return self.text

    def until_raw(self, wanted: Callable[[], bool]) -> None:
        """Wait until something is true of the terminal."""
        deadline = time.monotonic() + PATIENCE
        while not wanted():
            assert time.monotonic() < deadline, self.text
            self.read(0.05)

    def end(self) -> int:
        """Wait for the command's end and take the rest; its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.text
            self.read(0.02)
        while self.read(0):
            pass
        return self.process.returncode

    def close(self) -> None:
        """End the command if it has not ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was: its modes, its screen, its cursor."""
        last = self.raw.rfind(b"\x1b[?25h\x1b[?1049l")
        return termios.tcgetattr(self.slave) == self.before and last > self.raw.rfind(b"\x1b[?1049h")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workspace of a course of two exercises."""
    root = write_course(tmp_path / "course")
    light = root / "exercises" / "light_pets"
    light.mkdir()
    text = (root / "exercises" / "heavy_pets" / "exercise.toml").read_text()
    (light / "exercise.toml").write_text(text.replace("Heavy", "Light").replace("hints  =", "# hints  ="))
    (light / "reference.sql").write_text("SELECT name FROM Pets ORDER BY weight")
    (root / "exercises" / "heavy_pets" / "explanation.md").write_text("Sorting is **all** there is to it.")
    make(tmp_path / "work", Course(root), root, None)
    return tmp_path / "work"


@pytest.fixture
def watching(work: Path) -> Iterator[Callable[..., Screen]]:
    """Starts the command in the workspace."""
    screens: list[Screen] = []

    def start(*arguments: str, **options: object) -> Screen:
        screens.append(Screen(work, *arguments, **options))  # type: ignore[arg-type]
        return screens[-1]

    yield start
    for screen in screens:
        screen.close()


def test_an_exercise_is_finished_with_an_editor_and_a_few_keys(
    work: Path, watching: Callable[..., Screen]
) -> None:
    screen = watching()  # `sqlgym` alone
    screen.until("0 of 2 done", "heavy_pets: Heavy pets, 4 points", "Return the name of every pet", "q quit")
    screen.press("e")
    screen.until("shown once your answer is right")
    screen.press("h")
    screen.until("Hint 1 of 1: Look at ORDER BY.", "These are all.")
    (work / "heavy_pets.sql").write_text("SELECT name, weight FROM Pets WHERE weight > 100")
    screen.until("✗ wrong", "Your query returns no rows", "h gives a hint")
    part = work / "heavy_pets.sql.part"
    part.write_text(RIGHT)
    part.replace(work / "heavy_pets.sql")  # as many editors save
    screen.until("1 of 2 done", "✓ correct", "n goes on")
    screen.press("p")
    screen.until("How DuckDB ran your query")
    screen.press("e")
    screen.until("Sorting is all there is to it.", "NULLS LAST")
    screen.press("n")
    screen.until("light_pets: Light pets")
    screen.press("q")
    assert screen.end() == 0
    assert screen.restored
    assert "1 of 2 done" in screen.text


def test_hints_reset_and_the_list_work_by_keys(work: Path, watching: Callable[..., Screen]) -> None:
    (work / "heavy_pets.sql").write_text("SELECT 42 AS mine")
    screen = watching("watch")
    screen.until("✗ wrong")
    screen.press("r")
    screen.until("Put the starter back into heavy_pets.sql?")
    screen.press("n")
    screen.until("Left as it is.")
    screen.press("r")
    screen.press("y")
    screen.until("Your text is in .sqlgym/backups/heavy_pets.sql.1")
    assert (work / ".sqlgym" / "backups" / "heavy_pets.sql.1").read_text() == "SELECT 42 AS mine"
    screen.press("l")
    screen.until("> -     heavy_pets")
    screen.press("\x1b[B")
    screen.until("> -     light_pets")
    screen.press("\r")
    screen.until("light_pets: Light pets")
    screen.press("h")
    screen.until("There are no hints for this exercise.")


def test_a_long_page_scrolls_and_a_resized_terminal_is_filled_anew(watching: Callable[..., Screen]) -> None:
    screen = watching("watch", columns=80, lines=8)
    screen.until("heavy_pets", "0 of 2 done", "q quit")
    screen.press("l")
    screen.until("↓ 1 more", "Enter open")
    screen.press("j")
    screen.until("↑ 2 more", "> -     light_pets")
    screen.resize(60, 30)
    screen.until("> -     light_pets", "exercise")
    assert max(len(line) for line in screen.text.splitlines()) <= 60
    screen.press("q")
    assert screen.end() == 0


@pytest.mark.parametrize(("ending", "status"), [("ctrl-c", 0), ("sigterm", 143)])
def test_the_terminal_is_given_back_however_it_ends(
    ending: str, status: int, watching: Callable[..., Screen]
) -> None:
    screen = watching("watch")
    screen.until("heavy_pets", "q quit")
    if ending == "ctrl-c":
        screen.press("\x03")
    else:
        screen.process.send_signal(signal.SIGTERM)
    assert screen.end() == status
    assert screen.restored


def test_ctrl_z_gives_the_terminal_back_until_it_goes_on(watching: Callable[..., Screen]) -> None:
    screen = watching("watch")
    screen.until("heavy_pets", "q quit")
    screen.press("\x1a")
    screen.until_raw(lambda: screen.restored)
    screen.process.send_signal(signal.SIGCONT)
    screen.until_raw(lambda: not screen.restored)
    screen.press("l")
    screen.until("Enter open")


def test_an_error_gives_the_terminal_back_and_is_told(work: Path, watching: Callable[..., Screen]) -> None:
    screen = watching("watch")
    screen.until("heavy_pets", "q quit")
    root = Path((work / ".sqlgym" / "course").read_text().strip())
    (root / "exercises" / "heavy_pets" / "exercise.toml").write_text("title = ")
    screen.press("h")
    assert screen.end() == 2
    assert screen.restored
    assert "exercise.toml: this is not TOML" in " ".join(screen.text.split())


def test_no_colour_is_used_where_none_is_wanted(work: Path, watching: Callable[..., Screen]) -> None:
    (work / "heavy_pets.sql").write_text("SELECT 42")
    screen = watching("watch", NO_COLOR="1")
    screen.until("✗ wrong", "Your query returns 1 column")
    assert b"\x1b[31m" not in screen.raw
    assert b"\x1b[1m" not in screen.raw


def test_what_passed_is_remembered_and_the_next_one_comes_first(
    work: Path, watching: Callable[..., Screen]
) -> None:
    StateFile(Workspace(work), print).change(lambda state: state.with_pass("heavy_pets"))
    watching().until("1 of 2 done", "light_pets: Light pets")


def test_without_a_terminal_verdicts_are_printed(work: Path) -> None:
    command = [sys.executable, "-m", "sqlgym", "watch"]
    with subprocess.Popen(
        command, cwd=work, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        said = iter(process.stdout.readline, "")
        assert any("it is checked" in line for line in said)
        (work / "heavy_pets.sql").write_text(RIGHT)
        assert any("✓ heavy_pets  correct" in line for line in said)
        process.send_signal(signal.SIGINT)


def test_outside_a_workspace_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sqlgym", "watch"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "sqlgym init work" in done.stderr


def test_keys_are_read_whole_even_where_they_come_in_pieces() -> None:
    assert split("h\x1b[B\x1bOAq") == (["h", "down", "up", "q"], "")
    assert split("a\x1b[") == (["a"], "\x1b[")
    assert split("\x1b[5~\x1b[200~") == (["page up"], "")
