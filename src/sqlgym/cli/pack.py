"""`sqlgym pack`: a course as one zip, to be handed out or kept."""

from pathlib import Path

import click

from sqlgym.cli.options import HERE, course_option
from sqlgym.course import find_course


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
    from sqlgym.export import pack

    found = find_course(course, HERE)
    target = output or Path(f"{found.root.resolve().name}-{reader}.zip")
    names = pack.pack(found, target, "learners" if reader == "learners" else "graders")
    exercises = sum(name.endswith("/exercise.toml") for name in names)
    click.echo(f"made {target}: {exercises} exercise{'' if exercises == 1 else 's'}, {len(names)} files")
    if reader == "graders":
        click.echo("It holds every reference: keep it from learners.", err=True)
