"""What the commands share: their common options, what judges answers, and where reports go."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
import msgspec

from sqlgym.cli.completion import exercises
from sqlgym.cli.progress import Progress
from sqlgym.course import LEVELS, Level, find_course
from sqlgym.course.toml import near
from sqlgym.errors import UsageError
from sqlgym.kinds.checker import Checker
from sqlgym.learn.workspace import MAKE_ONE, answer_path, find_workspace
from sqlgym.learn.workspace.at_hand import at_hand
from sqlgym.learn.workspace.state import StateFile
from sqlgym.report import FACTS, FORMATS, Style, write
from sqlgym.report.roster import Gradebook
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.verdict import Report

if TYPE_CHECKING:
    from sqlgym.sandbox.parent import Pipes

F = TypeVar("F", bound=Callable[..., Any])

HERE = Path("answer.sql")
"""Stands for a file in the current folder, to find the course around it."""


@contextmanager
def checker(
    mode: Mode,
    course: Path | None,
    *,
    plan: bool = True,
    engine: str | None = None,
    dialect: str | None = None,
) -> Iterator[Checker]:
    """What judges answers, with a sandbox that ends with it."""
    early: Pipes | None = click.get_current_context().obj
    with Sandbox(mode, early) as sandbox:
        finder = partial(find_course, course)
        yield Checker(sandbox, finder, plan=plan, engine=engine, progress=Progress(), dialect=dialect)
        note_layers(sandbox)


NO_ROSTER = Gradebook()


class Destination(NamedTuple):
    """One report: its format, and the file it goes into; None for standard output."""

    form: str
    output: Path | None


def destinations(forms: Sequence[str], outputs: Sequence[Path]) -> tuple[Destination, ...]:
    """The n-th format with the n-th file; `-`, or no file, is standard output, which takes one report."""
    forms = forms or ("text",)
    if len(outputs) > len(forms):
        raise UsageError(
            f"--output is given {len(outputs)} times, --format only {len(forms)}; name a format for each"
        )
    files = [None if str(output) == "-" else output for output in outputs]
    files += [None] * (len(forms) - len(files))
    if files.count(None) > 1:
        unplaced = ", ".join(form for form, file in zip(forms, files, strict=True) if file is None)
        raise UsageError(
            f"only one report fits on standard output, not {unplaced}; give the others an --output"
        )
    named = [file.absolute() for file in files if file is not None]
    if lost := next((file for file in named if not file.parent.is_dir()), None):
        raise UsageError(f"the report cannot be written to {lost}: there is no folder {lost.parent}")
    if twice := next((file for file in named if named.count(file) > 1), None):
        raise UsageError(f"two reports would go into {twice}; give each a file of its own")
    return tuple(map(Destination, forms, files))


def publish(
    report: Report,
    to: Sequence[Destination],
    whole_plan: bool = False,
    base: Path | None = None,
    gradebook: Gradebook = NO_ROSTER,
) -> None:
    """Write the report in every format asked for; the paths in it begin in `base`, else in the current folder."""
    for form, output in to:
        how = msgspec.structs.replace(style(output, whole_plan, base), gradebook=gradebook)
        deliver(write(form, report, how), output)


def style(output: Path | None, whole_plan: bool = False, base: Path | None = None) -> Style:
    """How to write: for the terminal, or without colours and 100 wide for a file or a pipe."""
    facts = {name: os.environ[name] for name in FACTS if name in os.environ}
    facts["PWD"] = str(Path.cwd() / (base or ""))
    if output is not None or not sys.stdout.isatty():
        return Style(width=100, colour=False, facts=facts, whole_plan=whole_plan)
    return Style(shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR"), facts, whole_plan)


def deliver(text: str, output: Path | None) -> None:
    """Print a report, or write it into a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise UsageError(
            f"the report cannot be written to {output}: {error.strerror}; name another file"
        ) from error


