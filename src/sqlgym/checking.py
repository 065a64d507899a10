"""Answers in, verdicts out: which exercise each belongs to, whether it can be read, how its kind judges it."""

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sqlgym import __version__
from sqlgym.answer import Answer, given, read
from sqlgym.bench import Bench
from sqlgym.course import Course, Exercise, Level, exercise_name
from sqlgym.engines import ENGINES
from sqlgym.errors import SqlgymError, UsageError
from sqlgym.feedback import FREE, shown
from sqlgym.kinds import KINDS
from sqlgym.kinds.unjudged import unjudged, verdict
from sqlgym.reference import READING
from sqlgym.result import Run
from sqlgym.sandbox import Ran, Sandbox
from sqlgym.settings import nearest
from sqlgym.verdict import Finding, Plans, Report, Verdict

if TYPE_CHECKING:
    from sqlgym.populate.write import Progress

Finder = Callable[[Path], Course]
"""An answer's path → the course it is judged by."""


THOROUGH = 5_000
"""Small databases that a thorough check tries."""

KINDS_ENGINES = {"index": ("sqlite",)}
"""Kind of an exercise → the only engines that can judge it."""


class Checker:
    """Judges answers, each by its own course; datasets and the sandbox serve all of them."""

    def __init__(
        self,
        sandbox: Sandbox,
        finder: Finder,
        *,
        plan: bool = True,
        engine: str | None = None,
        progress: "Progress | None" = None,
    ) -> None:
        """Take the tools; nothing is read yet."""
        if engine is not None and engine not in ENGINES:
            raise UsageError(f"there is no engine “{engine}”{nearest(engine, ENGINES)}")
        self.sandbox = sandbox
        self.finder = finder
        self.plan = plan
        self.engine = engine
        self.progress = progress
        self.worlds: int | None = None
        self.seed = 0
        self.feedback: Level = "full"
        self.guarded = False
        self.benches: dict[Path, Bench] = {}

    def bench(self, path: Path) -> Bench:
        """The tools for the course that an answer is judged by."""
        course = self.finder(path)
        if course.root not in self.benches:
            self.benches[course.root] = Bench(
                course, self.sandbox, self.plan, self.progress, self.worlds, self.seed
            )
        return self.benches[course.root]

    def exercise(self, bench: Bench, name: str) -> Exercise:
        """An exercise, on the engine asked for."""
        return on_engine(bench.course.exercise(name), self.engine)

    def check(self, source: Path | str, name: str | None = None) -> Verdict:
        """The verdict on a file, or on a text; what is not the learner's doing is `ungraded`, never an exception."""
        answer = given(source) if isinstance(source, str) else read(source, self.guarded)
        path = Path(answer.path)
        return self.judge(answer, name or exercise_name(path, answer.text), path)

    def judge(self, answer: Answer, name: str, path: Path) -> Verdict:
        """The verdict on an answer that was read from a path, or anywhere."""
        began = time.perf_counter()
        allowed = FREE
        try:
            bench = self.bench(path)
            exercise = self.exercise(bench, name)
            allowed = exercise.settings.feedback
            found = judged(exercise, answer, bench)
        except SqlgymError as error:
            found = ungraded(name, answer, str(error))
        found = shown(found, self.feedback, allowed)
        return msgspec.structs.replace(found, seconds=round(time.perf_counter() - began, 4))

    def run(self, path: Path, name: str | None) -> tuple[Verdict, Run | None]:
        """Run an answer on its exercise's dataset without judging it: what it returned, or None and why not."""
        answer = read(path)
        bench = self.bench(path)
        exercise = self.exercise(bench, name or exercise_name(path, answer.text))
        if answer.problem is not None:
            return judged(exercise, answer, bench), None
        outcome = bench.run(exercise, answer.text, READING)
        if not isinstance(outcome, Ran):
            return unjudged(exercise, answer, outcome, bench.dataset(exercise).tables), None
        plans = Plans(outcome.plan)
        return verdict(exercise, answer, "correct", plans=plans), outcome.runs[0]

    def report(self, results: Iterable[Verdict]) -> Report:
        """The results with what they were found out with."""
        benches = self.benches.values()
        titles = ", ".join(bench.course.title for bench in benches)
        return Report(titles, tuple(results), versions(bench.digest for bench in benches))


def on_engine(exercise: Exercise, engine: str | None) -> Exercise:
    """An exercise on another engine than its own; UsageError where it is not judged on that one."""
    if engine is None:
        return exercise
    allowed = exercise.settings.engines or KINDS_ENGINES.get(exercise.kind, tuple(ENGINES))
    if engine not in allowed:
        raise UsageError(f"{exercise.name} is not judged on {engine}; it is on {', '.join(allowed)}")
    settings = msgspec.structs.replace(exercise.settings, engine=engine)
    return msgspec.structs.replace(exercise, settings=settings)


def judged(exercise: Exercise, answer: Answer, bench: Bench) -> Verdict:
    """The verdict on an answer to an exercise."""
    if answer.problem is not None:
        return verdict(exercise, answer, answer.problem.status, findings=(answer.problem.finding,))
    if exercise.withheld:
        from sqlgym.kinds.rehearsal import rehearse

        return rehearse(exercise, answer, bench)
    return KINDS[exercise.kind](exercise, answer, bench)


def ungraded(name: str, answer: Answer, message: str) -> Verdict:
    """The verdict where sqlgym could not judge: not the learner's fault."""
    finding = answer.problem.finding if answer.problem else Finding("course", message)
    return Verdict(
        exercise=name,
        answer=answer.path,
        kind="",
        engine="",
        status="ungraded",
        score=0.0,
        points=0.0,
        findings=(finding,),
        notes=answer.notes,
    )


def versions(courses: Iterable[bytes]) -> dict[str, str]:
    """What the results depend on: versions of programs, and the content of the courses by their digests."""
    from sqlgym.build import installed

    content = hashlib.sha256(b"".join(courses)).hexdigest()
    return {
        "sqlgym": __version__,
        "duckdb": installed("duckdb"),
        "faker": installed("faker"),
        "course": f"sha256:{content}",
    }
