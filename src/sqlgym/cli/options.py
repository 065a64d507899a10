"""What the commands share: their common options, what judges answers, and where a report goes."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sqlgym.checking import Checker
from sqlgym.course import find_course
from sqlgym.errors import UsageError
from sqlgym.progress import Progress
from sqlgym.report import Style
from sqlgym.sandbox import Mode, Sandbox

if TYPE_CHECKING:
    from sqlgym.early import Pipes

F = TypeVar("F", bound=Callable[..., Any])

HERE = Path("answer.sql")
"""Stands for a file in the current folder, to find the course around it."""


@contextmanager
def checker(
    mode: Mode, course: Path | None, *, plan: bool = True, engine: str | None = None
) -> Iterator[Checker]:
    """What judges answers, with a sandbox that ends with it."""
    early: Pipes | None = click.get_current_context().obj
    with Sandbox(mode, early) as sandbox:
        yield Checker(sandbox, partial(find_course, course), plan=plan, engine=engine, progress=Progress())
        note_layers(sandbox)


def style(output: Path | None) -> Style:
    """How to write: for the terminal, or without colours and 100 wide for a file or a pipe."""
    if output is not None or not sys.stdout.isatty():
        return Style(width=100, colour=False)
    return Style(shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR"))


def deliver(text: str, output: Path | None) -> None:
    """Print a report, or write it into a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"the report cannot be written to {output}: {error.strerror}") from error


def note_layers(sandbox: Sandbox) -> None:
    """Say on stderr if an answer ran without a layer that the strict sandbox has."""
    if sandbox.mode == "auto" and not sandbox.complete:
        click.echo("sqlgym: this machine has not all layers of the sandbox; see `sqlgym doctor`.", err=True)


def course_option(command: F) -> F:
    """`--course`."""
    told = "The course to judge by [default: $SQLGYM_COURSE, else the one around the file, else the built-in one]."
    return click.option("--course", type=click.Path(path_type=Path, file_okay=False, exists=True), help=told)(
        command
    )


def sandbox_option(command: F) -> F:
    """`--sandbox`."""
    told = "How tightly SQL is locked up: all layers or nothing, all that this machine has, or none."
    return click.option("--sandbox", type=click.Choice(["strict", "auto", "off"]), default="auto", help=told)(
        command
    )


def exercise_option(command: F) -> F:
    """`--exercise`."""
    return click.option("--exercise", metavar="NAME", help="The exercise that the files are answers to.")(
        command
    )
