"""Texts of other engines' dialects: what is taken out, what stays where it is, and what stays a mistake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sqlgym.cli.options import DIALECTS
from sqlgym.course import Course
from sqlgym.dialects import adapt
from sqlgym.dialects.transpile import SPOKEN
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

CASES = {
    "backquotes": ("CREATE TABLE `a b` (`c` INT)", 'CREATE TABLE "a b" ("c" INT)'),
    "square brackets": ("CREATE TABLE [a] ([c] INT)", 'CREATE TABLE "a" ("c" INT)'),
    "auto increment": ("CREATE TABLE a (c INT AUTO_INCREMENT)", "CREATE TABLE a (c INT               )"),
    "serial": ("CREATE TABLE a (c SERIAL)", "CREATE TABLE a (c INT   )"),
    "actions": (
        "CREATE TABLE a (c INT REFERENCES b ON DELETE CASCADE)",
        "CREATE TABLE a (c INT REFERENCES b                  )",
    ),
    "engine": ("CREATE TABLE a (c INT) ENGINE=InnoDB;", "CREATE TABLE a (c INT)              ;"),
    "display width": ("CREATE TABLE a (c INT(11))", "CREATE TABLE a (c INT    )"),
    "inline foreign key": (
        "CREATE TABLE a (c INT FOREIGN KEY REFERENCES b)",
        "CREATE TABLE a (c INT             REFERENCES b)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_marker_is_taken_out_and_the_rest_stays_in_its_place(name: str) -> None:
    text, expected = CASES[name]
    adapted = adapt(text, "syntax error")
    assert adapted is not None
    assert adapted.text == expected
    assert len(adapted.notes) == 1


def test_a_text_without_a_marker_is_not_adapted() -> None:
    assert adapt("CREATE TABLE a (b INT,, c INT)", "syntax error") is None


def test_a_mistake_beside_a_marker_stays() -> None:
    adapted = adapt("CREATE TABLE a (b SERIAL,, c INT)", "syntax error")
    assert adapted is not None
    assert ",," in adapted.text


def test_markers_in_texts_and_comments_are_none() -> None:
    assert adapt("-- ENGINE=InnoDB\nCREATE TABLE a (b VARCHAR DEFAULT 'AUTO_INCREMENT')", "x") is None


def test_a_reference_to_a_later_table_is_kept_as_a_foreign_key() -> None:
    adapted = adapt("CREATE TABLE a (b INT REFERENCES c (d)); CREATE TABLE c (d INT PRIMARY KEY);", "x")
    assert adapted is not None
    assert "REFERENCES" not in adapted.text
    assert [(one.table, one.key.columns, one.key.table, one.key.references) for one in adapted.deferred] == [
        ("a", ("b",), "c", ("d",))
    ]


ADVICE = {
    "SELECT name FROM Pets LIMIT 1, 1": "DuckDB writes “LIMIT 1, 1” as “LIMIT 1 OFFSET 1”.",
    "SELECT TOP 2 name FROM Pets ORDER BY name": "DuckDB writes “TOP 2” as “LIMIT 2”, at the end of the query.",
    "SELECT * FROM (SELECT TOP (2) 1 FROM Pets)": "DuckDB writes “TOP (2)” as “LIMIT 2”, at the end of the query.",
    "SELECT ISNULL(weight, 0) FROM Pets": "DuckDB writes “ISNULL(weight, 0)” as “COALESCE(weight, 0)”.",
    "SELECT NVL(weight, 0) FROM Pets": "DuckDB writes “NVL(weight, 0)” as “COALESCE(weight, 0)”.",
    "SELECT GETDATE()": "DuckDB writes “GETDATE()” as “CURRENT_TIMESTAMP”.",
    "SELECT name + '!' FROM Pets": "DuckDB joins texts with “||”; “+” adds numbers.",
    'SELECT 1 FROM Pets WHERE name = "Zorro"': (
        "In DuckDB a text stands in single quotes: 'Zorro'. Double quotes are for names."
    ),
    "SELECT name FROM Pets MINUS SELECT 'Ada'": "DuckDB writes “MINUS” as “EXCEPT”.",
}
"""A query in another dialect → what is advised."""


@pytest.mark.parametrize("sql", ADVICE)
def test_another_dialect_gets_the_form_of_this_engine(sql: str, judge: Callable[[str], Verdict]) -> None:
    verdict = judge(sql)
    assert (verdict.status, verdict.findings[0].help) == ("error", ADVICE[sql])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT TOP 2 name FRM Pets",
        "SELECT name FROM Pets LIMIT 1, 1 WHERE name",
        "SELECT no_such(name) FROM Pets",
        'SELECT "nmae" FROM Pets',
        "SELECT TOP name FROM Pets",
        "SELECT weight + 1 FRO Pets",
        "SELECT 'unfinished FROM Pets LIMIT 1, 1",
    ],
)
def test_no_form_is_advised_that_this_engine_does_not_take(sql: str, judge: Callable[[str], Verdict]) -> None:
    finding = judge(sql).findings[0]
    assert "writes" not in finding.help
    assert "single quotes" not in finding.help


def test_a_name_in_double_quotes_that_is_nearly_right_is_a_spelling(judge: Callable[[str], Verdict]) -> None:
    assert "Pets has a column weight" in judge('SELECT "wieght" FROM Pets').findings[0].help


def test_the_list_of_all_ways_to_call_a_function_is_left_out(judge: Callable[[str], Verdict]) -> None:
    assert len(judge("SELECT weight + name || born FROM Pets").findings[0].message.splitlines()) == 1


@pytest.mark.parametrize(
    ("dialect", "sql"),
    [
        ("mysql", "SELECT `name`, weight FROM Pets ORDER BY weight IS NULL, weight DESC LIMIT 0, 3"),
        ("tsql", "SELECT TOP 3 [name], weight FROM Pets ORDER BY weight DESC"),
        ("oracle", "SELECT name, weight FROM Pets ORDER BY NVL(weight, -1) DESC FETCH FIRST 3 ROWS ONLY"),
        ("postgres", "SELECT name::varchar, weight FROM Pets ORDER BY weight DESC NULLS LAST"),
        ("sqlite", "SELECT name, weight FROM Pets ORDER BY ifnull(weight, -1) DESC"),
    ],
)
def test_an_answer_in_a_dialect_that_is_named_is_run_in_the_engines_words(
    dialect: str, sql: str, sandbox: Sandbox, course_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "answer.sql").write_text(sql)
    checker = Checker(sandbox, lambda _: Course(course_root), dialect=dialect)
    verdict, run = checker.run(tmp_path / "answer.sql", "heavy_pets")
    assert run is not None
    assert sorted(row[0] for row in run.rows) == ["Ada", "Bob", "Cy"]
    assert any("this was run on DuckDB:\nSELECT" in note for note in verdict.notes)


@pytest.mark.parametrize("sql", ["SELECT SELECT FROM", "SELECT TO_CHAR(born, 'YYYY') FROM Pets"])
def test_what_cannot_be_translated_is_an_error_of_the_answer(
    sql: str, sandbox: Sandbox, course_root: Path, tmp_path: Path
) -> None:
    (tmp_path / "answer.sql").write_text(sql)
    checker = Checker(sandbox, lambda _: Course(course_root), dialect="oracle")
    verdict = checker.check(tmp_path / "answer.sql", "heavy_pets")
    assert verdict.status == "error"
    assert verdict.findings[0].message.startswith("This cannot be read as Oracle and written for DuckDB: ")


def test_the_command_offers_the_dialects_that_are_known() -> None:
    assert DIALECTS == SPOKEN
