"""How much of its time a child has left: it is judged by the time that it ran, not by the clock on the wall."""

import time

MOST = 3
"""How many times its limit a child may take by the clock on the wall, however busy the machine is."""

IDLE = 0.5
"""What part of its limit a child may neither run nor wait for a core: a query has nothing to sleep for."""


class Stopwatch:
    """Runs from now on for a child that has so many seconds, whatever it did before."""

    def __init__(
        self, child: int, seconds: float, ran: float = 0.0, waited: float = 0.0, waits: bool = False
    ) -> None:
        """Start to measure; the child runs already, and has run and waited for a core so long before.

        One that `waits` for a server looks after its time itself.
        """
        self.child = child
        self.seconds = seconds
        self.began = time.monotonic()
        self.excused = 0.0
        self.ran_before = ran
        self.waited_before = waited
        self.waits = waits

    def left(self) -> float:
        """Seconds that it has for sure, none or less when its time is over."""
        passed = time.monotonic() - self.began
        if self.waits:
            return self.seconds * (MOST + 1) - passed
        ran = self.ran()
        if ran is None:  # the system does not tell: the clock on the wall is all there is
            return self.seconds - passed
        left = min(self.seconds - ran, self.seconds * MOST - passed)
        rest = self.seconds * IDLE + self.excused
        return min(left, rest - (passed - ran if passed - ran < rest else self.idle()))

    def excuse(self) -> None:
        """Take no notice of what it was idle so far: it had to wait until what it sent was taken."""
        self.excused = self.idle()

    def ran(self) -> float | None:
        """Seconds that it ran on a core since it is measured; None where the system does not tell."""
        ran = used(self.child)
        return None if ran is None else ran - self.ran_before

    def idle(self) -> float:
        """Seconds in which it neither ran nor waited for a core; none where the system does not tell."""
        passed, ran, delay = time.monotonic() - self.began, self.ran(), waited(self.child)
        return 0.0 if ran is None or delay is None else passed - ran - (delay - self.waited_before)

    def starved(self) -> bool:
        """Whether the child, which still runs, had less time than its limit: only the clock on the wall was over."""
        ran = self.ran()
        return ran is not None and ran < self.seconds


def used(process: int) -> float | None:
    """Seconds that a process ran on a core; None where the system does not tell.

    The number of a process's clock is made of its own, as `clock_getcpuclockid` of the C library does on Linux.
    """
    try:
        return time.clock_gettime(~process << 3 | 2)
    except (OSError, AttributeError):
        return None


def waited(process: int) -> float | None:
    """Seconds in which a process of one thread could have run but had no core; None where the system does not tell.

    The second number of /proc/PID/schedstat (https://docs.kernel.org/scheduler/sched-stats.html). A process that
    sleeps or is stopped does not wait in this sense.
    """
    try:
        with open(f"/proc/{process}/schedstat", "rb", buffering=0) as file:
            return int(file.readline().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return None
