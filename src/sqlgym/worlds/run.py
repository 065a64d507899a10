"""An answer started on the worlds of a suite; who started it goes on meanwhile and takes what is found later."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from sqlgym.course import Limits, Value
from sqlgym.sandbox import Begun, Sandbox, TrialJob
from sqlgym.worlds.suite import Suite

CANARIES = 16
"""Worlds that are always run plainly, whatever the batch says."""


SHARE = 0.4
"""What part of an answer's seconds each of its processes has for worlds: there, milliseconds are usual."""

USUAL = 2_000
"""Worlds of which one process tries so many at most, but for `--thorough`."""


def small(limits: Limits, worlds: int) -> Limits:
    """The limits of an answer's process on so many worlds, none of which has more than a few rows."""
    return msgspec.structs.replace(limits, seconds=limits.seconds * (SHARE if worlds <= USUAL else 1))


class Begins(NamedTuple):
    """An answer on its way through the worlds: all in a batch, and some plainly, if that was begun (else None)."""

    batch: Begun
    canaries: Begun | None
    jobs: tuple[TrialJob, TrialJob]


def begin(
    sandbox: Sandbox,
    batch: TrialJob,
    canaries: int = CANARIES,
    besides: tuple[int, ...] = (),
    *,
    at_once: bool = True,
) -> Begins:
    """Start a batch and, beside it, the same query plainly on some of its worlds and on those `besides`.

    Unless all is to be started `at_once`, the latter is left for later.
    """
    worlds = (*spread(batch.worlds, canaries), *besides)
    plain = msgspec.structs.replace(batch, how="views", worlds=worlds)
    return Begins(sandbox.start(batch), sandbox.start(plain) if at_once else None, (batch, plain))


def leave(sandbox: Sandbox, begun: Begins) -> None:
    """End what was begun, whatever it still does."""
    sandbox.leave(*(one for one in (begun.batch, begun.canaries) if one is not None))


def suite_job(
    sql: str,
    types: tuple[str, ...],
    suite: Suite,
    database: Path,
    worlds: Iterable[int],
    how: str,
    limits: Limits,
    parameters: dict[str, Value],
) -> TrialJob:
    """A query on worlds of a suite, whose database is given."""
    return TrialJob(
        sql=sql,
        tables=suite.tables,
        types=types,
        worlds=tuple(worlds),
        how="batch" if how == "batch" else "views",
        engine=suite.engine,
        database=str(database),
        limits=limits,
        parameters=parameters,
    )


def spread(numbers: Sequence[int], count: int) -> tuple[int, ...]:
    """So many numbers, the first one and others evenly spread."""
    step = max(1, len(numbers) // count)
    return tuple(numbers[::step][:count])
