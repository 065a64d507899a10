"""The parent's side of the sandbox: jobs in, outcomes out, whatever the SQL does."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from types import TracebackType
from typing import Literal, Self

from sqlgym.sandbox import layers
from sqlgym.sandbox.host import HEADER, Host, write_frame
from sqlgym.sandbox.job import AnyJob, Broken, Crashed, Exceeded, Outcome, decode_outcome, encode
from sqlgym.sandbox.kernel import LINUX

Start = Literal["fork", "spawn"]

PATIENCE = 10.0
"""Seconds beyond a job's own limit after which the host itself is given up."""

SPAWNED = "import sys; sys.path[:] = sys.argv[2:]; from sqlgym.sandbox.host import main; main()"
"""What a spawned host runs, in Python's isolated mode: no file or variable around the answer counts."""


class Sandbox:
    """Runs jobs in locked processes; the only way a learner's SQL is ever run.

    `start` says how its host process begins: `spawn` is always right; `fork` is faster, and right only in a
    process with one thread that has read no reference yet, since a forked host holds what its parent held.
    """

    def __init__(self, mode: layers.Mode = "auto", start: Start = "spawn") -> None:
        if mode == "strict":
            layers.require_strict()
        self.mode = mode
        self.start = start
        self.process: _Forked | _Spawned | None = None
        if start == "fork":
            self.process = self._begin()

    def run(self, job: AnyJob) -> Outcome:
        """Run a job; every way it can end is an outcome, except our own faults, which are raised."""
        if self.process is None:
            self.process = self._begin()
        outcome = self._ask(self.process, job)
        if not LINUX:
            self.close()
        if isinstance(outcome, Broken):
            raise RuntimeError(f"the sandbox itself failed:\n{outcome.trace}")
        return outcome

    def _ask(self, process: "_Forked | _Spawned", job: AnyJob) -> Outcome:
        try:
            write_frame(process.inbox, encode(job))
            data = receive(process.outbox, time.monotonic() + 2 * job.limits.seconds + PATIENCE)
        except (BrokenPipeError, EOFError):
            self.close()
            return Crashed("its process ended")
        except TimeoutError:
            self.close()
            return Exceeded("time")
        return decode_outcome(data)

    def _begin(self) -> "_Forked | _Spawned":
        return _Forked(self.mode) if self.start == "fork" and LINUX else _Spawned(self.mode)

    def close(self) -> None:
        """End the host process and all it started."""
        if self.process is not None:
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


class _Forked:
    """A host forked from this process."""

    def __init__(self, mode: layers.Mode) -> None:
        source, self.inbox = os.pipe()
        self.outbox, target = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _be_host(source, target, mode)
        os.close(source)
        os.close(target)

    def end(self) -> None:
        """Kill it and wait for it."""
        os.close(self.inbox)
        os.close(self.outbox)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _be_host(source: int, target: int, mode: layers.Mode) -> None:
    """A forked host's whole life; it never returns and keeps nothing open but its pipes."""
    try:
        for name in os.listdir("/proc/self/fd"):
            if int(name) not in {0, 1, 2, source, target}:
                with contextlib.suppress(OSError):
                    os.close(int(name))
        Host(source, target, mode).serve()
    finally:
        os._exit(0)


class _Spawned:
    """A host in a fresh interpreter."""

    def __init__(self, mode: layers.Mode) -> None:
        command = [sys.executable, "-I", "-c", SPAWNED, mode, *filter(None, sys.path)]
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert self.popen.stdin is not None
        assert self.popen.stdout is not None
        self.inbox = self.popen.stdin.fileno()
        self.outbox = self.popen.stdout.fileno()

    def end(self) -> None:
        """Kill it and wait for it."""
        self.popen.kill()
        with self.popen:
            pass


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
