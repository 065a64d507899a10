"""Hostile and empty answers to a design exercise: each ends with a status and a sentence, in time."""

import re
import time
from pathlib import Path

import pytest

from conftest import ROOT, checker
from sqlgym.kinds.design.assignment import Budget, several
from sqlgym.kinds.design.mapping import Mapping
from sqlgym.kinds.design.reading import is_open
from sqlgym.report import Style, write
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Report, Verdict

FOLDER = ROOT / "exercises" / "third_normal_form"
KEPT = "CREATE TABLE kept (a INTEGER); "
REFUSED = {
    "drop the staging table": "DROP TABLE IF EXISTS employees_flat",
    "drop it, quoted": 'DROP TABLE IF EXISTS "Employees_Flat"',
    "drop it with a comment": "DROP TABLE/**/IF EXISTS main . employees_flat",
    "delete from it": "DELETE FROM employees_flat",
    "insert into it": "INSERT INTO employees_flat SELECT * FROM employees_flat",
    "update it": "UPDATE employees_flat SET salary = 0",
    "alter it": "ALTER TABLE employees_flat DROP COLUMN phones",
    "replace it": "CREATE OR REPLACE TABLE employees_flat (a INTEGER)",
    "truncate it": "TRUNCATE employees_flat",
    "drop outright": KEPT + "DROP TABLE kept",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a macro": "CREATE MACRO max(x) AS 1",
    "a schema": "CREATE SCHEMA s",
    "a temporary table": "CREATE TEMP TABLE t (a INTEGER)",
    "read a file": "CREATE TABLE t AS SELECT * FROM read_text('{secret}')",
    "read a file into a table": KEPT + "INSERT INTO kept SELECT * FROM read_csv('{secret}')",
    "read a file by name": "CREATE TABLE t AS SELECT * FROM '{secret}'",
    "the catalog": "CREATE TABLE t AS SELECT * FROM duckdb_tables",
    "the catalog's function": "CREATE TABLE t AS SELECT * FROM duckdb_settings()",
    "the information schema": "CREATE TABLE t AS SELECT * FROM information_schema.tables",
    "quoted catalog": 'CREATE TABLE t AS SELECT * FROM "information_schema"."tables"',
    "settings": KEPT + "UPDATE kept SET a = current_setting('threads')",
    "in a default": "CREATE TABLE t (a VARCHAR DEFAULT current_setting('memory_limit'))",
    "a query": "SELECT * FROM employees_flat",
    "copy": "COPY employees_flat TO '{target}'",
    "attach": "ATTACH '{target}' AS other",
    "set": "SET threads = 4",
}
LIMIT = {
    "endless rows": "CREATE TABLE t AS SELECT * FROM range(100000000000)",
    "endless recursion": (
        "CREATE TABLE t AS WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL "
        "SELECT x FROM r) SELECT count(*) AS x FROM r"
    ),
    "sleep": "CREATE TABLE t AS SELECT pg_sleep(60)",
    "a text of two gigabytes": "CREATE TABLE t AS SELECT repeat('x', 2000000000) AS x",
    "a slow check": "CREATE TABLE t (a INTEGER PRIMARY KEY CHECK ((SELECT count(*) FROM range(99999999999)) > a))",
}
BLANK = {"nothing": "", "blanks": " \n\t\n", "a comment": "-- to do\n", "semicolons": ";;"}


