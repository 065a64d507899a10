"""What is asked for in, a class graded and its report out; our own faults go into a file beside the store."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from sqlgym import cache
from sqlgym.course import Course, find_course, in_ci
from sqlgym.course.toml import nearest
from sqlgym.engines import ENGINES
from sqlgym.errors import SqlgymError, UsageError
from sqlgym.faults import logger
from sqlgym.grade.connect import open_store
from sqlgym.grade.exercises import counting, graded
from sqlgym.grade.keys import Terms
from sqlgym.grade.manifest import listed
from sqlgym.grade.pool import Pool, cores, own_path, workers
from sqlgym.grade.run import Grading, Tell, shard
from sqlgym.grade.sorting import collected
from sqlgym.grade.store import About, Store, merged
from sqlgym.grade.submissions import Class
from sqlgym.grade.work import Setup
from sqlgym.kinds.checker import versions
from sqlgym.sandbox import Mode, Sandbox
from sqlgym.verdict import Override, Report

STORE = "grades.sqlite"

Note = Callable[[list[str]], object]
"""Takes what is to be said besides the report."""


class Given(NamedTuple):
    """What a lecturer gives a student for an exercise; without points, what was given is taken back."""

    student: str
    exercise: str
    points: float | None
    comment: str


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What `sqlgym grade` is asked for; docs/grading.md describes each."""

    folder: Path | None
    course: Path | None = None
    exercises: tuple[str, ...] = ()
    layout: str = "folders"
    manifest: Path | None = None
    store: str | None = None
    fresh: bool = False
    seed: int | None = None
    jobs: int | None = None
    executor: str = ""
    shard: tuple[int, int] = (1, 1)
    engine: str | None = None
    worlds: int | None = None
    pass_mark: float | None = None
    sandbox: Mode = "strict"
    overrides: tuple[Given, ...] = ()


class Stopped(SqlgymError):
    """Ctrl-C ended the run; what was judged is kept."""


def grade(request: Request, tell: Tell, note: Note, ready: Callable[[int], object] = bool) -> Report:
    """Grade a class; everything that is judged is in the store at once. Without a class, what the store has is said.

    `ready` takes how many students there are, before anything is judged.
    """
    if request.folder is None and request.manifest is None and request.overrides:
        with open_store(request.store or STORE, new=False) as store:
            give(store, request.overrides)
            return report(store, request.pass_mark)
    course, found = course_and_class(request)
    note(list(found.notes))
    ready(len(found.students))
    names = counting(course, request.exercises, found)
    if not found.students or not names:
        raise UsageError(f"{request.folder or request.manifest}: nobody handed in anything for this course")
    with store_of(request) as store:
        terms = Terms(store.seed(request.seed, renew=request.fresh), request.engine, request.worlds)
        about = About(course.title, versions([course.digest()]), names)
        store.describe(about)
        setup = Setup(str(course.root.resolve()) if has_own_course(request) else None, terms, request.sandbox)
        log = Log(log_of(request.store or STORE))
        with pool_of(request, setup) as pool:
            exercises = graded(course, names, terms)
            grading = Grading(store, pool, exercises, tell, fresh=request.fresh, log=log.add)
            with interruptible(grading):
                grading.run(found, shard(*request.shard))
        give(store, request.overrides)
        note(log.notes)
        return report(store, request.pass_mark)


def give(store: Store, overrides: tuple[Given, ...]) -> None:
    """Keep what a lecturer gives by hand; UsageError for an answer that the store does not have, or too many points."""
    if not overrides:
        return
    answers = {(one.student, one.exercise): one for one in store.results()}
    for one in overrides:
        found = answers.get((one.student, one.exercise))
        if found is None:
            students = {student for student, _ in answers}
            there = one.student in students
            known, word = ({name for _, name in answers}, one.exercise) if there else (students, one.student)
            what = "exercise" if there else "student"
            raise UsageError(f"--override: {store.name} has no {what} “{word}”{nearest(word, known)}")
        if one.points is not None and found.status != "ungraded" and one.points > found.points:
            raise UsageError(
                f"--override: {one.exercise} is worth {found.points:g} points, not {one.points:g}"
            )
        given = None if one.points is None else Override(one.points, one.comment)
        store.override(one.student, one.exercise, given)


