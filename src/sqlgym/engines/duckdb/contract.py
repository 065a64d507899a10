"""The contract with DuckDB: everything that judging assumes of it, each tried on a locked session in memory.

A release may change any of it, as 2.0.1 changed the texts of `extract_statements`. Where one does not hold, what needs
it is not judged.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlgym.engines.contract import KINDS, differs, rows, with_tables
from sqlgym.engines.duckdb.order import ordering
from sqlgym.engines.duckdb.volatile import CATALOG, unlisted
from sqlgym.engines.protocol import Assumption, StatementError, StatementForbidden
from sqlgym.plan import walk
from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.sql.constants import Constant
from sqlgym.sql.statement import Statement

if TYPE_CHECKING:
    from sqlgym.engines.duckdb.session import DuckDBSession as Session

QUERY = (
    "SELECT o.name, count(*) AS n FROM contract_one o JOIN contract_two t ON t.one = o.id "
    "WHERE o.name = 'Rex' AND price > 2 GROUP BY ALL ORDER BY n DESC, o.name LIMIT 3 OFFSET 1"
)
ONE = Table(
    "contract_one",
    (
        Column("id", "INTEGER", False),
        Column("name", "VARCHAR", False),
        Column("price", "DECIMAL(9,2)", True, "1.5"),
    ),
    primary_key=("id",),
    unique=(("name",),),
    checks=("(price > 0)",),
)
TWO = Table(
    "contract_two",
    (Column("one", "INTEGER", True), Column("n", "INTEGER", True)),
    unique=(("n",),),
    foreign_keys=(ForeignKey(("one",), "contract_one", ("id",)),),
)
MAKE = """
    CREATE TABLE IF NOT EXISTS contract_one (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE,
        price DECIMAL(9,2) DEFAULT 1.5 CHECK (price > 0));
    CREATE TABLE IF NOT EXISTS contract_two (one INTEGER REFERENCES contract_one (id), n INTEGER);
    CREATE UNIQUE INDEX IF NOT EXISTS contract_index ON contract_two (n);
    INSERT OR IGNORE INTO contract_one VALUES (1, 'Rex', 3), (2, 'Ada', 3);
    INSERT OR IGNORE INTO contract_two VALUES (1, 1), (1, 2), (2, 3)
"""


def made(session: "Session") -> "Session":
    """The session with two tables and rows in them."""
    return with_tables(session, MAKE)


def statements(session: "Session") -> str:
    """A text is cut into its statements, in its order and at their places, whatever lies between."""
    text = "/* a; */ BEGIN;\n-- b;\nSELECT ';', $$;$$;; WITH a AS (SELECT 1) INSERT INTO t FROM a; /* c */COMMIT -- d"
    found = [(one.kind, one.verb, text[one.start :].startswith(one.text)) for one in session.split(text)]
    kinds = (("TRANSACTION", "BEGIN"), ("SELECT", "SELECT"), ("INSERT", "INSERT"), ("TRANSACTION", "COMMIT"))
    return differs([(*kind, True) for kind in kinds], found)


TYPES = {
    "SELECT 1": "SELECT",
    "PIVOT t ON a": "MULTI",
    "INSERT INTO t VALUES (1)": "INSERT",
    "UPDATE t SET a = 1": "UPDATE",
    "DELETE FROM t": "DELETE",
    "MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE": "MERGE INTO",
    "CREATE TABLE t (a INTEGER)": "CREATE",
    "ALTER TABLE t ADD COLUMN b INTEGER": "ALTER",
    "DROP TABLE t": "DROP",
    "ROLLBACK": "TRANSACTION",
    "COPY t TO 'x'": "COPY",
    "ATTACH 'x'": "ATTACH",
    "SET a = 1": "SET",
    "PRAGMA version": "PRAGMA",
}
"""A statement → what DuckDB's parser calls it; policies allow by these names."""


def types(session: "Session") -> str:
    """Statements have the types by which they are allowed or refused."""
    return differs(TYPES, {sql: session.split(sql)[0].kind for sql in TYPES})


def values(session: "Session") -> str:
    """The driver gives values unharmed, and names their types."""
    sql = (
        "SELECT 1, 1.50::DECIMAL(9,2), 0.5::DOUBLE, 'a', true, NULL, DATE '2024-02-29', TIME '10:00', "
        "TIMESTAMP '2024-02-29 10:00', INTERVAL 2 DAY, 'a'::BLOB, [1, 2], 170141183460469231731687303715884105727, "
        "uuid '00000000-0000-0000-0000-000000000001', TIMESTAMPTZ '2024-02-29 10:00+00'"
    )
    (statement,) = session.split(sql)
    run = session.run(statement, 9, 10_000)
    expected = (
        *(1, Decimal("1.50"), 0.5, "a", True, None, date(2024, 2, 29), time(10), datetime(2024, 2, 29, 10)),
        *(timedelta(days=2), b"a", [1, 2], 2**127 - 1, UUID(int=1), "2024-02-29 10:00:00+00"),
    )
    names = [column.type for column in run.columns][:4]
    return differs(expected, run.rows[0]) or differs(["INTEGER", "DECIMAL(9,2)", "DOUBLE", "VARCHAR"], names)


