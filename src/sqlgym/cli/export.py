"""`sqlgym export` and `pack`: a course for others, as another system wants it or as one zip."""

import secrets
from functools import partial
from pathlib import Path
from typing import Any

import click

from sqlgym.cli.options import HERE, course_option, feedback_option
from sqlgym.course import Level, find_course
from sqlgym.errors import UsageError
from sqlgym.export import TARGETS, write
from sqlgym.export.distribution import Wheel, wheel
from sqlgym.export.pack import pack as packed
from sqlgym.export.request import Request
from sqlgym.sandbox import Mode


@click.command()
@click.argument("system", type=click.Choice(list(TARGETS)), metavar="SYSTEM")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@course_option
@click.option(
    "--exercise",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only this exercise; may be given several times.",
)
@click.option(
    "--install",
    metavar="SPEC|WHEEL",
    help="What pip is to install there; a wheel's file is put in.  [default: a wheel of this very program]",
)
@click.option(
    "--repository", default="OWNER/COURSE", metavar="PATH", help="Where github and gitlab find the course."
)
@click.option(
    "--seed", type=int, help="Draw the small databases by this number.  [default: one that nobody knows]"
)
@partial(feedback_option, default="counterexample")
@click.option(
    "--sandbox",
    type=click.Choice(["strict", "auto"]),
    default="strict",
    help="Whether to refuse to judge there where a layer of the sandbox is missing.  [default: strict]",
)
def export(
    system: str,
    folder: Path,
    course: Path | None,
    names: tuple[str, ...],
    install: str | None,
    repository: str,
    seed: int | None,
    feedback: Level,
    sandbox: Mode,
) -> None:
    """Write into DIR what SYSTEM needs to grade this course: github, gitlab, classroom50, gradescope or prairielearn.

    docs/ci/ has a page on each. Sample answers are left out; references are in what only graders see.
    """
    found = find_course(course, HERE)
    if not found.names:
        raise UsageError(f"{found.root} has no exercises yet; begin one with `sqlgym new`")
    request = Request(
        course=found,
        exercises=tuple(found.exercise(name).name for name in names or found.names),
        **source(install),
        repository=repository,
        seed=secrets.randbelow(1 << 31) if seed is None else seed,
        sandbox=sandbox,
        feedback=feedback,
    )
    for path in write(system, request, folder):
        click.echo(f"made {path}")


def source(install: str | None) -> dict[str, Any]:
    """Where the systems get sqlgym from: a wheel that is put in, or what pip is to fetch."""
    if install is None:
        return {"wheel": wheel()}
    return {"wheel": Wheel.read(Path(install))} if install.endswith(".whl") else {"install": install}


@click.command()
@course_option
@click.option(
    "--for",
    "reader",
    type=click.Choice(["learners", "graders"]),
    default="learners",
    help="learners: nothing that says what is right; graders: all of it.  [default: learners]",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The zip.  [default: COURSE-WHOM.zip]"
)
def pack(course: Path | None, reader: str, output: Path | None) -> None:
    """Make a zip of a course that `--course` takes in place of a folder.

    Learners get statements, tables, data, starters and hints, but no references, accepted or wrong answers, samples,
    hand-made worlds and scenarios: with it `check` runs an answer and shows what comes of it, and says that the verdict
    is given where the course is graded.
    """
    found = find_course(course, HERE)
    target = output or Path(f"{found.root.resolve().name}-{reader}.zip")
    names = packed(found, target, "learners" if reader == "learners" else "graders")
    exercises = sum(name.endswith("/exercise.toml") for name in names)
    click.echo(f"made {target}: {exercises} exercise{'' if exercises == 1 else 's'}, {len(names)} files")
    if reader == "graders":
        click.echo("It holds every reference: keep it from learners.", err=True)
