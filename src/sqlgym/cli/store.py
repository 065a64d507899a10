"""`sqlgym store`: whether what `grade` keeps is whole, what can be saved of it, and reports on it without grading."""

from pathlib import Path

import click

from sqlgym.cli.class_options import Extras, class_options
from sqlgym.cli.grade import finish, pass_mark_option
from sqlgym.cli.options import destinations, feedback_option, report_options
from sqlgym.course import Level


@click.group()
def store() -> None:
    """Look after what `grade` keeps: check it, repair it, report on it."""


@store.command()
@click.argument("name", metavar="STORE")
def check(name: str) -> None:
    """Say whether every row is as it was written.

    Exit status: 0 it is whole, 2 it is damaged or no store.
    """
    from sqlgym.grade.connect import open_store  # `sqlgym --help` does not pay for SQLAlchemy

    with open_store(name, new=False) as found:
        answers, verdicts = len(found.answers()), len(found.keys())
        given = len(found.overrides())
        more = f", {given:,} given by hand" if given else ""
        click.echo(f"{found.name} is whole: {answers:,} answers, {verdicts:,} verdicts{more}")


@store.command()
@click.argument("source", metavar="STORE", type=click.Path(path_type=Path))
@click.argument("target", metavar="NEW", type=click.Path(path_type=Path))
def repair(source: Path, target: Path) -> None:
    """Write into NEW all of a damaged STORE that is whole; the next `grade --store NEW` judges the rest anew.

    Exit status: 0 something was saved, 2 nothing can be.
    """
    from sqlgym.grade.repair import repaired  # `sqlgym --help` does not pay for SQLAlchemy

    for one in repaired(source, target):
        lost = f", {one.damaged:,} damaged" if one.damaged else ""
        click.echo(f"{one.table.removeprefix('sqlgym_')}: {one.whole:,} saved{lost}")


@store.command()
@click.argument("name", metavar="STORE")
@pass_mark_option
@report_options
@class_options
@feedback_option
def export(
    name: str,
    pass_mark: float | None,
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    feedback: Level,
    extras: Extras,
) -> None:
    """Report on what a store holds, in any format; nothing is judged.

    Exit status: as of `grade`.
    """
    from sqlgym.grade import session  # `sqlgym --help` does not pay for SQLAlchemy

    finish(session.stored(name, pass_mark), feedback, destinations(forms, outputs), extras)
