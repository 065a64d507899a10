"""A warm process that has the engine loaded and databases open, and forks a locked child for every job.

It never runs a learner's SQL itself, so it stays as it was started. Jobs come in and outcomes go out as
frames: eight bytes of length, then the bytes of sandbox.job. An outcome is itself frames, its last one the end.
"""

import contextlib
import gc
import os
import select
import signal
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlgym.engines import Engine, Session, engine
from sqlgym.sandbox import layers
from sqlgym.sandbox.child import Emit, perform
from sqlgym.sandbox.job import (
    AnyJob,
    Broken,
    Crashed,
    Exceeded,
    Left,
    MeasureJob,
    Outcome,
    ScriptJob,
    decode_job,
    encode,
)
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.patience import Stopwatch

if TYPE_CHECKING:
    from sqlgym.sandbox.own_folder import Folder

HEADER = 8
COMPLETE, INCOMPLETE, END = b"\1", b"\0", b"."
"""What stands before the frames of an outcome (were all layers of `strict` on?), and behind all that a child sends."""

MOST_OPEN = 12
"""Databases that stay open at a time."""

GRACE = 0.25
"""Seconds that a child gets beyond its limit, for starting and for sending what it has."""


def read_exactly(source: int, count: int) -> bytes:
    """That many bytes, or fewer at the end of the stream."""
    parts = bytearray()
    while len(parts) < count and (part := os.read(source, min(count - len(parts), 1 << 20))):
        parts += part
    return bytes(parts)


def read_frame(source: int) -> bytes | None:
    """The next frame, or None at the end of the stream."""
    header = read_exactly(source, HEADER)
    return read_exactly(source, int.from_bytes(header, "big")) if len(header) == HEADER else None


def write_all(target: int, data: bytes) -> None:
    """Write every byte."""
    view = memoryview(data)
    while view:
        view = view[os.write(target, view) :]


class Host:
    """The loop over jobs, with the databases that are open; `source` and `target` lead to the parent."""

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target
        self.sessions: dict[tuple[str, str], Session] = {}
        self.warmed: set[str] = set()

    def serve(self) -> None:
        """Do jobs until the stream ends."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        engine("duckdb")
        while (data := read_frame(self.source)) is not None:
            try:
                outcome = self.do(decode_job(data))
            except Exception:
                outcome = COMPLETE + frame(encode(Broken(traceback.format_exc())))
            write_all(self.target, frame(outcome))

    def do(self, job: AnyJob) -> bytes:
        """Do one job, in processes that have no other work."""
        if isinstance(job, ScriptJob | MeasureJob):
            self.warm(job.engine)
            from sqlgym.sandbox.own_folder import Folder

            with Folder(job.database, job.engine) as folder:
                return self.script(job, folder) if isinstance(job, ScriptJob) else self.measured(job, folder)
        return self.child(job, Task(self.opener(job), lambda session, emit: perform(session, job, emit)))

    def script(self, job: ScriptJob, folder: "Folder") -> bytes:
        """A script: one process for it, and another for what it left behind."""
        from sqlgym.sandbox.script import look, play

        known = engine(job.engine)
        opening = partial(known.open, folder.database, write=True)
        first, then = (nothing, lambda _: opening()) if known.opens_locked else (opening, kept)
        played = Task(first, lambda found, emit: emit(play(then(found), job)), folder.path, job.how == "kill")
        looked = Task(first, lambda found, emit: emit(look(then(found), job)), folder.path)
        told, left = self.child(job, played), self.child(job, looked)
        return min(told[:1], left[:1]) + frame(encode(Left(last(told), last(left))))

    def measured(self, job: MeasureJob, folder: "Folder") -> bytes:
        """A workload measured in one process."""
        from sqlgym.sandbox.measure import measure

        task = Task(nothing, lambda _, emit: emit(measure(folder.database, job)), folder.path)
        return self.child(job, task)

    def opener(self, job: AnyJob) -> Callable[[], Session]:
        """Opens the database of a job: once for all children where it may be forked, else in each of them."""
        path = Path(job.database) if job.database else None
        known = engine(job.engine)
        if not known.forks:
            return lambda: known.open(path)
        session = self.shared(known, path)
        return lambda: session

    def shared(self, known: Engine, path: Path | None) -> Session:
        """A database that is open in the host; the ones used least lately are closed, as a fork copies all of them."""
        key = (known.name, str(path))
        session = self.sessions.pop(key, None) or known.open(path)
        self.sessions[key] = session
        if len(self.sessions) > MOST_OPEN:
            self.sessions.pop(next(iter(self.sessions))).close()
        gc.freeze()
        return session

    def warm(self, name: str) -> None:
        """Load an engine with all that it imports, which a locked process could not read."""
        if name not in self.warmed:
            engine(name).open(None).close()
            self.warmed.add(name)

    def child(self, job: AnyJob, task: "Task") -> bytes:
        """What a task sends from a forked child, or what became of that; without fork it is done here."""
        if LINUX:
            return self.in_child(job, task)
        sent = bytearray()
        locked(job, task, sent.extend)
        return bytes(sent.removesuffix(END))

    def in_child(self, job: AnyJob, task: "Task") -> bytes:
        """Fork a child for the job, and take its outcome or what became of it."""
        source, target = os.pipe()
        child = os.fork()
        if child == 0:
            self.be_child(job, task, source, target)
        os.close(target)
        try:
            clock = Stopwatch(child, job.limits.seconds + GRACE)
            data, ended = collect(source, clock, job.limits.result_bytes * 4)
        finally:
            os.close(source)
            status = end(child)
        if ended and data.endswith(END):
            return data.removesuffix(END)
        return (whole(data) or COMPLETE) + frame(
            encode(became(status, ended, len(data) > job.limits.result_bytes * 4))
        )

    def be_child(self, job: AnyJob, task: "Task", source: int, target: int) -> None:
        """The child's whole life; it never returns."""
        try:
            gc.disable()
            for inherited in (source, self.source, self.target):
                os.close(inherited)
            silence()
            locked(job, task, partial(write_all, target))
            if task.killed:
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(0)


