"""How far a long piece of work is, on stderr: nothing in the first second, then a bar, or one line off a terminal."""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1.0
"""Seconds of work that need no word."""


class Progress:
    """Call it with what is done, of how much, and what it is; the last call has all done.

    `counts` is shown beside the bar; off a terminal, where only one line is written, it is left out.
    """

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.began: float | None = None
        self.bar: tuple[Bar, TaskID] | None = None
        self.told = ""

    def __call__(self, done: int, total: int, label: str, counts: str = "") -> None:
        """Show that `done` of `total` is done."""
        now = time.monotonic()
        self.began = now if self.began is None else self.began
        if done >= total:
            self.finish()
        elif now - self.began > PATIENCE:
            self.show(done, total, label, counts)

    def show(self, done: int, total: int, label: str, counts: str) -> None:
        """Draw the bar, or say it once."""
        if not sys.stderr.isatty():
            if self.told != label:
                print(f"sqlgym: {label} …", file=sys.stderr)
            self.told = label
            return
        bar, task = self.bar or self.start()
        told = f"{label}, {done:,} done: {counts}" if counts else label
        bar.update(task, completed=done, total=total, description=told, refresh=True)

    def start(self) -> "tuple[Bar, TaskID]":
        """Put a bar on the terminal; it draws itself only when told to, so there is no second thread."""
        from rich.console import Console
        from rich.progress import Progress as Bar

        bar = Bar(console=Console(stderr=True), auto_refresh=False, transient=True)
        bar.start()
        self.bar = (bar, bar.add_task(""))
        return self.bar

    def finish(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar[0].stop()
        self.began = self.bar = None
        self.told = ""
