"""A workload measured on a copy of a database with an answer's indexes: steps, entries written, plans."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from sqlgym.engines import Statement, StatementError
from sqlgym.engines.sqlite.catalog import pragma
from sqlgym.engines.sqlite.plan import from_sqlite
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
    denied = refusal(statements, job.policy) or too_many(statements, job)
    if denied is not None:
        return denied
    pages = [page_count(session.connection)]
    for statement in statements:
        if not job.trusted:
            session.guard(statement, job.tables)
        session.run(statement, ROWS, BYTES)
        session.guarded = False  # what we ask is no answer's; `guard` turns it on again
        pages.append(page_count(session.connection))
    session.guarded = False
    session.connection.execute("ANALYZE")
    session.bind(job.parameters)
    if job.reading is not None:
        refused = workload_refusal(session, job, job.reading)
        if refused is not None:
            return refused
    items = tuple(measure_named(session, job, name, sql) for name, sql in job.workload)
    grown = [after - before for before, after in pairwise(pages)]
    made = tuple(with_widths(session.connection, grown))
    return Measurement(made, items, round(time.process_time(), 3))


MOST_MADE = 50
"""Indexes that are made: each has to be measured, and no workload pays for so many."""


def too_many(statements: Sequence[Statement], job: MeasureJob) -> Refused | None:
    """Why so many indexes are not made; None where there are few enough."""
    if len(statements) <= MOST_MADE or job.trusted:
        return None
    said = f"Your answer makes {len(statements):,} indexes; at most {MOST_MADE} are made."
    return Refused(said, "Each index is written with every new row: keep those that a query needs.")


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
    read = set(opened(session.connection, statement, READS))
    used = tuple(index.name for index, page in indexes(session.connection) if page in read)
    return Measured(name, work, False, from_sqlite(rows), details, used)


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
    targets = set(opened(connection, statement, WRITES))
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


READS, WRITES = frozenset({"OpenRead", "ReopenIdx"}), frozenset({"OpenWrite"})
"""The opcodes that open a table or an index, named by its root page (https://www.sqlite.org/opcode.html)."""


def opened(connection: sqlite3.Connection, statement: Statement, how: frozenset[str]) -> Iterator[int]:
    """The root pages that a statement's program opens; a name may be anything, a page is one index."""
    for row in connection.execute(f"EXPLAIN {statement.text}"):
        if row[1] in how:
            yield row[3]


def page_count(connection: sqlite3.Connection) -> int:
    """The pages of the database."""
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


FEW_PAGES = 50
"""An index of fewer pages tells nothing about the size of its entries."""


def with_widths(connection: sqlite3.Connection, grown: Sequence[int]) -> Iterator[Index]:
    """The indexes with the bytes of an entry, from the pages that each added, beside those of a row of its table."""
    size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    counts = dict(connection.execute("SELECT idx, stat FROM sqlite_stat1 WHERE idx IS NOT NULL").fetchall())
    made = [index for index, _ in indexes(connection)]
    if len(made) != len(grown):  # IF NOT EXISTS made none
        yield from made
        return
    for index, pages in zip(made, grown, strict=True):
        entries = int(str(counts.get(index.name, "0")).split()[0])
        if pages < FEW_PAGES or not entries:
            yield index
        else:
            width = pages * size // entries
            yield msgspec.structs.replace(index, width=width, row=row_width(connection, index.table))


def row_width(connection: sqlite3.Connection, table: str) -> int:
    """About how many bytes a row takes: its values as text, and two for each."""
    columns = [quote(row[1]) for row in pragma(connection, "table_info", table)]
    sizes = " + ".join(f"coalesce(length(CAST({column} AS BLOB)), 0) + 2" for column in columns)
    found = connection.execute(
        f"SELECT avg(size) FROM (SELECT {sizes} AS size FROM {quote(table)} LIMIT 1000)"
    )
    return int(found.fetchone()[0] or 0)


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
