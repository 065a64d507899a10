"""Verdicts → text: one function a format, all pure, and the one table of them."""

from collections.abc import Callable, Mapping
from importlib import import_module

import msgspec

from sqlgym.verdict import Report


class Style(msgspec.Struct, frozen=True):
    """How text is set: the terminal's width, and whether it has colours; and what is known of the place it goes to."""

    width: int = 80
    colour: bool = False
    facts: Mapping[str, str] = {}
    """What the platform says of itself and of the hand-in: of its environment variables, those in FACTS."""


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


Format = Callable[[Report, Style], str]

FORMATS = {
    "text": "sqlgym.report.text",
    "json": "sqlgym.report.json",
    "junit": "sqlgym.report.junit",
    "github": "sqlgym.report.github",
    "markdown": "sqlgym.report.markdown",
    "csv": "sqlgym.report.csv",
    "html": "sqlgym.report.html",
    "classroom50": "sqlgym.report.classroom50",
    "gradescope": "sqlgym.report.gradescope",
    "prairielearn": "sqlgym.report.prairielearn",
}
"""Name of a format → the module whose `write` makes it."""


def write(name: str, report: Report, style: Style) -> str:
    """A report in one of the formats."""
    made: str = import_module(FORMATS[name]).write(report, style)
    return made
