"""How long a statement may still take: by the time that the server's process has had on a core, where that can be seen.

The process that asks is locked and does nothing but wait, so its own time says nothing.
"""

import os
import time
from contextlib import suppress

from sqlgym.engines.protocol import OutOfTime

LOOK = 0.05
"""Seconds between two looks."""

MOST = 3
"""How many times its limit a statement may take by the clock on the wall, however busy the machine is."""

IDLE = 0.5
"""What part of its limit a statement may neither run nor wait for a core: it has nothing to wait for."""


class Watch:
    """Looks after a process of the server that runs on this machine (0: none that can be seen)."""

    def __init__(self, process: int) -> None:
        """Open what is to be read, as long as it can be."""
        self.process = process
        self.schedule: int | None = None
        if process:
            with suppress(OSError):
                self.schedule = os.open(f"/proc/{process}/schedstat", os.O_RDONLY)
        self.within(float("inf"))

    def within(self, seconds: float) -> None:
        """Let the statements from now on take so many seconds together."""
        self.seconds = seconds
        self.began = time.monotonic()
        self.ran, self.delayed = self.times()

    def times(self) -> tuple[float, float]:
        """Seconds that the process ran, and that it waited for a core; by the wall where it can't be seen."""
        now = time.monotonic()
        if self.schedule is None:
            return now, 0.0
        try:
            ran, delayed = os.pread(self.schedule, 64, 0).split()[:2]
        except (OSError, ValueError):  # it has ended
            return now, 0.0
        return int(ran) / 1e9, int(delayed) / 1e9

    def __call__(self) -> float:
        """Seconds until the next look; OutOfTime when there is nothing left."""
        passed = time.monotonic() - self.began
        ran, delayed = self.times()
        ran, delayed = ran - self.ran, delayed - self.delayed
        idle = passed - ran - delayed
        if ran > self.seconds or passed > self.seconds * MOST or idle > max(1.0, self.seconds * IDLE):
            raise OutOfTime
        return LOOK
