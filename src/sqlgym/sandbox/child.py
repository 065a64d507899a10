"""What happens inside a locked process: a job goes in, its outcome comes out; nothing else is known here."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sqlgym.engines import (
    Checked,
    OutOfMemory,
    OutOfTime,
    Session,
    Statement,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
    engine,
)
from sqlgym.engines.contract import KINDS, checked
from sqlgym.result import Column, Run
from sqlgym.sandbox.job import AnyJob, ContractJob, Job, ScriptJob, TrialJob
from sqlgym.sandbox.outcome import (
    Blank,
    Contract,
    Denied,
    Done,
    Exceeded,
    Failed,
    Outcome,
    Ran,
    Refused,
    Returned,
    Trial,
    Tried,
)
from sqlgym.sandbox.policy import refusal
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote
from sqlgym.sql.reading import Reading

sys.setrecursionlimit(20_000)
"""A syntax tree may be some thousands deep (DuckDB's own bound is 1,000 expressions)."""

ONLY_TABLES = "An answer may only read the tables of the exercise."


Emit = Callable[[Outcome], object]
"""Sends an outcome to the parent; the last one sent ends the job, those before are parts of it."""


def perform(session: Session, job: AnyJob, emit: Emit) -> None:
    """Lock the session and do a job; whatever the SQL does is an outcome."""

    def work() -> Outcome:
        """The last outcome; those before are sent."""
        session.lock(job.limits.memory_bytes)
        return performed(session, job, emit)

    emit(caught(work))


def follow(session: Session, job: AnyJob, emit: Emit) -> None:
    """Do another job of a chain with the session that is locked, of which nothing is left but what it has open."""

    def work() -> Outcome:
        """The last outcome; those before are sent."""
        session.anew(Path(job.database) if job.database else None)
        return performed(session, job, emit)

    emit(caught(work))


def performed(session: Session, job: AnyJob, emit: Emit) -> Outcome:
    """The last outcome of a job; those before are sent."""
    session.within(job.limits.seconds)
    if isinstance(job, ContractJob):
        return contracted(session, job)
    assert isinstance(job, Job | TrialJob)
    session.bind(job.parameters)
    if job.turned:
        session.turn()
    if isinstance(job, TrialJob):
        try_worlds(session, job, emit)
        return Done()
    return answer(session, job)


def contracted(session: Session, job: ContractJob) -> Contract:
    """What holds of what is assumed of an engine; a process with several threads may not be forked."""
    seen = "" if job.threads == 1 else f"{job.threads} threads"
    alone = Checked("one thread", "an open database is taken through a fork", KINDS, seen)
    known = engine(job.engine)
    return Contract(job.engine, known.version, (alone, *checked(known.contract(), session)))


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
    except OutOfTime:
        return Exceeded("time")
    except (OutOfMemory, MemoryError):
        return Exceeded("memory")
    except RecursionError:
        return Refused("The statement is nested too deeply.", "Write it in a flatter way.")


def answer(session: Session, job: Job) -> Outcome:
    """Judge by policy, run, and gather what was asked for."""
    for sql in job.before:
        session.run(Statement("BEFORE", sql, 0), job.limits.rows, job.limits.result_bytes)
    statements = session.split(job.sql)
    if not statements:
        return Blank()
    return refusal(statements, job.policy) or run(session, job, statements)


def run(session: Session, job: Job, statements: tuple[Statement, ...]) -> Ran:
    """Run the statements in order and gather what they left behind."""
    if not job.trusted:
        for statement in statements:
            session.guard(statement, job.tables)
    statements = tuple(shadowed(session, one, job) for one in statements)
    began = time.perf_counter()
    runs = tuple(ran(session, one, job) for one in statements)
    seconds = time.perf_counter() - began
    plan = session.plan() if job.plan else None
    tables = session.describe() if job.dump else ()
    held = tuple(contents(session, job, [table.name for table in tables]))
    reading = session.reading(statements[-1]) if job.read else Reading()
    return Ran(runs, seconds, plan, tables, held, tuple(followed(session, job)), reading)


def ran(session: Session, statement: Statement, job: Job) -> Run:
    """What a statement returns; an error of a course's own without a place is at its statement."""
    try:
        return session.run(statement, job.limits.rows, job.limits.result_bytes)
    except StatementForbidden:
        raise
    except StatementError as error:
        if error.start is None and job.trusted:
            error.start = statement.start
        raise


def shadowed(session: Session, statement: Statement, job: Job | TrialJob | ScriptJob) -> Statement:
    """The statement with chance and the clock at an extreme, if the job says so."""
    if (one := job.shadow) is None:
        return statement
    return session.shadowed(statement, one.names, one.extreme, one.outcomes, one.value)


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


def try_worlds(session: Session, job: TrialJob, emit: Emit) -> None:
    """Run a query on worlds, in one statement or plainly."""
    (statement,) = session.split(job.sql)
    trials = session.trials(mentioned(job.tables, statement.text))
    if job.database is None:
        trials.load(job.contents)
    session.guard(statement, [table.name for table in job.tables])
    statement = shadowed(session, statement, job)
    if job.how == "batch" and engine(job.engine).batches:
        batch(trials, statement, job, emit)
    else:
        plainly(trials, statement, job, emit)


def mentioned(tables: Iterable[Table], sql: str) -> tuple[Table, ...]:
    """The tables whose names stand in a text: what it can read, and all that must be made for it on each world."""
    folded = sql.lower()
    return tuple(table for table in tables if '"' in table.name or table.name.lower() in folded)


def batch(trials: Trials, statement: Statement, job: TrialJob, emit: Emit) -> None:
    """All worlds in one statement."""
    columns = tuple(Column("", kind) for kind in job.types)
    found = trials.batch(statement, job.worlds, job.types)
    emit(Tried(tuple(Trial(world, Run(columns, tuple(rows))) for world, rows in found), plain=False))


def plainly(trials: Trials, statement: Statement, job: TrialJob, emit: Emit) -> None:
    """One world after another; what is sent tells how far it came."""
    if job.how == "views":
        trials.views()
    for world in job.worlds:
        if job.how == "views":
            trials.choose(world)
        else:
            trials.put(world)
        emit(Tried((plain(trials, statement, world),), plain=True))


def plain(trials: Trials, statement: Statement, world: int) -> Trial:
    """The query on the world that is chosen, or how it ended there."""
    try:
        return Trial(world, trials.run(statement))
    except StatementForbidden as error:
        return Trial(world, stop=Refused(error.message, ONLY_TABLES))
    except StatementError as error:
        return Trial(world, stop=Failed(error.message))
    except TooMuch as error:
        return Trial(world, stop=Exceeded(error.what))
    except OutOfMemory:
        return Trial(world, stop=Exceeded("memory"))