def merge(sources: list[str], target: str, pass_mark: float | None) -> Report:
    """Put the stores of shards into one."""
    opened = [open_store(source, new=False) for source in sources]
    with open_store(target) as store:
        merged(opened, store)
        for one in opened:
            one.close()
        return report(store, pass_mark)


def stored(name: str, pass_mark: float | None) -> Report:
    """What is kept in a store; UsageError where nothing was graded into it."""
    with open_store(name, new=False) as store:
        if store.about() is None:
            raise UsageError(f"{name}: nothing has been graded into this store")
        return report(store, pass_mark)


def report(store: Store, pass_mark: float | None) -> Report:
    """What a store holds."""
    about = store.about()
    assert about is not None
    return Report(
        about.course, tuple(store.results()), about.versions, seed=store.seed(), pass_mark=pass_mark
    )


def course_and_class(request: Request) -> tuple[Course, Class]:
    """The course and the class, if they can be graded as asked."""
    if request.engine is not None and request.engine not in ENGINES:
        raise UsageError(f"there is no engine “{request.engine}”{nearest(request.engine, ENGINES)}")
    root = request.folder or (request.manifest.parent if request.manifest else None)
    if root is None:
        raise UsageError("name the class's folder, or a --manifest")
    course = find_course(request.course, None)
    refuse_within(root, course, request)
    if request.manifest is not None:
        return course, listed(request.manifest, request.folder, course.names)
    return course, collected(root, course.names, request.layout)


def refuse_within(root: Path, course: Course, request: Request) -> None:
    """Raise UsageError where a learner could have written what judges: the course, the cache or the store."""
    answers = root.resolve()
    if request.manifest is not None and request.folder is None:
        return
    store = Path(request.store or STORE)
    for name, place, remedy in (
        ("course", course.root, "--course"),
        ("cache", cache.directory(), "SQLGYM_CACHE"),
        ("store", store, "--store"),
    ):
        if place.resolve().is_relative_to(answers):
            said = "lies among the answers, where a learner can write"
            raise UsageError(f"the {name} {said}; set {remedy} to another place")
    if request.store is None and store.exists() and in_ci():
        said = "a learner may have put it there"
        raise UsageError(f"{store} exists already, and {said}: where CI is set, name the store with --store")


def has_own_course(request: Request) -> bool:
    """Whether the course is another than the built-in one, which each machine has in its own place."""
    return request.course is not None or bool(os.environ.get("SQLGYM_COURSE"))


@contextmanager
def store_of(request: Request) -> Iterator[Store]:
    """The store, open."""
    if request.shard != (1, 1) and request.seed is None:
        raise UsageError("shards must be judged on the same small databases: give all the same --seed")
    with open_store(request.store or STORE) as store:
        yield store


@contextmanager
def pool_of(request: Request, setup: Setup) -> Iterator[Pool]:
    """The workers, started when they are needed."""
    Sandbox(request.sandbox)  # says now what is missing
    start, slots = workers(request.executor, request.jobs or cores())
    pool = Pool(start, slots, setup)
    with own_path():
        try:
            yield pool
        except BaseException:
            pool.close(now=True)
            raise
        pool.close()


@contextmanager
def interruptible(grading: Grading) -> Iterator[None]:
    """Turn Ctrl-C into a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        done = sum(grading.statuses.values())
        said = f"stopped: {done:,} of {grading.total:,} different answers are judged and kept in {grading.store.name}"
        raise Stopped(f"{said}; the same command goes on from there") from None


def log_of(store: str) -> Path:
    """The log beside a store; for one on a server, in the current folder."""
    return Path("sqlgym-grade.log") if "://" in store else Path(f"{store}.log")


class Log:
    """A log that is made when there is something to be kept; the next run adds to it."""

    def __init__(self, path: Path) -> None:
        """Nothing is written yet."""
        self.path = path
        self.count = 0

    def add(self, trace: str) -> None:
        """Keep a traceback with what it is about; where no file can be written it is in the report's sentence alone."""
        logger().error("%s", trace)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{trace}\n\n")
        except OSError:
            return
        self.count += 1

    @property
    def notes(self) -> list[str]:
        """What is to be said of it."""
        if not self.count:
            return []
        times = "once" if self.count == 1 else f"{self.count:,} times"
        return [f"sqlgym itself failed {times}; {self.path} has the tracebacks, for a report"]
