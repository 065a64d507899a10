"""SQL that is run or checked for the page, by one slot's checker: the JSON report, as the command writes it."""

import time
from pathlib import Path
from typing import Any

import msgspec

from sqlgym.course.answer import given
from sqlgym.kinds import REHEARSALS
from sqlgym.kinds.checker import Checker, advised, judged, unable
from sqlgym.report.json import plain
from sqlgym.result import Run
from sqlgym.result.cells import jsonable
from sqlgym.verdict import Grid, Unjudged, Verdict
from sqlgym.verdict.probe import untried
from sqlgym.web.values import Request

SHOWN = 200
"""Rows of a result that go to the page."""

UNJUDGED = untried("comparison", "It was only run.", "ungraded")

ANYWHERE = Path("answer.sql")
"""Stands for an answer: here all of them are judged by one course."""

Object = dict[str, Any]


def check(checker: Checker, request: Request) -> Verdict:
    """The verdict on an answer; nothing that is wrong with it or with us is an exception."""
    checker.engine, checker.dialect = request.engine, request.dialect
    return named(checker.check(request.sql, request.exercise), request)


def report(checker: Checker, verdict: Verdict) -> Object:
    """The JSON report on one answer."""
    found: Object = plain(checker.report((verdict,)))
    return found


def run(checker: Checker, request: Request) -> Object:
    """What SQL does without being judged: its first rows and its plan, or what it changes; or why it did not run."""
    checker.engine, checker.dialect = request.engine, request.dialect
    began = time.perf_counter()
    try:
        verdict, rows = outcome(checker, request)
    except Exception as error:
        verdict, rows = unable(request.exercise, given(request.sql), error), None
    seconds = round(time.perf_counter() - began, 4)
    made = report(checker, named(msgspec.structs.replace(verdict, seconds=seconds), request))
    return made | {"ran": None if rows is None else counts(rows)}


def outcome(checker: Checker, request: Request) -> tuple[Verdict, Run | None]:
    """A query's rows; of any other kind what it does, as where there is no reference."""
    context = checker.context(ANYWHERE)
    exercise = checker.exercise(context, request.exercise)
    if exercise.kind == "query":
        verdict, rows = checker.run(request.sql, request.exercise)
        return (verdict, None) if rows is None else (unjudged(verdict, rows), rows)
    answer = checker.translate(given(request.sql), exercise, context)
    if answer.problem is not None:
        return judged(exercise, answer, context), None
    found = REHEARSALS[exercise.kind]()(exercise, answer, context)
    return without_grader(advised(found, exercise, answer, context)), None


def named(verdict: Verdict, request: Request) -> Verdict:
    """A verdict that names the file of the answer."""
    return msgspec.structs.replace(verdict, answer=f"{request.exercise}.sql")


def unjudged(verdict: Verdict, rows: Run) -> Verdict:
    """A verdict that gives none, with the first rows."""
    shown = tuple(tuple(jsonable(cell) for cell in row) for row in rows.rows[:SHOWN])
    grid = Grid(tuple(column.name for column in rows.columns), shown)
    evidence = Unjudged(probes=(UNJUDGED,), result=grid)
    return msgspec.structs.replace(verdict, status="ungraded", score=0.0, details=evidence)


def without_grader(verdict: Verdict) -> Verdict:
    """A rehearsal without the sentence that there is no reference: here there may well be one."""
    left = tuple(one for one in verdict.findings if one.check != "grader")
    if len(left) == len(verdict.findings):
        return verdict
    evidence = msgspec.structs.replace(verdict.details, probes=(UNJUDGED,))
    return msgspec.structs.replace(verdict, findings=left, details=evidence)


def counts(rows: Run) -> Object:
    """How many rows there are, how many of them are shown, and the types of their columns."""
    return {
        "rows": len(rows.rows),
        "shown": min(len(rows.rows), SHOWN),
        "types": [column.type for column in rows.columns],
    }
