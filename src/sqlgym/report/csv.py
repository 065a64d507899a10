"""The report as CSV: a line for each answer, for spreadsheets and gradebooks."""

import csv
import io

from sqlgym.report.sentences import advice, by_hand, earned, flat, graded, sentence, whole
from sqlgym.report.style import Style
from sqlgym.verdict import Report, Verdict

COLUMNS = (
    *("student", "exercise", "status", "points", "max_points", "score"),
    *("seconds", "kind", "engine", "check", "message", "advice", "answer", "notes"),
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def write(report: Report, style: Style) -> str:
    """A head, and a line for each answer; what could not be judged has no points, not zero."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(row, report.results))
    return text.getvalue()


def row(verdict: Verdict) -> tuple[object, ...]:
    """What the columns say of an answer; without points where it could not be judged."""
    judged = graded(verdict)
    by = f"Given by hand: {by_hand(verdict)}." if verdict.override is not None else ""
    texts = (
        verdict.findings[0].check if verdict.findings else "",
        sentence(verdict),
        advice(verdict),
        verdict.answer,
        " ".join(filter(None, (by, *verdict.file_notes, *verdict.notes))),
    )
    return (
        *map(cell, (verdict.student, verdict.exercise, verdict.status)),
        whole(earned(verdict)) if judged else "",
        whole(verdict.points),
        whole(verdict.score) if judged else "",
        f"{verdict.seconds:.3f}",
        *map(cell, (verdict.kind, verdict.engine, *texts)),
    )


def cell(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula."""
    told = flat(text)
    return f"'{told}" if told.startswith(FORMULAS) else told
