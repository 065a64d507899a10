"""The suite of an exercise: found in the cache, or built in the sandbox and kept there.

Worlds are pinned to a suite that alone tell some mistakes from the reference: every answer is tried on them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings, read_sql
from sqlgym.data.reference import day_of
from sqlgym.engines import DATASETS
from sqlgym.result.codec import store
from sqlgym.worlds.suite import Recipe, Suite, open_suite, save
from sqlgym.worlds.world import World

FORM = "11"
"""Changes when worlds or what is kept of them change."""


def suite(exercise: Exercise, context: Context, *, pinned: bool = True) -> tuple[Suite, Path]:
    """The suite of an exercise and the database file with its worlds, from the cache or built now.

    What is pinned comes last: the worlds before it are those of the suite without pins.
    """
    recipe = recipe_of(exercise, context, pinned)

    def fill(folder: Path) -> None:
        from sqlgym.worlds.build import build_suite

        save(build_suite(exercise, context, recipe), folder)

    return opened(cache.create("worlds", recipe.key, fill), context)


def cached(exercise: Exercise, context: Context) -> tuple[Suite, Path] | None:
    """The suite of an exercise and its database, if it was built before."""
    found = cache.entry("worlds", recipe_of(exercise, context, True).key)
    return opened(found, context) if found else None


def opened(folder: Path, context: Context) -> tuple[Suite, Path]:
    """A suite from its folder, decoded once for all answers."""
    return context.once("suite", str(folder), lambda: open_suite(folder))


def recipe_of(exercise: Exercise, context: Context, pinned: bool) -> Recipe:
    """What the suite of an exercise is made of."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    count, seed = context.worlds or settings.worlds.count, context.seed
    hands = dict(handmade(exercise, context))
    bound = msgspec.json.encode(exercise.parameters).decode()
    settled = msgspec.json.encode((settings.worlds, settings.compare))
    first = (FORM, context.dataset(exercise).key, settled, exercise.reference)
    places = (Path(path).relative_to(context.course.root).as_posix() for path in hands)
    parts = (str(count), str(seed), bound, *places, *hands.values(), *day_of(exercise.reference))
    base, drawn = (cache.key(*first, engine, *parts) for engine in (exercise.engine, DATASETS))
    pins = pins_of(base) if pinned else ()
    key = cache.key(base, store(Pins(pins))) if pins else base
    return Recipe(count, seed, hands, pins, base, drawn, key)


def handmade(exercise: Exercise, context: Context) -> Iterator[tuple[str, str]]:
    """The hand-made worlds of a schema and of an exercise: path and SQL."""
    for folder in (context.course.schema_of(exercise), exercise.folder):
        for path in sorted((folder / "worlds").glob("*.sql")):
            yield str(path), read_sql(path)


class Pins(msgspec.Struct, frozen=True):
    """The worlds pinned to one suite."""

    worlds: tuple[World, ...]


def pins_of(key: str) -> tuple[World, ...]:
    """What is pinned to the suite that has this key without pins."""
    found = cache.find("pinned", key, Pins)
    return found.worlds if found else ()


def pin(key: str, worlds: Sequence[World]) -> None:
    """Pin worlds to the suite that has this key without pins; what is pinned already stays as it is."""
    cache.put("pinned", key, Pins(tuple(worlds)))
