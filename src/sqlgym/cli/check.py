"""`sqlgym check`: the verdict on answers."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from sqlgym.cli.completion import answers, engines
from sqlgym.cli.options import (
    answer_at_hand,
    answer_file,
    checker,
    course_option,
    deliver,
    destinations,
    dialect_option,
    exercise_option,
    feedback_option,
    note,
    publish,
    report_options,
    sandbox_option,
)
from sqlgym.course import Level, in_ci
from sqlgym.kinds.checker import THOROUGH
from sqlgym.learn.workspace import find_workspace
from sqlgym.learn.workspace.state import State, StateFile
from sqlgym.sandbox import Mode
from sqlgym.verdict import Verdict, exit_status


def remember(results: Sequence[Verdict]) -> None:
    """Keep in each answer's workspace, if it lies in one, that it passed."""
    for result in results:
        if result.status != "correct" or result.answer == "-":
            continue
        if workspace := find_workspace(Path(result.answer).parent):
            StateFile(workspace, note).change(partial(State.with_pass, name=result.exercise))


@click.command()
@click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]", shell_complete=answers
)
@course_option
@exercise_option
@click.option(
    "--engine",
    metavar="NAME",
    shell_complete=engines,
    help="Run on this engine instead of the exercise's own.",
)
@dialect_option
@report_options
@feedback_option
@click.option("--plan/--no-plan", default=None, help="Show how it was run with all figures, or not at all.")
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
    dialect: str | None,
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    feedback: Level,
    plan: bool | None,
    thorough: bool,
    seed: int,
    saved: Path | None,
    sandbox: Mode,
) -> None:
    """Judge answers: is it right, and if not, why not?

    Without FILE, in a workspace, that to the exercise at hand is judged.

    Exit status: 0 every answer is right, 1 some answer is not, 2 sqlgym could not judge.
    """
    to = destinations(forms, outputs)
    files = files or (answer_at_hand(course),)
    with checker(sandbox, course, plan=plan is not False, engine=engine, dialect=dialect) as found:
        found.worlds, found.seed = THOROUGH if thorough else None, seed
        found.feedback, found.guarded = feedback, in_ci()
        found.at_once = len(files) == 1  # of many, all are waited for and not each
        results = tuple(found.check(answer_file(file, course), exercise) for file in files)
        report = found.report(results)
    publish(report, to, plan is True)
    remember(results)
    if saved is not None:
        deliver("\n".join(result.reproduction for result in results if result.reproduction), saved)
    sys.exit(exit_status(results))
