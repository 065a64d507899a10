"""The one table of formats; each is imported when it is asked for, since `check` needs one of the ten."""

from collections.abc import Callable, Iterable

from sqlgym.report.style import Style
from sqlgym.verdict import Report

Format = Callable[[Report, Style], str]


def text(report: Report, style: Style) -> str:
    """For people: a part for each answer, tables for a class."""
    if any(verdict.student for verdict in report.results):
        from sqlgym.report import classes

        return classes.write(report, style)
    from sqlgym.report import text

    return text.write(report, style)


def json(report: Report, style: Style) -> str:
    """JSON for programs."""
    from sqlgym.report import json

    return json.write(report, style)


def junit(report: Report, style: Style) -> str:
    """JUnit's XML."""
    from sqlgym.report import junit

    return junit.write(report, style)


def github(report: Report, style: Style) -> str:
    """GitHub's annotations."""
    from sqlgym.report import github

    return github.write(report, style)


def markdown(report: Report, style: Style) -> str:
    """Markdown for a job's summary."""
    from sqlgym.report import markdown

    return markdown.write(report, style)


def csv(report: Report, style: Style) -> str:
    """A table for a spreadsheet."""
    from sqlgym.report import csv

    return csv.write(report, style)


def gradebook(report: Report, style: Style) -> str:
    """A row a student, for a platform's gradebook."""
    from sqlgym.report import gradebook

    return gradebook.write(report, style)


def html(report: Report, style: Style) -> str:
    """A page."""
    from sqlgym.report import html

    return html.write(report, style)


def classroom50(report: Report, style: Style) -> str:
    """Classroom 50's result."""
    from sqlgym.report import classroom50

    return classroom50.write(report, style)


def gradescope(report: Report, style: Style) -> str:
    """Gradescope's result."""
    from sqlgym.report import gradescope

    return gradescope.write(report, style)


def prairielearn(report: Report, style: Style) -> str:
    """PrairieLearn's result."""
    from sqlgym.report import prairielearn

    return prairielearn.write(report, style)


FORMATS: dict[str, Format] = {
    "text": text,
    "json": json,
    "junit": junit,
    "github": github,
    "markdown": markdown,
    "csv": csv,
    "gradebook": gradebook,
    "html": html,
    "classroom50": classroom50,
    "gradescope": gradescope,
    "prairielearn": prairielearn,
}
"""Name of a format → what writes it."""


def refuse(names: Iterable[str], students: int, style: Style) -> None:
    """Raise UsageError for a format that a class of so many can't be written in, or that lacks its variables.

    It is asked before a class is graded, which may take an hour.
    """
    from sqlgym.report.sentences import ONE_STUDENT, refuse_class

    for name in names:
        if name in ONE_STUDENT and students > 1:
            refuse_class(name, students)
        if name == "classroom50":
            from sqlgym.report.classroom50 import hand_in

            hand_in(style.facts)


def write(name: str, report: Report, style: Style) -> str:
    """A report in one of the formats."""
    return FORMATS[name](report, style)
