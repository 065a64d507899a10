"""SQL that is run or checked for the page, by one slot's checker: the JSON report, as the command writes it."""

import time
from typing import Any

import msgspec

from sqlgym.course.answer import given
from sqlgym.kinds.checker import Checker, unable
from sqlgym.report.json import plain
from sqlgym.result import Leaving
from sqlgym.result.cells import jsonable
from sqlgym.verdict import Unjudged, Verdict
from sqlgym.verdict.probe import untried
from sqlgym.web.values import Request

SHOWN = 200
"""Rows of a result that go to the page."""

UNJUDGED = untried("comparison", "It was only run.", "ungraded")

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
    """What SQL returns or leaves without being judged, a table for each thing; or why it did not run."""
    checker.engine, checker.dialect = request.engine, request.dialect
    began = time.perf_counter()
    try:
        verdict, left = checker.left(request.sql, request.exercise)
    except Exception as error:
        verdict, left = unable(request.exercise, given(request.sql), error), None
    verdict = named(verdict if left is None else unjudged(verdict), request)
    verdict = msgspec.structs.replace(verdict, seconds=round(time.perf_counter() - began, 4))
    return report(checker, verdict) | {"ran": None if left is None else [part(one) for one in left]}


def named(verdict: Verdict, request: Request) -> Verdict:
    """A verdict that names the file of the answer."""
    return msgspec.structs.replace(verdict, answer=f"{request.exercise}.sql")


def unjudged(verdict: Verdict) -> Verdict:
    """What ran, as a verdict that gives none."""
    return msgspec.structs.replace(
        verdict, status="ungraded", score=0.0, details=Unjudged(probes=(UNJUDGED,))
    )


def part(left: Leaving) -> Object:
    """Something that was returned or left: what it is, its first rows, and how many there are."""
    if left.run is None:
        return {"said": left.said}
    return {
        "said": left.said,
        "columns": [column.name for column in left.run.columns],
        "types": [column.type for column in left.run.columns],
        "rows": [[jsonable(cell) for cell in row] for row in left.run.rows[:SHOWN]],
        "count": len(left.run.rows),
    }
