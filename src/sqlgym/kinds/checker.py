"""Answers in, verdicts out: which exercise each belongs to, whether it can be read, how its kind judges it."""

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sqlgym import __version__, cache, faults
from sqlgym.context import Context
from sqlgym.course import Course, Exercise, Level, exercise_name
from sqlgym.course.answer import Answer, given, read
from sqlgym.course.toml import nearest
from sqlgym.data.reference import READING
from sqlgym.engines import ENGINES
from sqlgym.errors import BuildError, CourseError, EngineError, SqlgymError, UsageError
from sqlgym.feedback.levels import FREE, shown
from sqlgym.kinds import KINDS, REHEARSALS, Judge
from sqlgym.kinds.failures import RUN, unjudged, verdict
from sqlgym.result import Leaving, Run
from sqlgym.sandbox import Exceeded, Ran, Sandbox
from sqlgym.verdict import Finding, Plans, Report, Unjudged, Verdict
from sqlgym.verdict.probe import passed, untried

if TYPE_CHECKING:
    from sqlgym.data.populate.write import Progress

Finder = Callable[[Path], Course]
"""An answer's path → the course it is judged by."""


THOROUGH = 5_000
"""Small databases that a thorough check tries."""

KINDS_ENGINES = {
    "index": tuple(name for name, one in ENGINES.items() if one.counts),
    **dict.fromkeys(
        ("script", "transaction", "design"),
        tuple(name for name, one in ENGINES.items() if one.place == "process"),
    ),
}
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
        dialect: str | None = None,
    ) -> None:
        """Take the tools; nothing is read yet. `dialect` is what answers are written in, if not the engine's own."""
        if engine is not None and engine not in ENGINES:
            raise UsageError(f"there is no engine “{engine}”{nearest(engine, ENGINES)}")
        self.sandbox = sandbox
        self.finder = finder
        self.plan = plan
        self.engine = engine
        self.progress = progress
        self.dialect = dialect
        self.worlds: int | None = None
        self.seed = 0
        self.feedback: Level = "full"
        self.guarded = False
        self.at_once = True
        self.contexts: dict[Path, Context] = {}

    def context(self, path: Path) -> Context:
        """The tools for the course that an answer is judged by."""
        course = self.finder(path)
        if course.root not in self.contexts:
            self.contexts[course.root] = Context(
                course, self.sandbox, self.plan, self.progress, self.worlds, self.seed
            )
            self.contexts[course.root].at_once = self.at_once
        return self.contexts[course.root]

    def exercise(self, context: Context, name: str) -> Exercise:
        """An exercise, on the engine asked for."""
        return on_engine(context.course.exercise(name), self.engine)

    def check(self, source: Path | str, name: str | None = None) -> Verdict:
        """The verdict on a file, or on a text; what is not the learner's doing is `ungraded`, never an exception."""
        answer = given(source) if isinstance(source, str) else read(source, self.guarded)
        path = Path(answer.path)
        return self.judge(answer, name or exercise_name(path, answer.text), path)

    def judge(self, answer: Answer, name: str, path: Path) -> Verdict:
        """The verdict on an answer that was read from a path, or anywhere; a fault of ours stays with this answer."""
        began = time.perf_counter()
        allowed = FREE
        try:
            context = self.context(path)
            exercise = self.exercise(context, name)
            allowed = exercise.settings.feedback
            found = self.soundly(lambda: judged(exercise, self.translate(answer, exercise, context), context))
            found = shown(self.unplaced(found), self.feedback, allowed)
        except Exception as error:
            found = shown(unable(name, answer, error), self.feedback, allowed)
        return msgspec.structs.replace(found, seconds=round(time.perf_counter() - began, 4))

    def soundly(self, judge: Callable[[], Verdict]) -> Verdict:
        """A verdict that rests on no damaged file of the cache: where one was met, it is judged again without."""
        before = cache.discarded()
        try:
            found = judge()
        except Exception:
            if cache.damages() == before:
                raise
        else:
            if found.status not in {"error", "ungraded"} or cache.damages() == before:
                return found
        self.sandbox.close()  # its host may still have the damaged file open
        before = cache.discarded()
        found = judge()
        if found.status == "error" and cache.damages() > before:
            raise BuildError(
                f"{cache.directory()}: files of the cache are damaged again and again; is the disk all right?"
            )
        return found

    def run(self, source: Path | str, name: str | None) -> tuple[Verdict, Run | None]:
        """Run an answer on its exercise's dataset without judging it: what it returned, or None and why not."""
        return self.run_query(*self.to_run(source, name))

    def left(self, source: Path | str, name: str | None) -> tuple[Verdict, tuple[Leaving, ...] | None]:
        """What an answer of any kind leaves or returns, without judging it; None and why it does not run."""
        from sqlgym.kinds.leaving import known_tables, left  # for what is only run

        answer, exercise, context = self.to_run(source, name)
        if exercise.kind != "design":  # which has no tables yet
            found, run = self.run_query(answer, exercise, context)
            if run is not None or exercise.kind == "query" or found.status != "refused":
                return found, None if run is None else (Leaving("", run),)
        if answer.problem is not None:
            return judged(exercise, answer, context), None
        outcome = left(exercise, answer.text, context)
        if isinstance(outcome, tuple):
            return verdict(exercise, answer, Unjudged(probes=(passed(RUN),))), outcome
        found = unjudged(exercise, answer, outcome, known_tables(exercise, context))
        return self.unplaced(advised(found, exercise, answer, context)), None

    def to_run(self, source: Path | str, name: str | None) -> tuple[Answer, Exercise, Context]:
        """An answer as its engine takes it, with its exercise; a file is read once, since it may be a pipe."""
        answer = given(source) if isinstance(source, str) else read(source)
        path = Path(answer.path)
        context = self.context(path)
        exercise = self.exercise(context, name or exercise_name(path, answer.text))
        return self.translate(answer, exercise, context), exercise, context

    def run_query(self, answer: Answer, exercise: Exercise, context: Context) -> tuple[Verdict, Run | None]:
        """Run one query: what it returned, or None and why not."""
        if answer.problem is not None:
            return judged(exercise, answer, context), None
        outcome = context.run(exercise, answer.text, READING)
        if isinstance(outcome, Exceeded):
            enough = with_enough_limits(exercise, context)
            outcome = outcome if enough is exercise else context.run(enough, answer.text, READING)
            exercise = enough
        if not isinstance(outcome, Ran):
            found = unjudged(exercise, answer, outcome, context.dataset(exercise).tables)
            return self.unplaced(advised(found, exercise, answer, context)), None
        plans = Plans(outcome.plan)
        evidence = Unjudged(probes=(passed(RUN),))
        return verdict(exercise, answer, evidence, plans=plans), outcome.runs[0]

    def translate(self, answer: Answer, exercise: Exercise, context: Context) -> Answer:
        """An answer as its engine takes it."""
        if self.dialect is None:
            return answer
        from sqlgym.dialects.answers import spoken  # for --dialect alone

        tables = () if exercise.kind == "design" else context.dataset(exercise).tables
        return spoken(answer, self.dialect, exercise.engine, tables)

    def unplaced(self, found: Verdict) -> Verdict:
        """A verdict without places where what ran is not the text of the file."""
        if self.dialect is None:
            return found
        findings = tuple(msgspec.structs.replace(one, place=None) for one in found.findings)
        return msgspec.structs.replace(found, findings=findings)

    def report(self, results: Iterable[Verdict]) -> Report:
        """The results with what they were found out with."""
        contexts = self.contexts.values()
        titles = ", ".join(context.course.title for context in contexts)
        return Report(titles, tuple(results), versions(context.digest for context in contexts))


