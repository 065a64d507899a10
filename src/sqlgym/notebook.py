"""`%load_ext sqlgym`: a cell that begins with `%%sqlgym NAME` is an answer, and its verdict stands below it."""

import shlex
from pathlib import Path
from typing import Any, NoReturn

import click

from sqlgym.course import LEVELS, find_course
from sqlgym.engines import ENGINES
from sqlgym.errors import SqlgymError
from sqlgym.library import check
from sqlgym.verdict import Verdict

USAGE = "write %%sqlgym NAME, then the SQL on the lines below; %sqlgym NAME shows the task"


class Task:
    """A task as a notebook shows it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_markdown_(self) -> str:
        """The statement, which its author wrote in Markdown."""
        return self.text

    def __repr__(self) -> str:
        """The same where nothing else is understood."""
        return self.text


@click.command(add_help_option=False)
@click.argument("name")
@click.option("--course", type=click.Path(path_type=Path, exists=True))
@click.option("--engine", type=click.Choice([*ENGINES]))
@click.option("--feedback", type=click.Choice(LEVELS), default="full")
@click.option("--plan/--no-plan", default=True)
def options(**given: Any) -> dict[str, Any]:
    """What may stand behind `%%sqlgym`."""
    return given


def magic(line: str, cell: str | None = None) -> Verdict | Task:
    """The verdict on a cell, or for a line alone the task."""
    try:
        given: dict[str, Any] = options.main(shlex.split(line), standalone_mode=False)
        exercise = find_course(given["course"], None).exercise(given.pop("name"))
        if cell is not None:
            return check(cell, exercise=exercise.name, **given)
        return Task(exercise.task.strip() or exercise.settings.title)
    except click.ClickException as error:
        refuse(f"{error.format_message()} {USAGE}.")
    except (SqlgymError, ValueError) as error:
        refuse(str(error))


def refuse(message: str) -> NoReturn:
    """End the cell with one sentence, as IPython's own magics do."""
    from IPython.core.error import UsageError  # there where this is asked for, and nowhere else

    raise UsageError(f"sqlgym: {message}")


def load_ipython_extension(shell: Any) -> None:
    """Add the magic to a shell."""
    shell.register_magic_function(magic, "line_cell", "sqlgym")
