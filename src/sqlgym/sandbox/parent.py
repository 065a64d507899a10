"""The parent's side of the sandbox: jobs in, outcomes out, whatever the SQL does."""

import contextlib
import os
import select
import signal
import sys
import time
from _thread import allocate_lock
from types import TracebackType
from typing import Self

import msgspec

from sqlgym.sandbox import layers
from sqlgym.sandbox.host import HEADER, INCOMPLETE, frame, frames, write_all
from sqlgym.sandbox.job import (
    AnyJob,
    Broken,
    Crashed,
    Exceeded,
    Outcome,
    TrialJob,
    Tried,
    decode_outcome,
    encode,
)
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.patience import MOST

PATIENCE = 10.0
"""Seconds beyond the most that a job may take after which the host itself is given up."""

STARTING = 4.0
"""The same outside Linux, where a host is started for each job, does it itself, and nobody else watches its time."""

SPAWNED = "import sys; sys.path[:] = sys.argv[1:]; from sqlgym.sandbox.host import main; main()"
"""What a spawned host runs, in Python's isolated mode: no file or variable around the answer counts."""


Pipes = tuple[int, int, int]
"""A forked host: its process, and the ends of the pipes into it and out of it."""


class Sandbox:
    """Runs jobs in locked processes; the only way a learner's SQL is ever run.

    Its host process is a fresh interpreter, or one that was forked at the start of the command (`early`): a
    process forked later would hold what its parent holds by then, such as a reference. Threads may share a
    sandbox: they take turns. A process that is forked with one in it starts a host of its own.
    """

    def __init__(self, mode: layers.Mode = "auto", early: Pipes | None = None) -> None:
        if mode == "strict":
            layers.require_strict()
        self.mode = mode
        self.complete = True
        self.process: _Forked | _Spawned | None = _Forked(early) if early else None
        self.owner = os.getpid()
        self.turn = allocate_lock()

    def run(self, job: AnyJob) -> Outcome:
        """Run a job; every way it can end is an outcome, except our own faults, which are raised."""
        return self._do(job)[-1]

    def try_worlds(self, job: TrialJob) -> tuple[list[Tried], Outcome]:
        """Run a query on worlds: the trials that were made, and Done or what ended them before."""
        *parts, last = self._do(job)
        return [part for part in parts if isinstance(part, Tried)], last

    def _do(self, job: AnyJob) -> list[Outcome]:
        if self.owner != os.getpid():  # forked since then: its host and its turns are another process's
            self.process, self.owner, self.turn = None, os.getpid(), allocate_lock()
        with self.turn:
            self.process = self.process or _Spawned()
            outcomes = self._ask(self.process, msgspec.structs.replace(job, mode=self.mode))
            if not LINUX:
                self.close()
        if isinstance(broken := outcomes[-1], Broken):
            raise RuntimeError(f"the sandbox itself failed:\n{broken.trace}")
        return outcomes

    def _ask(self, process: "_Forked | _Spawned", job: AnyJob) -> list[Outcome]:
        try:
            write_all(process.inbox, frame(encode(job)))
            patience = 2 * MOST * job.limits.seconds + (PATIENCE if LINUX else STARTING)
            data = receive(process.outbox, time.monotonic() + patience)
        except (BrokenPipeError, EOFError):
            self.close()
            return [ended(process)]
        except TimeoutError:
            self.close()
            return [Exceeded("time")]
        self.complete = self.complete and data[:1] != INCOMPLETE
        return [decode_outcome(one) for one in frames(data[1:])] or [Crashed("it sent nothing")]

    def close(self) -> None:
        """End the host process and all it started, if it is this process's own."""
        if self.process is not None and self.owner == os.getpid():
            self.process.end()
        self.process = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def ended(process: "_Forked | _Spawned") -> Outcome:
    """What is said of a host that ended by itself; outside Linux it may have been its job's doing."""
    if process.code is not None and process.code == -getattr(signal, "SIGXCPU", 0):
        return Exceeded("time")
    return Crashed("its process ended")


class _Forked:
    """A host forked at the start of this process."""

    code: int | None = None

    def __init__(self, early: Pipes) -> None:
        self.pid, self.inbox, self.outbox = early

    def end(self) -> None:
        """Kill it and wait for it."""
        os.close(self.inbox)
        os.close(self.outbox)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


class _Spawned:
    """A host in a fresh interpreter; `code` is what it ended with by itself."""

    code: int | None = None

    def __init__(self) -> None:
        import subprocess

        command = [sys.executable, "-I", "-c", SPAWNED, *filter(None, sys.path)]
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        self.pid = self.popen.pid
        self.inbox = self.popen.stdin.fileno()
        self.outbox = self.popen.stdout.fileno()

    def end(self) -> None:
        """Kill it and wait for it."""
        self.popen.kill()
        with self.popen:
            pass
        self.code = self.popen.returncode


def receive(source: int, deadline: float) -> bytes:
    """The next frame; EOFError when the stream ends before, TimeoutError at the deadline."""
    size = int.from_bytes(_exactly(source, HEADER, deadline), "big")
    return _exactly(source, size, deadline)


def _exactly(source: int, count: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        if not select.select([source], [], [], max(0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(source, min(count - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
