"""A query on its way: on the dataset and, where all that needs is in the cache, on the worlds as well."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.data.reference import READING, Reference
from sqlgym.engines import engine
from sqlgym.errors import CourseError
from sqlgym.sandbox import Begun, Sandbox
from sqlgym.worlds import run as batches
from sqlgym.worlds import suite_cache
from sqlgym.worlds.run import Begins, suite_job
from sqlgym.worlds.suite import Suite


class Start(NamedTuple):
    """What was started, and what was found in the cache for it.

    The worlds are started before it is known what columns the answer has: it is given the reference's.
    """

    exercise: Exercise
    """The exercise with limits that are enough for its reference."""
    dataset: Begun
    reference: Reference | CourseError
    suite: tuple[Suite, Path] | None = None
    worlds: Begins | None = None

    def fitting(self, types: tuple[str, ...], sandbox: Sandbox) -> Begins | None:
        """The worlds, if they were started for columns such as these, else None."""
        if self.worlds is None or isinstance(self.reference, CourseError):
            return None
        as_text = engine(self.exercise.engine).as_text
        given = tuple(column.type for column in self.reference.run.columns)
        if [*map(as_text, given)] == [*map(as_text, types)]:
            return self.worlds
        self.leave(sandbox)
        return None

    def leave(self, sandbox: Sandbox) -> None:
        """Take no notice of what comes from the worlds."""
        if self.worlds is not None:
            batches.leave(sandbox, self.worlds)


def start(exercise: Exercise, sql: str, context: Context) -> Start:
    """Start an answer; what the reference needed is the least that it gets, so the reference comes first."""
    context.require_assumptions(exercise)
    known, exercise = known_reference(exercise, context)
    begun = context.sandbox.start(context.job(exercise, sql, READING))
    settings = exercise.settings
    there = isinstance(known, Reference) and context.at_once
    found = suite_cache.cached(exercise, context) if there else None
    if found is None or isinstance(known, CourseError):
        return Start(exercise, begun, known)
    types = tuple(column.type for column in known.run.columns)
    worlds = range(len(found[0].cases))
    limits = batches.small(settings.limits, len(worlds))
    job = suite_job(sql, types, *found, worlds, "batch", limits, exercise.parameters)
    return Start(exercise, begun, known, found, batches.begin(context.sandbox, job, besides=found[0].second))


def known_reference(exercise: Exercise, context: Context) -> tuple[Reference | CourseError, Exercise]:
    """The reference, or what is wrong with it, and the exercise with limits that are enough for it."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    try:
        found = context.reference(exercise, settings.compare)
    except CourseError as error:
        return error, exercise
    return found, roomy(exercise, found)


def roomy(exercise: Exercise, known: Reference) -> Exercise:
    """An exercise with limits that are enough for its reference."""
    limits = known.least(exercise.settings.limits)
    if limits == exercise.settings.limits:
        return exercise
    return msgspec.structs.replace(
        exercise, settings=msgspec.structs.replace(exercise.settings, limits=limits)
    )
