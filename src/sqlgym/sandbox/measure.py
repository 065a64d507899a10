"""A workload measured on a copy of a database with an answer's indexes: its work, entries written, plans."""

import time
from collections.abc import Sequence

from sqlgym.engines import Measured, Session, Statement, StatementError, Uncounted, Work
from sqlgym.sandbox.child import caught
from sqlgym.sandbox.job import MeasureJob, Policy
from sqlgym.sandbox.outcome import Blank, Failed, Measurement, Outcome, Refused
from sqlgym.sandbox.policy import refusal


def measure(session: Session, job: MeasureJob) -> Outcome:
    """Make the indexes, run the workload, and tell what each part of it took."""
    try:
        return caught(lambda: measure_file(session, job))
    except Uncounted as error:
        return Failed(f"The workload cannot be measured with it: {error}.")


def measure_file(session: Session, job: MeasureJob) -> Outcome:
    """What the workload takes; what goes wrong is raised."""
    session.lock(job.limits.memory_bytes)
    statements = session.split(job.sql)
    if not statements and not job.trusted:
        return Blank()
    denied = refusal(statements, job.policy) or too_many(statements, job)
    if denied is not None:
        return denied
    work = session.work()
    for statement in statements:
        if not job.trusted:
            session.guard(statement, job.tables)
        work.make(statement)
    work.analyze()
    session.bind(job.parameters)
    if job.reading is not None:
        refused = workload_refusal(session, job, job.reading)
        if refused is not None:
            return refused
    items = tuple(measure_named(session, work, job, name, sql) for name, sql in job.workload)
    return Measurement(tuple(work.indexes()), items, round(time.process_time(), 3))


MOST_MADE = 50
"""Indexes that are made: each has to be measured, and no workload pays for so many."""


def too_many(statements: Sequence[Statement], job: MeasureJob) -> Refused | None:
    """Why so many indexes are not made; None where there are few enough."""
    if len(statements) <= MOST_MADE or job.trusted:
        return None
    said = f"Your answer makes {len(statements):,} indexes; at most {MOST_MADE} are made."
    return Refused(said, "Each index is written with every new row: keep those that a query needs.")


def workload_refusal(session: Session, job: MeasureJob, policy: Policy) -> Refused | None:
    """Why a workload that the course did not write may not be run; None where it may, under guard."""
    for _, sql in job.workload:
        found = session.split(sql)
        denied = refusal(found, policy)
        if denied is not None:
            return denied
        for statement in found:
            session.guard(statement, job.tables)
    return None


def measure_named(session: Session, work: Work, job: MeasureJob, name: str, sql: str) -> Measured:
    """One query or write; an error in one that the course wrote is about the indexes, and has no place in those."""
    try:
        (statement,) = session.split(sql)
        return work.measured(name, statement)
    except StatementError as error:
        if job.reading is not None:
            raise
        raise StatementError(f"“{name}” does not run with these indexes: {error.message}") from error
