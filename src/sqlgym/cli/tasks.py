"""`sqlgym list`, `show` and `hint`: what there is to do."""

from pathlib import Path

import click

from sqlgym.cli.options import HERE, checker, course_option, sandbox_option, style
from sqlgym.course import find_course
from sqlgym.errors import UsageError
from sqlgym.sandbox import Mode


@click.command("list")
@course_option
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def list_exercises(course: Path | None, folder: Path | None) -> None:
    """List the exercises of the course."""
    from sqlgym.report.tasks import draw_list

    found = find_course(course, (folder or Path()) / HERE)
    click.echo(draw_list(found, style(None)))


@click.command()
@click.argument("name")
@course_option
@sandbox_option
def show(name: str, course: Path | None, sandbox: Mode) -> None:
    """Show a task: what to do, the tables, and some of their rows."""
    from sqlgym.report.tasks import draw_task

    with checker(sandbox, course) as found:
        bench = found.bench(HERE)
        exercise = bench.course.exercise(name)
        dataset, samples = (
            (bench.dataset(exercise), bench.samples(exercise)) if exercise.schema else (None, ())
        )
    click.echo(draw_task(exercise, dataset, samples, style(None)))


@click.command()
@click.argument("name")
@click.argument("number", type=click.IntRange(min=1), default=1)
@course_option
def hint(name: str, number: int, course: Path | None) -> None:
    """Give a hint: the first one, or that NUMBER."""
    hints = find_course(course, HERE).exercise(name).settings.hints
    if number > len(hints):
        have = f"there {'is' if len(hints) == 1 else 'are'} {len(hints) or 'no'} hint{'' if len(hints) == 1 else 's'}"
        raise UsageError(f"{have} for {name}")
    click.echo(f"Hint {number} of {len(hints)}: {hints[number - 1]}")
    if number < len(hints):
        click.echo(f"\nThe next one: sqlgym hint {name} {number + 1}", err=True)
