"""`sqlgym run` and `explain`: rows and plans, without a verdict."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import click
import msgspec

from sqlgym.cli.completion import answers, engines
from sqlgym.cli.options import (
    HERE,
    answer_at_hand,
    answer_file,
    checker,
    course_option,
    dialect_option,
    exercise_at_hand,
    exercise_option,
    note,
    sandbox_option,
    style,
)
from sqlgym.course import find_course
from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.kinds.checker import Checker
from sqlgym.kinds.leaving import known_tables
from sqlgym.learn.prompt import COPY, GREETING, Answers, Prompt, ask
from sqlgym.learn.workspace import find_workspace
from sqlgym.report.plans import draw_plans
from sqlgym.report.rows import PROGRAMS
from sqlgym.report.schema import draw_tables
from sqlgym.report.tasks import columns, draw_left
from sqlgym.result import Leaving, Run
from sqlgym.result.cells import visible_lines
from sqlgym.sandbox import Mode


@click.command()
@click.argument("source", required=False, metavar="[FILE|SQL|-]", shell_complete=answers)
@course_option
@exercise_option
@click.option(
    "--engine",
    metavar="NAME",
    shell_complete=engines,
    help="Run on this engine instead of the exercise's own.",
)
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
    source: str | None,
    course: Path | None,
    exercise: str | None,
    engine: str | None,
    dialect: str | None,
    rows: int | None,
    form: str | None,
    no_plan: bool,
    sandbox: Mode,
) -> None:
    """Run SQL on the exercise's dataset and show what it returns or leaves, without a verdict.

    It stands in a file, or is the argument itself: sqlgym run -e second_highest "SELECT 1". Without any, on a terminal,
    there is a prompt; in a workspace it is on the tables of the exercise at hand.
    """
    if source is None:
        prompted(exercise, course, engine, dialect, 20 if rows is None else rows, sandbox)
        return
    given = source if is_sql(source) else answer_file(Path(source), course)
    if isinstance(given, str) and exercise is None:
        raise UsageError("say with -e NAME on which exercise's tables that is to run")
    with checker(sandbox, course, plan=not no_plan, engine=engine, dialect=dialect) as found:
        if isinstance(given, str) and exercise is not None and ASKS_SCHEMA.match(given):
            click.echo(drawn_schema(found, exercise))
            return
        verdict, left = found.left(given, exercise)
    if form is not None and left is not None:
        click.echo(PROGRAMS[form](only_rows(left), rows), nl=False)
    else:
        click.echo(draw_left(verdict, left, 20 if rows is None else rows, style(None)))
    sys.exit(1 if left is None else 0)


def only_rows(left: Sequence[Leaving]) -> Run:
    """The rows of a query, which alone are written for programs."""
    if len(left) != 1 or left[0].said or left[0].run is None:
        raise UsageError("only the rows of a query are written with --format; this leaves tables behind")
    return left[0].run


def prompted(
    name: str | None, course: Path | None, engine: str | None, dialect: str | None, rows: int, mode: Mode
) -> None:
    """Ask for lines and print what they come to."""
    if not sys.stdin.isatty():
        raise UsageError("say what to run: a file, SQL in quotes, or - for what is piped in")
    name = find_course(course, HERE).exercise(exercise_at_hand(name, course)).name
    workspace = find_workspace(Path())
    with checker(mode, course, plan=False, engine=engine, dialect=dialect) as found:
        exercise = found.exercise(found.context(HERE), name)

        def run_text(text: str) -> str:
            """What a text comes to; a fault of the course ends the prompt as it ends a command."""
            if ASKS_SCHEMA.match(text):
                return drawn_schema(found, name)
            verdict, left = found.left(text, name)
            return draw_left(verdict, left, rows, style(None))

        def tables(table: str) -> str:
            """The tables, or one of them."""
            return drawn_schema(found, name, table)

        note(GREETING.format(name=name, title=exercise.settings.title))
        if exercise.kind != "query":
            note(COPY)
        with history(workspace.state_folder / "history" if workspace else None):
            ask(Prompt(name, Answers(run_text, tables)), input, click.echo)


@contextmanager
def history(kept: Path | None) -> Iterator[None]:
    """Let the keys bring back earlier lines, in a workspace also those of other days, where there is readline."""
    try:
        import readline  # not there on Windows
    except ImportError:
        yield
        return
    if kept is not None:
        with suppress(OSError):  # nothing is kept yet, or it cannot be read
            readline.read_history_file(kept)
    readline.set_history_length(1000)
    try:
        yield
    finally:
        if kept is not None:
            with suppress(OSError):  # a full disk loses the lines, and no more
                readline.write_history_file(kept)


ASKS_SCHEMA = re.compile(r"\s*(show\s+(all\s+)?tables|describe|desc)\b", re.IGNORECASE)


def drawn_schema(found: Checker, name: str, table: str = "") -> str:
    """The tables of an exercise, or one of them, for whoever asks an engine for them."""
    context = found.context(HERE)
    exercise = context.course.exercise(name)
    if not exercise.schema:
        (staging,) = known_tables(exercise, context)
        return "\n".join((visible_lines(staging.name), *columns(staging)))
    dataset = context.schema_dataset(context.course.schema_of(exercise))
    if not table:
        return draw_tables(dataset, style(None))
    some = tuple(one for one in dataset.tables if one.name.lower() == table.lower())
    if not some:
        return f"There is no table {table}{nearest(table, [one.name for one in dataset.tables])}."
    return draw_tables(msgspec.structs.replace(dataset, tables=some), style(None))


def is_sql(source: str) -> bool:
    """Whether an argument is a query rather than a file: it has several words, and no file has that name."""
    return len(source.split()) > 1 and not Path(source[:255]).exists()


@click.command()
@click.argument(
    "file", required=False, type=click.Path(path_type=Path), metavar="[FILE]", shell_complete=answers
)
@course_option
@exercise_option
@dialect_option
@sandbox_option
def explain(
    file: Path | None, course: Path | None, exercise: str | None, dialect: str | None, sandbox: Mode
) -> None:
    """Set an answer's plan beside the reference's and say in words what differs.

    Without FILE, in a workspace, it is the answer to the exercise at hand.

    Of an answer that is right it says as well what the exercise was about, where the course has a word on that.
    """
    file = file or answer_at_hand(course)
    with checker(sandbox, course, dialect=dialect) as found:
        verdict = found.check(answer_file(file, course), exercise)
        right = verdict.status == "correct"
        said = found.context(file).course.exercise(verdict.exercise).explanation if right else ""
    click.echo(draw_plans(verdict, style(None)) + (f"\n\n{visible_lines(said.strip())}" if said else ""))
    sys.exit(2 if verdict.status == "ungraded" else 0 if right or verdict.plans.answer else 1)
