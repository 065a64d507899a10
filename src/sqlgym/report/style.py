"""How a report is set, whatever is in it: width, colours, marks of the statuses, wrapped text."""

import textwrap
from collections.abc import Iterator, Mapping

import msgspec

from sqlgym.engines import ENGINES
from sqlgym.report.roster import Gradebook
from sqlgym.result.cells import visible
from sqlgym.verdict import Report


class Style(msgspec.Struct, frozen=True):
    """How text is set: the terminal's width, and whether it has colours; and what is known of the place it goes to."""

    width: int = 80
    colour: bool = False
    facts: Mapping[str, str] = {}
    """What the platform says of itself and of the hand-in: of its environment variables, those in FACTS."""
    whole_plan: bool = False
    """Whether a plan is drawn with all its figures."""
    gradebook: Gradebook = Gradebook()
    """For whom a gradebook is."""


FACTS = (
    "CLASSROOM",
    "ASSIGNMENT",
    "SUBMISSION_TAG",
    "COMMIT_URL",
    "RELEASE_URL",
    "REVIEW_URL",
    "GITHUB_WORKSPACE",
)
"""Environment variables that formats read, besides PWD, the folder that relative paths begin in."""

MARKS = {
    "correct": "✓",
    "wrong": "✗",
    "error": "✗",
    "refused": "✗",
    "limit": "✗",
    "blank": "…",
    "ungraded": "!",
}
COLOURS = {"correct": "32", "blank": "33", "ungraded": "35"}
RED = "31"
TITLES = {name: engine.title for name, engine in ENGINES.items()}
"""Name of an engine → what people call it."""


def paint(text: str, status: str, style: Style) -> str:
    """A text in the colour of a status."""
    return f"\x1b[{COLOURS.get(status, RED)}m{text}\x1b[0m" if style.colour else text


def indented(text: str, style: Style, by: int = 2) -> list[str]:
    """A text wrapped to the width, some places in; its own line breaks stay."""
    width = max(20, min(style.width, 100))
    margin = " " * by
    lines = [visible(line) for line in text.splitlines()]
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width, initial_indent=margin, subsequent_indent=margin) or [""]
    ]


def counts(report: Report) -> Iterator[str]:
    """`3 answers: 2 correct, 1 wrong`, where there are several."""
    if len(report.results) > 1:
        statuses = [verdict.status for verdict in report.results]
        each = ", ".join(f"{statuses.count(status)} {status}" for status in MARKS if status in statuses)
        yield f"{len(statuses)} answers: {each}"