def judged(sandbox: Sandbox, folder: Path, sql: str, course: Path = ROOT) -> Verdict:
    secret = folder / "secret.csv"
    secret.write_text("canary-7f3a,2\n")
    path = folder / "answer.sql"
    path.write_text(sql.replace("{secret}", str(secret)).replace("{target}", str(folder / "target")))
    began = time.monotonic()
    verdict = checker(sandbox, course).check(path, "third_normal_form")
    assert time.monotonic() - began < 15
    assert not (folder / "target").exists()
    assert "canary" not in write("json", Report("", (verdict,), {}), Style())
    return verdict


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_neither_making_nor_filling_tables_is_refused(
    name: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = judged(sandbox, tmp_path, REFUSED[name])
    assert verdict.status == "refused", verdict.findings
    assert verdict.findings[0].message


@pytest.mark.parametrize("name", LIMIT)
def test_what_takes_too_much_is_stopped(name: str, sandbox: Sandbox, tmp_path: Path, hurried: Path) -> None:
    verdict = judged(sandbox, tmp_path, LIMIT[name], hurried)
    assert verdict.status in {"limit", "error"}, verdict.findings


@pytest.mark.parametrize("name", BLANK)
def test_an_answer_without_a_statement_is_blank(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    assert judged(sandbox, tmp_path, BLANK[name]).status == "blank"


MANY = {
    "tables": "".join(f"CREATE TABLE t{n} (a INTEGER PRIMARY KEY); " for n in range(300)),
    "columns": f"CREATE TABLE t ({', '.join(f'c{n} INTEGER' for n in range(1000))})",
    "rows": "CREATE TABLE t AS SELECT a.*, b.employee_id AS x FROM employees_flat a, employees_flat b, range(500)",
}


@pytest.mark.parametrize("name", MANY)
def test_more_than_anybody_would_read_is_a_limit(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    assert judged(sandbox, tmp_path, MANY[name]).status == "limit"


def test_columns_without_a_meaning_are_read_in_time(sandbox: Sandbox, tmp_path: Path) -> None:
    columns = ", ".join(f"zz{n} INTEGER" for n in range(100))
    verdict = judged(sandbox, tmp_path, f"CREATE TABLE t (xx VARCHAR PRIMARY KEY, {columns})")
    assert verdict.status in {"wrong", "ungraded"}


def test_dialects_are_looked_for_in_texts_of_a_page_only(
    sandbox: Sandbox, tmp_path: Path, hurried: Path
) -> None:
    sql = "".join(f"CREATE TABLE t{n} (a INTEGER); " for n in range(20_000)) + "CREATE TABLE `x` (a INTEGER)"
    assert judged(sandbox, tmp_path, sql, hurried).status in {"error", "limit"}


def test_a_real_syntax_error_stays_one_and_has_its_place(sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = judged(sandbox, tmp_path, "CREATE TABLE `t` (\n  a INT,, b INT AUTO_INCREMENT\n)")
    assert verdict.status == "error"
    place = verdict.findings[0].place
    assert place is not None
    assert (place.line, place.column) == (2, 9)


def test_what_an_answer_does_to_its_tables_cannot_reach_the_original(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    sql = (
        "CREATE TABLE departments AS SELECT DISTINCT department_id FROM "
        "employees_flat; UPDATE departments SET department_id = 1"
    )
    verdict = judged(sandbox, tmp_path, sql)
    assert verdict.status == "wrong"


def test_a_column_read_by_what_is_left_over_is_named_in_a_note(sandbox: Sandbox, tmp_path: Path) -> None:
    sql = (FOLDER / "reference.sql").read_text().replace("department_location VARCHAR", "place VARCHAR")
    verdict = judged(sandbox, tmp_path, sql)
    assert verdict.status == "correct"
    assert any("departments.place was taken for department_location" in note for note in verdict.notes)


def test_a_column_that_may_be_two_things_is_asked_about(sandbox: Sandbox, tmp_path: Path) -> None:
    sql = """CREATE TABLE x (p INTEGER PRIMARY KEY, q INTEGER, r VARCHAR, s VARCHAR);
    CREATE TABLE y (t INTEGER PRIMARY KEY, u VARCHAR, v DECIMAL(10,2));
    CREATE TABLE z (w INTEGER, o VARCHAR, PRIMARY KEY (w, o));"""
    verdict = judged(sandbox, tmp_path, sql)
    assert verdict.status == "ungraded", verdict.findings
    assert "-- column:" in verdict.findings[0].help


OTHER_WORDS = """
CREATE TABLE teams (code INTEGER PRIMARY KEY, label VARCHAR, place VARCHAR);
CREATE TABLE workers (code INTEGER PRIMARY KEY, called VARCHAR, pay DECIMAL(10,2), team INTEGER REFERENCES teams);
CREATE TABLE lines (worker INTEGER REFERENCES workers, digits VARCHAR, PRIMARY KEY (worker, digits));
"""


SAID = (
    "teams.code = department_id; teams.label = department_name; teams.place = department_location; "
    "workers.code = employee_id; workers.called = employee_name; workers.pay = salary; lines.digits = phone"
)


def test_an_answer_may_say_what_its_columns_are(sandbox: Sandbox, tmp_path: Path) -> None:
    lines = SAID.split("; ")
    sql = "\n".join(f"-- column: {line}" for line in lines) + OTHER_WORDS
    assert judged(sandbox, tmp_path, sql).status == "correct"
    wrong = sql.replace("workers.pay = salary", "workers.pay = wages")
    assert any("no such attribute" in note for note in judged(sandbox, tmp_path, wrong).notes) or (
        judged(sandbox, tmp_path, wrong).status == "ungraded"
    )


def test_tables_may_be_called_by_reserved_words(sandbox: Sandbox, tmp_path: Path) -> None:
    reference = (ROOT / "exercises" / "third_normal_form" / "reference.sql").read_text()
    named = {"departments": '"Group"', "employees": '"User Order"', "employee_phones": '"select"'}
    for name, other in named.items():
        reference = re.sub(rf"\b{name}\b", other, reference)
    assert judged(sandbox, tmp_path, reference.replace("salary ", '"order" ')).status == "correct"


PLACES = {("t", f"c{n}"): ["a", "b"] for n in range(4)} | {("t", "d"): ["e"]}


@pytest.mark.parametrize(("most", "steps", "ways", "more"), [(48, 5000, 12, False), (5, 5000, 5, True)])
def test_the_ways_to_read_what_is_left_over_are_listed(most: int, steps: int, ways: int, more: bool) -> None:
    found, others = several(PLACES, most, Budget(steps))
    assert (len(found), others) == (ways, more)
    assert all(len(way) == 3 for way in found)


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_a_search_that_is_cut_short_says_so_and_has_one_way_at_least(steps: int) -> None:
    found, others = several(PLACES, 48, Budget(steps))
    assert others
    assert found
    assert all(len(way) == 3 for way in found)


def test_what_was_not_looked_for_to_the_end_is_asked() -> None:
    assert is_open(Mapping((), {}, too_many=True), [])
    assert not is_open(Mapping((), {}), [])
