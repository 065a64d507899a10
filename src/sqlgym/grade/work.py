"""A portion of answers in, their verdicts out: what a worker does, on this machine or another.

Both are bytes, and all that a worker needs to know comes with them, so any executor can carry them.
"""

import os
import signal
import threading
import weakref
from collections.abc import Callable, Iterable
from multiprocessing import parent_process
from pathlib import Path

import msgspec

from sqlgym.course import Course, find_course
from sqlgym.course.answer import Answer, decoded
from sqlgym.errors import SqlgymError
from sqlgym.faults import heard
from sqlgym.grade.codec import pack
from sqlgym.grade.keys import Terms, exercise_key
from sqlgym.kinds.checker import Checker, unable, ungraded
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.verdict import Verdict


class Setup(msgspec.Struct, frozen=True):
    """How a run judges: the course (None for the built-in one), the terms, and the sandbox."""

    course: str | None
    terms: Terms
    sandbox: Mode


class Item(msgspec.Struct, frozen=True):
    """An answer to be judged: the key of its verdict, its exercise with that one's own key, its bytes."""

    key: str
    exercise: str
    exercise_key: str
    path: str
    data: bytes


class Task(msgspec.Struct, frozen=True):
    """A portion of the work."""

    setup: Setup
    items: tuple[Item, ...]


Judged = tuple[str, bytes, str]
"""The key of a verdict, the verdict, packed, and the tracebacks of our own faults on the way to it."""

Work = Callable[[bytes], list[Judged]]
"""A task as bytes → the verdict of each of its answers."""

HERE = threading.local()
"""What a thread keeps from one task to the next: the setup, and what judges by it, with engine and datasets loaded."""


def do(task: bytes) -> list[Judged]:
    """Judge a task's answers."""
    found = msgspec.msgpack.decode(task, type=Task)
    return list(judged(Worker.of(found.setup), found.items))


def judged(worker: "Worker", items: Iterable[Item]) -> Iterable[Judged]:
    """The packed verdict of each item."""
    for item in items:
        with heard() as traces:
            packed = pack(worker.verdict(item))
        yield item.key, packed, "\n".join(traces)


class Worker:
    """Judges answers one after the other by one setup."""

    def __init__(self, setup: Setup) -> None:
        """Start a sandbox."""
        self.setup = setup
        self.course = find_course(Path(setup.course) if setup.course else None, None, {})
        self.checker = Checker(Sandbox(setup.sandbox), self.course_of, plan=False, engine=setup.terms.engine)
        weakref.finalize(self, self.checker.sandbox.close)  # when its thread or its process ends
        self.checker.worlds, self.checker.seed = setup.terms.worlds, setup.terms.seed
        self.checker.at_once = False
        self.same: dict[str, bool] = {}

    @classmethod
    def of(cls, setup: Setup) -> "Worker":
        """This thread's worker for a setup."""
        kept: Worker | None = getattr(HERE, "worker", None)
        if kept is None or kept.setup != setup:
            if kept is not None:
                kept.checker.sandbox.close()
            HERE.worker = kept = cls(setup)
        return kept

    def course_of(self, _: Path) -> Course:
        """The course, whatever the answer."""
        return self.course

    def verdict(self, item: Item) -> Verdict:
        """The verdict on an answer; what goes wrong here is never the learner's fault."""
        answer = decoded(Path(item.path), item.data)
        try:
            if not self.knows(item):
                said = "this machine has another version of the course or of a program; install the same"
                return ungraded(item.exercise, Answer(item.path), said)
            return self.checker.judge(answer, item.exercise, Path(item.path))
        except Exception as error:
            return unable(item.exercise, Answer(item.path), error)

    def knows(self, item: Item) -> bool:
        """Whether the exercise here is the one that is meant."""
        if item.exercise not in self.same:
            try:
                context = self.checker.context(Path(item.path))
                found = exercise_key(
                    self.course, self.checker.exercise(context, item.exercise), self.setup.terms
                )
            except SqlgymError:
                return True  # what is wrong with it is told by judging
            self.same[item.exercise] = found == item.exercise_key
        return self.same[item.exercise]


def ready() -> None:
    """Prepare a process of the local pool: it leaves Ctrl-C to its parent, and ends when that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow, daemon=True).start()


def follow() -> None:
    """Wait for the parent's end."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
