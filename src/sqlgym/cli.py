"""The command line: it reads options, calls the library, prints to the right stream and exits with the right status."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from sqlgym import __version__
from sqlgym.checking import Checker
from sqlgym.course import find_course
from sqlgym.errors import SqlgymError, UsageError
from sqlgym.progress import Progress
from sqlgym.report import FORMATS, Style, write
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.verdict import exit_status

if TYPE_CHECKING:
    from sqlgym.early import Pipes

F = TypeVar("F", bound=Callable[..., Any])

THOROUGH = 5_000
"""Small databases that `--thorough` tries."""

COMMANDS = (
    "check",
    "list",
    "show",
    "hint",
    "run",
    "explain",
    "init",
    "new",
    "audit",
    "build",
    "normalform",
    "doctor",
)


class Ordered(click.Group):
    """A group whose help lists the commands in the order in which they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in order."""
        return list(COMMANDS)


@click.group(cls=Ordered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sqlgym")
def cli() -> None:
    """SQL exercises that are judged by really running them.

    \b
    sqlgym list                        what there is to do
    sqlgym show second_highest         one task, its tables and sample rows
    sqlgym check second_highest.sql    is my answer right?
    """


def course_option(command: F) -> F:
    """`--course`."""
    told = "The course to judge by [default: $SQLGYM_COURSE, else the one around the file, else the built-in one]."
    return click.option("--course", type=click.Path(path_type=Path, file_okay=False, exists=True), help=told)(
        command
    )


def sandbox_option(command: F) -> F:
    """`--sandbox`."""
    told = "How tightly SQL is locked up: all layers or nothing, all that this machine has, or none."
    return click.option("--sandbox", type=click.Choice(["strict", "auto", "off"]), default="auto", help=told)(
        command
    )


def exercise_option(command: F) -> F:
    """`--exercise`."""
    return click.option("--exercise", metavar="NAME", help="The exercise that the files are answers to.")(
        command
    )


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@course_option
@exercise_option
@click.option("--engine", metavar="NAME", help="Run on this engine instead of the exercise's own.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How the report is written."
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report into this file."
)
@click.option("--no-plan", is_flag=True, help="Do not show how the engine ran the query.")
@click.option("--thorough", is_flag=True, help="Try 5,000 small databases instead of the exercise's number.")
@click.option("--seed", type=int, default=0, help="Draw other small databases.  [default: 0]")
@click.option(
    "--save-counterexample",
    "saved",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the small database that shows a mistake into this file, as SQL.",
)
@sandbox_option
def check(
    files: tuple[Path, ...],
    course: Path | None,
    exercise: str | None,
    engine: str | None,
    form: str,
    output: Path | None,
    no_plan: bool,
    thorough: bool,
    seed: int,
    saved: Path | None,
    sandbox: Mode,
) -> None:
    """Judge answers: is it right, and if not, why not?

    Exit status: 0 every answer is right, 1 some answer is not, 2 sqlgym could not judge.
    """
    with checker(sandbox, course, plan=not no_plan, engine=engine) as found:
        found.worlds, found.seed = THOROUGH if thorough else None, seed
        results = tuple(found.check(file, exercise) for file in files)
        report = found.report(results)
    deliver(write(form, report, style(output)), output)
    if saved is not None:
        deliver("\n".join(result.reproduction for result in results if result.reproduction), saved)
    sys.exit(exit_status(results))


@cli.command("list")
@course_option
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def list_exercises(course: Path | None, folder: Path | None) -> None:
    """List the exercises of the course."""
    from sqlgym.report.tasks import draw_list

    found = find_course(course, (folder or Path()) / HERE)
    click.echo(draw_list(found, style(None)))


@cli.command()
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


@cli.command()
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


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@course_option
@exercise_option
@click.option("--rows", type=click.IntRange(min=0), default=20, help="How many rows to print. [default: 20]")
@click.option("--no-plan", is_flag=True, help="Do not show how the engine ran the query.")
@sandbox_option
def run(
    file: Path, course: Path | None, exercise: str | None, rows: int, no_plan: bool, sandbox: Mode
) -> None:
    """Run a query on the exercise's dataset and show its rows and its plan, without a verdict."""
    from sqlgym.report.tasks import draw_ran

    with checker(sandbox, course, plan=not no_plan) as found:
        verdict, result = found.run(file, exercise)
    click.echo(draw_ran(verdict, result, rows, style(None)))
    sys.exit(1 if result is None else 0)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@course_option
@exercise_option
@sandbox_option
def explain(file: Path, course: Path | None, exercise: str | None, sandbox: Mode) -> None:
    """Set an answer's plan beside the reference's and say in words what differs."""
    from sqlgym.report.plans import draw_plans

    with checker(sandbox, course) as found:
        verdict = found.check(file, exercise)
    click.echo(draw_plans(verdict, style(None)))
    sys.exit(2 if verdict.status == "ungraded" else 0 if verdict.plans.answer else 1)


@cli.command()
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


