"""[script]: queries that others ask while a script runs, steps between commits, and scenarios."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import evidence, judged, write_course
from sqlgym.engines import ContractError, Statement, engine
from sqlgym.kinds.script.interference import largest
from sqlgym.sandbox import Sandbox, Script
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import ScriptEvidence

EXERCISE = """
title  = "Names apart"
kind   = "script"
schema = "pets"
task   = "Give each pet a call."
[script]
step = 2
[[script.alive]]
say  = "the old list"
sql  = "SELECT id, name FROM Pets"
same = true
[[script.alive]]
say = "the new list"
sql = "SELECT id, call FROM Pets"
"""
ADD = "ALTER TABLE Pets ADD COLUMN call VARCHAR;"
HALVES = "UPDATE Pets SET call = name WHERE id < 3; UPDATE Pets SET call = name WHERE id >= 3;"

Judge = Callable[..., Verdict]


@pytest.fixture
def judge_live(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges a script that others look on."""

    def judge(sql: str, on: str = "duckdb", scenario: str = "") -> Verdict:
        root = write_course(tmp_path / "course", EXERCISE, ADD + HALVES)
        if scenario:
            (root / "exercises" / "heavy_pets" / "scenarios").mkdir(exist_ok=True)
            (root / "exercises" / "heavy_pets" / "scenarios" / "one.sql").write_text(scenario)
        return judged(sandbox, root, tmp_path, sql, on)

    return judge


@pytest.mark.parametrize("on", ["duckdb", "sqlite"])
def test_a_script_that_adds_before_it_fills_passes(on: str, judge_live: Judge) -> None:
    verdict = judge_live(ADD + HALVES, on)
    assert verdict.status == "correct", verdict.findings
    assert evidence(verdict, ScriptEvidence).step == 2
    assert any("never disturbed: the old list, the new list." in note for note in verdict.notes)


@pytest.mark.parametrize("on", ["duckdb", "sqlite"])
def test_a_query_that_stops_running_is_told_with_the_statement(on: str, judge_live: Judge) -> None:
    there, back = ("ALTER TABLE Pets RENAME COLUMN name TO n;", "ALTER TABLE Pets RENAME COLUMN n TO name;")
    verdict = judge_live(there + back + ADD + HALVES, on)
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "alive")
    said = "After statement 1 of 5 (ALTER TABLE Pets …), the old list does not run any more"
    assert said in verdict.findings[0].message


def test_other_rows_than_before_are_told(judge_live: Judge) -> None:
    there, back = ("UPDATE Pets SET name = 'x' WHERE id = 1;", "UPDATE Pets SET name = 'Ada' WHERE id = 1;")
    verdict = judge_live(there + back + ADD + HALVES)
    assert "the old list returns other rows than before" in verdict.findings[0].message


def test_a_query_that_never_runs_is_told_at_the_end(judge_live: Judge) -> None:
    said = [finding.message for finding in judge_live("SELECT 1").findings]
    assert any(one.startswith("At the end the new list does not run") for one in said)


@pytest.mark.parametrize("on", ["duckdb", "sqlite"])
@pytest.mark.parametrize(
    "fill",
    [
        "UPDATE Pets SET call = name;",
        f"BEGIN; {HALVES} COMMIT;",
        "UPDATE Pets SET call = name RETURNING id;",
        'UPDATE Pets SET call = name RETURNING 0 AS "Count";',
        "WITH x AS (SELECT 1) UPDATE Pets SET call = name;",
    ],
)
def test_more_rows_than_a_step_are_told(fill: str, on: str, judge_live: Judge) -> None:
    verdict = judge_live(ADD + fill, on)
    assert [finding.check for finding in verdict.findings] == ["step"]
    assert "3 rows are changed without a COMMIT; at most 2 are allowed" in verdict.findings[0].message


def test_a_scenario_tells_a_script_that_fits_the_data_of_today(judge_live: Judge) -> None:
    today = ADD + HALVES.replace("id >= 3", "id = 3")
    scenario = "-- There is a fourth pet.\nINSERT INTO Pets (id, name) VALUES (4, 'Dee');"
    verdict = judge_live(today, scenario=scenario)
    assert verdict.status == "wrong"
    assert "here is a fourth pet" in verdict.findings[0].message or verdict.counterexample is not None


COUNTED = {
    "INSERT INTO t SELECT range, 0, NULL FROM range(9)": 9,
    "UPDATE t SET a = 1 WHERE id < 4": 4,
    "UPDATE t SET a = 1 WHERE id < 0 RETURNING id": 0,
    'UPDATE t SET a = 1 WHERE id < 4 RETURNING 7::BIGINT AS "Count"': 4,
    "UPDATE t SET a = 1 WHERE id < 4 RETURNING since": 4,
    "INSERT OR IGNORE INTO t SELECT range, 0, NULL FROM range(12)": 3,
    "DELETE FROM t WHERE id > 8 /* RETURNING */": 3,
    "WITH x AS (UPDATE t SET a = 2 WHERE id < 4 RETURNING id) INSERT INTO u SELECT 1": 5,
    "WITH x AS (INSERT INTO u VALUES (1), (2)), y AS (SELECT 1) UPDATE t SET a = 3 WHERE id = 1 RETURNING id": 3,
    "WITH x AS (DELETE FROM t WHERE id < 2 RETURNING since) SELECT * FROM x": 2,
    "SELECT 5 AS Count": 0,
}


def test_rows_that_a_statement_changes_are_counted_however_it_returns_them() -> None:
    session = engine("duckdb").open(None, write=True)
    for sql in (
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, since TIMETZ)",
        "CREATE TABLE u (id INTEGER)",
        *COUNTED,
    ):
        (statement,) = session.split(sql)
        run = session.run(statement, 100, 10_000)
        assert session.changed(statement, run) == COUNTED.get(sql, 0), sql


def test_a_number_of_rows_that_nobody_knows_is_no_zero() -> None:
    unknown = Script((Statement("UPDATE", "UPDATE t SET a = 1", 0, "UPDATE"),), 1, changed=(None,))
    with pytest.raises(ContractError):
        largest(unknown)
