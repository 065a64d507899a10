"""A class's results → what each student has, and whether that passes."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from sqlgym.verdict import Report, Verdict


class Standing(msgspec.Struct, frozen=True):
    """A student's points of those that are to be had; `open` is worth what could not be graded."""

    student: str
    results: tuple[Verdict, ...]
    points: float
    possible: float
    open: float

    def passed(self, mark: float) -> Literal["yes", "no", "open"]:
        """Whether a percentage of all points is reached; open where that hangs on what could not be graded."""
        needed = self.possible * mark / 100 - 1e-9
        if self.points >= needed:
            return "yes"
        return "open" if self.points + self.open >= needed else "no"


def standings(report: Report) -> list[Standing]:
    """Every student's, in the order of the results."""
    worth = worths(report.results)
    students: dict[str, list[Verdict]] = {}
    for result in report.results:
        students.setdefault(result.student, []).append(result)
    return [standing(student, results, worth) for student, results in students.items()]


def standing(student: str, results: Sequence[Verdict], worth: dict[str, float]) -> Standing:
    """The points of a student, and what could not be graded yet."""
    left = sum(worth[one.exercise] for one in results if one.status == "ungraded")
    points = sum(one.score * one.points for one in results if one.status != "ungraded")
    return Standing(student, tuple(results), points, sum(worth[one.exercise] for one in results), left)


def worths(results: Iterable[Verdict]) -> dict[str, float]:
    """What each exercise is worth; an ungraded result alone does not tell."""
    found: dict[str, float] = {}
    for one in results:
        found[one.exercise] = max(found.get(one.exercise, 0.0), one.points)
    return found
