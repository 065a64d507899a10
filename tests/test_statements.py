"""A text in, its statements out: nothing around them, their place, their verb, whatever the engine gives."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqlgym.data.reference import READING
from sqlgym.engines import ContractError, Statement, StatementError, StatementForbidden, engine
from sqlgym.engines.duckdb.guard import STATE_FUNCTIONS, TABLE_FUNCTIONS
from sqlgym.engines.duckdb.split import statements
from sqlgym.sandbox.policy import refusal
from sqlgym.sql.statement import verb_of
from sqlgym.state.effects import effect, left_open, word

ENGINES = ("duckdb", "sqlite")


SESSIONS = {name: engine(name).open(None) for name in ENGINES}


def split(name: str, sql: str) -> tuple[Statement, ...]:
    return SESSIONS[name].split(sql)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "around", ["{}", "\n{}", "/* x */{}", "-- keep it\n{}", "/*;*/ {} -- ;", " \t{};\n;;"]
)
def test_nothing_is_around_a_statement(name: str, around: str) -> None:
    sql = "SELECT 1;" + around.format("COMMIT")
    first, last = split(name, sql)
    assert (first.text, first.start, first.verb) == ("SELECT 1", 0, "SELECT")
    assert (last.text, last.start, last.verb) == ("COMMIT", sql.index("COMMIT"), "COMMIT")


PARTS = (
    "BEGIN",
    "COMMIT",
    "SELECT ';', '--', 'ü'",
    "SELECT 1 /* a; */ + -- b;\n 2",
    'SELECT "a;b" FROM t',
    "INSERT INTO t VALUES ('/*')",
    "WITH a AS (SELECT 1) DELETE FROM t",
)
GAPS = ("", " ", "\n", "/* COMMIT */", "-- COMMIT;\n", "\n\n /* ü */ ", ";")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(GAPS), st.sampled_from(PARTS), st.sampled_from(GAPS)), max_size=6))
def test_texts_and_places_are_those_of_the_file(parts: list[tuple[str, str, str]]) -> None:
    sql = ";".join(map("".join, parts))
    for name in ENGINES:
        found = split(name, sql)
        assert [one.text for one in found] == [text for _, text, _ in parts]
        assert all(sql[one.start :].startswith(one.text) for one in found)


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u200b"])
def test_unicode_blanks_move_no_place(blank: str) -> None:
    sql = f"{blank}SELECT{blank}'ü{blank}';{blank}COMMIT{blank}"
    first, last = split("duckdb", sql)
    assert (first.text, first.verb) == (f"SELECT{blank}'ü{blank}'", "SELECT")
    assert (last.text, last.start, last.verb) == ("COMMIT", sql.index("COMMIT"), "COMMIT")


VERBS = {
    "START TRANSACTION": "BEGIN",
    "END": "COMMIT",
    "ABORT": "ROLLBACK",
    "FROM t": "SELECT",
    "((SELECT 1)) UNION SELECT 2": "SELECT",
    "WITH a AS (SELECT 1), b AS (SELECT 2) INSERT INTO t FROM a": "INSERT",
    "WITH a AS (INSERT INTO t VALUES (1) RETURNING a) FROM a": "SELECT",
    "CREATE TABLE x AS PIVOT t ON a": "CREATE",
    "DESCRIBE t": "SHOW",
    "CHECKPOINT": "UNKNOWN",
}


@pytest.mark.parametrize(("sql", "verb"), VERBS.items())
def test_a_verb_is_read_by_duckdbs_tokens(sql: str, verb: str) -> None:
    (one,) = split("duckdb", sql)
    assert one.verb == verb


@pytest.mark.parametrize(
    ("sql", "kind", "verb"),
    [
        ("WITH replace AS (SELECT 1) SELECT * FROM replace", "SELECT", "SELECT"),
        ("ROLLBACK TO one", "SAVEPOINT", "ROLLBACK TO"),
        ("rollback transaction to savepoint one", "SAVEPOINT", "ROLLBACK TO"),
        ("ROLLBACK", "TRANSACTION", "ROLLBACK"),
    ],
)
def test_a_verb_is_read_by_sqlites_tokens(sql: str, kind: str, verb: str) -> None:
    (one,) = split("sqlite", sql)
    assert (one.kind, one.verb) == (kind, verb)


def test_no_words_are_no_verb() -> None:
    assert verb_of(()) == verb_of(("(",)) == verb_of(("WITH", "a")) == "UNKNOWN"


def given_by(*texts: str) -> list[Any]:
    return [SimpleNamespace(query=text, type=SimpleNamespace(name="TRANSACTION")) for text in texts]


@pytest.mark.parametrize(
    "texts",
    [
        ("BEGIN;\n/* x */ ", "COMMIT; -- y"),
        ("BEGIN;", "\n/* x */ COMMIT; -- y"),
        ("BEGIN", "COMMIT"),
    ],
)
def test_whatever_an_engine_leaves_around_a_text_the_statements_are_the_same(texts: tuple[str, str]) -> None:
    sql = "BEGIN;\n/* x */ COMMIT; -- y"
    found = list(statements(sql, given_by(*texts), duckdb.tokenize))
    assert [(one.text, one.start, one.verb) for one in found] == [
        ("BEGIN", 0, "BEGIN"),
        ("COMMIT", 15, "COMMIT"),
    ]


@pytest.mark.parametrize("texts", [("BEGIN;",), ("COMMIT;", "BEGIN;"), ("BEGIN;", "SELECT 1", "COMMIT;")])
def test_statements_that_are_not_those_of_the_text_are_no_statements(texts: tuple[str, ...]) -> None:
    with pytest.raises(StatementError, match="not clear where a statement ends"):
        list(statements("BEGIN; COMMIT;", given_by(*texts), duckdb.tokenize))


@pytest.mark.parametrize("sql", ["-- x\rSELECT 1", "-- x\r\nSELECT 1\r", "-- \u00a0\rSELECT 1"])
def test_either_end_of_a_line_ends_a_comment(sql: str) -> None:
    assert [one.text for one in split("duckdb", sql)] == ["SELECT 1"]


def test_a_statement_that_the_driver_has_no_name_for_is_refused() -> None:
    denied = refusal(split("duckdb", "UPDATE EXTENSIONS"), READING)
    assert denied is not None
    assert denied.message == "UPDATE EXTENSIONS is not allowed here."


@pytest.mark.parametrize(
    "source",
    [
        "duckdb_databases()",
        "/* /* */ */ duckdb_databases()",
        "duckdb_databases() WHERE $$'$$ = $$'$$",
        r"duckdb_databases() WHERE E'\'' <> ''",
        "-- x\rduckdb_databases()",
        "\u00a0duckdb_databases()",
        "'duckdb_databases'",
        "pets, 'duckdb_databases'",
        "(SHOW DATABASES)",
        "(DESCRIBE pets)",
        "(SUMMARIZE pets)",
    ],
)
@pytest.mark.parametrize(
    "what", ["INSERT INTO pets SELECT name FROM", r"CREATE TABLE x AS SELECT E'\'', $$'$$ FROM"]
)
def test_nothing_hides_the_engines_own_tables_from_the_guard(what: str, source: str) -> None:
    session = SESSIONS["duckdb"]
    (statement,) = session.split(f"{what} {source}")
    with pytest.raises(StatementForbidden):
        session.guard(statement, ["pets"])


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO pets VALUES (1, 'duckdb_databases()'), (2, 'pg_x')  -- duckdb_tables()",
        "INSERT INTO pets SELECT nextval('numbers'), $$ (SHOW TABLES) $$ FROM 'pets'",
        'CREATE TABLE stats (show_it BOOLEAN, "show" INTEGER DEFAULT 1)',
    ],
)
def test_what_only_looks_like_the_engines_own_is_let_through(sql: str) -> None:
    session = SESSIONS["duckdb"]
    (statement,) = session.split(sql)
    session.guard(statement, ["pets"])


def test_a_value_that_python_has_not_is_an_error_of_the_query() -> None:
    session = SESSIONS["duckdb"]
    (statement,) = session.split("SELECT [INTERVAL 2000000000 DAY]")
    with pytest.raises(StatementError, match="too large to be read"):
        session.run(statement, 9, 99)


def test_an_unknown_verb_ends_no_transaction() -> None:
    unknown = Statement("TRANSACTION", "FINISH", 7, "UNKNOWN", ("finish",))
    assert word(unknown) == "FINISH"
    with pytest.raises(ContractError, match="FINISH"):
        effect(unknown)
    with pytest.raises(ContractError):
        left_open([Statement("TRANSACTION", "BEGIN", 0, "BEGIN", ("BEGIN",)), unknown])


@pytest.mark.parametrize("sql", ["CREATE TABLE x AS PIVOT t ON a", "INSERT INTO x FROM (PIVOT t ON a)"])
def test_a_pivot_hides_no_statement_that_writes(sql: str) -> None:
    denied = refusal(split("duckdb", sql), READING)
    assert denied is not None
    assert denied.message == f"{sql.split()[0]} is not allowed here."
    assert refusal(split("duckdb", "PIVOT t ON a"), READING) is None


PIVOTS = (
    "PIVOT Pets ON name",
    "FROM (PIVOT (SELECT name, weight FROM pets WHERE weight > 1) ON name USING sum(weight))",
    "WITH heavy AS MATERIALIZED (FROM Pets) FROM (PIVOT heavy ON name), heavy",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) PIVOT r ON n",
    "PIVOT (SELECT p.name, x FROM Pets p, range(3) r(x)) ON x",
    "PIVOT (FROM Pets WHERE weight = (SELECT max(weight) FROM Pets q WHERE q.id = Pets.id)) ON name",
    "PIVOT (FROM (VALUES (1, 2), (3, 4)) v(a, b)) ON a",
    'PIVOT (SELECT name, \'DESCRIBE\' AS said, "name" AS "show" FROM Pets ORDER BY name DESC) ON said',
    "PIVOT (FROM Pets LIMIT 0) ON name",
)


@pytest.mark.parametrize("sql", PIVOTS)
def test_a_pivot_of_a_courses_tables_is_allowed(sql: str) -> None:
    session = engine("duckdb").open(None)
    session.run(
        Statement("CREATE", "CREATE TABLE Pets AS SELECT 1 AS id, 'Rex' AS name, 2 AS weight", 0), 9, 999
    )
    (one,) = session.split(sql)
    assert one.kind == "MULTI"
    session.guard(one, ["Pets"])
    session.run(one, 99, 9999)


HARMLESS = frozenset({"icu_calendar_names", "summary", "test_all_types", "test_vector_types"})
"""Table functions that make rows of nothing but themselves or their arguments, which an answer has no use for."""


def test_every_table_function_is_known_to_make_rows_or_is_refused_in_what_writes() -> None:
    sql = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'table'"
    found = SESSIONS["duckdb"].run(Statement("SELECT", sql, 0), 999, 99_999).rows
    assert len(found) > 50
    assert [
        name
        for name in (str(row[0]) for row in found)
        if not (name in TABLE_FUNCTIONS or name in HARMLESS or STATE_FUNCTIONS.fullmatch(name))
    ] == []


@pytest.mark.parametrize(
    ("sql", "refused"),
    {
        "INSERT INTO t SELECT 1 FROM t JOIN t AS u ON current_setting('threads') = '1'": True,
        "DELETE FROM t USING checkpoint()": True,
        "CREATE TABLE u AS SELECT 1 FROM t JOIN t AS v ON current_setting('threads') = '1'": True,
        "CREATE INDEX i ON stats (a)": False,
        "CREATE UNIQUE /* a */ INDEX i ON stats (a)": False,
        "INSERT INTO t SELECT a FROM t JOIN t AS u ON (t.a = u.a)": False,
    }.items(),
)
def test_only_the_on_of_an_index_stands_before_a_table(sql: str, refused: bool) -> None:
    (statement,) = split("duckdb", sql)
    with pytest.raises(StatementForbidden) if refused else nullcontext():
        SESSIONS["duckdb"].guard(statement, ["t", "stats"])