def nothing() -> None:
    """Open nothing yet."""


def kept(session: Session) -> Session:
    """A session that is open already."""
    return session


class Task(NamedTuple):
    """What a child does: something it opens before it is locked, and what it does with that afterwards.

    `folder` is the only one it may write to; with `killed` it ends by SIGKILL, with everything still open.
    """

    prepare: Callable[[], Any]
    work: Callable[[Any, Emit], object]
    folder: Path | None = None
    killed: bool = False


def locked(job: AnyJob, task: Task, write: Callable[[bytes], object]) -> None:
    """Lock this process for good, then do the task: a byte that tells the layers, frames, and an end."""
    try:
        prepared = task.prepare()
        on = layers.apply(job.mode, bounds(job, task))
        write(COMPLETE if set(layers.STRICT) <= set(on) else INCOMPLETE)
        task.work(prepared, lambda outcome: write(frame(encode(outcome))))
    except MemoryError:
        write(frame(encode(Exceeded("memory"))))
    except Exception:
        write(frame(encode(Broken(traceback.format_exc()))))
    write(END)


def bounds(job: AnyJob, task: Task) -> layers.Bounds:
    """What a task may take and reach."""
    return layers.Bounds(
        memory_bytes=job.limits.memory_bytes,
        cpu_seconds=int(job.limits.seconds) + 2,
        file_size=job.limits.memory_bytes if task.folder else 0,
        read_write=(task.folder,) if task.folder else (),
    )


def last(data: bytes) -> bytes:
    """The last outcome that a child sent."""
    return list(frames(data[1:]))[-1]


def frame(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return len(data).to_bytes(HEADER, "big") + data


def frames(data: bytes) -> Iterator[bytes]:
    """The whole frames at the beginning of some bytes."""
    while len(data) >= HEADER and len(data) >= HEADER + (size := int.from_bytes(data[:HEADER], "big")):
        yield data[HEADER : HEADER + size]
        data = data[HEADER + size :]


def whole(data: bytes) -> bytes:
    """What a child sent, up to its last whole frame."""
    return data[: 1 + sum(HEADER + len(one) for one in frames(data[1:]))]


def silence() -> None:
    """Let the standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if nowhere > 2:
        os.close(nowhere)


def collect(source: int, clock: Stopwatch, most: int) -> tuple[bytes, bool]:
    """What a child sends until it closes its pipe; False when time or `most` bytes ran out before."""
    parts = bytearray()
    poll = select.poll()
    poll.register(source, select.POLLIN)
    while (left := clock.left()) > 0 and len(parts) <= most:
        if poll.poll(left * 1000):
            part = os.read(source, 1 << 20)
            if not part:
                return bytes(parts), True
            parts += part
    return bytes(parts), False


def end(child: int) -> int:
    """Kill a child with all of its group and take its status; a child that ended by itself keeps its own."""
    done, status = os.waitpid(child, os.WNOHANG)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return status if done else os.waitpid(child, 0)[1]


def became(status: int, ended: bool, sent: bool) -> Outcome:
    """What became of a child that gave no outcome."""
    if not ended:
        return Exceeded("bytes" if sent else "time")
    code = os.waitstatus_to_exitcode(status)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Exceeded("time" if code == -signal.SIGXCPU else "memory")
    return Crashed(signal.Signals(-code).name if code < 0 else f"status {code}")


def main() -> None:
    """Serve on standard input and output: the way in for a host that is spawned."""
    source, target = os.dup(0), os.dup(1)
    silence()
    Host(source, target).serve()
