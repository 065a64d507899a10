"""The report as Gradescope's results.json: a test for each answer, with its points and all that is said of it."""

import json

from sqlgym.report.sentences import earned, explained, names, of_one_student, possible, totals, whole
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

LONGEST = 50_000
"""Characters that are said of one answer."""


def write(report: Report, style: Style) -> str:
    """One JSON object."""
    results = of_one_student(report, "gradescope")
    named = enumerate(zip(names(results), results, strict=True), start=1)
    made = {
        "output": totals(results),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(sum(one.seconds for one in results), 3),
        "tests": [test(number, name, one) for number, (name, one) in named],
    }
    return json.dumps(made, indent=2) + "\n"


def test(number: int, name: str, verdict: Verdict) -> dict[str, object]:
    """The test that an answer is in the results: its points, and what is said of it."""
    return {
        "name": name,
        "name_format": "text",
        "number": str(number),
        "score": whole(earned(verdict)),
        "max_score": whole(possible(verdict)),
        "status": "passed" if verdict.status == "correct" else "failed",
        "output": explained(verdict)[:LONGEST],
        "output_format": "text",
        "visibility": "visible",
    }
