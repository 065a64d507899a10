"""The report as one HTML page that needs nothing else: no font, no picture, no connection.

A class's table can be sorted and searched by one small script, named by its hash in the page's own policy, which
forbids every other one and all connections; the page says the same without it. Everything that was written by a
learner, an engine or a course is escaped by the template engine.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sqlgym.report import figures as of
from sqlgym.report.figures import standings
from sqlgym.report.pieces import sql_lines
from sqlgym.report.sentences import by_hand, earned, explained, graded, possible, sentence, totals
from sqlgym.report.style import MARKS, Style
from sqlgym.result.cells import draw, visible
from sqlgym.verdict import Report, Verdict

MEANINGS = {
    "correct": "no difference from the reference was found",
    "wrong": "it ran, and is not right",
    "error": "the engine refused it",
    "refused": "it holds what is not allowed",
    "limit": "it ran out of time, memory or rows",
    "blank": "nothing was handed in",
    "ungraded": "could not be judged; no zero",
}


def write(report: Report, style: Style) -> str:
    """The page: a class's results by student and exercise, or those of a few answers."""
    made: str = page().render(facts(report))
    return made


@cache
def page() -> Any:
    """The template; untrusted text is escaped where it is put in, and what is invisible in it is made visible."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "marks": MARKS, "meanings": MEANINGS, "earned": earned, "possible": possible, "draw": draw,
        "graded": graded, "by_hand": by_hand, "sql_lines": sql_lines, "tier": tier,
        "number": number, "explained": explained, "sentence": sentence, "totals": totals, "duration": of.duration,
    }  # fmt: skip
    script = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    made.globals |= {"script": Markup(script), "script_hash": Markup(f"sha256-{digest}")}
    made.filters |= {"ident": id, "breakable": breakable}
    return made.get_template("page.html.jinja")


def breakable(name: str) -> Markup:
    """A name that may be broken after an underline, a point or a hyphen."""
    return Markup(BREAKS.sub(r"\1<wbr>", str(escape(clean(name)))))


BREAKS = re.compile(r"([_.\-])")


def clean(text: str) -> str:
    """A text without any character that shows nothing or turns the direction of others; its lines stay."""
    return "\n".join(map(visible, text.split("\n")))


def number(points: float) -> str:
    """Points with at most one digit after the point."""
    return f"{round(points, 1):,g}" if abs(points) < 100_000 else f"{points:,.0f}"


def tier(verdict: Verdict) -> str:
    """The class of a cell whose answer is not right but has points."""
    if verdict.status == "correct" or not earned(verdict):
        return ""
    return " near" if verdict.score >= NEAR else " part"


NEAR = 0.75
"""The share of points from which an answer is nearly right."""


def facts(report: Report) -> dict[str, object]:
    """What the template sets."""
    results = report.results
    students = of.by_student(results) if any(one.student for one in results) else ()
    standing = {one.student: one for one in standings(report)} if students else {}
    shares = [one.points / one.possible for one in standing.values() if one.possible]
    return {
        "report": report,
        "similar": of.similar(results) if len(students) > 1 else (),
        "students": students,
        "standing": standing,
        "passing": sum(one.passed(report.pass_mark or 0) == "yes" for one in standing.values()),
        "exercises": of.by_exercise(results),
        "whole": of.line("", results),
        "mistakes": of.mistakes(results),
        "points": of.of_shares(shares if students else [one.score for one in results if graded(one)]),
        "seconds": of.of_seconds(one for one in results if one.seconds),
        "median": of.middle(one.seconds for one in results if one.seconds),
        "places": {id(one): number for number, one in enumerate(results, start=1)},
        "cells": {(one.student, one.exercise): one for one in results},
        "statuses": statuses(results),
    }


def statuses(results: Iterable[Verdict]) -> list[str]:
    """The statuses that occur, in their order."""
    found = {one.status for one in results}
    return [status for status in of.STATUSES if status in found]
