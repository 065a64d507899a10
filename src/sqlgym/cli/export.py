"""`sqlgym export`: the files that another system grades a course with."""

import secrets
from pathlib import Path
from typing import Any

import click

from sqlgym.cli.options import HERE, course_option, feedback_option
from sqlgym.course import Level, find_course
from sqlgym.errors import UsageError
from sqlgym.export import TARGETS, write
from sqlgym.export.distribution import Wheel, wheel
from sqlgym.export.request import Wish
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
@feedback_option
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
    wish = Wish(
        course=found,
        exercises=tuple(found.exercise(name).name for name in names or found.names),
        **source(install),
        repository=repository,
        seed=secrets.randbelow(1 << 31) if seed is None else seed,
        sandbox=sandbox,
        feedback=feedback,
    )
    for path in write(system, wish, folder):
        click.echo(f"made {path}")


def source(install: str | None) -> dict[str, Any]:
    """Where the systems get sqlgym from: a wheel that is put in, or what pip is to fetch."""
    if install is None:
        return {"wheel": wheel()}
    return {"wheel": Wheel.read(Path(install))} if install.endswith(".whl") else {"install": install}
