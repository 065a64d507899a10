"""How often something may be done: a bucket that fills at a rate and holds at most so much."""

import time
from collections.abc import Callable


class Bucket:
    """Holds `most` at first, and is filled by `rate` a second."""

    def __init__(self, most: float, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.rate = rate
        self.clock = clock
        self.level = most
        self.seen = clock()

    def take(self) -> bool:
        """Take one, if there is one."""
        now = self.clock()
        self.level = min(self.most, self.level + (now - self.seen) * self.rate)
        self.seen = now
        if self.level < 1:
            return False
        self.level -= 1
        return True