def with_enough_limits(exercise: Exercise, context: Context) -> Exercise:
    """An exercise with limits that are enough for its reference, where that is a query and is known."""
    if exercise.kind != "query" or exercise.withheld:
        return exercise
    from sqlgym.kinds.query.start import known_reference  # for `run` alone

    return known_reference(exercise, context)[1]


def on_engine(exercise: Exercise, engine: str | None) -> Exercise:
    """An exercise on another engine than its own; UsageError where it is not judged on that one."""
    if engine is None:
        engine = exercise.engine
    if missing := ENGINES[engine].missing() if engine in ENGINES else "":
        raise EngineError(missing)
    if engine == exercise.engine:
        return exercise
    allowed = exercise.settings.engines or KINDS_ENGINES.get(exercise.kind, tuple(ENGINES))
    if engine not in allowed:
        raise UsageError(f"{exercise.name} is not judged on {engine}; it is on {', '.join(allowed)}")
    return exercise.on(engine)


def judged(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The verdict on an answer to an exercise."""
    if answer.problem is not None:
        finding = answer.problem.finding
        unread = untried("file", finding.message, answer.problem.status)
        return verdict(exercise, answer, Unjudged(probes=(unread,)), findings=(finding,))
    found = judge_of(exercise)(exercise, answer, context)
    return advised(found, exercise, answer, context)


def advised(found: Verdict, exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """A verdict with the form that this engine wants, where it refused the answer for another engine's."""
    if found.status != "error":
        return found
    from sqlgym.kinds import advice  # few fail

    return advice.advised(found, exercise, answer, context)


def judge_of(exercise: Exercise) -> Judge:
    """What judges answers to an exercise; without a reference they can only be rehearsed."""
    return (REHEARSALS if exercise.withheld else KINDS)[exercise.kind]()


def unable(name: str, answer: Answer, error: Exception) -> Verdict:
    """The verdict where an exception keeps sqlgym from judging: one that was foreseen, or a fault of our own."""
    if isinstance(error, SqlgymError):
        return ungraded(name, answer, str(error), way_out(error))
    return ungraded(name, answer, faults.recorded(error), faults.ADVICE)


def ungraded(name: str, answer: Answer, message: str, advice: str = "") -> Verdict:
    """The verdict where sqlgym could not judge: not the learner's fault."""
    finding = answer.problem.finding if answer.problem else Finding("course", message, advice)
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
        details=Unjudged(probes=(untried("judging", finding.message, "ungraded"),)),
    )


def way_out(error: SqlgymError) -> str:
    """What a learner can do about something that stops sqlgym from judging, beyond what the error says itself."""
    if isinstance(error, CourseError):
        return "This is a fault of the course, not yours: tell whoever made it."
    if str(error).startswith("there is no exercise"):
        return "A file is called after its exercise; for another name, say --exercise NAME."
    return ""


def versions(courses: Iterable[bytes]) -> dict[str, str]:
    """What the results depend on: versions of programs, and the content of the courses by their digests."""
    from sqlgym.cache.versions import installed

    content = hashlib.sha256(b"".join(courses)).hexdigest()
    return {
        "sqlgym": __version__,
        "duckdb": installed("duckdb"),
        "faker": installed("faker"),
        "course": f"sha256:{content}",
    }
