"""What a known mistake shows is shown of answers that behave alike, each of which one plain run confirms.

A known mistake is an answer in `wrong/`. What it shows is found out of it alone, so it is the same whichever answer
comes first, with however many workers. That an answer is right is never taken from another one.
"""

from collections.abc import Mapping

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise, read_sql
from sqlgym.data.reference import READING
from sqlgym.kinds.query.mistakes import wrong_answers_known
from sqlgym.result import Run
from sqlgym.sandbox import Ran
from sqlgym.worlds.diagnosis import signature
from sqlgym.worlds.examination import Alike, Examiner, examiner
from sqlgym.worlds.outcome import Outcome, Side, kind_of

FORM = "1"
"""Changes when another small database is found."""


class Found(msgspec.Struct, frozen=True):
    """What was found for a known mistake, if anything."""

    alike: Alike | None


def alike(
    exercise: Exercise, context: Context, tries: Examiner, run: Run, results: Mapping[int, Outcome]
) -> Alike | None:
    """The small database of the known mistake that behaves as an answer does; None for that mistake itself."""
    sign = signature(run, {number: one.run for number, one in results.items()}, len(tries.suite.cases))
    name = wrong_answers_known(exercise, context, tries).files.get(sign) if sign else None
    if name is None:
        return None
    sql = read_sql(exercise.folder / "wrong" / f"{name}.sql")
    if sql == tries.confirmer.answer.sql:
        return None
    key = cache.key(FORM, tries.suite.key, exercise.reference, sql, sign)
    return context.once("alike", key, lambda: remembered(key, exercise, context, tries, sql)).alike


def remembered(key: str, exercise: Exercise, context: Context, tries: Examiner, sql: str) -> Found:
    """What the long way finds for a known mistake, from the cache if it was gone before."""

    def find() -> Found:
        return Found(found(exercise, context, tries, sql))

    return cache.memo("alike", key, Found, find, lasting=lambda one: one.alike is not None)


def found(exercise: Exercise, context: Context, tries: Examiner, sql: str) -> Alike | None:
    """The small database that the long way finds for a known mistake."""
    outcome = context.run(exercise, sql, READING)
    if not isinstance(outcome, Ran):
        return None
    reference, side = tries.confirmer.template, Side(sql, outcome.runs[0].columns)
    one = examiner(exercise, context, reference, side, outcome.reading, (tries.suite, tries.database))
    dataset, seen = one.confirmer.comparison(reference, outcome.runs[0]), one.examine()
    stated = kind_of(dataset.findings[0].check) if dataset.findings else ""
    witness = one.smallest(seen.witnesses, stated)
    if witness is None or witness.halted:
        return None
    return Alike(witness.world, witness.kind, seen.tried)
