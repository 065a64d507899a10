"""`sqlgym init`, `reset` and `solution`: a folder to work in, and what happens to its answers."""

from pathlib import Path

import click

from sqlgym.cli.options import HERE, checker, course_option, note, sandbox_option
from sqlgym.course import built_in, find_course
from sqlgym.errors import UsageError
from sqlgym.result.cells import visible_lines
from sqlgym.sandbox import Mode


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@course_option
@click.option(
    "--ci", "forge", type=click.Choice(["github", "gitlab"]), help="Write a file that checks every push."
)
@sandbox_option
def init(folder: Path, course: Path | None, forge: str | None, sandbox: Mode) -> None:
    """Make a folder to work in.

    It gets a starter for every exercise, settings for VS Code, and a README. What is there already is kept as it is.
    """
    from sqlgym.data.materialise import filled
    from sqlgym.learn.workspace.files import databases, make

    found = find_course(course, folder / HERE)
    own = course or (None if found.root.resolve() == built_in().resolve() else found.root)
    made, kept = make(folder, found, own, forge)
    for path in made:
        click.echo(f"made {path}")
    for path in kept:
        note(f"kept {path}, which is there already")
    with checker(sandbox, found.root, plan=False) as tools:
        context = tools.context(HERE)
        for said in databases(
            folder, found, lambda name: filled(context.schema_dataset(found.schema_folder(name)), "sqlite")
        ):
            note(said)
    note(f"next: cd {folder}, then sqlgym watch")


@click.command()
@click.argument("name")
@course_option
def reset(name: str, course: Path | None) -> None:
    """Put the starter back; your text is kept.

    Where it is kept is said.
    """
    from sqlgym.learn.workspace import answer_path, find_workspace
    from sqlgym.learn.workspace import reset as write_starter
    from sqlgym.learn.workspace.state import StateFile

    found = find_course(course, HERE)
    exercise = found.exercise(name)
    answer = answer_path(found, name, Path())
    backup = write_starter(answer, exercise.starter)
    if workspace := find_workspace(answer.parent):
        StateFile(workspace, note).change(lambda state: state.without_pass(name))
    click.echo(f"{shown(answer)} is as it was in the beginning")
    if backup is not None:
        click.echo(f"your text is kept in {shown(backup)}")


@click.command()
@click.argument("name")
@course_option
def solution(name: str, course: Path | None) -> None:
    """Show the course's answer, once yours is right.

    A course may keep its answers to itself, or show them at any time.
    """
    from sqlgym.learn.workspace import find_workspace
    from sqlgym.learn.workspace.state import StateFile

    exercise = find_course(course, HERE).exercise(name)
    if exercise.withheld:
        raise UsageError("this course came without its solutions; whoever gave it to you has them")
    feedback = exercise.settings.feedback
    workspace = find_workspace(Path())
    passed = workspace is not None and name in StateFile(workspace, note).read().passed
    if not feedback.shows_reference(passed):
        raise UsageError(withheld(name, feedback.reference, workspace is not None))
    click.echo(visible_lines(exercise.reference.strip()))
    if exercise.explanation:
        click.echo(f"\n{visible_lines(exercise.explanation.strip())}")


def withheld(name: str, asked: str, remembered: bool) -> str:
    """Why a reference is not shown, and what to do."""
    if asked == "never":
        return f"this course keeps its solution of {name} to itself; `sqlgym hint {name}` gives a hint"
    if not remembered:
        from sqlgym.learn.workspace import MAKE_ONE

        return f"a solution is shown once yours has passed, which is only known in a workspace: {MAKE_ONE}"
    return f"the solution is shown once yours has passed: sqlgym check {name}.sql"


def shown(path: Path) -> str:
    """A path as seen from the current folder, where it lies in it."""
    here = Path().absolute()
    return str(path.absolute().relative_to(here)) if path.absolute().is_relative_to(here) else str(path)
