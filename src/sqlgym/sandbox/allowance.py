"""The time that all runs of one script may take together, however many there are."""

from sqlgym.course import Limits

LEAST = 0.5
"""Seconds that a run has if there are any left: it begins with what is no doing of the script."""


class Allowance:
    """What is left of it; only what the statements of the script themselves took is paid."""

    def __init__(self, limits: Limits) -> None:
        """An allowance of which nothing is used yet."""
        self.left = limits.together

    def within(self, limits: Limits) -> Limits:
        """The limits of the next run."""
        seconds = min(limits.seconds, max(LEAST, self.left))
        return Limits(seconds, limits.memory_mb, limits.rows)

    def pay(self, seconds: float) -> None:
        """Take what a run has used."""
        self.left -= seconds
