"""`sqlgym grade` and `merge`: the verdicts on a whole class, kept in a store."""

import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from sqlgym.cli import STOPPED
from sqlgym.cli.class_options import Extras, class_options, write_pages
from sqlgym.cli.completion import engines
from sqlgym.cli.options import (
    Destination,
    destinations,
    feedback_option,
    publish,
    report_options,
    style,
)
from sqlgym.cli.progress import Progress
from sqlgym.course import Level
from sqlgym.feedback.levels import report_at_level
from sqlgym.kinds.checker import THOROUGH
from sqlgym.report.formats import refuse
from sqlgym.result.cells import visible
from sqlgym.verdict import Report, exit_status

LAYOUTS = ("folders", "canvas", "moodle")
MOST_NOTES = 50


class Part(click.ParamType[tuple[int, int]]):
    """`I/N`: one of several parts."""

    name = "I/N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """The part's number and how many parts there are."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d+)/(\d+)", str(value))
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            self.fail(f"{value}: write 1/4 for the first of four parts", param, ctx)
        return int(found[1]), int(found[2])


pass_mark_option = click.option(
    "--pass-mark",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Say who has this share of all points.",
)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The course to judge by.  [default: $SQLGYM_COURSE, else the built-in one]",
)
@click.option(
    "--exercise",
    "exercises",
    multiple=True,
    metavar="NAME",
    help="Count this exercise; may be given several times.  [default: all that anybody handed in]",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="folders",
    help="How DIR is arranged: DIR/student/…/exercise.sql, or as Canvas or Moodle pack a download.",
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV file with the columns student, exercise and path says what there is, instead of a layout.",
)
@click.option(
    "--store",
    metavar="FILE|URL",
    help="Where verdicts are kept, so that the next run judges only what changed.  [default: grades.sqlite]",
)
@click.option("--fresh", is_flag=True, help="Judge everything anew.")
@click.option(
    "--seed", type=int, help="Draw the small databases by this number.  [default: the store's own, secret]"
)
@click.option("--jobs", type=click.IntRange(min=1), help="Answers at a time.  [default: one for each core]")
@click.option(
    "--executor", default="", metavar="dask:ADDRESS", help="Let the workers of a Dask cluster judge."
)
@click.option(
    "--shard",
    type=Part(),
    default=(1, 1),
    help="Judge one part of the class, such as 1/4; `merge` joins them.",
)
@click.option(
    "--engine",
    metavar="NAME",
    shell_complete=engines,
    help="Run on this engine instead of the exercises' own.",
)
@click.option("--thorough", is_flag=True, help="Try 5,000 small databases instead of the exercise's number.")
@click.option(
    "--override",
    "overrides",
    multiple=True,
    nargs=4,
    metavar="STUDENT EXERCISE POINTS WHY",
    help="Give points by hand, with the reason; they stay in the store. POINTS `none` takes them back. Without DIR "
    "nothing is judged.",
)
@pass_mark_option
@report_options
@class_options
@feedback_option
@click.option(
    "--sandbox",
    type=click.Choice(["strict", "auto", "off"]),
    default="strict",
    help="How tightly SQL is locked up: all layers or nothing (the default), all that this machine has, or none.",
)
def grade(
    thorough: bool,
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    feedback: Level,
    overrides: tuple[tuple[str, str, str, str], ...],
    extras: Extras,
    **options: Any,
) -> None:
    """Judge a whole class: every DIR/student/…/exercise.sql.

    \b
    sqlgym grade submissions                          all that is there, by the built-in course
    sqlgym grade download --layout moodle --course C  a download from Moodle, by a course of yours

    Verdicts are kept in a store, so the same command again judges only what changed.

    Exit status: 0 every answer is right, 1 some answer is not, 2 sqlgym could not judge.
    """
    from sqlgym.grade import session  # `sqlgym --help` does not pay for SQLAlchemy

    to = destinations(forms, outputs)
    show = Progress()
    given = tuple(
        session.Given(student, exercise, points(text), why) for student, exercise, text, why in overrides
    )
    request = session.Request(worlds=THOROUGH if thorough else None, overrides=given, **options)
    tell = partial(progress, show)
    try:
        report = session.grade(request, tell, note, partial(ready, to))
    except session.Stopped as stopped:
        click.echo(f"\nsqlgym: {stopped}", err=True)
        sys.exit(STOPPED)
    finally:
        show.finish()
    finish(report, feedback, to, extras, request.folder)


def points(text: str) -> float | None:
    """The points in an option; None for `none`."""
    if text.lower() == "none":
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf"):
        raise click.UsageError(f"--override: “{text}” is no number of points; write one from 0 on, or none")
    return found


@click.command()
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@click.option("--store", required=True, metavar="FILE|URL", help="The store that takes all of them.")
@pass_mark_option
@report_options
@class_options
@feedback_option
def merge(
    stores: tuple[str, ...],
    store: str,
    pass_mark: float | None,
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    feedback: Level,
    extras: Extras,
) -> None:
    """Join the stores of shards into one, and report on it.

    Exit status: as of `grade`.
    """
    from sqlgym.grade import session  # `sqlgym --help` does not pay for SQLAlchemy

    to = destinations(forms, outputs)
    finish(session.merge(list(stores), store, pass_mark), feedback, to, extras)


def progress(show: Progress, done: int, total: int, counts: str) -> None:
    """Show how far a run is."""
    show(done, total, f"grading {total:,} different answers", counts)


def note(notes: list[str]) -> None:
    """Say on stderr what was left out, at most so many lines of it."""
    for one in notes[:MOST_NOTES]:
        click.echo(f"sqlgym: {visible(one)}", err=True)
    if len(notes) > MOST_NOTES:
        click.echo(f"sqlgym: … and {len(notes) - MOST_NOTES:,} more files that are left out", err=True)


def ready(to: Sequence[Destination], students: int) -> None:
    """Refuse formats that can't be written, before anything is judged."""
    refuse([form for form, _ in to], students, style(None))


def finish(
    report: Report, feedback: Level, to: Sequence[Destination], extras: Extras, base: Path | None = None
) -> None:
    """Write the reports with what may be seen of the verdicts, and exit."""
    seen = report_at_level(report, feedback)
    publish(seen, to, base=base, gradebook=extras.book)
    note(list(extras.notes(seen)))
    if extras.pages is not None:
        write_pages(seen, extras.pages)
    sys.exit(exit_status(report.results))
