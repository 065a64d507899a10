"""`sqlgym run` and `explain`: rows and plans, without a verdict."""

import sys
from pathlib import Path

import click

from sqlgym.cli.options import checker, course_option, dialect_option, exercise_option, sandbox_option, style
from sqlgym.report.plans import draw_plans
from sqlgym.report.tasks import draw_ran
from sqlgym.result.cells import visible_lines
from sqlgym.sandbox import Mode


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@course_option
@exercise_option
@dialect_option
@click.option("--rows", type=click.IntRange(min=0), default=20, help="How many rows to print. [default: 20]")
@click.option("--no-plan", is_flag=True, help="Do not show how the engine ran the query.")
@sandbox_option
def run(
    file: Path,
    course: Path | None,
    exercise: str | None,
    dialect: str | None,
    rows: int,
    no_plan: bool,
    sandbox: Mode,
) -> None:
    """Run a query on the exercise's dataset and show its rows and its plan, without a verdict."""
    with checker(sandbox, course, plan=not no_plan, dialect=dialect) as found:
        verdict, result = found.run(file, exercise)
    click.echo(draw_ran(verdict, result, rows, style(None)))
    sys.exit(1 if result is None else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@course_option
@exercise_option
@dialect_option
@sandbox_option
def explain(
    file: Path, course: Path | None, exercise: str | None, dialect: str | None, sandbox: Mode
) -> None:
    """Set an answer's plan beside the reference's and say in words what differs.

    Of an answer that is right it says as well what the exercise was about, where the course has a word on that.
    """
    with checker(sandbox, course, dialect=dialect) as found:
        verdict = found.check(file, exercise)
        right = verdict.status == "correct"
        said = found.context(file).course.exercise(verdict.exercise).explanation if right else ""
    click.echo(draw_plans(verdict, style(None)) + (f"\n\n{visible_lines(said.strip())}" if said else ""))
    sys.exit(2 if verdict.status == "ungraded" else 0 if right or verdict.plans.answer else 1)
