"""A warm process that has the engine loaded and databases open, and forks a locked child for every job.

It never runs a learner's SQL itself, so it stays as it was started. Jobs come in and outcomes go out as frames
(sandbox.frames); jobs that come while others run are begun at once, and each outcome goes out when it is there. A
number without a job ends the one that has it.
"""

import gc
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from sqlgym.engines import DATASETS, Session, engine
from sqlgym.sandbox import chain, layers
from sqlgym.sandbox.chain import Key
from sqlgym.sandbox.child import Emit, caught, follow, perform
from sqlgym.sandbox.children import Child, wait
from sqlgym.sandbox.codec import decode_job, encode
from sqlgym.sandbox.frames import (
    COMPLETE,
    END,
    INCOMPLETE,
    SPOILT,
    frame,
    last,
    number_of,
    numbered,
    read_frame,
    write_all,
)
from sqlgym.sandbox.job import AnyJob, ContractJob, ImportJob, Job, MeasureJob, ScriptJob, TrialJob
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.outcome import Broken, Done, Exceeded, Imported, Left, Outcome, Ran, Tried
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
        self.idle: dict[Key, Child] = {}
        self.states = States()

    def serve(self) -> None:
        """Do jobs until the stream ends."""
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # a terminal sends it to the whole group; the parent ends us
        self.engine_ready(DATASETS)
        while (data := self.next_job()) is not None:
            number, job = number_of(data)
            self.attempt(number, decode_job(job), self.do) if job else self.leave(number)

    def attempt(self, number: int, job: AnyJob, work: Callable[[int, AnyJob], None]) -> None:
        """Do something for a job; what fails on the way is its outcome."""
        try:
            work(number, job)
        except Exception:
            self.reply(number, COMPLETE + frame(encode(Broken(traceback.format_exc()))))

    def next_job(self) -> bytes | None:
        """The next job; until it comes, what runs is looked after."""
        while self.running:
            come = wait(self.running.values(), self.source)
            for number, child in list(self.running.items()):
                if child.over:
                    del self.running[number]
                    self.over(number, child)
            if come:
                break
        return read_frame(self.source)

    def over(self, number: int, child: Child) -> None:
        """Send what became of a job; its process waits for another one, or ends."""
        if child.spoilt:
            child.end()
            self.attempt(number, child.job, self.begin)
            return
        self.reply(number, child.outcome())
        if child.key is None or not child.fit:
            child.end()
            return
        self.end_idle(child.key)
        self.idle[child.key] = child
        if len(self.idle) > chain.MOST_IDLE:
            self.end_idle(next(iter(self.idle)))

    def end_idle(self, key: Key) -> None:
        """End the process that waits for another job of a chain, if there is one."""
        if (child := self.idle.pop(key, None)) is not None:
            child.end()

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
        key = chain.key(job)
        if key in self.idle:
            waiting = self.idle.pop(key)
            if waiting.follow(job):
                self.running[number] = waiting
                return None
            waiting.end()  # it may have been sent a part of the job
        return self.begin(number, job)

    def begin(self, number: int, job: AnyJob) -> None:
        """Begin a job in a process of its own."""
        assert isinstance(job, Job | TrialJob | ContractJob | ImportJob)
        task = self.intake(job) if isinstance(job, ImportJob) else self.judging(job)
        if not LINUX:
            return self.reply(number, run_here(job, task))
        self.running[number] = self.fork(job, task, chain.key(job))
        return None

    def judging(self, job: Job | TrialJob | ContractJob) -> "Task":
        """What is done for an answer, or for what is assumed of an engine."""
        opener = self.opener(job)
        if isinstance(job, ContractJob):
            engine(job.engine).contract()  # imported now: a locked process could not read it
            job = msgspec.structs.replace(job, threads=layers.threads())
        return Task(opener, lambda session, emit: perform(session, job, emit))

    def intake(self, job: ImportJob) -> "Task":
        """An import, in the folder that was made for it."""
        from sqlgym.engines.datasets import staging
        from sqlgym.importing.run import imported, warm

        warm()
        folder = Path(job.folder)
        given = (folder, job.sources, job.rows, job.invent, job.dialect)

        def work(database: Any, emit: Emit) -> None:
            emit(caught(lambda: Imported(imported(database, *given))))

        return Task(lambda: staging(folder), work, folder)

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
            known.serve(path)
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

    def fork(self, job: AnyJob, task: "Task", key: Key | None = None) -> Child:
        """A child that does a task, and after that what else is sent to it if there is a key."""
        source, target = os.pipe()
        jobs, sending = chain.pipe() if key is not None else (None, None)
        process = os.fork()
        if process == 0:
            self.be_child(job, task._replace(jobs=jobs), target, (source, sending))
        os.close(target)  # the child has the only one now, so that its end is seen
        if jobs is not None:
            os.close(jobs)
        return Child(process, source, job, key, sending)

    def be_child(self, job: AnyJob, task: "Task", target: int, ends: "tuple[int | None, ...]") -> None:
        """The child's whole life; it never returns. `ends` are the host's ends of its pipes."""
        try:
            gc.disable()  # to look through objects is to write to their pages, which copies them from the host
            # a child that held the pipes of others would keep them open beyond the end of their processes, and could
            # send jobs to them
            children = (*self.running.values(), *self.idle.values())
            others = [one for child in children for one in child.pipes]
            for inherited in (*ends, self.source, self.target, *others):
                if inherited is not None:
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

    `folder` is the only one it may write to; with `killed` it ends by SIGKILL, with everything still open. From `jobs`
    come others of its chain, to be done after it.
    """

    prepare: Callable[[], Any]
    work: Callable[[Any, Emit], object]
    folder: Path | None = None
    killed: bool = False
    jobs: int | None = None


class Sender:
    """Sends the outcomes of a job, and keeps whether it was all done, without a stop."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.write = write
        self.whole = False

    def __call__(self, outcome: Outcome) -> None:
        """Send an outcome; Done is the last of a job on worlds that came to its end, Ran that of another."""
        if isinstance(outcome, Tried):
            self.stopped = self.stopped or any(one.stop is not None for one in outcome.trials)
        self.whole = isinstance(outcome, Done | Ran) and not self.stopped
        self.write(frame(encode(outcome)))

    stopped = False


