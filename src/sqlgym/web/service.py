"""What the API answers, from a course, a workspace and the queue of checkers; it knows nothing of HTTP."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlgym.course import Course, Exercise, Level
from sqlgym.dialects.transpile import SPOKEN
from sqlgym.engines import ENGINES
from sqlgym.errors import SqlgymError, UsageError
from sqlgym.kinds.checker import KINDS_ENGINES, Checker
from sqlgym.learn.workspace import Workspace
from sqlgym.learn.workspace.state import State, StateFile
from sqlgym.report.tasks import roles
from sqlgym.result.cells import jsonable
from sqlgym.web import answers, runs
from sqlgym.web.drawing import draw
from sqlgym.web.events import Hub
from sqlgym.web.queue import Queue, Slot, Tell
from sqlgym.web.values import (
    AnswerView,
    ColumnView,
    CourseView,
    Hints,
    Listed,
    Request,
    Save,
    Solution,
    TablesView,
    TableView,
    TaskView,
)

T = TypeVar("T")


class Service:
    """One learner's course: its exercises, their answers, and what judges them."""

    def __init__(
        self,
        course: Course,
        workspace: Workspace,
        queue: Queue,
        *,
        feedback: Level = "full",
        author: bool = False,
        store: str = "",
    ) -> None:
        self.course = course
        self.workspace = workspace
        self.queue = queue
        self.feedback = feedback
        self.author = author
        self.store = store
        self.hub = Hub()
        self.state = StateFile(workspace, lambda said: self.hub.publish("note", said=said))
        self.writing = threading.Lock()
        self.generation = 0
        self.drawn: dict[tuple[int, str], TablesView] = {}

    def reload(self) -> None:
        """Read the course anew: a file of it was saved."""
        self.course = Course(self.course.root)
        self.generation += 1
        self.drawn.clear()

    def overview(self) -> CourseView:
        """The list of exercises, and how far the learner is."""
        passed = self.state.read().passed
        return CourseView(
            title=self.course.title,
            exercises=tuple(self.listed(name, passed.get(name)) for name in self.course.names),
            workspace=str(self.workspace.folder),
            dialects=tuple(SPOKEN),
            author=self.author,
            graded=bool(self.store),
        )

    def listed(self, name: str, passed: str | None) -> Listed:
        """An exercise as a line of the list; one that cannot be read says why."""
        try:
            found = self.course.exercise(name)
        except SqlgymError as error:
            return Listed(name, name, fault=str(error))
        return Listed(
            name, found.settings.title, found.kind, found.settings.points, found.settings.tags, passed
        )

    def task(self, name: str) -> TaskView:
        """One exercise."""
        found, state = self.course.exercise(name), self.state.read()
        settings, passed = found.settings, state.passed.get(found.name)
        return TaskView(
            name=found.name,
            title=settings.title,
            kind=found.kind,
            points=settings.points,
            tags=settings.tags,
            engine=found.engine,
            engines=usable(found),
            task=found.task,
            answer=answers.view(self.workspace, found),
            hints=given_hints(found, state.hints.get(found.name, 0)),
            passed=passed,
            solution=solution(found, passed is not None) if self.feedback == "full" else None,
            tables=bool(found.schema),
            workload=found.beside("kind", "workload.sql").strip() if found.kind == "index" else "",
        )

    def save(self, name: str, save: Save) -> AnswerView:
        """Write an answer."""
        with self.writing:
            return answers.save(self.workspace, self.course.exercise(name), save.sql, save.was)

    def reset(self, name: str) -> AnswerView:
        """Put a starter back; the exercise is to be done again."""
        found = self.course.exercise(name)
        with self.writing:
            self.state.change(lambda state: state.without_pass(found.name))
            return answers.begin_again(self.workspace, found)

    def hint(self, name: str) -> Hints:
        """Give the next hint."""
        found = self.course.exercise(name)
        with self.writing:
            number = min(self.state.read().hints.get(found.name, 0) + 1, len(found.settings.hints))
            self.state.change(partial(State.with_hint, name=found.name, number=number))
        return given_hints(found, number)

    async def tables(self, name: str) -> TablesView:
        """The tables of an exercise with their first rows; built, if they are not in the cache."""
        found = self.course.exercise(name)
        if not found.schema:
            raise UsageError(f"{found.name} begins without tables: making them is the task")
        key = (self.generation, found.name)
        if key not in self.drawn:
            self.drawn[key] = await self.queue.run(self.current(partial(tables, exercise=found)))
        return self.drawn[key]

    async def run(self, request: Request, tell: Tell) -> dict[str, Any]:
        """What SQL does, without a verdict."""
        self.require(request)
        return await self.queue.run(self.current(partial(runs.run, request=request)), tell)

    async def check(self, request: Request, tell: Tell) -> dict[str, Any]:
        """The verdict on an answer; a right one is remembered."""
        self.require(request)
        return await self.queue.run(self.current(partial(self.judge, request=request)), tell)

    def judge(self, checker: Checker, request: Request) -> dict[str, Any]:
        """Judge an answer, in a thread."""
        verdict = runs.check(checker, request)
        if verdict.status == "correct":
            with self.writing:
                self.state.change(partial(State.with_pass, name=verdict.exercise))
        return runs.report(checker, verdict)

    def require(self, request: Request) -> None:
        """UsageError for an exercise, an engine or a dialect that there is not."""
        self.course.exercise(request.exercise)
        if request.engine is not None and request.engine not in ENGINES:
            raise UsageError(f"there is no engine “{request.engine}”; there are {', '.join(ENGINES)}")
        if request.dialect is not None and request.dialect not in SPOKEN:
            raise UsageError(f"there is no dialect “{request.dialect}”; there are {', '.join(SPOKEN)}")

    def current(self, work: Callable[[Checker], T]) -> Callable[[Slot], T]:
        """Work on the course as it is now: a slot forgets what it knows of an older one."""

        def do(slot: Slot) -> T:
            if slot.generation != self.generation:
                slot.checker.contexts.clear()
                slot.generation = self.generation
            return work(slot.checker)

        return do


def usable(exercise: Exercise) -> tuple[str, ...]:
    """The engines that an exercise is judged on, without those that are not installed here."""
    allowed = exercise.settings.engines or KINDS_ENGINES.get(exercise.kind, tuple(ENGINES))
    return tuple(name for name in allowed if name in ENGINES and not ENGINES[name].missing())


def given_hints(exercise: Exercise, number: int) -> Hints:
    """The hints up to a number."""
    hints = exercise.settings.hints
    return Hints(tuple(hints[:number]), len(hints))


def solution(exercise: Exercise, passed: bool) -> Solution | None:
    """The course's answer, where a learner may see it."""
    if exercise.withheld or not exercise.settings.feedback.shows_reference(passed):
        return None
    return Solution(exercise.reference.strip(), exercise.explanation.strip() if passed else "")


def tables(checker: Checker, exercise: Exercise) -> TablesView:
    """The tables of an exercise, their first rows, and a drawing."""
    context = checker.context(Path(f"{exercise.name}.sql"))
    dataset, samples = context.dataset(exercise), context.samples(exercise)
    views = [
        TableView(
            name=table.name,
            rows=dataset.rows[table.name],
            columns=tuple(ColumnView(one.name, one.type, tuple(roles(table, one))) for one in table.columns),
            sample=tuple(tuple(jsonable(cell) for cell in row) for row in sample.rows),
        )
        for table, sample in zip(dataset.tables, samples, strict=True)
    ]
    return TablesView(tuple(views), draw(dataset.tables))
