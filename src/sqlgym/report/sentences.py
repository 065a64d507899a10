"""What several formats say of an answer in the same way: one sentence, the whole as plain text, names, points."""

import textwrap
from collections import Counter
from collections.abc import Iterable
from typing import Never

from sqlgym.errors import UsageError
from sqlgym.report.style import Style
from sqlgym.report.text import claim, explanation
from sqlgym.result.cells import visible
from sqlgym.verdict import Report, Verdict

WIDTH = 88
"""Columns of plain text where nobody says how wide a line may be."""

PLAIN = {
    "correct": "It is right.",
    "wrong": "It is not right.",
    "error": "The engine refused it.",
    "refused": "It holds something that is not allowed.",
    "limit": "It needed more than it may use.",
    "blank": "Nothing was handed in.",
    "ungraded": "It could not be judged.",
}
"""Status → what is said where nothing else may be told."""


def sentence(verdict: Verdict) -> str:
    """The first thing to say of an answer, on one line."""
    if verdict.findings:
        return flat(verdict.findings[0].message)
    return flat(claim(verdict)) if verdict.status == "correct" else PLAIN[verdict.status]


def advice(verdict: Verdict) -> str:
    """The next move on one line; empty where none is known."""
    return flat(verdict.diagnosis or (verdict.findings[0].help if verdict.findings else ""))


def flat(text: str) -> str:
    """A text on one line, with what is invisible made visible."""
    return visible(" ".join(text.split()))


def explained(verdict: Verdict, width: int = WIDTH) -> str:
    """All that is said of an answer, as plain text on several lines without any control character."""
    lines = "\n".join(explanation(verdict, Style(width))).split("\n")
    text = "\n".join(visible(line).rstrip() for line in lines).strip("\n")
    return textwrap.dedent(text) or PLAIN[verdict.status]


def earned(verdict: Verdict) -> float:
    """The points that an answer has."""
    if verdict.override is not None:
        return verdict.override.points
    return round(verdict.score * verdict.points, 4) if graded(verdict) else 0.0


def by_hand(verdict: Verdict) -> str:
    """`8 of 10 points: a good idea`: what a lecturer gave, and why; empty where nobody did."""
    if verdict.override is None:
        return ""
    why = f": {flat(verdict.override.comment)}" if verdict.override.comment else ""
    return f"{verdict.override.points:g} of {verdict.points:g} points{why}"


def possible(verdict: Verdict) -> float:
    """The points that it could have; none where it could not be judged, so that it counts neither way."""
    given = verdict.override.points if verdict.override is not None else 0.0
    return max(verdict.points, given) if graded(verdict) else 0.0


def graded(verdict: Verdict) -> bool:
    """Whether it has points: it could be judged, or a lecturer gave some."""
    return verdict.status != "ungraded" or verdict.override is not None


def whole(number: float) -> float:
    """A number as JSON and CSV write it best: an integer where it is one."""
    return int(number) if number == int(number) else number


def names(results: Iterable[Verdict]) -> list[str]:
    """A name for each result that no other has: its exercise, else with the student, else with the file."""
    results = list(results)
    by_exercise = Counter(one.exercise for one in results)
    pairs = [(one.exercise, f"{one.exercise} ({one.student or one.answer})") for one in results]
    return numbered([visible(full if by_exercise[short] > 1 else short) for short, full in pairs])


def numbered(found: list[str]) -> list[str]:
    """Names that are all different: the second of two equal ones with its number."""
    seen: Counter[str] = Counter()
    for place, name in enumerate(found):
        seen[name] += 1
        if seen[name] > 1:
            found[place] = f"{name} #{seen[name]}"
    return found


ONE_STUDENT = frozenset({"classroom50", "gradescope", "prairielearn"})
"""Formats that a platform reads once for every student."""


def of_one_student(report: Report, form: str) -> tuple[Verdict, ...]:
    """The results, for a format that a platform reads once for every student; UsageError for a class."""
    students = {one.student for one in report.results}
    if len(students) > 1:
        refuse_class(form, len(students))
    return report.results


def refuse_class(form: str, students: int) -> Never:
    """Raise UsageError: a format is for one student."""
    said = f"the format {form} is for the answers of one student; these are of {students}"
    raise UsageError(f"{said}: use csv, markdown, html, junit or json for a class")


def totals(results: Iterable[Verdict]) -> str:
    """`2 of 3 right, 25 of 30 points`, and how many could not be judged."""
    results = list(results)
    right = sum(one.status == "correct" for one in results)
    points = f"{sum(map(earned, results)):g} of {sum(map(possible, results)):g} points"
    left = sum(not graded(one) for one in results)
    return f"{right} of {len(results)} right, {points}" + (f", {left} not judged" if left else "")
