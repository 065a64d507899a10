"""The parent's side of the sandbox: jobs in, outcomes out, whatever the SQL does."""

import contextlib
import os
import select
import signal
import sys
import time
from _thread import allocate_lock
from types import TracebackType
from typing import NamedTuple, Self

import msgspec

from sqlgym.errors import EngineError
from sqlgym.sandbox import layers
from sqlgym.sandbox.codec import decode_outcome, encode
from sqlgym.sandbox.frames import HEADER, INCOMPLETE, frames, number_of, numbered, write_all
from sqlgym.sandbox.job import AnyJob, TrialJob
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.outcome import Broken, Crashed, Exceeded, Left, Outcome, Tried
from sqlgym.sandbox.stopwatch import MOST

PATIENCE = 10.0
"""Seconds beyond the most that a job may take after which the host itself is given up."""

STARTING = 4.0
"""PATIENCE outside Linux, where a host is started for each job, does it itself, and nobody else watches its time."""

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
        self.count = 0
        self.running: dict[int, Begun] = {}
        self.left: set[int] = set()
        self.outcomes: dict[int, list[Outcome]] = {}
        self.process: _Forked | _Spawned | None = _Forked(early) if early else None
        self.owner = os.getpid()
        self.turn = allocate_lock()
        self.ending = allocate_lock()
        self.cancelled = False

    def run(self, job: AnyJob) -> Outcome:
        """Run a job; every way it can end is an outcome, except our own faults, which are raised."""
        return self.outcome(self.start(job))

    def outcome(self, begun: "Begun") -> Outcome:
        """How a job ended that was started."""
        return self.finish(begun)[-1]

    def try_worlds(self, job: TrialJob) -> tuple[list[Tried], Outcome]:
        """Run a query on worlds: the trials that were made, and Done or what ended them before."""
        return self.collect(self.start(job))

    def collect(self, begun: "Begun") -> tuple[list[Tried], Outcome]:
        """The trials of a job that was started, and Done or what ended them before."""
        *parts, last = self.finish(begun)
        return [part for part in parts if isinstance(part, Tried)], last

    def start(self, job: AnyJob) -> "Begun":
        """Start a job, beside those that run already; `finish` waits for it."""
        self.make_own()
        self.require_audience()
        with self.turn:
            self.process = self.process or _Spawned()
            begun = self.next_begun(self.process, msgspec.structs.replace(job, mode=self.mode))
            data = numbered(begun.number, encode(begun.job))
            with contextlib.suppress(BrokenPipeError):  # its end is found out when its outcome is asked for
                self.send(begun, data) if self.running else write_all(begun.process.inbox, data)
            self.running[begun.number] = begun
            if not LINUX:  # the host has locked itself for this job, and can do no other
                self.wait(begun)
                self.close()
        return begun

    def next_begun(self, process: "_Forked | _Spawned", job: AnyJob) -> "Begun":
        """A job with the next number, and until when its host may be silent about it."""
        self.count += 1
        patience = 2 * MOST * job.limits.seconds + (PATIENCE if LINUX else STARTING)
        return Begun(self.count, process, time.monotonic() + patience, job)

    def make_own(self) -> None:
        """Forget the host, the jobs and the turns of another process, from which this one was forked."""
        if self.owner != os.getpid():
            self.process, self.owner, self.turn = None, os.getpid(), allocate_lock()
            self.ending = allocate_lock()
            self.running, self.left, self.outcomes = {}, set(), {}

    def send(self, begun: "Begun", data: bytes) -> None:
        """Send a job while others run: what the host says meanwhile is taken, or each would wait for the other."""
        view = memoryview(data)
        while view and begun.process is self.process:
            said, free, _ = select.select([begun.process.outbox], [begun.process.inbox], [])
            if said:
                self.outcomes.update(self.received(begun))
            elif free:
                view = view[os.write(begun.process.inbox, view[: select.PIPE_BUF]) :]

    def wait(self, begun: "Begun") -> None:
        """Wait until there is the outcome of a job."""
        while begun.number not in self.outcomes:
            self.outcomes.update(self.received(begun))

    def finish(self, begun: "Begun") -> list[Outcome]:
        """Wait for a job that was started: the parts of its outcome, the last one of which is the end."""
        self.make_own()
        outcomes = self.take(begun)
        if starved(outcomes[-1]):
            outcomes = self.run_alone(begun.job)
        if isinstance(broken := outcomes[-1], Broken):
            raise failure(broken.trace)
        return outcomes

    def take(self, begun: "Begun") -> list[Outcome]:
        """Wait for a job that was started, and take its outcome."""
        with self.turn:
            self.wait(begun)
            self.require_audience()
            self.running.pop(begun.number, None)
            return self.outcomes.pop(begun.number)

    def run_alone(self, job: AnyJob) -> list[Outcome]:
        """Run a job again while no other one of this sandbox runs; what becomes of it now counts."""
        with self.turn:
            for other in self.running.values():
                self.wait(other)
        *parts, last = self.take(self.start(job))
        return [*parts, counted(last)]

    def leave(self, *begun: "Begun") -> None:
        """End jobs that were started, and take no notice of what became of them."""
        self.make_own()
        with self.turn:
            for one in begun:
                runs = self.running.pop(one.number, None) is not None and one.process is self.process
                if self.outcomes.pop(one.number, None) is None and runs:
                    self.left.add(one.number)
                    with contextlib.suppress(BrokenPipeError):  # then it has ended with its host
                        self.send(one, numbered(one.number, b""))

    def received(self, begun: "Begun") -> dict[int, list[Outcome]]:
        """What the host says next, by the number of its job; a host that says nothing more is given up."""
        if begun.process is not self.process:
            return {begun.number: [gone()]}
        try:
            number, data = number_of(receive(begun.process.outbox, begun.deadline))
        except EOFError:
            self.close()
            return {begun.number: [host_failure(begun.process)]}
        except TimeoutError:
            self.close()
            return {
                begun.number: [
                    Broken("the sandbox's host said nothing any more") if LINUX else Exceeded("time")
                ]
            }
        self.complete = self.complete and data[:1] != INCOMPLETE
        if number in self.left:
            self.left.remove(number)
            return {}
        return {number: [decode_outcome(one) for one in frames(data[1:])] or [Crashed("it sent nothing")]}

    def cancel(self) -> None:
        """End all that runs, from another thread: whoever waits for it gets Cancelled, until `renew`."""
        with self.ending:  # or its number may be another process's by now
            self.cancelled = True
            if self.process is not None and self.owner == os.getpid():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.process.pid, signal.SIGKILL)  # what it forked ends with it

    def require_audience(self) -> None:
        """Raise Cancelled where nobody waits for an outcome any more."""
        if self.cancelled:
            raise Cancelled

    def renew(self) -> None:
        """Take jobs again after `cancel`; a new host does them."""
        if self.cancelled:
            self.close()
            self.running, self.left, self.outcomes = {}, set(), {}
            self.cancelled = False

    def close(self) -> None:
        """End the host process and all it started, if it is this process's own."""
        with self.ending:
            if self.process is not None and self.owner == os.getpid():
                self.process.end()
            self.process = None

    def __enter__(self) -> Self:
        """The sandbox, whose host is ended when the block is left."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the host."""
        self.close()


