"""Which layers of the sandbox this machine has, and putting them on the process that calls.

    rlimits            address space, CPU time, size and number of files, processes
    user               no capabilities, and user nobody when started as root
    session            its own process group, gone with its parent
    no-new-privileges  nothing it starts gains rights, nobody looks into it
    landlock           no file, no TCP, no process outside
    seccomp            no system call that an answer has no use for

The order matters: changing the user would switch off what `session` sets, Landlock and seccomp need no new
privileges, and seccomp comes last because it denies the calls that the others make.
"""

import errno
import os
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from sqlgym.errors import SandboxError
from sqlgym.sandbox import landlock, limits, seccomp
from sqlgym.sandbox.kernel import LINUX

Mode = Literal["strict", "auto", "off"]

WHAT = {
    "rlimits": "memory, CPU time, files and processes are limited",
    "user": "no capabilities, and never root",
    "session": "a process group of its own, which ends with its parent",
    "no-new-privileges": "nothing that is started gains rights",
    "landlock": "no file, no network and no other process can be reached",
    "seccomp": "system calls that an answer has no use for are refused",
}
"""Every layer, in the order in which they are put on, and what it does."""

WITHOUT_MEMORY = "CPU time, files and processes are limited; memory is not"
"""What the first layer does where the system does not tell how much memory is in use."""

STRICT = ("rlimits", "no-new-privileges", "landlock", "seccomp")
"""The layers without which `strict` refuses to run an answer."""


class Layer(msgspec.Struct, frozen=True):
    """One layer: whether it holds on this machine, and what it does or why it is missing."""

    name: str
    available: bool
    why: str


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """How much the process may take, and the only paths it may open; what is open already stays so."""

    memory_bytes: int = 512 * 1024**2
    cpu_seconds: int = 5
    open_files: int = 64
    file_size: int = 0
    read_only: Sequence[Path] = ()
    read_write: Sequence[Path] = ()


def apply(
    mode: Mode, bounds: Bounds, parent: int | None = None, available: Collection[str] = tuple(WHAT)
) -> tuple[str, ...]:
    """Put on all layers that exist, on this process and for good; returns the names of those that hold.

    `auto` goes without what is missing, `strict` refuses to (SandboxError, naming it), `off` takes only the
    session, so that the parent can end the process with all that it started. `parent` is the process that
    started this one, if it is known for sure; layers not in `available` are taken as missing.
    """
    if mode != "off":
        _refuse_threads()
    wanted = tuple(name for name in available if mode != "off" or name == "session")
    layers = _put_on(bounds, os.getppid() if parent is None else parent, wanted)
    missing = [layer for layer in layers if layer.name in STRICT and not layer.available]
    if mode == "strict" and missing:
        raise SandboxError(_refusal(missing))
    return tuple(layer.name for layer in layers if layer.available)


def require_strict() -> None:
    """Raise SandboxError, naming what is missing, where `strict` is not possible on this machine."""
    missing = [layer for layer in available() if layer.name in STRICT and not layer.available]
    if missing:
        raise SandboxError(_refusal(missing))


def available() -> tuple[Layer, ...]:
    """Every layer and whether it really holds here, found out by putting them all on a child."""
    if not hasattr(os, "fork"):
        return tuple(Layer(name, False, f"{sys.platform} has no fork to try it in") for name in WHAT)
    if threads() > 1:
        return _read(_asked())
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _report(writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        report = pipe.read()
    os.waitpid(child, 0)
    return _read(report)


ASKED = (
    "import sys; sys.path[:] = sys.argv[1:]; from sqlgym.sandbox import layers; import msgspec;"
    "sys.stdout.buffer.write(msgspec.json.encode(layers.available()))"
)
"""What a fresh interpreter runs where this process may not fork: another thread could hold a lock for ever."""


def _asked() -> bytes:
    """The layers as another process finds them."""
    import subprocess

    command = [sys.executable, "-I", "-c", ASKED, *filter(None, sys.path)]
    return subprocess.run(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False).stdout


def _report(writing: int) -> None:
    """In the child: put on everything, write down what held, and end without any exit handler."""
    try:
        layers = _put_on(Bounds(), os.getppid(), tuple(WHAT))
        os.write(writing, msgspec.json.encode(layers))
    finally:
        os._exit(0)


def _read(report: bytes) -> tuple[Layer, ...]:
    if not report:
        return tuple(Layer(name, False, "the process in which it was tried was ended") for name in WHAT)
    return msgspec.json.decode(report, type=tuple[Layer, ...])


def _put_on(bounds: Bounds, parent: int, wanted: Collection[str]) -> tuple[Layer, ...]:
    return tuple(_layer(name, step, name in wanted) for name, step in _steps(bounds, parent).items())


def _steps(bounds: Bounds, parent: int) -> dict[str, Callable[[], None]]:
    return {
        "rlimits": partial(
            limits.set_rlimits, bounds.memory_bytes, bounds.cpu_seconds, bounds.open_files, bounds.file_size
        ),
        "user": limits.become_nobody,
        "session": partial(_session, parent),
        "no-new-privileges": limits.no_new_privileges,
        "landlock": partial(_landlock, bounds),
        "seccomp": seccomp.restrict,
    }


def _layer(name: str, step: Callable[[], None], wanted: bool) -> Layer:
    if not wanted:
        return Layer(name, False, "it was not asked for")
    try:
        step()
    except (OSError, ValueError) as error:
        return Layer(name, False, getattr(error, "strerror", None) or str(error))
    return Layer(name, True, WITHOUT_MEMORY if name == "rlimits" and not LINUX else WHAT[name])


def _session(parent: int) -> None:
    limits.own_session()
    limits.die_with_parent(parent)


def _landlock(bounds: Bounds) -> None:
    try:
        landlock.restrict(bounds.read_only, bounds.read_write)
    except OSError as error:
        if error.filename:
            raise SandboxError(
                f"{error.filename} cannot be granted to an answer: {error.strerror}"
            ) from error
        raise
    if Path("/") in (*bounds.read_only, *bounds.read_write):
        return
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return
    raise OSError(errno.ENOTRECOVERABLE, "Landlock was accepted but is not in force")


def _refuse_threads() -> None:
    """Landlock and seccomp bind the calling thread and what it starts, never a thread that runs already."""
    if LINUX and threads() > 1:
        raise SandboxError("the sandbox cannot be closed around a process with several threads: fork first")


def threads() -> int:
    """Threads of this process, Python's and others: a directory has two links and one more for each entry."""
    try:
        return os.stat("/proc/self/task").st_nlink - 2
    except OSError:
        return 1


def _refusal(missing: Sequence[Layer]) -> str:
    reasons = "; ".join(f"{layer.name} ({layer.why})" for layer in missing)
    return f"the strict sandbox is not possible here, missing: {reasons}. Use --sandbox auto to do without."
