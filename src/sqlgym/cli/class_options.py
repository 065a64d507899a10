"""Options for what is made of a class besides its report: a gradebook by a roster, and a page for each student."""

import re
from collections.abc import Callable, Container, Iterator
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from sqlgym.cli.options import deliver, style
from sqlgym.cli.roster import read
from sqlgym.report import write
from sqlgym.report.figures import by_student
from sqlgym.report.gradebook import unmatched
from sqlgym.report.roster import Gradebook, Platform
from sqlgym.verdict import Report


def class_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the format gradebook goes by, and pages for each student: the command gets them as its `extras`."""

    @wraps(command)
    def with_extras(
        *given: Any, platform: Platform, roster: Path | None, late: str, per_student: Path | None, **more: Any
    ) -> Any:
        extras = Extras(gradebook_of(platform, roster, late), pages_folder(per_student))
        return command(*given, extras=extras, **more)

    found: Callable[..., Any] = with_extras
    for option in (
        click.option(
            "--for",
            "platform",
            type=click.Choice(["canvas", "moodle", "csv"]),
            default="csv",
            help="Which gradebook takes in what --format gradebook writes.  [default: csv]",
        ),
        click.option(
            "--roster",
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            help="The CSV file of the class that Canvas, Moodle or your school exports: its heads and ids, and whoever "
            "handed in nothing, are in the gradebook.",
        ),
        click.option(
            "--late",
            default="",
            metavar="COLUMN",
            help="Copy this column of the roster; it changes no points.",
        ),
        click.option(
            "--per-student",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="DIR",
            help="Write a page for each student into DIR, to be handed out.",
        ),
    ):
        found = option(found)
    return found


class Extras(NamedTuple):
    """What a class's reports need besides: the gradebook's roster, and a folder of pages."""

    book: Gradebook
    pages: Path | None

    def notes(self, report: Report) -> Iterator[str]:
        """Whom the roster does not know."""
        for student in unmatched(report, self.book):
            yield f"{student}: the roster does not know this student"


def gradebook_of(platform: Platform, roster: Path | None, late: str) -> Gradebook:
    """The gradebook that is asked for, with its roster read."""
    if late and roster is None:
        raise click.UsageError("--late names a column of the roster; give it with --roster")
    if roster is None:
        if platform != "csv":
            raise click.UsageError(
                f"a gradebook for {platform} needs --roster, the file that {platform} exports"
            )
        return Gradebook()
    return Gradebook(platform, read(roster, late), late)


def pages_folder(path: Path | None) -> Path | None:
    """A folder that is there, or can be made; asked for before anything is judged."""
    try:
        if path is not None:
            path.mkdir(exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--per-student: {path} cannot be made: {error.strerror}") from error
    return path


def write_pages(report: Report, folder: Path) -> None:
    """Write a page for each student, to be handed out."""
    names: set[str] = set()
    for student in by_student(report.results):
        name = file_name(student.name, names)
        names.add(name.casefold())
        page = write("html", msgspec.structs.replace(report, results=student.results), style(folder))
        deliver(page, folder / f"{name}.html")


def file_name(student: str, taken: Container[str]) -> str:
    """A student's name as a file's: without what file systems do not allow, and another than those taken."""
    plain = re.sub(r"[^\w .@+-]", "_", student).strip(" .")[:100] or "student"
    numbered = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(name for name in numbered if name.casefold() not in taken)
