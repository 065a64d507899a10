"""`sqlgym list`, `show`, `schema` and `hint`: what there is to do."""

from functools import partial
from pathlib import Path

import click

from sqlgym.cli.completion import exercises, exercises_and_schemas, tags
from sqlgym.cli.options import HERE, checker, course_option, exercise_at_hand, note, sandbox_option, style
from sqlgym.course import KINDS, Course, find_course
from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.learn.workspace import find_workspace
from sqlgym.learn.workspace.state import State, StateFile
from sqlgym.report.schema import draw_tables
from sqlgym.report.tasks import draw_list, draw_task
from sqlgym.result.cells import visible_lines
from sqlgym.sandbox import Mode


@click.command("list")
@course_option
@click.option("--tag", metavar="TAG", shell_complete=tags, help="Only exercises with this tag.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="Only exercises of this kind.")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
def list_exercises(course: Path | None, tag: str | None, kind: str | None, folder: Path | None) -> None:
    """List the exercises; in a workspace, what is done."""
    found = find_course(course, (folder or Path()) / HERE)
    workspace = find_workspace(folder or Path())
    passed = StateFile(workspace, note).read().passed if workspace else None
    click.echo(draw_list(found, selected(found, tag, kind), passed, style(None)))


def selected(course: Course, tag: str | None, kind: str | None) -> list[str]:
    """The names of the exercises with a tag and of a kind."""
    exercises = [course.exercise(name) for name in course.names]
    tags = {one for exercise in exercises for one in exercise.settings.tags}
    if tag is not None and tag not in tags:
        raise UsageError(f"no exercise has the tag “{tag}”{nearest(tag, tags)}")
    return [
        exercise.name
        for exercise in exercises
        if (tag is None or tag in exercise.settings.tags) and kind in (None, exercise.kind)
    ]


@click.command()
@click.argument("name", required=False, shell_complete=exercises)
@course_option
@sandbox_option
def show(name: str | None, course: Path | None, sandbox: Mode) -> None:
    """Show a task: what to do, the tables, and some of their rows.

    Without NAME, in a workspace, that of the exercise at hand.
    """
    name = exercise_at_hand(name, course)
    with checker(sandbox, course) as found:
        context = found.context(HERE)
        exercise = context.course.exercise(name)
        dataset, samples = (
            (context.dataset(exercise), context.samples(exercise)) if exercise.schema else (None, ())
        )
    click.echo(draw_task(exercise, dataset, samples, style(None)))


@click.command()
@click.argument("name", required=False, shell_complete=exercises_and_schemas)
@course_option
@sandbox_option
def schema(name: str | None, course: Path | None, sandbox: Mode) -> None:
    """Draw the tables: columns, keys, references.

    NAME is an exercise or a schema; without one, in a workspace, it is the exercise at hand.
    """
    name = exercise_at_hand(name, course)
    with checker(sandbox, course) as found:
        context = found.context(HERE)
        dataset = context.schema_dataset(context.course.schema_folder(schema_name(context.course, name)))
    click.echo(draw_tables(dataset, style(None)))


def schema_name(course: Course, name: str) -> str:
    """The schema of that name, or that an exercise of that name is about."""
    if name in course.schemas:
        return name
    name = course.named(name)
    if name not in course.names:
        known = (*course.names, *course.schemas)
        raise UsageError(f"there is no exercise and no schema “{name}”{nearest(name, known)}")
    exercise = course.exercise(name)
    if not exercise.schema:
        raise UsageError(f"{name} begins without tables: making them is the task; see `sqlgym show {name}`")
    return exercise.schema


@click.command()
@click.argument("name", required=False, shell_complete=exercises)
@click.argument("number", type=click.IntRange(min=1), required=False)
@course_option
def hint(name: str | None, number: int | None, course: Path | None) -> None:
    """Give the next hint, or that NUMBER.

    Which ones you have seen is only known in a workspace; elsewhere it is the first. Without NAME, in a
    workspace, it is for the exercise at hand.
    """
    name = exercise_at_hand(name, course)
    exercise = find_course(course, HERE).exercise(name)
    name, hints = exercise.name, exercise.settings.hints
    workspace = find_workspace(Path())
    state = StateFile(workspace, note) if workspace else None
    seen = state.read().hints.get(name, 0) if state else 0
    wanted = number or seen + 1
    if number is None and 0 < len(hints) < wanted:
        click.echo(
            f"You have seen all {len(hints)} hints for {name}; `sqlgym hint {name} 1` shows the first again."
        )
        return
    if wanted > len(hints):
        have = f"there {'is' if len(hints) == 1 else 'are'} {len(hints) or 'no'} hint{'' if len(hints) == 1 else 's'}"
        instead = (
            f"; `sqlgym hint {name}` gives them one by one"
            if hints
            else f"; `sqlgym show {name}` has the task"
        )
        raise UsageError(f"{have} for {name}{instead}")
    click.echo(f"Hint {wanted} of {len(hints)}: {visible_lines(hints[wanted - 1])}")
    if state and wanted == seen + 1:
        state.change(partial(State.with_hint, name=name, number=wanted))
    if wanted < len(hints):
        following = "" if state and wanted == seen + 1 else f" {wanted + 1}"
        click.echo(f"\nThe next one: sqlgym hint {name}{following}", err=True)
