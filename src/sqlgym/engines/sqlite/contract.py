"""The contract with SQLite: everything that judging assumes of it, each tried on a locked session in memory."""

from typing import TYPE_CHECKING

from sqlgym.engines.contract import KINDS, differs, misplaced, rows, with_tables
from sqlgym.engines.protocol import Assumption, StatementError, StatementForbidden
from sqlgym.schema import Column, ForeignKey, Table

if TYPE_CHECKING:
    from sqlgym.engines.sqlite.session import SQLiteSession as Session
    from sqlgym.result import Row

MAKE = """
    CREATE TABLE IF NOT EXISTS one (id INTEGER PRIMARY KEY, name VARCHAR(9) NOT NULL UNIQUE, price NUMERIC(9, 2)
        CHECK (price > 0));
    CREATE TABLE IF NOT EXISTS two (one INTEGER REFERENCES one (id), n INTEGER);
    CREATE UNIQUE INDEX IF NOT EXISTS by_n ON two (n);
    INSERT OR IGNORE INTO one VALUES (1, 'Rex', 3);
    INSERT OR IGNORE INTO two VALUES (1, 1), (1, 2)
"""
ONE = Table(
    "one",
    (
        Column("id", "INTEGER", False),
        Column("name", "VARCHAR", False),
        Column("price", "DECIMAL(9,2)", True),
    ),
    primary_key=("id",),
    unique=(("name",),),
    checks=("price > 0",),
)
TWO = Table(
    "two",
    (Column("one", "INTEGER", True), Column("n", "INTEGER", True)),
    unique=(("n",),),
    foreign_keys=(ForeignKey(("one",), "one", ("id",)),),
)


def made(session: "Session") -> "Session":
    """The session with two tables and rows in them."""
    return with_tables(session, MAKE)


def statements(session: "Session") -> str:
    """What we cut at semicolons is what SQLite takes for statements."""
    texts = ("SELECT ';', \"n\" /* ; */ FROM two", "WITH a AS (SELECT 1) SELECT * FROM a -- ;\n")
    found = made(session).split(";".join(texts))
    for statement in found:
        session.run(statement, 9, 999)
    return differs(["SELECT", "SELECT"], [one.verb for one in found])


def errors(session: "Session") -> str:
    """An error names the word that it is about."""
    cases = (("SELECT nope FROM one", "nope"), ("FROM one", "FROM"), ("SELECT * FROM gone", "gone"))
    return misplaced(made(session), cases)


def guard(session: "Session") -> str:
    """The authorizer is asked before each step."""
    denied = (
        "ATTACH 'x' AS y",
        "PRAGMA user_version",
        "SELECT * FROM sqlite_master",
        "SELECT sqlite_version()",
    )
    for sql in denied:
        try:
            session.guard(session.split(sql)[0], ["one"])
        except StatementForbidden:
            continue
        return f"{sql} is not seen"
    session.guard(session.split("SELECT * FROM one")[0], ["one"])
    session.guarded = False
    return ""


def catalog(session: "Session") -> str:
    """The catalog tells columns, keys and checks of a table."""
    return differs([ONE, TWO], [table for table in made(session).describe() if table.name in ("one", "two")])


CONSTRAINTS = (
    "one VALUES (1, 'x', 1)",
    "one VALUES (7, NULL, 1)",
    "one VALUES (7, 'Rex', 1)",
    "one VALUES (7, 'x', -1)",
    "two VALUES (99, 99)",
    "two VALUES (1, 1)",
)


def constraints(session: "Session") -> str:
    """Rows that a constraint forbids are refused."""
    made(session)
    for row in CONSTRAINTS:
        try:
            rows(session, f"INSERT INTO {row}")
        except StatementError:
            continue
        return f"{row} is taken"
    return ""


def parameters(session: "Session") -> str:
    """Values are bound to parameters by name and by place."""
    made(session).bind({"n": 2})
    try:
        return differs([(2, 2, 2)], rows(session, "SELECT $n, :n, n FROM two WHERE n = $n")) or differs(
            [(2,)], rows(session, "SELECT ?")
        )
    finally:
        session.bind({})


def transactions(session: "Session") -> str:
    """What is rolled back is not there."""
    made(session)
    for sql in ("BEGIN", "INSERT INTO two VALUES (1, 50)", "ROLLBACK"):
        rows(session, sql)
    return differs([(0,)], rows(session, "SELECT count(*) FROM two WHERE n = 50"))


def plan(session: "Session") -> str:
    """A plan names the index that serves a query."""
    (statement,) = made(session).split("SELECT * FROM two WHERE n = 1")
    return differs(
        ["SEARCH two USING INDEX by_n (n=?)"], [str(row[3]) for row in session.explained(statement)]
    )


def program(session: "Session") -> str:
    """A write's program opens its table and its indexes for writing; a query's steps are counted."""
    made(session)
    opened = [
        row for row in rows_of(session, "EXPLAIN INSERT INTO two VALUES (1, 60)") if row[1] == "OpenWrite"
    ]
    calls = [0]

    def count() -> int:
        calls[0] += 1
        return 0

    session.connection.set_progress_handler(count, 1)
    try:
        rows(session, "SELECT count(*) FROM two")
    finally:
        session.connection.set_progress_handler(None, 0)
    return differs(2, len(opened)) or ("" if calls[0] else "no step is counted")


def images(session: "Session") -> str:
    """A database is copied from an image, and neither the guard nor the tables that JSON is read by mind."""
    trials = session.trials((NUMBERS,))
    trials.load({"numbers": '[["0", "0", "5"], ["1", "0", "6"]]'})
    (statement,) = session.split("SELECT n, value FROM numbers, json_each('[7]')")
    session.guard(statement, ())
    found: list[Row] = []
    for world in (0, 1, 2, 0):
        trials.choose(world)
        found += trials.run(statement).rows
    (statement,) = session.split("SELECT * FROM sqlite_master")
    try:
        session.guard(statement, ())
    except StatementForbidden:
        return differs([(5, 7), (6, 7), (5, 7)], found)
    return "an image takes the guard away"


NUMBERS = Table("numbers", (Column("n", "INTEGER", True),))


def turned(session: "Session") -> str:
    """Rows come from the other end where that is asked for."""
    made(session)
    session.turn()
    try:
        return differs([("2",), ("1",)], rows(session, "SELECT CAST(n AS TEXT) FROM two WHERE n < 3"))
    finally:
        session.turn()


def rows_of(session: "Session", sql: str) -> list[tuple[object, ...]]:
    """What a statement of our own returns."""
    return [tuple(row) for row in session.connection.execute(sql).fetchall()]


CONTRACT = (
    Assumption("statements", "what is run and where it stands in the file", KINDS, statements),
    Assumption("errors", "an error is told in the engine's words, at its place", KINDS, errors),
    Assumption("guard", "an answer may read its tables only", KINDS, guard),
    Assumption("catalog", "tables and their keys are read from it", KINDS, catalog),
    Assumption("parameters", "a query is run with values bound to its parameters", ("query",), parameters),
    Assumption(
        "constraints", "tables must refuse wrong rows", ("script", "transaction", "design"), constraints
    ),
    Assumption(
        "transactions", "what is not committed must not be there", ("script", "transaction"), transactions
    ),
    Assumption("plan", "indexes that serve a query are read from it", ("index",), plan),
    Assumption("images", "small databases are loaded from images", ("query",), images),
    Assumption("turned", "what is in order by luck is told from what is sorted", ("query",), turned),
    Assumption("program", "the work of queries and writes is counted by it", ("index", "query"), program),
)
