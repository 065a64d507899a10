"""What happens inside a locked process: a job goes in, its outcome comes out; nothing else is known here."""

import sys
import time
from collections.abc import Iterator

from sqlgym.engines import OutOfMemory, Session, Statement, StatementError, StatementForbidden, TooMuch
from sqlgym.engines.duckdb_catalog import quote
from sqlgym.result import Run
from sqlgym.sandbox.job import Blank, Denied, Exceeded, Failed, Job, Outcome, Ran, Refused, Returned
from sqlgym.sandbox.policy import refusal

sys.setrecursionlimit(20_000)
"""A syntax tree may be some thousands deep (DuckDB's own bound is 1,000 expressions)."""

ONLY_TABLES = "An answer may only read the tables of the exercise."


def perform(session: Session, job: Job) -> Outcome:
    """Judge by policy, run, and gather what was asked for."""
    try:
        session.lock(job.limits.memory_bytes)
        for sql in job.before:
            session.run(Statement("BEFORE", sql, 0), job.limits.rows, job.limits.result_bytes)
        statements = session.split(job.sql)
        if not statements:
            return Blank()
        return refusal(statements, job.policy) or run(session, job, statements)
    except StatementForbidden as error:
        return Refused(error.message, ONLY_TABLES, error.start, error.length)
    except StatementError as error:
        return Failed(error.message, error.start, error.length)
    except TooMuch as error:
        return Exceeded(error.what)
    except (OutOfMemory, MemoryError):
        return Exceeded("memory")
    except RecursionError:
        return Refused("The statement is nested too deeply.", "Write it in a flatter way.")


def run(session: Session, job: Job, statements: tuple[Statement, ...]) -> Ran:
    """Run the statements in order and gather what they left behind."""
    if not job.trusted:
        for statement in statements:
            session.guard(statement, job.tables)
    began = time.perf_counter()
    runs = tuple(session.run(one, job.limits.rows, job.limits.result_bytes) for one in statements)
    seconds = time.perf_counter() - began
    plan = session.plan() if job.plan else None
    tables = session.describe() if job.dump else ()
    held = tuple(contents(session, job, [table.name for table in tables]))
    return Ran(runs, seconds, plan, tables, held, tuple(followed(session, job)))


def followed(session: Session, job: Job) -> Iterator[Returned | Denied]:
    """What becomes of each trusted statement that follows; one that is refused does not stop the others."""
    for sql in job.after:
        try:
            yield Returned(session.run(Statement("AFTER", sql, 0), job.limits.rows, job.limits.result_bytes))
        except StatementError as error:
            yield Denied(error.message)


def contents(session: Session, job: Job, names: list[str]) -> Iterator[Run]:
    """All rows of each table, in the order they were put in."""
    for name in names:
        statement = Statement("SELECT", f"SELECT * FROM {quote(name)}", 0)
        yield session.run(statement, job.limits.rows, job.limits.result_bytes)
