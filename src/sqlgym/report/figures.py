"""What a report says of many answers at once: sums a student and an exercise, who passes, frequent mistakes."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from sqlgym.feedback.levels import PLAINEST_OF, QUOTING, VAGUE
from sqlgym.report.sentences import earned, flat, graded, possible
from sqlgym.sql.tokens import TOKEN
from sqlgym.verdict import Counterexample, Report, Status, Verdict

STATUSES: tuple[Status, ...] = ("correct", "wrong", "error", "refused", "limit", "blank", "ungraded")


class Share(msgspec.Struct, frozen=True):
    """How many of some answers have a status."""

    status: Status
    count: int


class Line(msgspec.Struct, frozen=True):
    """One student's or one exercise's answers: how many of each status, and the points."""

    name: str
    results: tuple[Verdict, ...]
    shares: tuple[Share, ...]
    points: float
    possible: float

    @property
    def percent(self) -> float:
        """The share of the points, 0 to 100."""
        return 100 * self.points / self.possible if self.possible else 0.0

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(one.status == "correct" for one in self.results)


class Mistake(msgspec.Struct, frozen=True):
    """A mistake that several answers make: what is said of it, who made it, and one small database that shows it."""

    exercise: str
    said: str
    results: tuple[Verdict, ...]
    counterexample: Counterexample | None


class Bar(msgspec.Struct, frozen=True):
    """One bar of a distribution: between which values, and how many lie there."""

    low: str
    high: str
    count: int


def line(name: str, results: Iterable[Verdict]) -> Line:
    """The sums of some answers."""
    results = tuple(results)
    counts = {status: sum(one.status == status for one in results) for status in STATUSES}
    shares = tuple(Share(status, count) for status, count in counts.items() if count)
    return Line(name, results, shares, sum(map(earned, results)), sum(map(possible, results)))


def by_student(results: Sequence[Verdict]) -> tuple[Line, ...]:
    """The sums of every student, in the order of the results."""
    return lines({one.student: [] for one in results}, ((one.student, one) for one in results))


def by_exercise(results: Sequence[Verdict]) -> tuple[Line, ...]:
    """The sums of every exercise, in the order of the results."""
    return lines({one.exercise: [] for one in results}, ((one.exercise, one) for one in results))


def lines(groups: dict[str, list[Verdict]], named: Iterable[tuple[str, Verdict]]) -> tuple[Line, ...]:
    """The sums of groups."""
    for name, one in named:
        groups[name].append(one)
    return tuple(line(name, group) for name, group in groups.items())


def mistakes(results: Iterable[Verdict], most: int = 12) -> tuple[Mistake, ...]:
    """The most frequent mistakes, by what is known of each answer: its diagnosis, else what is not as it should be."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for one in results:
        if one.status not in {"correct", "blank", "ungraded"} and (said := mistake(one)):
            groups.setdefault((one.exercise, said), []).append(one)
    found = sorted(groups.items(), key=lambda item: -len(item[1]))
    return tuple(Mistake(*key, tuple(group), smallest(group)) for key, group in found[:most])


def mistake(verdict: Verdict) -> str:
    """What is said of the mistake, in words that two answers with the same mistake share."""
    if verdict.diagnosis:
        return flat(verdict.diagnosis)
    if not verdict.findings:
        return ""
    check = verdict.findings[0].check
    words = PLAINEST_OF if verdict.status != "wrong" else {**PLAINEST_OF, **VAGUE, **QUOTING}
    return words.get(check) or flat(verdict.findings[0].message)


SHORTEST = 12
"""Tokens from which two answers that are alike are worth a look."""


def similar(results: Iterable[Verdict]) -> tuple[tuple[Verdict, ...], ...]:
    """Answers of several students to one exercise that differ in names, blanks and comments alone."""
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for one in results:
        form = shape(one.sql)
        if len(form) >= SHORTEST:
            groups.setdefault((one.exercise, *form), []).append(one)
    return tuple(tuple(group) for group in groups.values() if len({one.student for one in group}) > 1)


def shape(sql: str) -> tuple[str, ...]:
    """The tokens of a text, the names that its author chose (after AS, before a point) by the order they come in."""
    tokens = [token[0].casefold() for token in TOKEN.finditer(sql) if token.lastgroup not in {"skip", "end"}]
    chosen = {word for before, word in pairwise(tokens) if before == "as"}
    chosen |= {word for word, after in pairwise(tokens) if after in {".", "as"}}
    seen: dict[str, str] = {}
    return tuple(
        seen.setdefault(one, f"#{len(seen)}") if one in chosen - {"(", ")"} else one for one in tokens
    )


def smallest(results: Iterable[Verdict]) -> Counterexample | None:
    """The counterexample with the fewest rows, of those that have any."""
    found = [one.counterexample for one in results if one.counterexample is not None]
    return min(found, key=rows, default=None)


def rows(found: Counterexample) -> int:
    """How many rows a reader has to look at."""
    return sum(len(grid.rows) for grid in (*found.tables.values(), found.expected, found.actual))


def of_shares(shares: Iterable[float]) -> tuple[Bar, ...]:
    """How many have which share, from 0 to 1, in steps of ten percent."""
    places = [min(9, int(share * 10 + 1e-9)) for share in shares]
    return tuple(Bar(f"{10 * step}", f"{10 * step + 10}", places.count(step)) for step in range(10))


def of_seconds(results: Iterable[Verdict]) -> tuple[Bar, ...]:
    """How many answers took how long, from the fastest to the slowest."""
    taken = [min(max(SECONDS[0], one.seconds), SECONDS[-2]) for one in results]
    if not taken:
        return ()
    first = max(edge for edge in SECONDS if edge <= min(taken))
    last = min(edge for edge in SECONDS if edge > max(taken))
    edges = [edge for edge in SECONDS if first <= edge <= last]
    return tuple(
        Bar(f"{low:g}", f"{high:g}", sum(low <= one < high for one in taken)) for low, high in pairwise(edges)
    )


SECONDS = tuple(round(step * 10.0**decade, 3) for decade in range(-3, 6) for step in (1, 2, 5))
"""The edges between bars of seconds."""


def duration(seconds: float) -> str:
    """`200 ms` or `2 s`."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def middle(values: Iterable[float]) -> float:
    """The median; 0 of nothing."""
    found = sorted(values)
    half = len(found) // 2
    if not found:
        return 0.0
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


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
    left = sum(worth[one.exercise] for one in results if not graded(one))
    points = sum(map(earned, results))
    return Standing(student, tuple(results), points, sum(worth[one.exercise] for one in results), left)


def worths(results: Iterable[Verdict]) -> dict[str, float]:
    """What each exercise is worth; an ungraded result alone does not tell."""
    found: dict[str, float] = {}
    for one in results:
        found[one.exercise] = max(found.get(one.exercise, 0.0), one.points)
    return found