def errors(session: "Session") -> str:
    """An error tells its sentence and the place it is about, in bytes."""
    for sql, word in (
        ("SELECT 1 +", "+"),
        ("SELECT 'ü', nope FROM contract_one", "nope"),
        ("FROM nope", "nope"),
    ):
        try:
            rows(made(session), sql)
        except StatementError as error:
            at = error.start if error.start is not None else -1
            if (found := sql[at : at + error.length]) != word or word not in error.message:
                return differs(word, found)
        else:
            return f"{sql} runs"
    return ""


def locked(session: "Session") -> str:
    """Locked, it opens no file and takes no setting."""
    for sql in (
        "FROM read_text('/etc/hostname')",
        "ATTACH 'x.db'",
        "COPY (SELECT 1) TO 'x.csv'",
        "SET threads = 2",
    ):
        try:
            session.run(session.split(sql)[0], 9, 9999)
        except StatementError:
            continue
        return f"{sql} runs"
    return ""


SETTINGS = {
    "threads": "1",
    "async_threads": "0",
    "temp_directory": "",
    "enable_external_access": "false",
    "lock_configuration": "true",
    "TimeZone": "UTC",
    "errors_as_json": "true",
}


def settings(session: "Session") -> str:
    """What we set is so."""
    found = {
        name: str(rows(session, f"SELECT current_setting('{name}')::VARCHAR")[0][0]) for name in SETTINGS
    }
    return differs(SETTINGS, found)


def catalog(session: "Session") -> str:
    """The catalog tells columns, keys and checks of a table."""
    found = {table.name: table for table in made(session).describe()}
    return differs(ONE, found.get("contract_one")) or differs(TWO, found.get("contract_two"))


def constraints(session: "Session") -> str:
    """Rows that a constraint forbids are refused."""
    made(session)
    for row in ("one VALUES (1, 'x', 1)", "one VALUES (7, NULL, 1)", "one VALUES (7, 'Rex', 1)"):
        if _runs(session, f"INSERT INTO contract_{row}"):
            return f"{row} is taken"
    more = ("one VALUES (7, 'x', -1)", "two VALUES (99, 99)", "two VALUES (1, 1)")
    return next((f"{row} is taken" for row in more if _runs(session, f"INSERT INTO contract_{row}")), "")


def _runs(session: "Session", sql: str) -> bool:
    try:
        rows(session, sql)
    except StatementError:
        return False
    return True


GUARDED = (
    "FROM duckdb_tables()",
    "FROM test_all_types()",
    "FROM (DESCRIBE contract_two)",
    "FROM duckdb_tables",
    "FROM information_schema.tables",
    "SELECT current_setting('threads')",
    "FROM (SHOW TABLES)",
    "WITH x AS (INSERT INTO contract_two VALUES (1, 9) RETURNING *) FROM x",
    "SELECT (SELECT count(*) FROM query('SELECT 1'))",
    "PIVOT (FROM duckdb_settings) ON name",
    "PIVOT (FROM test_all_types()) ON bool USING first(int)",
)


def guard(session: "Session") -> str:
    """The syntax tree, or the plan where there is none, names every table and function that a query reads."""
    made(session)
    for sql in GUARDED:
        try:
            session.guard(session.split(sql)[0], ["contract_two"])
        except StatementForbidden:
            continue
        return f"{sql} is not seen"
    for sql in (QUERY, "PIVOT contract_two ON n", "SELECT sum(x) FROM range(3) r(x)"):
        session.guard(session.split(sql)[0], ["contract_one", "contract_two"])
    return ""


def reading(session: "Session") -> str:
    """The tree's tables, columns, constants, and modifiers are where we read them."""
    found = session.reading(session.split(QUERY)[0])
    values = {Constant("", "price", "number", "2"), Constant("contract_one", "name", "text", "Rex")}
    names = (("contract_one", "contract_two"), ("id", "n", "name", "one", "price"))
    return differs(names, (found.tables, found.columns)) or differs(values, {*found.constants.values})


def order(session: "Session") -> str:
    """ORDER BY, LIMIT and OFFSET are in the tree, and leave it as we take them out."""
    tree = session.parse(session.split(QUERY)[0])
    if tree is None:
        return "there is no syntax tree of a SELECT"
    found = ordering(tree, ["name", "n"])
    without = session.deserialised(found.tree)
    told = (found.keys, found.width, found.offset)
    return differs(((1, 2), 2, 1), told) or differs([("Rex", 2, "Rex")], rows(made(session), without))


def deserialised(session: "Session") -> str:
    """A tree can be made text again, and the text means the same."""
    query = "SELECT name, CASE WHEN price > 2 THEN 'a''b' END AS x FROM contract_one WHERE id IN (1, 2) ORDER BY id"
    tree = session.parse(session.split(query)[0])
    if tree is None:
        return "there is no syntax tree of a SELECT"
    return differs([("Rex", "a'b"), ("Ada", "a'b")], rows(made(session), session.deserialised(tree)))