def note_layers(sandbox: Sandbox) -> None:
    """Say on stderr if an answer ran without a layer that the strict sandbox has."""
    if sandbox.mode == "auto" and not sandbox.complete:
        click.echo("sqlgym: this machine has not all layers of the sandbox; see `sqlgym doctor`.", err=True)


def note(text: str) -> None:
    """Say something on stderr."""
    click.echo(f"sqlgym: {text}", err=True)


def course_option(command: F) -> F:
    """`--course`."""
    told = (
        "The course to judge by, a folder or a zip  "
        "[default: $SQLGYM_COURSE, else the one around the file or of its workspace, else the built-in one]"
    )
    return click.option("--course", type=click.Path(path_type=Path, exists=True), help=told)(command)


def sandbox_option(command: F) -> F:
    """`--sandbox`."""
    told = "How tightly SQL is locked up: all layers or nothing, all that this machine has, or none."
    return click.option("--sandbox", type=click.Choice(["strict", "auto", "off"]), default="auto", help=told)(
        command
    )


def exercise_option(command: F) -> F:
    """`--exercise`."""
    said = "The exercise that the files are answers to."
    return click.option("-e", "--exercise", metavar="NAME", help=said, shell_complete=exercises)(command)


def answer_file(file: Path, course: Path | None) -> Path:
    """The file that somebody means: just this one, else the answer to the exercise of that name.

    It lies beside it under a name that differs in case, blanks or ending, or where answers lie in this folder.
    """
    if str(file) == "-" or file.exists():
        return file
    found = find_course(course, file)
    name = found.named(file.name)
    if name not in found.names:
        if match := near(name, found.names):
            note(f"there is no file {file}, and no exercise of that name; did you mean “{match}”?")
        return file
    beside = [one for one in file.parent.glob("*.sql") if found.named(one.name) == name]
    other = answer_path(found, name, file.parent)
    return beside[0] if len(beside) == 1 else other if other.exists() else file


def exercise_at_hand(name: str | None, course: Path | None) -> str:
    """The exercise that is named, or in a workspace the one that a learner is at, which is said."""
    if name is not None:
        return name
    workspace = find_workspace(Path())
    command = click.get_current_context().command_path
    if workspace is None:
        raise UsageError(
            f"name an exercise: {command} NAME; only in a workspace it is the one at hand, and {MAKE_ONE}"
        )
    found = at_hand(find_course(course, HERE), workspace, StateFile(workspace, note).read())
    if not found:
        raise UsageError("the course of this workspace has no exercises yet")
    note(f"{found}, which you are at")
    return found


def answer_at_hand(course: Path | None) -> Path:
    """The answer to the exercise that a learner is at in a workspace."""
    name = exercise_at_hand(None, course)
    return answer_path(find_course(course, HERE), name, Path())


def report_options(command: F) -> F:
    """`--format` and `--output`, each as often as reports are wanted; `destinations` pairs them."""
    form = click.option(
        "--format",
        "forms",
        multiple=True,
        type=click.Choice(list(FORMATS)),
        help="How the report is written; several make several reports.  [default: text]",
    )
    output = click.option(
        "--output",
        "outputs",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
        help="Write the report into this file; the second --output is for the second --format, and so on.",
    )
    return form(output(command))


def feedback_option(command: F, default: Level = "full") -> F:
    """`--feedback`."""
    told = "How much to tell of an answer that is not right; never more than its exercise allows."
    said = f"{told}  [default: {default}]"
    return click.option("--feedback", type=click.Choice(LEVELS), default=default, help=said)(command)


DIALECTS = ("mysql", "postgres", "sqlite", "tsql", "oracle")
"""The same as in sqlgym.dialects, which a command without `--dialect` does not import."""


def dialect_option(command: F) -> F:
    """`--dialect`."""
    told = "The dialect that the answer is written in; it is translated first."
    return click.option("--dialect", type=click.Choice(DIALECTS), help=told)(command)
