"""[[parameters]]: a query whose parameters are bound, never pasted, with one set after the other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, evidence, judged, write_course
from sqlgym.engines import engine
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import QueryEvidence

SETTINGS = """
[worlds]
count = 8
[[parameters]]
say    = "a part"
values = { part = "d" }
[[parameters]]
say    = "an attack"
values = { part = "' OR '1' = '1" }
[[parameters]]
values = { part = "%" }
[[parameters]]
nulls  = ["part"]
"""
REFERENCE = "SELECT id, name FROM Pets WHERE instr(name, $part) > 0"

Judge = Callable[..., Verdict]


@pytest.fixture
def judge_bound(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges a query with each set."""

    def judge(sql: str, settings: str = SETTINGS, on: str = "duckdb") -> Verdict:
        root = write_course(tmp_path / "course", EXERCISE + settings, REFERENCE)
        return judged(sandbox, root, tmp_path, sql, on)

    return judge


@pytest.mark.parametrize("on", ["duckdb", "sqlite"])
@pytest.mark.parametrize("mark", ["$part", ":part", "?"])
def test_a_parameter_may_be_written_in_three_ways(mark: str, on: str, judge_bound: Judge) -> None:
    verdict = judge_bound(
        f"SELECT id, name FROM Pets WHERE ':part' <> 'x' AND instr(name, {mark}) > 0", on=on
    )
    assert verdict.status == "correct", verdict.findings
    assert "Right with each of 4 sets of parameters." in verdict.notes


def test_the_set_that_tells_is_named(judge_bound: Judge) -> None:
    verdict = judge_bound("SELECT id, name FROM Pets WHERE name LIKE '%' || $part || '%'")
    assert verdict.findings[0].message.startswith("With $part = '%': Your query returns 3 rows")
    found = evidence(verdict, QueryEvidence).parameters
    assert found is not None
    assert found.values == {"part": "%"}


def test_null_is_bound_as_null(judge_bound: Judge) -> None:
    verdict = judge_bound("SELECT id, name FROM Pets WHERE instr(name, coalesce($part, '')) > 0")
    assert verdict.findings[0].message.startswith("With $part = NULL: ")


@pytest.mark.parametrize("on", ["duckdb", "sqlite"])
def test_an_unknown_parameter_is_told_with_those_that_are_given(on: str, judge_bound: Judge) -> None:
    verdict = judge_bound("SELECT id, name FROM Pets WHERE instr(name, $prat) > 0", on=on)
    assert verdict.status == "error"
    assert verdict.findings[0].message == "There is no parameter $prat; given is $part."


def test_an_answer_that_does_not_run_at_all_is_told_without_a_set(judge_bound: Judge) -> None:
    assert judge_bound("SELECT nam FROM Pets").findings[0].message.startswith("Referenced column")
    assert judge_bound("").status == "blank"


def test_several_question_marks_take_the_values_in_their_order(judge_bound: Judge) -> None:
    sets = "[worlds]\ncount = 8\n[[parameters]]\nvalues = { part = 'd', other = 7 }\n"
    sql = "SELECT id, name FROM Pets WHERE instr(name, ?) > 0 AND ? = 7"
    assert judge_bound(sql, sets).status == "correct"
    assert "There are 3 parameters in the text" in judge_bound(f"{sql} AND ? = 7", sets).findings[0].message


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ("[[parameters]]\nvalues = { a = 1 }\n[[parameters]]\nvalues = { b = 1 }", "set 1 gives no “b”"),
        ("[[parameters]]\nvalues = { 'a b' = 1 }", "“a b” is no name"),
        ("[[parameters]]\nvalue = { a = 1 }", "did you mean “values”"),
    ],
)
def test_malformed_sets_are_refused(sets: str, said: str, judge_bound: Judge) -> None:
    verdict = judge_bound("SELECT 1", sets)
    assert verdict.status == "ungraded"
    assert said in verdict.findings[0].message


def test_a_colon_that_is_no_parameter_stays(sandbox: Sandbox) -> None:
    session = engine("duckdb").open(None)
    session.bind({"n": 2})
    sql = "SELECT [1, 2, 3][1:n], '1'::INT, {'a': :n}, ':n' -- :n\nFROM (SELECT 2 AS n)"
    (statement,) = session.split(sql)
    assert statement.text.replace("$n", ":n") == sql
    assert session.run(statement, 9, 999).rows == (([1, 2], 1, {"a": 2}, ":n"),)
