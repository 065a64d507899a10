"""A query on its way: on the dataset and, where all that needs is in the cache, on the worlds as well."""

from pathlib import Path
from typing import NamedTuple

from sqlgym import reference
from sqlgym.bench import Bench
from sqlgym.course import Exercise, QuerySettings
from sqlgym.engines.duckdb_types import is_text
from sqlgym.reference import READING, Reference
from sqlgym.sandbox import Begun, Sandbox
from sqlgym.worlds import starting, suite
from sqlgym.worlds.starting import Begins, suite_job
from sqlgym.worlds.suite import Suite


class Start(NamedTuple):
    """What was started, and what was found in the cache for it.

    The worlds are started before it is known what columns the answer has: it is given the reference's.
    """

    dataset: Begun
    reference: Reference | None = None
    suite: tuple[Suite, Path] | None = None
    worlds: Begins | None = None

    def fitting(self, types: tuple[str, ...], sandbox: Sandbox) -> Begins | None:
        """The worlds, if they were started for columns such as these, else None."""
        if self.worlds is None or self.reference is None:
            return None
        given = tuple(column.type for column in self.reference.run.columns)
        if [*map(is_text, given)] == [*map(is_text, types)]:
            return self.worlds
        self.leave(sandbox)
        return None

    def leave(self, sandbox: Sandbox) -> None:
        """Take no notice of what comes from the worlds."""
        if self.worlds is not None:
            starting.leave(sandbox, self.worlds)


def start(exercise: Exercise, sql: str, bench: Bench) -> Start:
    """Start an answer."""
    begun = bench.sandbox.start(bench.job(exercise, sql, READING))
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    expected = reference.cached(exercise, settings.compare, bench.dataset(exercise))
    found = suite.cached(exercise, bench) if expected and exercise.engine == "duckdb" else None
    if expected is None or found is None:
        return Start(begun, expected)
    types = tuple(column.type for column in expected.run.columns)
    worlds = range(len(found[0].cases))
    job = suite_job(sql, types, *found, worlds, "batch", settings.limits, exercise.parameters)
    return Start(begun, expected, found, starting.begin(bench.sandbox, job, besides=found[0].second))
