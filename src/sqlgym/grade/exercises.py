"""The exercises of a course that count for a class, each as it is graded."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlgym import cache
from sqlgym.course import Course, Exercise
from sqlgym.errors import SqlgymError
from sqlgym.faults import recorded
from sqlgym.grade.keys import Terms, exercise_key
from sqlgym.grade.submissions import Class
from sqlgym.kinds.checker import on_engine


class Graded(NamedTuple):
    """An exercise (None where the course's files don't let it be graded: `fault`), and the key of all that it is."""

    name: str
    exercise: Exercise | None
    key: str
    fault: str = ""


def graded(course: Course, names: Iterable[str], terms: Terms) -> dict[str, Graded]:
    """Exercises by their names."""
    return {name: one(course, name, terms) for name in names}


def one(course: Course, name: str, terms: Terms) -> Graded:
    """An exercise; a fault in it stops no other."""
    try:
        exercise = on_engine(course.exercise(name), terms.engine)
        return Graded(name, exercise, exercise_key(course, exercise, terms))
    except SqlgymError as error:
        return Graded(name, None, cache.key("fault", name, str(error)), str(error))
    except Exception as error:  # a fault of ours in one exercise stops no other
        said = recorded(error)
        return Graded(name, None, cache.key("fault", name, said), said)


def counting(course: Course, named: Sequence[str], found: Class) -> tuple[str, ...]:
    """The exercises that count: those named, else those for which anybody handed in anything; in the course's order."""
    wanted = set(named) or {one.exercise for one in found.submissions}
    for name in named:
        course.exercise(name)
    return tuple(name for name in course.names if name in wanted)
