"""Kind query: the same rows as the reference."""

import time

from sqlgym.answer import Answer
from sqlgym.bench import Bench
from sqlgym.compare import Comparison, compare
from sqlgym.course import Exercise, QuerySettings
from sqlgym.kinds.unjudged import unjudged, verdict
from sqlgym.reference import READING, Reference
from sqlgym.sandbox import Ran
from sqlgym.verdict import Finding, Plans, Verdict


def judge(exercise: Exercise, answer: Answer, bench: Bench) -> Verdict:
    """Run the answer on the dataset and compare what it returns with what the reference returns."""
    began = time.perf_counter()
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    outcome = bench.run(exercise, answer.text, READING)
    if not isinstance(outcome, Ran):
        return unjudged(exercise, answer, outcome, bench.dataset(exercise).tables)
    reference = bench.reference(exercise, settings.compare)
    expected = reference.expected(settings.compare.order)
    found = compare(
        expected, outcome.runs[0], columns=settings.compare.columns, tolerance=settings.compare.tolerance
    )
    return verdict(
        exercise,
        answer,
        "correct" if found.equal else "wrong",
        findings=found.findings if settings.feedback.expected else tuple(map(discreet, found.findings)),
        notes=(*answer.notes, *found.notes),
        details=details(settings, reference, outcome, found),
        plans=plans(settings, outcome, reference, found),
        seconds=time.perf_counter() - began,
    )


def details(
    settings: QuerySettings, reference: Reference, outcome: Ran, found: Comparison
) -> dict[str, object]:
    """What a verdict on a query tells besides: the counts of rows, and the rows that differ."""
    counts: dict[str, object] = {
        "expected_rows": len(reference.run.rows),
        "actual_rows": len(outcome.runs[0].rows),
    }
    shown = settings.feedback.expected and found.difference is not None
    return {**counts, "difference": found.difference} if shown else counts


def discreet(finding: Finding) -> Finding:
    """A finding that tells what is off but no expected value, for a course that keeps those to itself."""
    return Finding(finding.check, DISCREET[finding.check], finding.help)


DISCREET = {
    "columns": "Your query returns other columns than expected.",
    "column order": "The columns stand in another order than expected.",
    "order": "The rows stand in another order than expected.",
    "duplicates": "Some rows come too often or not often enough.",
    "nulls": "Some values are NULL where they should not be, or the other way round.",
    "rounding": "The last places of some numbers are not as expected.",
    "types": "Some values are of another type than expected.",
    "missing": "Rows are missing.",
    "extra": "There are rows that should not be there.",
    "changed": "Some rows have other values than expected.",
}
"""Check → what is said of it where `[feedback] expected` is false."""


def plans(settings: QuerySettings, outcome: Ran, reference: Reference, found: Comparison) -> Plans:
    """The answer's plan, and the reference's where the course lets a learner see the reference."""
    shown = settings.feedback.reference
    allowed = shown == "always" or (shown == "after-pass" and found.equal)
    return Plans(outcome.plan, reference.plan if allowed and outcome.plan else None)
