"""An exercise in; the files that its task speaks of and that a learner may read, out."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlgym.course.exercise import Exercise, read_sql
from sqlgym.course.settings import QuerySettings


class GivenFile(NamedTuple):
    """A file by its name beside the task, and its text."""

    name: str
    text: str


def given_files(exercise: Exercise) -> Iterator[GivenFile]:
    """The workload that indexes are for, the rows that a design begins with, the query that is to be beaten."""
    if exercise.kind in FILES:
        name = FILES[exercise.kind]
        yield GivenFile(name, read_sql(exercise.folder / name))
    settings = exercise.settings
    if isinstance(settings, QuerySettings) and settings.work is not None:
        yield GivenFile(settings.work.of, exercise.beside("work.of", settings.work.of))


USUAL = frozenset({"workload.sql", "staging.sql", "slow.sql"})
"""What such files are called unless a course says otherwise: in an exercise's folder they are no answers."""

FILES = {"index": "workload.sql", "design": "staging.sql"}
"""Kind → the file that each of its exercises has for the learner."""
