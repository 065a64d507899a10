"""What the API takes and gives, as frozen values; docs/openapi.json is made from them."""

from typing import Annotated, Any

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """SQL to be run or checked; `id` is what the events of its queue are known by."""

    exercise: Name
    sql: str
    engine: str | None = None
    dialect: str | None = None
    id: Annotated[str, msgspec.Meta(max_length=64)] = ""


class Save(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new text of an answer, and the version that it was made from; without one it is written whatever is there."""

    sql: str
    was: str | None = None


class Listed(msgspec.Struct, frozen=True):
    """An exercise in the list; `passed` says when, and `fault` why it cannot be read."""

    name: str
    title: str
    kind: str = ""
    points: float = 0.0
    tags: tuple[str, ...] = ()
    passed: str | None = None
    fault: str = ""


class CourseView(msgspec.Struct, frozen=True):
    """The course, its exercises and how far the learner is; `author` and `graded` say which pages there are besides."""

    title: str
    exercises: tuple[Listed, ...]
    workspace: str
    dialects: tuple[str, ...]
    author: bool = False
    graded: bool = False


class AnswerView(msgspec.Struct, frozen=True):
    """The answer's file: its text and the version of that; `problem` says why it cannot be shown."""

    text: str
    version: str
    file: str
    problem: str = ""


class Hints(msgspec.Struct, frozen=True):
    """The hints that were given, and how many there are."""

    given: tuple[str, ...]
    count: int


class Solution(msgspec.Struct, frozen=True):
    """The course's answer and what it says about it, once a learner may see them."""

    sql: str
    explanation: str = ""


class TaskView(msgspec.Struct, frozen=True):
    """One exercise: the task as Markdown, the answer, the hints given; the solution where it may be seen."""

    name: str
    title: str
    kind: str
    points: float
    tags: tuple[str, ...]
    engine: str
    engines: tuple[str, ...]
    task: str
    answer: AnswerView
    hints: Hints
    passed: str | None = None
    solution: Solution | None = None
    tables: bool = True
    """Whether there are tables; a design begins without."""
    workload: str = ""
    """The statements that indexes are to serve."""


class ColumnView(msgspec.Struct, frozen=True):
    """A column of a table: its type and what it is in it, such as `primary key` or `→ Orders.id`."""

    name: str
    type: str
    roles: tuple[str, ...]


class TableView(msgspec.Struct, frozen=True):
    """A table: its columns, how many rows it has, and the first of them."""

    name: str
    rows: int
    columns: tuple[ColumnView, ...]
    sample: tuple[tuple[Any, ...], ...]


class BoxView(msgspec.Struct, frozen=True):
    """A table in the drawing; the unit is a pixel."""

    table: str
    x: int
    y: int
    width: int
    height: int


class LineView(msgspec.Struct, frozen=True):
    """A foreign key in the drawing: from a column's line to a table's key, through these points."""

    table: str
    columns: tuple[str, ...]
    to: str
    points: tuple[tuple[int, int], ...]


class Drawing(msgspec.Struct, frozen=True):
    """Tables and the foreign keys between them, placed so that keys lead from left to right."""

    width: int
    height: int
    boxes: tuple[BoxView, ...]
    lines: tuple[LineView, ...]


class TablesView(msgspec.Struct, frozen=True):
    """The tables of an exercise, and a drawing of them."""

    tables: tuple[TableView, ...]
    drawing: Drawing


class AuditFinding(msgspec.Struct, frozen=True):
    """What an audit found about an exercise."""

    id: str
    severity: str
    place: str
    message: str
    help: str


class AuditView(msgspec.Struct, frozen=True):
    """An audit of one exercise: its facts, and what is to be repaired."""

    exercise: str
    facts: tuple[tuple[str, str], ...]
    findings: tuple[AuditFinding, ...]
    seconds: float


class Standing(msgspec.Struct, frozen=True):
    """A student's points of those that are to be had."""

    student: str
    points: float
    possible: float


class CellView(msgspec.Struct, frozen=True):
    """What became of a student's answer to an exercise."""

    student: str
    exercise: str
    status: str
    score: float


class MistakeView(msgspec.Struct, frozen=True):
    """A mistake and who made it."""

    exercise: str
    said: str
    students: tuple[str, ...]


class ClassView(msgspec.Struct, frozen=True):
    """A class: its exercises, the students' points, the status of every answer, the most frequent mistakes."""

    exercises: tuple[str, ...]
    students: tuple[Standing, ...]
    cells: tuple[CellView, ...]
    mistakes: tuple[MistakeView, ...]


class Fault(msgspec.Struct, frozen=True):
    """Why there is no answer: one sentence."""

    error: str
