"""The report as the results.json of a PrairieLearn external grader: a score from 0 to 1, and a test for each answer."""

import json

from sqlgym.report.sentences import earned, explained, graded, names, of_one_student, possible, totals, whole
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

MOST_BYTES = 900_000
"""The whole may be 1 MB."""


def write(report: Report, style: Style) -> str:
    """One JSON object; where an answer could not be judged, nothing is graded and no attempt is used up."""
    results = of_one_student(report, "prairielearn")
    room = MOST_BYTES // (4 * max(1, len(results)))  # a character takes at most 4 bytes
    named = zip(names(results), results, strict=True)
    made: dict[str, object] = {"gradable": all(map(graded, results)), "message": totals(results)}
    if made["gradable"]:
        made["score"] = score(results)
    made["tests"] = [test(name, one, room) for name, one in named]
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def score(results: tuple[Verdict, ...]) -> float:
    """The share of all points; of the answers, where they are worth nothing."""
    most = sum(map(possible, results))
    if not most:
        return round(sum(one.score for one in results) / max(1, len(results)), 6)
    return round(min(1.0, sum(map(earned, results)) / most), 6)


def test(name: str, verdict: Verdict, room: int) -> dict[str, object]:
    """The test that an answer is in the results: its points, and what is said of it."""
    return {
        "name": name[:200],
        "points": whole(earned(verdict)),
        "max_points": whole(possible(verdict)),
        "output": explained(verdict)[: max(0, room - 300)],
    }
