"""`sqlgym init`, `watch`, `reset` and `solution`: a folder to work in, and what happens to its answers."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import click

from sqlgym.cli.completion import exercises
from sqlgym.cli.options import HERE, checker, course_option, exercise_at_hand, note, sandbox_option, style
from sqlgym.course import built_in, find_course
from sqlgym.data.materialise import materialise
from sqlgym.errors import UsageError
from sqlgym.learn.watch.loop import in_lines, on_terminal
from sqlgym.learn.watch.session import Session
from sqlgym.learn.workspace import MAKE_ONE, answer_path, find_workspace, the_workspace
from sqlgym.learn.workspace import reset as write_starter
from sqlgym.learn.workspace.files import databases, make
from sqlgym.learn.workspace.state import StateFile
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
            folder,
            found,
            lambda name: materialise(context.schema_dataset(found.schema_folder(name)), "sqlite"),
        ):
            note(said)
    note(f"next: cd {folder}, then {typed_command()} watch")


def typed_command() -> str:
    """What is to be typed for sqlgym: its name where a shell finds it, else the path of what runs now."""
    if shutil.which("sqlgym"):
        return "sqlgym"
    script = Path(sys.argv[0])
    return str(script.absolute()) if script.stem == "sqlgym" else f"{sys.executable} -m sqlgym"


@click.command()
@click.argument("name", shell_complete=exercises)
@course_option
def reset(name: str, course: Path | None) -> None:
    """Put the starter back; your text is kept.

    Where it is kept is said.
    """
    found = find_course(course, HERE)
    exercise = found.exercise(name)
    name = exercise.name
    answer = answer_path(found, name, Path())
    backup = write_starter(answer, exercise.starter)
    if workspace := find_workspace(answer.parent):
        StateFile(workspace, note).change(lambda state: state.without_pass(name))
    click.echo(f"{relative_path(answer)} is as it was in the beginning")
    if backup is not None:
        click.echo(f"your text is kept in {relative_path(backup)}")


@click.command()
@click.argument("name", required=False, shell_complete=exercises)
@course_option
def solution(name: str | None, course: Path | None) -> None:
    """Show the course's answer, once yours is right.

    A course may keep its answers to itself, or show them at any time. Without NAME it is the exercise at hand.
    """
    name = exercise_at_hand(name, course)
    exercise = find_course(course, HERE).exercise(name)
    name = exercise.name
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
        return f"a solution is shown once yours has passed, which is only known in a workspace: {MAKE_ONE}"
    return f"the solution is shown once yours has passed: sqlgym check {name}.sql"


def relative_path(path: Path) -> str:
    """A path as seen from the current folder, where it lies in it."""
    here = Path().absolute()
    return str(path.absolute().relative_to(here)) if path.absolute().is_relative_to(here) else str(path)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@course_option
@sandbox_option
def watch(folder: Path | None, course: Path | None, sandbox: Mode) -> None:
    """Work on the next exercise; each save is checked.

    The keys stand at the bottom of the screen. `sqlgym` alone does the same in a workspace.
    """
    workspace = the_workspace(folder or Path(), "watch")
    with checker(sandbox, course) as found:
        found.progress = None  # it would draw over the screen
        context = found.context(workspace.folder / HERE)
        if not context.course.names:
            raise UsageError(
                f"the course {context.course.root} has no exercises yet; begin one with `sqlgym new`"
            )
        session = Session(context.course, workspace, found.check)
        try:
            if has_screen():
                on_terminal(session, style(None).colour)
            else:
                in_lines(session, click.echo)
        except KeyboardInterrupt:
            pass
    done, count = len(session.state.passed.keys() & set(context.course.names)), len(context.course.names)
    note(f"{done} of {count} done; `sqlgym watch` goes on from here")


def has_screen() -> bool:
    """Whether there are keys to press and a screen to draw on."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return terminal and importlib.util.find_spec("termios") is not None