@cli.command()
@click.argument("name")
@click.option("--kind", default="query", metavar="KIND", help="What is asked for.  [default: query]")
@click.option("--schema", metavar="NAME", help="The tables it is about.  [default: the only ones there are]")
@course_option
def new(name: str, kind: str, schema: str | None, course: Path | None) -> None:
    """Begin an exercise: its files, with what is to be filled in marked in each."""
    from sqlgym import scaffold

    for path in scaffold.new(find_course(course, HERE), name, kind, schema):
        click.echo(f"made {path}")
    option = f" --course {course}" if course else ""
    click.echo(scaffold.NEXT.format(name=name, course=option), err=True, nl=False)


@cli.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@course_option
@click.option("--jobs", type=click.IntRange(min=1), help="Exercises at a time.  [default: one for each core]")
@sandbox_option
def audit(names: tuple[str, ...], course: Path | None, jobs: int | None, sandbox: Mode) -> None:
    """Test the exercises themselves: right answers pass, wrong ones and likely mistakes do not.

    Exit status: 0 nothing was found, 1 something is to be repaired, 2 some exercise could not be judged.
    """
    from sqlgym import audit
    from sqlgym.bench import Bench
    from sqlgym.report.audit import draw_audit, summary

    found = find_course(course, HERE)

    @contextmanager
    def bench() -> Iterator[Bench]:
        with Sandbox(sandbox) as locked:
            yield Bench(found, locked, plan=False)

    done = []
    for one in audit.audits(names or found.names, bench, jobs or os.cpu_count() or 1):
        done.append(one)
        click.echo(draw_audit(one, style(None)))
    click.echo(summary(done))
    sys.exit(audit.exit_status(done))


@cli.command()
@click.argument("schemas", nargs=-1, metavar="[SCHEMA...]")
@course_option
@click.option(
    "--rows", type=click.IntRange(min=1), help="Rows of the largest table; the others in proportion."
)
@click.option(
    "--full", is_flag=True, help="Hunt likely mistakes too, so that checks know them; takes minutes."
)
@click.option("--clean", is_flag=True, help="Empty the cache instead.")
@sandbox_option
def build(
    schemas: tuple[str, ...], course: Path | None, rows: int | None, full: bool, clean: bool, sandbox: Mode
) -> None:
    """Build the datasets of the course into the cache, so that the first check need not."""
    from sqlgym import cache

    if clean:
        click.echo(f"emptied {cache.directory()}: {cache.clean():,} bytes")
        return
    with checker(sandbox, course) as found:
        bench = found.bench(HERE)
        for name in schemas or bench.course.schemas:
            dataset = bench.schema_dataset(bench.course.schema_folder(name), rows)
            counts = ", ".join(f"{table} {count:,}" for table, count in dataset.rows.items())
            click.echo(f"{name}: {counts}\n  {dataset.path}")
        if full:
            from sqlgym.audit import build_all

            for name in build_all(bench, schemas):
                click.echo(f"{name}: all likely mistakes tried")


@cli.command()
@click.argument("rules", nargs=-1, required=True, metavar="RULE...")
@click.option("--attributes", metavar="NAMES", help="All attributes, with commas, if some are in no rule.")
def normalform(rules: tuple[str, ...], attributes: str | None) -> None:
    """Say what dependencies such as "a,b -> c" imply: keys, cover, normal form, a design in 3NF.

    A list is written "a ->> b": each a has any number of b.
    """
    from sqlgym.normalform import calculated

    click.echo(calculated(rules, attributes), nl=False)


@cli.command()
@course_option
def doctor(course: Path | None) -> None:
    """Say which sandbox layers, engines and versions work here."""
    from sqlgym.report.doctor import draw_doctor

    click.echo(draw_doctor(find_course(course, HERE), style(None)))


HERE = Path("answer.sql")
"""Stands for a file in the current folder, to find the course around it."""


@contextmanager
def checker(
    mode: Mode, course: Path | None, *, plan: bool = True, engine: str | None = None
) -> Iterator[Checker]:
    """What judges answers, with a sandbox that ends with it."""
    early: Pipes | None = click.get_current_context().obj
    with Sandbox(mode, early) as sandbox:
        yield Checker(sandbox, partial(find_course, course), plan=plan, engine=engine, progress=Progress())
        note_layers(sandbox)


def style(output: Path | None) -> Style:
    """How to write: for the terminal, or without colours and 100 wide for a file or a pipe."""
    if output is not None or not sys.stdout.isatty():
        return Style(width=100, colour=False)
    return Style(shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR"))


def deliver(text: str, output: Path | None) -> None:
    """Print a report, or write it into a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"the report cannot be written to {output}: {error.strerror}") from error


def note_layers(sandbox: Sandbox) -> None:
    """Say on stderr if an answer ran without a layer that the strict sandbox has."""
    if sandbox.mode == "auto" and not sandbox.complete:
        click.echo("sqlgym: this machine has not all layers of the sandbox; see `sqlgym doctor`.", err=True)


def main(early: "Pipes | None" = None) -> NoReturn:
    """Run a command, with the sandbox's host if there is one; what stops it is one line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(prog_name="sqlgym", obj=early)
    except SqlgymError as error:
        click.echo(f"sqlgym: {error}", err=True)
    sys.exit(2)
