"""A forked process that does a job: what it sends, until when it may, and what became of it.

One that has a pipe for jobs may do others of its chain (sandbox.chain) after that.
"""

import contextlib
import os
import select
import signal
from collections.abc import Collection

from sqlgym.engines import engine
from sqlgym.sandbox.chain import MORE_SECONDS, Key, sent
from sqlgym.sandbox.codec import encode
from sqlgym.sandbox.frames import COMPLETE, END, SPOILT, ended, frame, whole
from sqlgym.sandbox.job import AnyJob
from sqlgym.sandbox.outcome import Crashed, Exceeded, Outcome
from sqlgym.sandbox.stopwatch import Stopwatch, used, waited

GRACE = 0.25
"""Seconds that a child gets beyond its limit, for starting and for sending what it has."""

SHORTEST = 0.005
"""Seconds between two looks at a child that may be over any moment."""


class Child:
    """A process that runs; `source` leads to what it sends, `jobs` to it, if it may get others."""

    def __init__(
        self, process: int, source: int, job: AnyJob, key: Key | None = None, jobs: int | None = None
    ) -> None:
        self.process = process
        self.source = source
        self.key = key
        self.jobs = jobs
        self.granted = int(job.limits.seconds) + MORE_SECONDS
        self.database = job.database
        self.status: int | None = None
        waits = engine(job.engine).place == "server"
        self.begin(job, Stopwatch(process, job.limits.seconds + GRACE, waits=waits))
        self.again = False

    def begin(self, job: AnyJob, clock: Stopwatch) -> None:
        """Begin to wait for what comes of a job."""
        self.job = job
        self.clock = clock
        self.most = job.limits.result_bytes * 4
        self.sent = bytearray()
        self.closed = False
        self.again = True

    def follow(self, job: AnyJob) -> bool:
        """Whether it does another job of its chain now: not without the database, nor with too little time left."""
        ran, delay = used(self.process), waited(self.process)
        if self.jobs is None or ran is None or delay is None or job.database not in {None, self.database}:
            return False
        if ran + job.limits.seconds + GRACE > self.granted or not sent(self.jobs, encode(job)):
            return False
        self.begin(job, Stopwatch(self.process, job.limits.seconds + GRACE, ran, delay))
        return True

    @property
    def fit(self) -> bool:
        """Whether it has done all of its job, without a stop, and waits for another one."""
        return self.jobs is not None and self.closed and self.sent.endswith(END)

    @property
    def spoilt(self) -> bool:
        """Whether another process must say what becomes of its job: one that has done no other before."""
        return self.again and self.closed and not self.sent.endswith(END)

    @property
    def left(self) -> float:
        """Seconds until its time is up."""
        return self.clock.left()

    @property
    def over(self) -> bool:
        """Whether nothing more is taken from it: it has ended, or time or room has run out."""
        return self.closed or self.left <= 0 or len(self.sent) > self.most

    @property
    def pipes(self) -> tuple[int, ...]:
        """The host's ends of its pipes, which no other process may have."""
        return (self.source,) if self.jobs is None else (self.source, self.jobs)

    def read(self) -> None:
        """Take some of what it has sent."""
        part = os.read(self.source, 1 << 20)
        self.clock.excuse()
        self.sent += part
        self.closed = not part or (self.jobs is not None and ended(self.sent))

    def outcome(self) -> bytes:
        """What it sent, or what became of it."""
        data = bytes(self.sent)
        if self.closed and data.endswith((END, SPOILT)):
            return data[:-1]
        starved = not self.closed and self.clock.starved()
        told = became(self.end(), self.closed, len(data) > self.most, starved)
        return (whole(data) or COMPLETE) + frame(encode(told))

    def leave(self) -> bytes:
        """End it before its time; what is said then nobody waits for."""
        self.end()
        return COMPLETE + frame(encode(Exceeded("time")))

    def end(self) -> int:
        """End it with all that it started, and return its status."""
        if self.status is None:
            for mine in self.pipes:
                os.close(mine)
            self.status = reaped(self.process)
        return self.status


def wait(children: Collection[Child], source: int | None = None) -> bool:
    """Wait until a child has sent something, or its time is up, or (True) there is something at `source`."""
    poll = select.poll()
    for one in (*(child.source for child in children), *(() if source is None else (source,))):
        poll.register(one, select.POLLIN)
    left = min(child.left for child in children)
    ready = {place for place, _ in poll.poll(max(SHORTEST, left) * 1000)}
    for child in children:
        if child.source in ready:
            child.read()
    return source in ready


def reaped(process: int) -> int:
    """Kill a child with all of its group and take its status; a child that ended by itself keeps its own."""
    done, status = os.waitpid(process, os.WNOHANG)  # before the signal, which would become its status
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):  # it may not have got as far as a group of its own
        os.kill(process, signal.SIGKILL)
    return status if done else os.waitpid(process, 0)[1]


def became(status: int, ended: bool, sent: bool, starved: bool) -> Outcome:
    """What became of a child that gave no outcome."""
    if not ended:
        return Exceeded("bytes") if sent else Exceeded("time", starved)
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Exceeded("time" if code == -signal.SIGXCPU else "memory")
    return Crashed(signal.Signals(-code).name if code < 0 else f"status {code}")
