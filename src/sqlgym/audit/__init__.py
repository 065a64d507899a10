"""Exercises in, what is wrong with each of them out: does it let right answers pass, and wrong ones never?"""

import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from sqlgym.audit import answers, query
from sqlgym.audit.finding import Audit
from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.errors import SqlgymError

AUDITS: dict[str, Callable[[Exercise, Bench], Audit]] = {"query": query.audit}
"""Kind of an exercise → what audits it; the others are audited by their answers."""

FULL: dict[str, Callable[[Exercise, Bench], object]] = {"query": query.build}
"""Kind of an exercise → what builds all that checks of it can use, beyond what the first check needs."""


def audits(bench: Bench, names: Sequence[str] = ()) -> Iterator[Audit]:
    """Audit the named exercises of a course, or all of them; one that can't be judged stops no other."""
    for name in names or bench.course.names:
        began = time.monotonic()
        try:
            exercise = bench.course.exercise(name)
            found = AUDITS.get(exercise.kind, answers.audit)(exercise, bench)
        except SqlgymError as error:
            found = Audit(name, failed=str(error))
        yield msgspec.structs.replace(found, seconds=time.monotonic() - began)


def build_all(bench: Bench, schemas: Sequence[str] = ()) -> Iterator[str]:
    """Build all that checks can use, for the exercises of the named schemas or of all; the name of each done."""
    for name in bench.course.names:
        exercise = bench.course.exercise(name)
        if exercise.kind in FULL and (not schemas or exercise.schema in schemas):
            FULL[exercise.kind](exercise, bench)
            yield name


def exit_status(found: Sequence[Audit]) -> int:
    """0 without findings, 1 with some, 2 when some exercise could not be judged."""
    if any(one.failed for one in found):
        return 2
    return 1 if any(one.findings for one in found) else 0
