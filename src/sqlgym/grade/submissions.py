"""What a class handed in, as values: one file for an exercise, and all of a class."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlgym.course.answer import MOST_BYTES, Answer, broken, reason
from sqlgym.grade.archive import Read


class Submission(NamedTuple):
    """A file that a student handed in for an exercise: its place as it is told, how to read it, notes on its name."""

    student: str
    exercise: str
    path: str
    read: Read
    notes: tuple[str, ...] = ()

    def data(self) -> bytes:
        """Its bytes, one more than an answer may have at most; OSError where it can't be read."""
        return self.read(MOST_BYTES + 1)


class Class(NamedTuple):
    """Whoever is in a class, all they handed in (one file for each exercise), and what could not be used.

    `strays` are a student's notes on SQL files that are for no exercise.
    """

    students: tuple[str, ...]
    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]
    strays: Mapping[str, tuple[str, ...]] = {}


def unreadable(path: str, error: OSError) -> Answer:
    """A submission that can't be read, which is nobody's fault."""
    said = f"The file cannot be read: {reason(error)}."
    return broken(Path(path), "ungraded", said, "Look at it on the disk, and grade again.")
