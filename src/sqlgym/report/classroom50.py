"""The report as the result.json of a Classroom 50 autograder (classroom50/result/v1).

Points are integers there: what an answer has is rounded down, and where an exercise is worth a fraction, all points are
multiplied by the same power of ten.
"""

import re
from collections.abc import Iterable, Mapping
from math import floor

import msgspec

from sqlgym.errors import UsageError
from sqlgym.report.sentences import earned, explained, names, of_one_student, possible, sentence
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
TAG = re.compile(r"submit/(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z")
"""The tag of a hand-in begins with the time of its commit."""


class Test(msgspec.Struct, frozen=True, rename="kebab"):
    """One test of a result."""

    test_name: str
    passed: bool
    score: int
    max_score: int
    message: str
    output: str


def write(report: Report, style: Style) -> str:
    """One JSON object with a test for each answer, and what the runner's variables say of the hand-in."""
    results = of_one_student(report, "classroom50")
    scale = factor(one.points for one in results)
    tests = [test(name, one, scale) for name, one in zip(names(results), results, strict=True)]
    made = {
        **hand_in(style.facts),
        "score": sum(one.score for one in tests),
        "max-score": sum(one.max_score for one in tests),
        "tests": tests,
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def hand_in(facts: Mapping[str, str]) -> dict[str, str]:
    """What was handed in; the runner adds whose it is."""
    missing = [name for name in NEEDED if not facts.get(name)]
    if missing:
        said = f"the format classroom50 needs variables of its runner that are not set: {', '.join(missing)}"
        raise UsageError(f"{said}; run it as an autograder of Classroom 50, or choose another format")
    return {
        "schema": "classroom50/result/v1",
        "classroom": facts["CLASSROOM"],
        "assignment": facts["ASSIGNMENT"],
        "submission": facts["SUBMISSION_TAG"],
        "commit": facts["COMMIT_URL"],
        "release": facts["RELEASE_URL"],
        "review": facts.get("REVIEW_URL") or facts["COMMIT_URL"],
        "datetime": time_of(facts["SUBMISSION_TAG"]),
    }


def time_of(tag: str) -> str:
    """The time in a tag such as `submit/2026-11-22T10-00-00Z-ab12cd3`."""
    found = TAG.match(tag)
    if found is None:
        raise UsageError(f"SUBMISSION_TAG is “{tag}”; it should be like submit/2026-11-22T10-00-00Z-ab12cd3")
    return "{}T{}:{}:{}Z".format(*found.groups())


def factor(points: Iterable[float]) -> int:
    """The least of 1, 10, 100 and 1000 by which all points are whole."""
    points = list(points)
    scales = (1, 10, 100, 1000)
    return next((one for one in scales if all(float(worth * one).is_integer() for worth in points)), 1000)


def test(name: str, verdict: Verdict, scale: int) -> Test:
    """The test that an answer is in the result; full points only for a right one."""
    most = floor(possible(verdict) * scale)
    score = min(most, floor(earned(verdict) * scale + 1e-6))
    return Test(name, verdict.status == "correct", score, most, sentence(verdict), explained(verdict))
