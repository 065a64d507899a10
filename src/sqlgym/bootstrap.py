"""The command's first step: fork the sandbox's host while nothing has been read or started yet.

The host loads the engine while its parent loads the command line, on another core; and forked from a process that has
only imported what both need, it can't hold anything of a course.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlgym.sandbox.parent import Pipes

RUNNING = ("check", "run", "show", "schema", "explain", "watch", "init", "build", "audit", "serve")
"""The commands that run SQL."""

SHORT = ("check", "run", "show", "explain")
"""Those of them that are over so soon that giving back memory would take longer than it is worth."""


def fork_host() -> "Pipes":
    """Fork a host of the sandbox from this process, which must have one thread and hold nothing secret."""
    import sqlgym.sandbox.host  # noqa: F401  before the fork, so that it is done once for both

    source, inbox = os.pipe()
    outbox, target = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_host(source, target)
    os.close(source)
    os.close(target)
    return pid, inbox, outbox


def _be_host(source: int, target: int) -> None:
    """The host's whole life; it never returns and keeps nothing open but its pipes."""
    try:
        for name in os.listdir("/proc/self/fd"):
            if int(name) not in {0, 1, 2, source, target}:
                try:
                    os.close(int(name))
                except OSError:
                    continue
        from sqlgym.sandbox.host import Host

        Host(source, target).serve()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(0)


def wanted(arguments: "Sequence[str]", environment: "Mapping[str, str]") -> bool:
    """Whether this command runs SQL in forked processes; SQLGYM_PORTABLE does without, as other systems do."""
    return bool(arguments) and arguments[0] in RUNNING and not environment.get("SQLGYM_PORTABLE")


def shun_folder() -> None:
    """Import nothing from the current folder, where `python -m` would look first and a learner may have written."""
    here = os.getcwd()
    if here != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
        sys.path[:] = [place for place in sys.path if place not in {"", here}]


def at_work() -> bool:
    """Whether this is a terminal in a learner's workspace, where `sqlgym` alone goes on with the exercises."""
    if not (os.isatty(0) and os.isatty(1)):
        return False
    try:
        parts = os.getcwd().split(os.sep)
    except OSError:
        return False
    above = (os.sep.join(parts[:count]) for count in range(len(parts), 0, -1))
    return any(os.path.isdir(f"{folder}/.sqlgym") for folder in above)


def main() -> None:
    """The command `sqlgym`."""
    shun_folder()
    arguments = sys.argv[1:] or (["watch"] if at_work() else [])
    try:
        _start(arguments)
    except Exception as error:
        _give_up(error, "--debug" in arguments)


def _start(arguments: "Sequence[str]") -> None:
    if sys.platform != "linux" or not wanted(arguments, os.environ):
        _run(None, arguments)
    elif arguments[0] in SHORT:
        _run_shortly(arguments)
    else:
        _run(fork_host(), arguments)


def _run(early: "Pipes | None", arguments: "Sequence[str]") -> None:
    from sqlgym.cli import main as run

    run(early, arguments)


def _give_up(error: Exception, debug: bool) -> None:
    """Say that the command could not even begin, such as in a broken installation: that is never status 1."""
    if debug:
        sys.excepthook(type(error), error, error.__traceback__)
    sys.stderr.write(f"sqlgym: it cannot start: {type(error).__name__}: {error}\n")
    sys.exit(2)


def _run_shortly(arguments: "Sequence[str]") -> None:
    """Run a command without collecting garbage, and without Python's own slow end (25 ms) once all is written."""
    gc.disable()
    try:
        _run(fork_host(), arguments)
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)
