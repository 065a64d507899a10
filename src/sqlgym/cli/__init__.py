"""The command line: it reads options, calls the library, prints to the right stream and exits with the right status."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sqlgym import __version__
from sqlgym.errors import SqlgymError
from sqlgym.faults import debug, recorded

if TYPE_CHECKING:
    from sqlgym.sandbox.parent import Pipes

COMMANDS = {
    "check": "sqlgym.cli.check:check",
    "list": "sqlgym.cli.tasks:list_exercises",
    "show": "sqlgym.cli.tasks:show",
    "schema": "sqlgym.cli.tasks:schema",
    "hint": "sqlgym.cli.tasks:hint",
    "watch": "sqlgym.cli.watch:watch",
    "run": "sqlgym.cli.run:run",
    "explain": "sqlgym.cli.run:explain",
    "grade": "sqlgym.cli.grade:grade",
    "merge": "sqlgym.cli.grade:merge",
    "export": "sqlgym.cli.export:export",
    "init": "sqlgym.cli.workspace:init",
    "reset": "sqlgym.cli.workspace:reset",
    "solution": "sqlgym.cli.workspace:solution",
    "new": "sqlgym.cli.author:new",
    "audit": "sqlgym.cli.audit:audit",
    "pack": "sqlgym.cli.pack:pack",
    "build": "sqlgym.cli.machine:build",
    "normalform": "sqlgym.cli.normalform:normalform",
    "doctor": "sqlgym.cli.machine:doctor",
}
"""Command → where it lives, in the order in which they are needed; only the one that is called is imported."""


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
        module, function = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), function)
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
