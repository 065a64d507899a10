"""An answer and the suite of its exercise in, worlds made for that answer out: aimed at both queries, and drawn.

They come from what an answer reads and compares, not from how it is written: two that ask the same meet the same.
"""

import hashlib

from sqlgym.course import Exercise, QuerySettings
from sqlgym.sql.constants import Constants
from sqlgym.sql.reading import Reading
from sqlgym.sql.tableau import Tableau
from sqlgym.worlds.confirm import Confirmer
from sqlgym.worlds.coverage import undercovers
from sqlgym.worlds.suite import Suite
from sqlgym.worlds.world import World

DRAWN = 200
"""Worlds that are drawn with the answer's own constants, where the exercise has half as many of its own."""

AIMED = 100
"""Worlds that are aimed at both queries."""

MOST_KEPT = 64
"""Answers of an exercise that ask something of their own, whose worlds are kept for others that ask the same."""


def fresh_worlds(
    confirmer: Confirmer, suite: Suite, exercise: Exercise, reading: Reading
) -> tuple[World, ...]:
    """Worlds for what the answer reads or compares and the reference does not; `reading` is the answer's."""
    from sqlgym.worlds.aimed.queries import asking, tableaux_of

    ask = asking(confirmer.sandbox, _settings(exercise).limits)
    read = tableaux_of(confirmer.answer.sql, reading, suite.tables, suite.engine, ask)
    key = asked(suite, reading, read)
    known = confirmer.expected.fresh if confirmer.expected else {}
    if key not in known:
        both = _constants(suite, reading)
        drawn = drawn_worlds(confirmer, suite, exercise, both, key) if undercovers(suite, reading) else ()
        worlds = (*aimed_at_both(confirmer, suite, exercise, reading, read, key), *drawn)
        if len(known) >= MOST_KEPT:
            del known[next(iter(known))]
        known[key] = worlds
    return known[key]


def asked(suite: Suite, reading: Reading, read: tuple[Tableau, ...]) -> str:
    """What an answer asks, wherever that stands in its text: what two have in common that differ in words alone."""
    parts = (read, _constants(suite, reading), undercovers(suite, reading))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def drawn_worlds(
    confirmer: Confirmer, suite: Suite, exercise: Exercise, constants: Constants, key: str
) -> tuple[World, ...]:
    """Worlds drawn with the constants of both queries."""
    from sqlgym.worlds.check_queries import holding
    from sqlgym.worlds.generate import generate

    tables, worlds = suite.tables, _settings(exercise).worlds
    holds = holding(confirmer.sandbox, tables, exercise.folder)
    count = min(DRAWN, 2 * worlds.count)
    return generate(tables, constants, count, f"{suite.seed}/{key}", cycles=worlds.cycles, holds=holds)


def aimed_at_both(
    confirmer: Confirmer,
    suite: Suite,
    exercise: Exercise,
    reading: Reading,
    read: tuple[Tableau, ...],
    key: str,
) -> tuple[World, ...]:
    """Worlds aimed at both queries; none where the answer asks nothing that the reference does not ask."""
    tables, sandbox = suite.tables, confirmer.sandbox
    constants = _constants(suite, reading)
    if not read or ({*read} <= {*suite.tableaux} and constants == suite.reading.constants):
        return ()
    from sqlgym.worlds.aimed.queries import asking
    from sqlgym.worlds.aimed.worlds import aimed_worlds
    from sqlgym.worlds.check_queries import holding

    worlds = _settings(exercise).worlds
    holds = holding(sandbox, tables, exercise.folder)
    both = tuple(dict.fromkeys((*read, *suite.tableaux)))
    ask, count = asking(sandbox, _settings(exercise).limits), min(AIMED, worlds.count)
    given = (tables, constants, both, count, f"{suite.seed}/{key}", ask)
    return aimed_worlds(*given, cycles=worlds.cycles, holds=holds)


def _constants(suite: Suite, reading: Reading) -> Constants:
    """The constants of both queries that may stand in columns."""
    known = suite.reading.constants
    return reading.constants.beside(known) | known


def _settings(exercise: Exercise) -> QuerySettings:
    assert isinstance(exercise.settings, QuerySettings)
    return exercise.settings
