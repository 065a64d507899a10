"""`sqlgym run` and `explain`: rows and plans, without a verdict."""

import re
import sys
from pathlib import Path

import click

from sqlgym.cli.options import (
    HERE,
    answer_file,
    checker,
    course_option,
    dialect_option,
    exercise_option,
    sandbox_option,
    style,
)
from sqlgym.errors import UsageError
from sqlgym.kinds.checker import Checker
from sqlgym.report.plans import draw_plans
from sqlgym.report.rows import PROGRAMS
from sqlgym.report.schema import draw_tables
from sqlgym.report.tasks import draw_ran
from sqlgym.result.cells import visible_lines
from sqlgym.sandbox import Mode


@click.command()
@click.argument("source", metavar="FILE|SQL|-")
@course_option
@exercise_option
@click.option("--engine", metavar="NAME", help="Run on this engine instead of the exercise's own.")
@dialect_option
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    help="How many rows to print. [default: 20; or all with --format]",
)
@click.option(
    "--format", "form", type=click.Choice([*PROGRAMS]), help="Print the rows alone, for programs to read."
)
@click.option("--no-plan", is_flag=True, help="Do not show how the engine ran the query.")
@sandbox_option
def run(
    source: str,
    course: Path | None,
    exercise: str | None,
    engine: str | None,
    dialect: str | None,
    rows: int | None,
    form: str | None,
    no_plan: bool,
    sandbox: Mode,
) -> None:
    """Run a query on the exercise's dataset and show its rows and its plan, without a verdict.

    The query stands in a file, or is the argument itself: sqlgym run -e second_highest "SELECT 1".
    """
    given = source if is_sql(source) else answer_file(Path(source), course)
    if isinstance(given, str) and exercise is None:
        raise UsageError("say with -e NAME on which exercise's tables that is to run")
    with checker(sandbox, course, plan=not no_plan, engine=engine, dialect=dialect) as found:
        if isinstance(given, str) and exercise is not None and ASKS_SCHEMA.match(given):
            click.echo(drawn_schema(found, exercise))
            return
        verdict, result = found.run(given, exercise)
    if form is not None and result is not None:
        click.echo(PROGRAMS[form](result, rows), nl=False)
    else:
        click.echo(draw_ran(verdict, result, 20 if rows is None else rows, style(None)))
    sys.exit(1 if result is None else 0)


ASKS_SCHEMA = re.compile(r"\s*(show\s+(all\s+)?tables|describe|desc)\b", re.IGNORECASE)


def drawn_schema(found: Checker, name: str) -> str:
    """The tables of an exercise, for whoever asks an engine for them."""
    context = found.context(HERE)
    exercise = context.course.exercise(name)
    if not exercise.schema:
        raise UsageError(f"{exercise.name} begins without tables: making them is the task")
    return draw_tables(context.schema_dataset(context.course.schema_of(exercise)), style(None))


def is_sql(source: str) -> bool:
    """Whether an argument is a query rather than a file: it has several words, and no file has that name."""
    return len(source.split()) > 1 and not Path(source[:255]).exists()


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
        verdict = found.check(answer_file(file, course), exercise)
        right = verdict.status == "correct"
        said = found.context(file).course.exercise(verdict.exercise).explanation if right else ""
    click.echo(draw_plans(verdict, style(None)) + (f"\n\n{visible_lines(said.strip())}" if said else ""))
    sys.exit(2 if verdict.status == "ungraded" else 0 if right or verdict.plans.answer else 1)
