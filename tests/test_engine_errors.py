"""What other engines know and this one does not: the help says what to write instead, at the engine's own place."""

import pytest

from sqlgym.course.answer import Answer
from sqlgym.engines import StatementError, engine
from sqlgym.kinds.failures import failure
from sqlgym.sandbox import Failed
from sqlgym.schema import Column, Table


def advice(sql: str, name: str) -> str:
    """The help line for a text that an engine does not take."""
    session = engine(name).open(None)
    text = f"CREATE TABLE t (a INTEGER);\n{sql}"
    try:
        for statement in session.split(text):
            session.run(statement, 9, 999)
    except StatementError as error:
        found = error
    else:
        pytest.fail(f"{name} takes {sql}")
    return failure(Answer("a.sql", text), Failed(found.message, found.start, found.length), ()).help


def test_a_misspelt_column_is_looked_for_in_the_tables_that_are_named() -> None:
    tables = tuple(Table(name, (Column(name="name", type="VARCHAR"),)) for name in ("Employees", "Customers"))
    for name in ("Employees", "Customers"):
        answer = Answer("a.sql", f"SELECT nme FROM {name}")
        found = failure(answer, Failed("Referenced column nme not found", 7, 3), tables)
        assert found.help == f"Is it the spelling? {name} has a column name."


BOTH = {
    "SELECT a FROM t FOR  UPDATE": "knows no FOR UPDATE",
    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE": "begin with BEGIN alone",
    "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED": "begin with BEGIN alone",
    "COMMIT AND CHAIN": "does not know AND CHAIN",
    "CREATE INDEX ON t (a)": "An index needs a name",
    "CREATE INDEX i ON t USING btree (a)": "how an index is built",
    "CREATE TABLE u (a INTEGER, EXCLUDE USING gist (a WITH =) WHERE (a > 1))": "has no EXCLUDE",
    "SELECT TOP 5 a FROM t": "write LIMIT",
}
SLIPS = {
    "SELECT a FROM t WHERE a = ‘x’": "typographic quotes",
    "SELECT a FROM t WHERE a = “x”": "typographic quotes",
    "SELECT a # what\nFROM t": "two dashes",
    "SELECT max(count(*)) FROM t GROUP BY a": "takes two steps",
    "SELECT a FROM t WHERE a => 5": "written >=",
    "SELECT a FROM t WHERE a =< 5": "written <=",
    "SELECT a FROM t WHERE a > SELECT avg(a) FROM t": "stands in brackets",
    "SELECT a FROM t WHERE a > avg(a)": "a query in brackets",
    "SELECT a FROM t WHERE a IN (1, East)": "a text stands in quotes",
}
INNOCENT = {
    "SELECT a FROM t WHERE a IN (1,234) AND": "without commas",
    "SELECT a FROM t WHERE a = 1 OR (SELECT a FROM t": "stands in brackets",
    "SELECT 'it’s #1', b FROM t": "typographic",
    "SELECT '#', FROM t WHERE": "dashes",
    "SELECT a FROM t CROSS JOIN t AS u WHERE": "needs its condition",
    "SELECT a FROM t JOIN t AS u ON t.a = u.a WHERE": "needs its condition",
}
"""Text with a fault → what must not be said of it."""

ALONE = {
    "duckdb": {
        "BEGIN IMMEDIATE": "write BEGIN alone",
        "SAVEPOINT s": "no savepoints",
        "CREATE TABLE u (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1) STORED)": "leave STORED out",
    },
    "sqlite": {"START TRANSACTION": "begins with BEGIN"},
}


@pytest.mark.parametrize("name", ALONE)
def test_what_the_engine_does_not_know_is_said_with_what_to_write_instead(name: str) -> None:
    found = {sql: advice(sql, name) for sql in BOTH | ALONE[name]}
    assert {sql: said for sql, said in (BOTH | ALONE[name]).items() if said not in found[sql]} == {}, found


def test_such_words_elsewhere_in_the_text_are_not_what_the_error_is_about() -> None:
    assert "comma" in advice("SELECT 'BEGIN IMMEDIATE', a a a FROM t -- FOR UPDATE", "duckdb")


@pytest.mark.parametrize("name", ["duckdb", "sqlite"])
@pytest.mark.parametrize("sql", SLIPS)
def test_a_slip_of_the_hand_is_told_what_to_write(sql: str, name: str) -> None:
    assert SLIPS[sql] in advice(sql, name)


@pytest.mark.parametrize("sql", ["SELECT a FROM t JOIN t AS u;", "SELECT a FROM t JOIN t AS u WHERE a = 1"])
def test_a_join_without_its_condition_is_told_of_on(sql: str) -> None:
    """SQLite takes such a join."""
    assert "needs its condition" in advice(sql, "duckdb")


@pytest.mark.parametrize("sql", INNOCENT)
def test_another_fault_is_not_taken_for_a_slip(sql: str) -> None:
    assert INNOCENT[sql] not in advice(sql, "duckdb")


def test_days_between_two_dates_are_told_for_a_datediff_of_two() -> None:
    assert "date_diff('day', earlier, later)" in advice(
        "SELECT datediff('2026-03-02', DATE '2026-03-01')", "duckdb"
    )


def test_half_a_condition_is_told_as_that() -> None:
    """SQLite takes a text for a condition."""
    assert "a whole condition" in advice(
        "INSERT INTO t VALUES (2); SELECT a FROM t WHERE a = 1 OR 'East'", "duckdb"
    )
