"""What the course wrote, measured on SQLite and kept: its work, and what it needed, the least that an answer gets."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.course import Limits
from sqlgym.data.reference import GENEROUS, SLOWER, outcome_text
from sqlgym.errors import CourseError
from sqlgym.sandbox import Exceeded, Measurement, Outcome

PATIENT = 4
"""How many times the time of an answer what the course wrote has: it runs a workload even without any index."""

RAN_OUT = {
    "time": "took more time than an answer may",
    "memory": "needed more memory than an answer may",
    "rows": "gave more rows than an answer may",
    "bytes": "gave more bytes than an answer may",
}
"""What ran out → what is said of it."""


class Source(msgspec.Struct, frozen=True):
    """SQL of a course: its file, what is said where it cannot be measured, and what measures it under some limits."""

    path: Path
    fault: str
    measure: Callable[[Limits], Outcome]


class CourseWork(msgspec.Struct, frozen=True):
    """A measurement, and the memory that it was given beyond an answer's where it did not do with that, else 0."""

    measurement: Measurement
    memory_mb: int = 0

    def least(self, limits: Limits) -> Limits:
        """The limits, but no less than what this needed and some more."""
        seconds = max(limits.seconds, self.measurement.seconds * SLOWER)
        return Limits(seconds, max(limits.memory_mb, self.memory_mb), limits.rows)


def course_work(kind: str, key: str, source: Source, limits: Limits) -> CourseWork:
    """The measurement of SQL of the course, from the cache or made now; a CourseError if it fails."""
    return cache.memo(kind, key, CourseWork, lambda: generously(source, limits))


def generously(source: Source, limits: Limits) -> CourseWork:
    """A measurement with more time than an answer has, and with more memory where it needs that."""
    outcome, memory = source.measure(limits.times(PATIENT)), 0
    if isinstance(outcome, Exceeded) and outcome.what in {"memory", "bytes"}:
        outcome, memory = source.measure(limits.times(PATIENT, GENEROUS)), limits.memory_mb * GENEROUS
    if not isinstance(outcome, Measurement):
        raise CourseError(source.path, f"{source.fault}: {outcome_text(outcome)}")
    return CourseWork(outcome, memory)
