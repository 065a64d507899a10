"""A warm process that has the engine loaded and databases open, and forks a locked child for every job.

It never runs a learner's SQL itself, so it stays as it was started. Jobs come in and outcomes go out as frames
(sandbox.frames); jobs that come while others run are begun at once, and each outcome goes out when it is there. A
number without a job ends the one that has it.
"""

import gc
import os
import signal
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sqlgym.engines import DATASETS, Session, engine
from sqlgym.sandbox import layers
from sqlgym.sandbox.child import Emit, perform
from sqlgym.sandbox.children import Child, wait
from sqlgym.sandbox.codec import decode_job, encode
from sqlgym.sandbox.frames import (
    COMPLETE,
    END,
    INCOMPLETE,
    frame,
    last,
    number_of,
    numbered,
    read_frame,
    write_all,
)
from sqlgym.sandbox.job import AnyJob, ContractJob, Job, MeasureJob, ScriptJob, TrialJob
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.outcome import Broken, Exceeded, Left
from sqlgym.sandbox.states import States

if TYPE_CHECKING:
    from sqlgym.sandbox.folder import Folder


class Host:
    """The loop over jobs, with the engines that are ready; `source` and `target` lead to the parent."""

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.target = target
        self.ready: dict[str, Session] = {}
        self.warmed: set[str] = set()
        self.running: dict[int, Child] = {}
        self.states = States()

    def serve(self) -> None:
        """Do jobs until the stream ends."""
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # a terminal sends it to the whole group; the parent ends us
        self.engine_ready(DATASETS)
        while (data := self.next_job()) is not None:
            number, job = number_of(data)
            try:
                self.do(number, decode_job(job)) if job else self.leave(number)
            except Exception:
                self.reply(number, COMPLETE + frame(encode(Broken(traceback.format_exc()))))

    def next_job(self) -> bytes | None:
        """The next job; until it comes, what runs is looked after."""
        while self.running:
            come = wait(self.running.values(), self.source)
            for number, child in list(self.running.items()):
                if child.over:
                    del self.running[number]
                    self.reply(number, child.outcome())
                    child.end()
            if come:
                break
        return read_frame(self.source)

    def leave(self, number: int) -> None:
        """End a job that nobody waits for; one that has ended is answered already."""
        child = self.running.pop(number, None)
        if child is not None:
            self.reply(number, child.leave())

    def reply(self, number: int, outcome: bytes) -> None:
        """Send what became of a job."""
        write_all(self.target, numbered(number, outcome))

    def do(self, number: int, job: AnyJob) -> None:
        """Do one job, in processes that have no other work; one that runs for itself is only begun."""
        if isinstance(job, ScriptJob | MeasureJob):
            self.warm(job.engine)
            from sqlgym.sandbox.folder import Folder

            with Folder(job.database, engine(job.engine)) as folder:
                done = self.script(job, folder) if isinstance(job, ScriptJob) else self.measure(job, folder)
            return self.reply(number, done)
        opener = self.opener(job)
        if isinstance(job, ContractJob):
            engine(job.engine).contract()  # imported now: a locked process could not read it
            job = msgspec.structs.replace(job, threads=layers.threads())
        task = Task(opener, lambda session, emit: perform(session, job, emit))
        if not LINUX:
            return self.reply(number, run_here(job, task))
        self.running[number] = self.fork(job, task)
        return None

    def script(self, job: ScriptJob, folder: "Folder") -> bytes:
        """A script: one process for it, and another for what it left behind."""
        from sqlgym.sandbox.script import look, play

        first, then = self.writer(job.engine, folder)
        played = Task(first, lambda found, emit: emit(play(then(found), job)), folder.path, job.how == "kill")
        looked = Task(first, lambda found, emit: emit(look(then(found), job)), folder.path)
        told = self.child(job, played)
        left = self.left(job, looked, folder)
        # INCOMPLETE is the lesser byte: one process without all layers is enough
        return min(told[:1], left[:1]) + frame(encode(Left(last(told), last(left))))

    def left(self, job: ScriptJob, looked: "Task", folder: "Folder") -> bytes:
        """What a script left, which was read before where the same files were left before."""
        if engine(job.engine).place == "server":  # it keeps its files elsewhere
            return self.child(job, looked)
        key = (job.engine, (*job.ask, *job.attempts), folder.digest())
        return self.states.get(key, lambda: self.child(job, looked))

    def writer(self, name: str, folder: "Folder") -> "tuple[Callable[[], Any], Callable[[Any], Session]]":
        """How a child opens its own database: what it does before it is locked, and then what."""
        known = engine(name)
        if known.place == "server":  # a locked process can connect to nothing
            return lambda: known.open(folder.database, write=True), unchanged
        if not (LINUX and known.forks):
            return open_nothing, lambda _: known.open(folder.database, write=True)
        ready = self.engine_ready(name)
        ready.attach(None, described=True)
        gc.freeze()  # what there is by now no child needs to look through
        return lambda: ready.only(folder.database, write=True), unchanged

    def measure(self, job: MeasureJob, folder: "Folder") -> bytes:
        """A workload measured in one process."""
        from sqlgym.sandbox.measure import measure

        first, then = self.writer(job.engine, folder)
        return self.child(job, Task(first, lambda found, emit: emit(measure(then(found), job)), folder.path))

    def opener(self, job: Job | TrialJob | ContractJob) -> Callable[[], Session]:
        """Opens the database of a job: once for all children where it may be forked, else in each of them."""
        path = Path(job.database) if job.database else None
        known = engine(job.engine)
        if not known.forks:  # a server's too: the child connects, and is locked then
            self.warm(known.name)
            return lambda: known.open(path)
        session = self.engine_ready(known.name)
        session.attach(path, described=isinstance(job, Job) and job.dump)
        gc.freeze()
        return lambda: session.only(path)

    def engine_ready(self, name: str) -> Session:
        """An engine that every child is forked with."""
        if name not in self.ready:
            self.ready[name] = engine(name).open(None)
        return self.ready[name]

    def warm(self, name: str) -> None:
        """Load an engine with all that it imports, which a locked process could not read."""
        if name not in self.warmed and name not in self.ready:
            engine(name).open(None).close()
            self.warmed.add(name)

    def child(self, job: AnyJob, task: "Task") -> bytes:
        """What a task sends from a child of its own, or what became of that; waits for it."""
        if not LINUX:
            return run_here(job, task)
        child = self.fork(job, task)
        while not child.over:
            wait([child])
        found = child.outcome()
        child.end()
        return found

    def fork(self, job: AnyJob, task: "Task") -> Child:
        """A child that does a task."""
        source, target = os.pipe()
        process = os.fork()
        if process == 0:
            self.be_child(job, task, source, target)
        os.close(target)  # the child has the only one now, so that its end is seen
        return Child(process, source, job)

    def be_child(self, job: AnyJob, task: "Task", source: int, target: int) -> None:
        """The child's whole life; it never returns."""
        try:
            gc.disable()  # to look through objects is to write to their pages, which copies them from the host
            # a child that held the pipes of others would keep them open beyond the end of their processes
            others = [child.source for child in self.running.values()]
            for inherited in (source, self.source, self.target, *others):
                os.close(inherited)
            silence()
            locked(job, task, partial(write_all, target))
            os.close(target)  # the end of the stream, which else waits until its memory is given back
            if task.killed:
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(0)  # neither exit handlers nor buffers of the host are the child's


def run_here(job: AnyJob, task: "Task") -> bytes:
    """What a task sends from this process, where there is no fork."""
    sent = bytearray()
    locked(job, task, sent.extend)
    return bytes(sent.removesuffix(END))


def open_nothing() -> None:
    """Open nothing yet."""


def unchanged(session: Session) -> Session:
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


def silence() -> None:
    """Let the standard streams lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if nowhere > 2:
        os.close(nowhere)


def main() -> None:
    """Serve on standard input and output: the way in for a host that is spawned."""
    source, target = os.dup(0), os.dup(1)
    silence()
    Host(source, target).serve()
