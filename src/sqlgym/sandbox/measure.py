"""A workload measured on a copy of a database with an answer's indexes: steps, entries written, plans."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from sqlgym.engines import Statement, StatementError
from sqlgym.engines.sqlite.catalog import pragma
from sqlgym.engines.sqlite.plan import from_sqlite, indexes_used
from sqlgym.engines.sqlite.session import SQLiteSession
from sqlgym.sandbox.child import caught
from sqlgym.sandbox.job import MeasureJob, Policy
from sqlgym.sandbox.outcome import Blank, Failed, Index, Measured, Measurement, Outcome, Refused
from sqlgym.sandbox.policy import refusal
from sqlgym.sql.quoting import quote

EVERY = 5
"""Steps of SQLite's virtual machine between two calls of the counter; a call takes longer than a step."""

INDEXES = """
    SELECT name, tbl_name, rootpage, sql FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid
"""
ROWS, BYTES = 10_000_000, 1 << 30


def measure(path: Path, job: MeasureJob) -> Outcome:
    """Make the indexes, run the workload, and tell what each part of it took."""
    try:
        return caught(lambda: measure_file(path, job))
    except sqlite3.Error as error:
        return Failed(f"The workload cannot be measured with it: {error}.")


def measure_file(path: Path, job: MeasureJob) -> Outcome:
    """What the workload takes; what goes wrong is raised."""
    session = SQLiteSession(path, write=True)
    session.lock(job.limits.memory_bytes)
    statements = session.split(job.sql)
    if not statements and not job.trusted:
        return Blank()
    denied = refusal(statements, job.policy)
    if denied is not None:
        return denied
    for statement in statements:
        if not job.trusted:
            session.guard(statement, job.tables)
        session.run(statement, ROWS, BYTES)
    session.guarded = False  # ANALYZE and the workload are no answer's; `guard` turns it on again
    session.connection.execute("ANALYZE")
    session.bind(job.parameters)
    if job.reading is not None:
        refused = workload_refusal(session, job, job.reading)
        if refused is not None:
            return refused
    items = tuple(measure_named(session, job, name, sql) for name, sql in job.workload)
    made = tuple(index for index, _ in indexes(session.connection))
    return Measurement(made, items, round(time.process_time(), 3))


def workload_refusal(session: SQLiteSession, job: MeasureJob, policy: Policy) -> Refused | None:
    """Why a workload that the course did not write may not be run; None where it may, under guard."""
    for _, sql in job.workload:
        found = session.split(sql)
        denied = refusal(found, policy)
        if denied is not None:
            return denied
        for statement in found:
            session.guard(statement, job.tables)
    return None


def measure_named(session: SQLiteSession, job: MeasureJob, name: str, sql: str) -> Measured:
    """One query or write; an error in one that the course wrote is about the indexes, and has no place in those."""
    try:
        return measure_item(session, name, sql)
    except StatementError as error:
        if job.reading is not None:
            raise
        raise StatementError(f"“{name}” does not run with these indexes: {error.message}") from error


def measure_item(session: SQLiteSession, name: str, sql: str) -> Measured:
    """One query or write of the workload; what it writes is taken back."""
    (statement,) = session.split(sql)
    rows = session.explained(statement)
    details = tuple(row[3] for row in rows)
    if statement.verb != "SELECT":
        entries = entries_written(session, statement)
        return Measured(name, sum(entries.values()), True, from_sqlite(rows), details, (), entries)
    work = steps(session, statement)
    return Measured(
        name,
        work,
        False,
        from_sqlite(rows),
        details,
        indexes_used(details, [index.name for index, _ in indexes(session.connection)]),
    )


def steps(session: SQLiteSession, statement: Statement) -> int:
    """The steps that SQLite's virtual machine takes for a query (https://www.sqlite.org/c3ref/progress_handler.html)."""
    calls = 0

    def count() -> int:
        nonlocal calls
        calls += 1
        return 0

    session.connection.set_progress_handler(count, EVERY)
    try:
        session.run(statement, ROWS, BYTES)
    finally:
        session.connection.set_progress_handler(None, 0)
    return calls * EVERY


def entries_written(session: SQLiteSession, statement: Statement) -> dict[str, int]:
    """The entries that a write makes: in its table (named ''), and in each index that its program writes to."""
    connection = session.connection
    targets = set(write_targets(connection, statement))
    partial = {index.name: index_size(connection, index) for index, _ in indexes(connection) if index.partial}
    connection.execute("SAVEPOINT measure")
    before = connection.total_changes
    session.run(statement, ROWS, BYTES)
    rows = connection.total_changes - before
    entries = {"": rows}
    for index, page in indexes(connection):
        if page in targets:
            entries[index.name] = (
                abs(index_size(connection, index) - partial[index.name]) if index.partial else rows
            )
    connection.execute("ROLLBACK TO measure")
    connection.execute("RELEASE measure")
    return entries


def write_targets(connection: sqlite3.Connection, statement: Statement) -> Iterator[int]:
    """The root pages that a statement's program opens for writing (https://www.sqlite.org/opcode.html)."""
    for row in connection.execute(f"EXPLAIN {statement.text}"):
        if row[1] == "OpenWrite":
            yield row[3]


def indexes(connection: sqlite3.Connection) -> Iterator[tuple[Index, int]]:
    """The indexes that were made by CREATE INDEX, each with its root page."""
    for name, table, page, _ in connection.execute(INDEXES).fetchall():
        told = {row[1]: row for row in pragma(connection, "index_list", table)}[name]
        columns = tuple(row[2] for row in pragma(connection, "index_xinfo", name) if row[5])
        yield Index(name, table, columns, bool(told[2]), bool(told[4])), page


def index_size(connection: sqlite3.Connection, index: Index) -> int:
    """How many entries a partial index has, by ANALYZE, which counts them (https://www.sqlite.org/fileformat2.html)."""
    connection.execute(f"ANALYZE {quote(index.name)}")
    found = connection.execute("SELECT stat FROM sqlite_stat1 WHERE idx = ?", [index.name]).fetchone()
    return int(found[0].split()[0]) if found else 0
