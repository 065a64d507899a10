"""Exercises in, what is wrong with each of them out: does it let right answers pass, and wrong ones never?"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial

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


OpenBench = Callable[[], AbstractContextManager[Bench]]
"""Opens the tools for one exercise, with a sandbox of their own."""


def audits(names: Sequence[str], open_bench: OpenBench, jobs: int) -> Iterator[Audit]:
    """Audit the named exercises, so many at a time; they come in the order of their names.

    The work is done in the sandboxes' processes, so threads are enough here.
    """
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(partial(audited, open_bench), names)


def audited(open_bench: OpenBench, name: str) -> Audit:
    """Audit one exercise; one that can't be judged stops no other."""
    began = time.monotonic()
    try:
        with open_bench() as bench:
            exercise = bench.course.exercise(name)
            found = AUDITS.get(exercise.kind, answers.audit)(exercise, bench)
    except SqlgymError as error:
        found = Audit(name, failed=str(error))
    return msgspec.structs.replace(found, seconds=time.monotonic() - began)


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
