"""A terminal as a screen with keys: it is given back as it was, however the program ends."""

import contextlib
import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Sequence
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

from sqlgym.learn.watch.changes import Changes
from sqlgym.learn.watch.keys import split

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""Another screen than the shell's, no cursor, nothing wrapped."""

LEAVE = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l"
"""The shell's own screen again, with its cursor."""

FALLBACK = (80, 24)
"""Columns and lines of a terminal that does not say."""


class Terminal:
    """Standard input and output as a screen; used as a context, it restores them at its end."""

    def __init__(self) -> None:
        self.source = sys.stdin.fileno()
        self.saved: list[Any] = []
        self.handlers: dict[int, Any] = {}
        self.frame: list[str] = []
        self.shape = (0, 0)
        self.rest = ""
        self.awake, self.bell = os.pipe()

    def __enter__(self) -> Self:
        """Take the terminal, and be told when it is resized or we are to stop."""
        self.saved = termios.tcgetattr(self.source)
        os.set_blocking(self.bell, False)
        signal.set_wakeup_fd(self.bell, warn_on_full_buffer=False)
        for number, handler in (
            (signal.SIGWINCH, ignore),
            (signal.SIGTERM, end),
            (signal.SIGHUP, end),
            (signal.SIGTSTP, self.pause),
        ):
            self.handlers[number] = signal.signal(number, handler)
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back."""
        self.give_back()
        signal.set_wakeup_fd(-1)
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def take(self) -> None:
        """Show our screen and get every key at once; Ctrl-C still interrupts."""
        tty.setcbreak(self.source)
        self.frame = []
        self.write(ENTER)

    def give_back(self) -> None:
        """Show the shell's screen as it was; a terminal that is gone needs none."""
        with contextlib.suppress(OSError, termios.error):
            self.write(LEAVE)
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(self.source, termios.TCSANOW, self.saved)

    def pause(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-Z: give the terminal back, sleep, and take it again when woken."""
        self.give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.take()

    def write(self, text: str) -> None:
        """Send a text at once."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        try:
            columns, lines = os.get_terminal_size(sys.stdout.fileno())
        except OSError:
            return FALLBACK
        return (columns or FALLBACK[0], lines or FALLBACK[1])

    def show(self, frame: Sequence[str]) -> None:
        """Draw the lines that are not there already."""
        if self.shape != self.size() or not self.frame:
            self.shape, self.frame = self.size(), []
            self.write("\x1b[0m\x1b[2J")
        before = [*self.frame, *[""] * (len(frame) - len(self.frame))]
        self.write(
            "".join(
                f"\x1b[{number};1H\x1b[0m\x1b[2K{line}"
                for number, line in enumerate(frame, 1)
                if line != before[number - 1]
            )
        )
        self.frame = list(frame)

    def redraw(self) -> None:
        """Draw everything anew next time."""
        self.frame = []

    def wait(self, changes: Changes) -> tuple[list[str], list[str]]:
        """Wait until something happens: the keys pressed and the answers saved; neither where it was resized."""
        ready, _, _ = select.select([self.source, self.awake, changes], [], [])
        if self.awake in ready:
            os.read(self.awake, 4096)
        return self.keys() if self.source in ready else [], changes.take() if changes in ready else []

    def keys(self) -> list[str]:
        """The keys that were pressed; a terminal that is gone quits."""
        try:
            data = os.read(self.source, 4096)
        except OSError:
            data = b""
        found, self.rest = split(self.rest + data.decode("utf-8", "ignore"))
        return found if data else ["q"]


def ignore(number: int, frame: FrameType | None) -> None:
    """Nothing: that the signal came wakes the wait."""


def end(number: int, frame: FrameType | None) -> NoReturn:
    """End as shells expect of a signal, on the ordinary way out."""
    raise SystemExit(128 + number)
