"""SQLite behind the one Protocol: what it runs, refuses and tells, and queries judged on it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from conftest import ROOT, checker
from sqlgym.engines import Statement, StatementError, StatementForbidden, engine
from sqlgym.engines.sqlite.catalog import type_name
from sqlgym.engines.sqlite.plan import from_sqlite
from sqlgym.engines.sqlite.split import split
from sqlgym.plan import Plan
from sqlgym.sandbox import Sandbox
from sqlgym.schema import ForeignKey
from sqlgym.verdict import Verdict

SQLITE = engine("sqlite")


@pytest.fixture
def judge_sqlite(sandbox: Sandbox, course_root: Path, tmp_path: Path) -> Callable[[str], Verdict]:
    """Judges a text as an answer to the small course's exercise, on SQLite."""

    def judged(sql: str) -> Verdict:
        path = tmp_path / "answer.sql"
        path.write_text(sql)
        found = checker(sandbox, course_root)
        found.engine = "sqlite"
        return found.check(path, "heavy_pets")

    return judged


def test_statements_are_cut_at_semicolons_outside_of_quotes_and_comments() -> None:
    text = "-- one; two\nSELECT ';' /* ; */, \"a;b\", [c;d]; ;\n INSERT INTO t VALUES (1)"
    found = list(split(text))
    assert [one.kind for one in found] == ["SELECT", "INSERT"]
    assert text[found[1].start :] == found[1].text == "INSERT INTO t VALUES (1)"


@pytest.mark.parametrize(
    ("sql", "kind"),
    {
        "WITH a AS (SELECT 1) DELETE FROM t": "DELETE",
        "with a as (values (1)) select * from a": "SELECT",
        "REPLACE INTO t VALUES (1)": "INSERT",
        "START TRANSACTION": "TRANSACTION",
        "end": "TRANSACTION",
        "VALUES (1)": "SELECT",
    }.items(),
)
def test_a_statement_has_the_kind_that_duckdb_calls_it(sql: str, kind: str) -> None:
    assert next(iter(split(sql))).kind == kind


def test_a_word_that_begins_no_statement_is_an_error_at_its_place() -> None:
    with pytest.raises(StatementError) as caught:
        list(split("SELECT 1; SELEC 2"))
    assert (caught.value.start, caught.value.length) == (10, 5)


def test_an_error_names_the_place_of_the_word_it_is_about() -> None:
    session = SQLITE.open(None)
    with pytest.raises(StatementError) as caught:
        session.run(Statement("SELECT", "SELECT nope", 7), 10, 1000)
    assert (caught.value.message, caught.value.start, caught.value.length) == ("No such column: nope.", 14, 4)


def test_the_guard_refuses_what_a_statement_would_touch() -> None:
    session = SQLITE.open(None)
    session.lock(1 << 28)
    for sql in (
        "SELECT sql FROM sqlite_master",
        "SELECT * FROM pragma_table_list",
        "SELECT load_extension('x')",
    ):
        with pytest.raises(StatementForbidden):
            session.guard(Statement("SELECT", sql, 0), ())


def test_the_guard_does_not_mind_our_own_questions() -> None:
    session = SQLITE.open(None)
    session.lock(1 << 28)
    create = Statement(
        "CREATE", "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL UNIQUE CHECK (b <> ''))", 0
    )
    session.guard(create, ())
    session.run(create, 1, 1)
    (table,) = session.describe()
    assert table.primary_key == ("a",)
    assert table.unique == (("b",),)
    assert table.checks == ("b <> ''",)
    assert [column.type for column in table.columns] == ["INTEGER", "VARCHAR"]


def test_foreign_keys_are_enforced_and_described() -> None:
    session = SQLITE.open(None)
    for sql in ("CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (p INTEGER REFERENCES p)"):
        session.run(Statement("CREATE", sql, 0), 1, 1)
    assert session.describe()[1].foreign_keys == (ForeignKey(("p",), "p", ("id",)),)
    with pytest.raises(StatementError, match="FOREIGN KEY"):
        session.run(Statement("INSERT", "INSERT INTO c VALUES (7)", 0), 1, 1)


@pytest.mark.parametrize(
    ("declared", "name"),
    {
        "INT": "INTEGER",
        "text": "VARCHAR",
        "NUMERIC(10, 2)": "DECIMAL(10,2)",
        "VARCHAR(9)": "VARCHAR",
        "": "BLOB",
    }.items(),
)
def test_declared_types_have_the_names_that_duckdb_gives_them(declared: str, name: str) -> None:
    assert type_name(declared) == name


def test_a_plan_reads_like_any_other() -> None:
    rows = [(2, 0, 0, "SCAN e"), (5, 0, 0, "SEARCH o USING INDEX by_e (e=?)")]
    assert from_sqlite(rows) == Plan(
        "Query", children=(Plan("Table scan", "e"), Plan("Search by index by_e", "o", "e=?"))
    )


def test_a_query_is_judged_on_sqlite_where_decimals_are_floats(
    judge_sqlite: Callable[[str], Verdict],
) -> None:
    verdict = judge_sqlite("SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST")
    assert verdict.status == "correct", verdict.findings
    assert verdict.engine == "sqlite"
    assert judge_sqlite("SELECT name, weight FROM Pets ORDER BY weight NULLS FIRST").status == "wrong"


@pytest.mark.parametrize(
    ("sql", "status"),
    {
        "ATTACH DATABASE 'x.db' AS x": "refused",
        "PRAGMA writable_schema = 1": "refused",
        "SELECT * FROM sqlite_master": "refused",
        "SELECT load_extension('x')": "refused",
        "DELETE FROM Pets": "refused",
        "SELECT 1; SELECT 2": "refused",
        "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT 1 FROM t) SELECT count(*) FROM t": "limit",
        "SELECT hex(zeroblob(1000000000))": "limit",
        "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t LIMIT 200000) SELECT x FROM t": "limit",
        "SELECT " + "(" * 5000 + "1" + ")" * 5000: "error",
        "SELECT 'abc": "error",
        "-- nothing": "blank",
    }.items(),
)
def test_hostile_and_blank_answers_end_as_they_should(
    sql: str, status: str, judge_sqlite: Callable[[str], Verdict]
) -> None:
    verdict = judge_sqlite(sql)
    assert verdict.status == status, verdict.findings
    assert verdict.findings[0].message


@pytest.mark.parametrize("name", ["second_highest", "employee_orders"])
def test_the_samples_of_the_built_in_course_pass_on_sqlite(name: str, sandbox: Sandbox) -> None:
    found = checker(sandbox)
    found.engine = "sqlite"
    assert found.check(ROOT / "exercises" / f"{name}.sql").status == "correct"


def test_an_exercise_may_list_the_engines_it_is_judged_on(sandbox: Sandbox) -> None:
    found = checker(sandbox)
    found.engine = "duckdb"
    verdict = found.check(ROOT / "exercises" / "indexes.sql")
    assert verdict.status == "ungraded"
    assert "indexes is not judged on duckdb" in verdict.findings[0].message
    assert msgspec.json.encode(verdict.findings)