def batch(session: "Session") -> str:
    """A query runs on several small databases in one statement, its tables replaced in its tree."""
    table = Table("contract_world", (Column("a", "INTEGER"), Column("b", "VARCHAR")))
    trials = session.trials([table])
    trials.load({"contract_world": '[["0", "0", "1", "x"], ["1", "0", "2", "y"], ["1", "1", "3", null]]'})
    (statement,) = session.split("SELECT count(b), sum(a) FROM contract_world AS w WHERE w.a > 0")
    found = {
        world: list(map(tuple, got)) for world, got in trials.batch(statement, [0, 1], ["BIGINT", "HUGEINT"])
    }
    return differs({0: [(1, 1)], 1: [(1, 5)]}, found)


def parameters(session: "Session") -> str:
    """Parameters are named by the parser, bound by the driver, and constants of the tree."""
    made(session).bind({"name": "Rex"})
    try:
        sql = "SELECT id FROM contract_one WHERE name = :name AND $name <> 'x'"
        (statement,) = session.split(sql)
        constants = {one.value for one in session.reading(statement).constants.values}
        found = [tuple(row) for row in session.run(statement, 9, 999).rows]
        return differs([(1,)], found) or ("" if "Rex" in constants else "no constant for a parameter")
    finally:
        session.bind({})


def transactions(session: "Session") -> str:
    """Another connection sees what is committed and nothing else."""
    made(session)
    other, counted = session.second(), "SELECT count(*) FROM contract_two WHERE n > 50"
    seen = []
    for sql in ("BEGIN", "INSERT INTO contract_two VALUES (1, 51)", "ROLLBACK"):
        session.run(Statement("", sql, 0), 9, 999)
        seen.append(rows(other, counted)[0][0])
    return differs([0, 0, 0], seen) or differs([(0,)], rows(session, counted))


WRITES = {
    "WITH x AS (UPDATE contract_two SET one = 1 WHERE n < 3 RETURNING n) INSERT INTO contract_two SELECT 1, 70": 3,
    "UPDATE contract_two SET one = 1 WHERE n < 3 RETURNING 9 AS Count": 2,
    "DELETE FROM contract_two WHERE n = 70": 1,
}
"""A statement → how many rows it changes."""


def changes(session: "Session") -> str:
    """A statement tells how many rows it changes; one that returns them, or writes in its WITH, does so too."""
    found = {}
    for sql in WRITES:
        (statement,) = made(session).split(sql)
        found[sql] = session.changed(statement, session.run(statement, 100, 10_000))
    return differs(WRITES, found)


def profile(session: "Session") -> str:
    """The profile of a query names its operators, their tables and the rows they gave."""
    rows(made(session), "SELECT n FROM contract_two WHERE one = 1")
    plan = session.plan()
    found = [(one.table, one.rows) for one in walk(plan) if one.table] if plan else []
    return differs([("contract_two", 2)], found)


def chance(session: "Session") -> str:
    """The catalog's functions of chance and the clock are those that we know, and the tree shows what they decide."""
    names = {str(name) for (name,) in rows(session, CATALOG)}
    if "random" not in names:
        return "the catalog does not say that random() is volatile"
    (statement,) = session.split("SELECT 1 WHERE random() < 0.5 OR hash(uuid()) % 7 = 6")
    changed = session.shadowed(statement, ("random", "uuid"), "high", (True, False))
    decided = session.reading(statement).conditions
    return (
        differs(set(), unlisted(names))
        or differs((("random",), ("uuid",)), decided)
        or differs([(1,)], rows(session, changed.text))
    )


CONTRACT = (
    Assumption("statements", "what is run and where it stands in the file", KINDS, statements),
    Assumption("types", "statements are allowed by their types", KINDS, types),
    Assumption("values", "results are compared as the driver gives them", KINDS, values),
    Assumption("errors", "an error is told in the engine's words, at its place", KINDS, errors),
    Assumption("lock-down", "an answer must reach nothing but its tables", KINDS, locked),
    Assumption("settings", "one thread, no files, fixed time zone", KINDS, settings),
    Assumption("catalog", "tables and their keys are read from it", KINDS, catalog),
    Assumption("guard", "an answer may read its tables only", KINDS, guard),
    Assumption("reading", "small databases hold what a query looks for", ("query",), reading),
    Assumption("order", "ties in the reference's order are free", ("query",), order),
    Assumption("deserialised", "queries are run with a part replaced", ("query",), deserialised),
    Assumption("batch", "a query is tried on many small databases at once", ("query",), batch),
    Assumption("parameters", "a query is run with values bound to its parameters", ("query",), parameters),
    Assumption(
        "transactions", "what is not committed must not be there", ("script", "transaction"), transactions
    ),
    Assumption(
        "constraints", "tables must refuse wrong rows", ("script", "transaction", "design"), constraints
    ),
    Assumption("changes", "rows that a script changes at once are counted", ("script",), changes),
    Assumption(
        "chance", "no answer may pass by chance", ("query", "script", "transaction", "design"), chance
    ),
    Assumption("profile", "plans are read from it", (), profile),
)
