"""The second dataset of a script's exercise, whose rows a learner can't know, and what is right there."""

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.engines import engine
from sqlgym.errors import CourseError
from sqlgym.state.suite import Case, case

FORM = "3"
"""Changes when the same exercise gets another one."""

DRAWS = 3
"""Databases that are drawn until the reference changes something on one."""


class Second(msgspec.Struct, frozen=True):
    """The second dataset, if one was found, as the cache keeps it."""

    case: Case | None


def second(context: Context, exercise: Exercise) -> Case | None:
    """The second dataset of an exercise on its engine, from the cache or drawn now; None where none tells anything."""
    version = engine(exercise.engine).version
    parts = (exercise.kind, exercise.engine, version, exercise.reference, str(context.seed), str(DRAWS))
    key = cache.key(FORM, context.dataset(exercise).key, *parts)
    return cache.memo("script-second", key, Second, lambda: Second(drawn(context, exercise))).case


def drawn(context: Context, exercise: Exercise) -> Case | None:
    """The first draw on which the reference runs and changes something."""
    from sqlgym.worlds.second_dataset import database, read  # not needed where the cache has it

    for draw in range(DRAWS):
        try:
            rows = read(database(exercise, context, draw))
        except CourseError:  # a draw whose rows break a constraint tells nothing
            continue
        one = case(context, exercise, {name: tuple(some) for name, some in rows.items()})
        if one is not None and one.speaks:
            return one
    return None
