"""`sqlgym serve`: the course in a browser, on this machine."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sqlgym.cli.options import HERE, feedback_option, note, sandbox_option
from sqlgym.course import Course, Level, built_in, find_course
from sqlgym.errors import UsageError
from sqlgym.learn.workspace import Workspace, find_workspace
from sqlgym.learn.workspace.files import make
from sqlgym.sandbox import Mode

if TYPE_CHECKING:
    from sqlgym.web.service import Service

WORK = Path("work")
"""The workspace that is made where there is none and none was named."""

LOOPBACK = {"127.0.0.1", "localhost", "::1"}

OPEN_TO_ALL = (
    "{host} can be reached from other machines: whoever learns the token, which goes over the network unencrypted, can "
    "read and write the answers in this workspace and run SQL here"
)


@click.command()
@click.option(
    "--course",
    type=click.Path(path_type=Path, exists=True),
    help="A course; a folder is shown with what its audit finds.  [default: the workspace's, else the built-in one]",
)
@click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the answers lie; made if it is not there.  [default: the one around this folder, else work]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The port.  [default: 8765, or the next that is free]"
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option("--store", metavar="FILE|URL", help="Show the class that `grade` keeps in this store, too.")
@click.option("--i-know", "known", is_flag=True, help="Listen where other machines can reach it.")
@feedback_option
@sandbox_option
def serve(
    course: Path | None,
    folder: Path | None,
    host: str,
    port: int | None,
    no_open: bool,
    store: str | None,
    known: bool,
    feedback: Level,
    sandbox: Mode,
) -> None:
    """The course in a browser: read, write, run, check.

    It prints the address, which holds a token: only who has it gets in. Answers are the files of the workspace, so
    `sqlgym watch` and your editor see them too. Ctrl-C ends it.
    """
    from sqlgym.web import server  # no other command pays for Starlette

    refuse_public(host, known, store)
    if store is not None:
        require_store(store)
    workspace = opened_workspace(folder, course)
    found = find_course(course, workspace.folder / HERE)
    if not found.names:
        raise UsageError(f"the course {found.root} has no exercises yet; begin one with `sqlgym new`")
    service = server.service(
        found,
        workspace,
        sandbox,
        early=click.get_current_context().obj,
        feedback=feedback,
        author=course is not None and course.is_dir(),
        store=store or "",
    )
    run(service, host, port, quiet=no_open or not sys.stdout.isatty())


def run(service: "Service", host: str, port: int | None, quiet: bool) -> None:
    """Serve until Ctrl-C; the address is the one line on standard output."""
    from sqlgym.web import server  # no other command pays for Starlette

    listening = server.listen(host, port)
    token = server.new_token()
    number = listening.getsockname()[1]
    url = f"{server.address(host, number)}#token={token}"
    click.echo(url)
    sys.stdout.flush()
    with nullcontext() if quiet else server.opened(url, service.workspace.state_folder) as show:
        if show is not None:
            show()
        server.server(service, host, number, token).run(sockets=[listening])


def refuse_public(host: str, known: bool, store: str | None) -> None:
    """UsageError for a host that other machines reach, unless that is known; a class is never shown to them."""
    if host in LOOPBACK:
        return
    if store is not None:
        raise UsageError("a class is shown on this machine alone: leave out --host or --store")
    if not known:
        raise UsageError(f"{OPEN_TO_ALL.format(host=host)}; say --i-know if that is what you want")
    note(OPEN_TO_ALL.format(host=host))


def require_store(store: str) -> None:
    """UsageError for a store that is not there, or is none."""
    from sqlgym.grade.connect import open_store  # learners do not pay for SQLAlchemy

    open_store(store, new=False).close()


def opened_workspace(folder: Path | None, course: Path | None) -> Workspace:
    """The workspace that was named, or the one around this folder; one is made where there is none."""
    found = find_workspace(folder or Path())
    if found is not None:
        return found
    place = folder or WORK
    if (there := find_workspace(place)) is not None:
        return there
    if folder is None and place.exists():
        raise UsageError(f"{place.absolute()} is there and no workspace; name one with --workspace")
    given = find_course(course, place / HERE)
    make(place, given, own_course(given, course), None)
    note(f"made the workspace {place}, with a file for each of {len(given.names)} exercises")
    return Workspace(place.absolute())


def own_course(found: Course, given: Path | None) -> Path | None:
    """What a workspace remembers of its course: nothing where it is the built-in one."""
    return given or (None if found.root.resolve() == built_in().resolve() else found.root)
