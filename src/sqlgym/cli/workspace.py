"""`sqlgym init`: a folder to work in."""

from pathlib import Path

import click

from sqlgym.cli.options import HERE, course_option
from sqlgym.course import find_course


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@course_option
def init(folder: Path, course: Path | None) -> None:
    """Make a folder to work in: a starter for every exercise, and a README."""
    from sqlgym.workspace import make

    made, kept = make(folder, find_course(course, HERE), course)
    for path in made:
        click.echo(f"made {path}")
    for path in kept:
        click.echo(f"kept {path}, which is there already", err=True)
