"""Verdicts written by hand: one of every status and kind of evidence, a class of them, and hostile texts."""

from typing import Any

import msgspec

from sqlgym.report import Style
from sqlgym.verdict import Counterexample, Finding, Grid, Place, Report, Status, Verdict
from sqlgym.verdict.evidence import QueryEvidence

FACTS = {
    "CLASSROOM": "databases",
    "ASSIGNMENT": "homework-1",
    "SUBMISSION_TAG": "submit/2026-11-22T10-05-09Z-ab12cd3",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
}
STYLE = Style(width=100, facts=FACTS)
VERSIONS = {"sqlgym": "0.1.0", "duckdb": "2.0.0", "faker": "40.1.0", "course": f"sha256:{'0' * 64}"}
PLACE = Place(2, 8, 5, "SELECT salry")
SMALL = Counterexample(
    {"Employees": Grid(("id", "salary"), ((1, 100), (2, 100)))},
    Grid(("second",), ((None,),)),
    Grid(("second",), ((100,),)),
)
TIES = "If two people share the highest salary, this returns that salary again."
FINDINGS = {
    "wrong": Finding(
        "changed", "Column 1 is wrong in 1 row: 9800 where 9450 is expected.", "Try it by hand."
    ),
    "error": Finding("sql", "There is no column salry.", "Is it the spelling?", PLACE),
    "refused": Finding("refused", "DROP is not allowed here.", "Only read.", Place(1, 1, 4, "DROP TABLE a")),
    "limit": Finding("limit", "It ran for more than 5 seconds and was stopped.", "Look for a join."),
    "blank": Finding("blank", "There is no statement in the file yet.", "Write your query."),
    "ungraded": Finding("course", "reference.sql: the reference does not run."),
}


def verdict(status: Status, exercise: str = "second_highest", **more: Any) -> Verdict:
    """A verdict of a status, with what such a verdict has."""
    finding = FINDINGS.get(status)
    known = Verdict(
        exercise=exercise,
        answer=f"answers/{exercise}.sql",
        kind="query",
        engine="duckdb",
        status=status,
        score=float(status == "correct"),
        points=0 if status == "ungraded" else 10,
        findings=(finding,) if finding else (),
        details=QueryEvidence(dataset="company"),
        seconds=0.25,
    )
    if status == "wrong":
        known = msgspec.structs.replace(known, diagnosis=TIES, counterexample=SMALL)
    return msgspec.structs.replace(known, **more)


STATUSES: tuple[Status, ...] = ("correct", "wrong", "error", "refused", "limit", "blank", "ungraded")


def report(*results: Verdict) -> Report:
    """A report on some answers; without any, on one of every status."""
    found = results or tuple(verdict(status, f"exercise_{status}") for status in STATUSES)
    return Report("A course", found, VERSIONS)


def class_of(students: int, exercises: int = 3) -> Report:
    """A class in which every student has other results."""
    names = [f"student-{number:03}" for number in range(students)]
    results = (
        verdict(
            STATUSES[(number * 5 + task * task) % 7],
            f"exercise_{task}",
            student=name,
            answer=f"class/{name}/exercise_{task}.sql",
            seconds=0.05 * (1 + (number * 7 + task) % 40),
        )
        for number, name in enumerate(names)
        for task in range(exercises)
    )
    return report(*results)


def saying(text: str) -> Report:
    """A report in which everything that a learner can choose is one text."""
    place = Place(1, 1, max(1, len(text)), text)
    finding = Finding("sql", text, text, place)
    grid = Grid((text,), ((text,),))
    shown = Counterexample({text: grid}, grid, grid)
    told = verdict(
        "wrong", text or "x", answer=text, student=text, findings=(finding,), notes=(text,),
        diagnosis=text, counterexample=shown,
    )  # fmt: skip
    return Report(text, (told, verdict("correct", text, answer=text, student=text)), VERSIONS)


def for_the_docs() -> Report:
    """The answers that docs/reports.md shows in each format."""
    return report(
        verdict("correct", "employee_orders"),
        verdict("wrong"),
        verdict("error", "transfer_orders", kind="script"),
    )
