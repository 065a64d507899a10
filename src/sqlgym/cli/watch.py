"""`sqlgym watch`: exercises one after the other, checked whenever they are saved."""

import importlib.util
import os
import sys
from pathlib import Path

import click

from sqlgym.cli.options import HERE, checker, course_option, note, sandbox_option, style
from sqlgym.errors import UsageError
from sqlgym.sandbox import Mode


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@course_option
@sandbox_option
def watch(folder: Path | None, course: Path | None, sandbox: Mode) -> None:
    """Work on the next exercise; each save is checked.

    The keys stand at the bottom of the screen. `sqlgym` alone does the same in a workspace.
    """
    from sqlgym.learn.watch.loop import on_terminal, plainly
    from sqlgym.learn.watch.session import Session
    from sqlgym.learn.workspace import the_workspace

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
                plainly(session, click.echo)
        except KeyboardInterrupt:
            pass
    done, count = len(session.state.passed.keys() & set(context.course.names)), len(context.course.names)
    note(f"{done} of {count} done; `sqlgym watch` goes on from here")


def has_screen() -> bool:
    """Whether there are keys to press and a screen to draw on."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return terminal and importlib.util.find_spec("termios") is not None
