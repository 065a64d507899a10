"""The command line: it reads options, calls the library, prints to the right stream and exits with the right status."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sqlgym import __version__
from sqlgym.errors import SqlgymError
from sqlgym.faults import debug, recorded

if TYPE_CHECKING:
    from sqlgym.sandbox.parent import Pipes

Commands = Sequence[click.Command]


def check_commands() -> Commands:
    """Verdicts on answers."""
    from sqlgym.cli.check import check

    return (check,)


def tasks_commands() -> Commands:
    """What there is to do."""
    from sqlgym.cli.tasks import hint, list_exercises, schema, show

    return hint, list_exercises, schema, show


def workspace_commands() -> Commands:
    """A learner's folder."""
    from sqlgym.cli.workspace import init, reset, solution, watch

    return init, reset, solution, watch


def serve_commands() -> Commands:
    """The course in a browser."""
    from sqlgym.cli.serve import serve

    return (serve,)


def run_commands() -> Commands:
    """Rows and plans without a verdict."""
    from sqlgym.cli.run import explain, run

    return explain, run


def grade_commands() -> Commands:
    """Verdicts on a class."""
    from sqlgym.cli.grade import grade, merge

    return grade, merge


def store_commands() -> Commands:
    """What grading keeps."""
    from sqlgym.cli.store import store

    return (store,)


def export_commands() -> Commands:
    """A course for others."""
    from sqlgym.cli.export import export, pack

    return export, pack


def author_commands() -> Commands:
    """Beginnings of exercises."""
    from sqlgym.cli.author import new

    return (new,)


def importing_commands() -> Commands:
    """Databases and dumps of others."""
    from sqlgym.cli.importing import import_

    return (import_,)


def audit_commands() -> Commands:
    """Tests of a course."""
    from sqlgym.cli.audit import audit

    return (audit,)


def machine_commands() -> Commands:
    """What is prepared and what works here."""
    from sqlgym.cli.machine import build, doctor

    return build, doctor


def normalform_commands() -> Commands:
    """The calculator of dependencies."""
    from sqlgym.cli.normalform import normalform

    return (normalform,)


COMMANDS: dict[str, Callable[[], Commands]] = {
    "check": check_commands,
    "list": tasks_commands,
    "show": tasks_commands,
    "schema": tasks_commands,
    "hint": tasks_commands,
    "watch": workspace_commands,
    "serve": serve_commands,
    "run": run_commands,
    "explain": run_commands,
    "grade": grade_commands,
    "merge": grade_commands,
    "store": store_commands,
    "export": export_commands,
    "init": workspace_commands,
    "reset": workspace_commands,
    "solution": workspace_commands,
    "new": author_commands,
    "import": importing_commands,
    "audit": audit_commands,
    "pack": export_commands,
    "build": machine_commands,
    "normalform": normalform_commands,
    "doctor": machine_commands,
}
"""Command → the commands of its module, in the order in which they are needed; only that module is imported."""


STOPPED = 130
"""Exit status of what Ctrl-C ends, as shells have it."""

CLOSED = 141
"""Exit status where whoever read the report has gone (`| head -1`), as shells have it for SIGPIPE."""


def debugging(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the tracebacks of our own faults, if that is asked for."""
    if value:
        debug()


DEBUG = click.Option(
    ["--debug"],
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=debugging,
    help="Print the traceback where sqlgym itself fails.",
)
"""The option that every command has."""


class Lazy(click.Group):
    """A group that imports a command when it is called, and lists them all in the table's order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command = next(one for one in COMMANDS[cmd_name]() if one.name == cmd_name)
        if DEBUG not in command.params:
            command.params.append(DEBUG)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; neither Ctrl-C nor a closed pipe is a wrong answer, as click's own status 1 says."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nsqlgym: stopped", err=True)
            sys.exit(STOPPED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be written goes nowhere, silently
            sys.exit(CLOSED)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sqlgym")
def cli() -> None:
    """SQL exercises that are judged by really running them.

    \b
    sqlgym init work                   a folder to work in; there, sqlgym watch
    sqlgym serve                       the same in a browser
    sqlgym list                        what there is to do
    sqlgym show second_highest         one task, its tables and sample rows
    sqlgym check second_highest.sql    is my answer right?
    """


def main(early: "Pipes | None" = None, arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command, with the sandbox's host if there is one; what stops it, foreseen or not, is a line and a 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(arguments, prog_name="sqlgym", obj=early)
    except SqlgymError as error:
        click.echo(f"sqlgym: {error}", err=True)
    except Exception as error:
        click.echo(f"sqlgym: {recorded(error)}; --debug shows where", err=True)
    sys.exit(2)
