"""What happens inside a locked process: a job goes in, its outcome comes out; nothing else is known here."""

import sys
import time
from collections.abc import Callable, Iterator

from sqlgym.engines import OutOfMemory, Session, Statement, StatementError, StatementForbidden, TooMuch
from sqlgym.engines.duckdb_catalog import quote
from sqlgym.result import Run
from sqlgym.sandbox.job import Blank, Exceeded, Failed, Job, Outcome, Ran, Refused
from sqlgym.sandbox.policy import refusal

sys.setrecursionlimit(20_000)
"""A syntax tree may be some thousands deep (DuckDB's own bound is 1,000 expressions)."""

ONLY_TABLES = "An answer may only read the tables of the exercise."


def perform(session: Session, job: Job) -> Outcome:
    """Judge by policy, run, and gather what was asked for."""
    return caught(lambda: performed(session, job))


def performed(session: Session, job: Job) -> Outcome:
    """The same, with exceptions."""
    session.lock(job.limits.memory_bytes)
    statements = session.split(job.sql)
    if not statements:
        return Blank()
    return refusal(statements, job.policy) or run(session, job, statements)


def caught(work: Callable[[], Outcome]) -> Outcome:
    """What some work gives, or the outcome that an engine's exception means."""
    try:
        return work()
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
    return Ran(runs, seconds, plan, tables, tuple(contents(session, job, [table.name for table in tables])))


def contents(session: Session, job: Job, names: list[str]) -> Iterator[Run]:
    """All rows of each table, in the order they were put in."""
    for name in names:
        statement = Statement("SELECT", f"SELECT * FROM {quote(name)}", 0)
        yield session.run(statement, job.limits.rows, job.limits.result_bytes)
