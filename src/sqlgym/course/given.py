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
    if isinstance(settings, QuerySettings) and (work := settings.work) is not None:
        for key, name in (("of", work.of), ("indexes", work.indexes)):
            if name:
                yield GivenFile(name, exercise.beside(f"work.{key}", name))


FILES = {"index": "workload.sql", "design": "staging.sql"}
"""Kind → the file that each of its exercises has for the learner."""
