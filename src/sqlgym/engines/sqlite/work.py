"""Work as SQLite counts it: steps of its virtual machine, entries written, pages that an index adds."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Protocol

import msgspec

from sqlgym.engines.counting import Index, Measured, Uncounted
from sqlgym.engines.sqlite.catalog import pragma
from sqlgym.engines.sqlite.plan import from_sqlite
from sqlgym.result import Row, Run
from sqlgym.sql.quoting import quote
from sqlgym.sql.statement import Statement

ROWS, BYTES = 10_000_000, 1 << 30
"""What a statement that is counted may return: the process has its own limits."""

EVERY = 5
"""Steps of SQLite's virtual machine between two calls of the counter; a call takes longer than a step."""

INDEXES = """
    SELECT name, tbl_name, rootpage, sql FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid
"""


class Counted(Protocol):
    """What is asked of a session."""

    connection: sqlite3.Connection
    guarded: bool

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""

    def explained(self, statement: Statement) -> list[Row]:
        """The lines of SQLite's own plan of a statement."""


class SQLiteWork:
    """The work of statements on one session's database."""

    def __init__(self, session: Counted) -> None:
        """Remember how large the database is before any index is made."""
        self.session = session
        self.connection = session.connection
        self.pages = [page_count(session.connection)]

    def make(self, statement: Statement) -> None:
        """Run a statement that makes an index, and see how many pages it adds."""
        with counting():
            self.session.run(statement, ROWS, BYTES)
            self.session.guarded = False  # what we ask is no answer's; `guard` turns it on again
            self.pages.append(page_count(self.connection))

    def analyze(self) -> None:
        """Let SQLite gather its statistics: without them it takes every index for as good as another."""
        with counting():
            self.session.guarded = False
            self.connection.execute("ANALYZE")

    def measured(self, name: str, statement: Statement) -> Measured:
        """One query or write of the workload; what it writes is taken back."""
        with counting():
            return measured(self.session, name, statement)

    def indexes(self) -> Sequence[Index]:
        """The indexes with the bytes of an entry, from the pages that each added."""
        with counting():
            grown = [after - before for before, after in pairwise(self.pages)]
            return tuple(with_widths(self.connection, grown))


@contextmanager
def counting() -> Iterator[None]:
    """Let errors of what we ask ourselves be told from those of a statement, which a session has translated."""
    try:
        yield
    except sqlite3.Error as error:
        raise Uncounted(str(error)) from error


def measured(session: Counted, name: str, statement: Statement) -> Measured:
    """The work of a statement by what it is."""
    rows = session.explained(statement)
    details = tuple(row[3] for row in rows)
    if statement.verb != "SELECT":
        entries = entries_written(session, statement)
        return Measured(name, sum(entries.values()), True, from_sqlite(rows), details, (), entries)
    work = steps(session, statement)
    read = set(opened(session.connection, statement, READS))
    used = tuple(index.name for index, page in indexes(session.connection) if page in read)
    return Measured(name, work, False, from_sqlite(rows), details, used)


def steps(session: Counted, statement: Statement) -> int:
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


def entries_written(session: Counted, statement: Statement) -> dict[str, int]:
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
