"""How much of its time a child has left; time in which it waited for a core that others had is given back to it."""

import time

MOST = 3
"""How many times its limit a child may take by the clock on the wall, however busy the machine is."""


class Stopwatch:
    """Runs from now on for a child that has so many seconds."""

    def __init__(self, child: int, seconds: float) -> None:
        """Start."""
        self.child = child
        self.seconds = seconds
        self.began = time.monotonic()

    def left(self) -> float:
        """Seconds that are left, none or less when its time is over."""
        passed = time.monotonic() - self.began
        if passed < self.seconds:
            return self.seconds - passed
        return min(self.seconds + waited(self.child), self.seconds * MOST) - passed


def waited(process: int) -> float:
    """Seconds in which a process of one thread could have run but had no core; none where the system does not tell.

    The second number of /proc/PID/schedstat (https://docs.kernel.org/scheduler/sched-stats.html). A process that
    sleeps does not wait in this sense.
    """
    try:
        with open(f"/proc/{process}/schedstat", "rb", buffering=0) as file:
            return int(file.readline().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
