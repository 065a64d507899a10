"""Exercises in, what is wrong with each of them out: does it let right answers pass, and wrong ones never?"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from sqlgym.audit import answers, query
from sqlgym.audit.finding import Audit, Finding, malformed
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.errors import SqlgymError
from sqlgym.faults import recorded

AUDITS: dict[str, Callable[[Exercise, Context], Audit]] = {"query": query.audit}
"""Kind of an exercise → what audits it; the others are audited by their answers."""

FULL: dict[str, Callable[[Exercise, Context], object]] = {"query": query.build}
"""Kind of an exercise → what builds all that checks of it can use, beyond what the first check needs."""


OpenContext = Callable[[], AbstractContextManager[Context]]
"""Opens the tools for one exercise, with a sandbox of their own."""


Progress = Callable[[int, int, str], None]
"""Is told how many exercises are done, of how many, and what is being done."""


def audits(
    names: Sequence[str],
    open_context: OpenContext,
    jobs: int,
    progress: Progress = lambda done, total, what: None,
) -> Iterator[Audit]:
    """Audit the named exercises, so many at a time; they come in the order of their names.

    The work is done in the sandboxes' processes, so threads are enough here.
    """
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(audited, open_context, name) for name in names]
        while waiting:
            if waiting[0].done():
                yield waiting.pop(0).result()
                continue
            ready = sum(one.done() for one in waiting) + len(names) - len(waiting)
            progress(ready, len(names), "auditing")
            wait([one for one in waiting if not one.done()], AGAIN, FIRST_COMPLETED)


AGAIN = 1.0
"""Seconds after which progress is told again."""


def audited(open_context: OpenContext, name: str) -> Audit:
    """Audit one exercise; one that can't be judged stops no other."""
    began = time.monotonic()
    folder = Path(name)
    try:
        with open_context() as context:
            folder = context.course.exercises / name
            exercise = context.course.exercise(name)
            found = AUDITS.get(exercise.kind, answers.audit)(exercise, context)
    except SqlgymError as error:
        found = Audit(name, findings=(malformed(error, folder),))
    except Exception as error:
        fault = Finding(
            "fault", str(folder), recorded(error), "`sqlgym audit --debug` shows where; report it."
        )
        found = Audit(name, findings=(fault,))
    return msgspec.structs.replace(found, seconds=time.monotonic() - began)


def build_all(context: Context, schemas: Sequence[str] = ()) -> Iterator[str]:
    """Build all that checks can use, for the exercises of the named schemas or of all; the name of each done."""
    for name in context.course.names:
        exercise = context.course.exercise(name)
        if exercise.kind in FULL and (not schemas or exercise.schema in schemas):
            FULL[exercise.kind](exercise, context)
            yield name


def exit_status(found: Sequence[Audit], strict: bool = False) -> int:
    """0 without findings that count, 1 with some, 2 when some exercise could not be judged."""
    if any(one.failed for one in found):
        return 2
    return 1 if any(one.counting(strict) for one in found) else 0