@contextmanager
def sending(write: Callable[[bytes], object]) -> Iterator[Sender]:
    """What sends the outcomes of a job; what fails in there is one."""
    sender = Sender(write)
    try:
        yield sender
    except MemoryError:
        sender(Exceeded("memory"))
    except Exception:
        sender(Broken(traceback.format_exc()))


def locked(job: AnyJob, task: Task, write: Callable[[bytes], object]) -> None:
    """Lock this process for good, then do the task: a byte that tells the layers, frames, and an end.

    In a chain other jobs follow as long as each was done without a stop.
    """
    with sending(write) as sender:
        prepared = task.prepare()
        on = layers.apply(job.mode, bounds(job, task))
        write(layer := COMPLETE if set(layers.STRICT) <= set(on) else INCOMPLETE)
        task.work(prepared, sender)
    write(END if sender.whole or task.jobs is None else SPOILT)
    while sender.whole and task.jobs is not None and (data := read_frame(task.jobs)) is not None:
        write(layer)
        with sending(write) as sender:
            follow(prepared, decode_job(data), sender)
        write(END if sender.whole else SPOILT)


def bounds(job: AnyJob, task: Task) -> layers.Bounds:
    """What a task may take and reach."""
    return layers.Bounds(
        memory_bytes=job.limits.memory_bytes,
        cpu_seconds=int(job.limits.seconds) + (2 if task.jobs is None else 2 + chain.MORE_SECONDS),
        file_size=room(job) if task.folder else 0,
        read_write=(task.folder,) if task.folder else (),
    )


def room(job: AnyJob) -> int:
    """How many bytes a file may have that a task writes."""
    return job.room if isinstance(job, ImportJob) else job.limits.memory_bytes


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
