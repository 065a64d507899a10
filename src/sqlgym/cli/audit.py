"""`sqlgym audit`: the exercises themselves, tested."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sqlgym.cli.completion import exercises
from sqlgym.cli.options import HERE, course_option, sandbox_option, style
from sqlgym.cli.progress import Progress
from sqlgym.context import Context
from sqlgym.course import Course, find_course
from sqlgym.sandbox import Mode, Sandbox

if TYPE_CHECKING:
    from sqlgym.audit.finding import Audit


@click.command()
@click.argument("names", nargs=-1, shell_complete=exercises, metavar="[NAME...]")
@course_option
@click.option("--strict", is_flag=True, help="Let warnings count as findings.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How it is written.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Exercises at a time.  [default: one for each core]")
@sandbox_option
def audit(
    names: tuple[str, ...], course: Path | None, strict: bool, form: str, jobs: int | None, sandbox: Mode
) -> None:
    """Test the exercises themselves: right answers pass, wrong ones and likely mistakes do not.

    Exit status: 0 nothing was found, 1 something is to be repaired, 2 some exercise could not be judged.
    Warnings count with --strict alone.
    """
    # `sqlgym --help` loads every command, and does not pay for sqlglot
    from sqlgym.audit import audits, exit_status
    from sqlgym.audit.course import whole
    from sqlgym.report.audit import FORMATS, draw_audit, summary

    found = from_here(find_course(course, HERE))
    progress = Progress()

    @contextmanager
    def context() -> Iterator[Context]:
        with Sandbox(sandbox) as locked:
            made = Context(found, locked, plan=False)
            made.at_once = False
            yield made

    def report(one: "Audit") -> "Audit":
        progress.finish()
        if form == "text":
            click.echo(draw_audit(one, style(None)))
        return one

    course_wide = whole(found)
    done = [report(course_wide)] if course_wide.failed or (course_wide.findings and not names) else []
    if not any(one.failed for one in done):
        done += map(report, audits(names or found.names, context, jobs or os.cpu_count() or 1, progress))
    click.echo(summary(done) if form == "text" else FORMATS[form](found, done), nl=form == "text")
    sys.exit(exit_status(done, strict))


def from_here(course: Course) -> Course:
    """The course by its path from the current folder if it lies there: places are short, and GitHub finds them."""
    here = Path.cwd()
    return Course(course.root.relative_to(here)) if course.root.is_relative_to(here) else course
