"""An answer and the suite of its exercise in, worlds made for that answer out: aimed at both queries, and drawn."""

from sqlgym.course import Exercise, QuerySettings
from sqlgym.engines import DATASETS
from sqlgym.sql.constants import Constants
from sqlgym.sql.reading import Reading
from sqlgym.worlds.confirm import Confirmer
from sqlgym.worlds.coverage import undercovers
from sqlgym.worlds.suite import Suite
from sqlgym.worlds.world import World

DRAWN = 200
"""Worlds that are drawn with the answer's own constants, where the exercise has half as many of its own."""

AIMED = 100
"""Worlds that are aimed at both queries."""


def fresh_worlds(
    confirmer: Confirmer, suite: Suite, exercise: Exercise, reading: Reading
) -> tuple[World, ...]:
    """Worlds for what the answer reads or compares and the reference does not; `reading` is the answer's."""
    both = reading.constants | suite.reading.constants
    drawn = drawn_worlds(confirmer, suite, exercise, both) if undercovers(suite, reading) else ()
    return (*aimed_at_both(confirmer, suite, exercise, reading), *drawn)


def drawn_worlds(
    confirmer: Confirmer, suite: Suite, exercise: Exercise, constants: Constants
) -> tuple[World, ...]:
    """Worlds drawn with the constants of both queries."""
    from sqlgym.worlds.check_queries import holding
    from sqlgym.worlds.generate import generate

    tables, worlds = suite.tables, _settings(exercise).worlds
    holds = holding(confirmer.sandbox, tables, exercise.folder)
    count = min(DRAWN, 2 * worlds.count)
    seed = _seed(confirmer, suite)
    return generate(tables, constants, count, seed, cycles=worlds.cycles, holds=holds)


def aimed_at_both(
    confirmer: Confirmer, suite: Suite, exercise: Exercise, reading: Reading
) -> tuple[World, ...]:
    """Worlds aimed at both queries; none where the answer asks nothing that the reference does not ask."""
    from sqlgym.worlds.aimed.queries import asking, tableaux_of

    tables, sandbox = suite.tables, confirmer.sandbox
    constants = reading.constants | suite.reading.constants
    read = tableaux_of(reading, tables) if suite.engine == DATASETS else ()
    if not read or ({*read} <= {*suite.tableaux} and constants == suite.reading.constants):
        return ()
    from sqlgym.worlds.aimed.worlds import aimed_worlds
    from sqlgym.worlds.check_queries import holding

    worlds = _settings(exercise).worlds
    holds = holding(sandbox, tables, exercise.folder)
    both = tuple(dict.fromkeys((*read, *suite.tableaux)))
    ask, count = asking(sandbox, _settings(exercise).limits), min(AIMED, worlds.count)
    given = (tables, constants, both, count, _seed(confirmer, suite), ask)
    return aimed_worlds(*given, cycles=worlds.cycles, holds=holds)


def _settings(exercise: Exercise) -> QuerySettings:
    assert isinstance(exercise.settings, QuerySettings)
    return exercise.settings


def _seed(confirmer: Confirmer, suite: Suite) -> str:
    """What worlds made for this answer come from."""
    return f"{suite.seed}/{confirmer.answer.sql}"