class Cancelled(BaseException):
    """Nobody waits for the outcome any more; like KeyboardInterrupt, it is no fault that judging may report."""


class Failure(RuntimeError):
    """The sandbox itself failed: what it said, a traceback or a sentence, of which the last line is the reason."""


FORESEEN = f"{EngineError.__module__}.{EngineError.__name__}: "


def failure(trace: str) -> Exception:
    """What is raised for a traceback of the host's: a server that is not there is no fault of ours."""
    said = trace.strip().rpartition("\n")[2]
    return EngineError(said.removeprefix(FORESEEN)) if said.startswith(FORESEEN) else Failure(trace)


class Begun(NamedTuple):
    """A job that was started: its number, the host that does it, until when that may be silent, and the job."""

    number: int
    process: "_Forked | _Spawned"
    deadline: float
    job: AnyJob


def starved(outcome: Outcome) -> bool:
    """Whether a job was ended by the clock on the wall alone, in which others' work has a part."""
    match outcome:
        case Exceeded("time", alone):
            return alone
        case Left(script, state):
            return any(starved(decode_outcome(part)) for part in (script, state) if len(part) < SMALL)
        case _:
            return False


def counted(outcome: Outcome) -> Outcome:
    """An outcome that counts, by whatever clock."""
    if not starved(outcome):
        return outcome
    if isinstance(outcome, Left):
        parts = (outcome.script, outcome.state)
        return Left(*(encode(counted(decode_outcome(one))) if len(one) < SMALL else one for one in parts))
    return Exceeded("time")


SMALL = 64
"""Bytes that the outcome of a job has at most that was ended: a state may be large, and is not decoded for that."""


def host_failure(process: "_Forked | _Spawned") -> Outcome:
    """What is said of a host that ended by itself."""
    if process.code is not None and process.code == -getattr(signal, "SIGXCPU", 0):
        return Exceeded("time")
    return gone()


def gone() -> Outcome:
    """What became of a job whose host is gone; a host runs no answer, but outside Linux, where it runs its one job."""
    return Broken("the sandbox's host process ended") if LINUX else Crashed("its process ended")


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
