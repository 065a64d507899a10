"""The second dataset of a script's exercise, whose rows a learner can't know, and what is right there."""

from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.engines import engine
from sqlgym.errors import CourseError
from sqlgym.result.codec import load, store
from sqlgym.state.suite import Case, case

FORM = "1"
"""Changes when the same exercise gets another one."""

DRAWS = 3
"""Databases that are drawn until the reference changes something on one."""

NAME = "second.msgpack"


class Second(msgspec.Struct, frozen=True):
    """It, if there is one."""

    case: Case | None


def second(context: Context, exercise: Exercise) -> Case | None:
    """The second dataset of an exercise on its engine, from the cache or drawn now; None where none tells anything."""
    version = engine(exercise.engine).version
    parts = (exercise.kind, exercise.engine, version, exercise.reference, str(context.seed), str(DRAWS))
    key = cache.key(FORM, context.dataset(exercise).key, *parts)
    found = cache.entry("script-second", key)
    if found is None:
        made = Second(drawn(context, exercise))
        found = cache.create("script-second", key, lambda folder: write(folder / NAME, made))
    return load((found / NAME).read_bytes(), Second).case


def write(path: Path, made: Second) -> None:
    """Write it."""
    path.write_bytes(store(made))


def drawn(context: Context, exercise: Exercise) -> Case | None:
    """The first draw on which the reference runs and changes something."""
    from sqlgym.worlds.second_dataset import database, read

    for draw in range(DRAWS):
        try:
            rows = read(database(exercise, context, draw))
        except CourseError:  # a draw whose rows break a constraint tells nothing
            continue
        one = case(context, exercise, {name: tuple(some) for name, some in rows.items()})
        if one is not None and one.speaks:
            return one
    return None
