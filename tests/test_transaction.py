"""Kind transaction: real kills, real errors, real second connections, on the built-in exercise."""

from pathlib import Path

import pytest

from conftest import ROOT, checker, evidence
from sqlgym.engines import Statement
from sqlgym.engines.sqlite.split import split
from sqlgym.kinds.transaction.boundaries import explicit
from sqlgym.kinds.transaction.judge import score
from sqlgym.report import Style, write
from sqlgym.sandbox import Sandbox
from sqlgym.sql.comments import leading_comment
from sqlgym.verdict import Report, Verdict
from sqlgym.verdict.evidence import CardLine, TransactionEvidence

FOLDER = ROOT / "exercises" / "transfer_orders"
ACCEPTED = sorted((FOLDER / "accepted").glob("*.sql"))
WRONG = sorted((FOLDER / "wrong").glob("*.sql"))
MOVE = "UPDATE Orders SET employee_id = 102 WHERE employee_id = 101"

FAILS = {
    "no_transaction": {"explicit"},
    "missing_commit": {"explicit", "consistency"},
    "rollback": {"explicit", "consistency"},
    "write_before_begin": {"explicit"},
    "write_after_commit": {"explicit", "atomicity", "isolation"},
    "empty_transaction": {"explicit", "consistency"},
    "two_transactions": {"explicit", "atomicity", "isolation"},
    "commit_in_the_middle": {"explicit", "atomicity", "isolation"},
    "deletes_employee": {"explicit", "atomicity", "consistency", "isolation"},
}
"""Wrong answers that fail in more than the state they leave → the lines that fail."""


def lines(verdict: Verdict) -> dict[str, CardLine]:
    """The lines of a verdict's card by their names."""
    return {line.name: line for line in evidence(verdict, TransactionEvidence).lines}


def judged(
    sandbox: Sandbox, tmp_path: Path, sql: str, engine: str = "duckdb", course: Path = ROOT
) -> Verdict:
    """The verdict on a text."""
    path = tmp_path / "answer.sql"
    path.write_text(sql)
    found = checker(sandbox, course)
    found.engine = engine
    return found.check(path, "transfer_orders")


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.stem)
def test_every_accepted_answer_passes(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "correct", verdict.findings
    assert verdict.score == 1


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_every_wrong_answer_fails_where_it_is_wrong_and_hears_its_comment(
    path: Path, sandbox: Sandbox
) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "wrong"
    assert verdict.score < 1
    failed = {name for name, line in lines(verdict).items() if line.passed is False}
    assert failed == FAILS.get(path.stem, {"consistency"})
    assert verdict.diagnosis == leading_comment(path.read_text())


def test_the_card_says_what_a_kill_left_behind(sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = judged(sandbox, tmp_path, f"BEGIN; {MOVE} AND order_amount < 500; COMMIT; {MOVE}")
    line = lines(verdict)["atomicity"]
    assert line.did == "killed after statement 3 of 4"
    assert line.saw.startswith("reopened: ")
    assert line.saw.endswith(" of 33 changed rows were there")
    assert "Atomicity" in write("text", Report("", (verdict,), {}), Style())


def test_a_right_script_passes_on_sqlite_as_well(sandbox: Sandbox, tmp_path: Path) -> None:
    verdict = judged(sandbox, tmp_path, f"START TRANSACTION; {MOVE}; COMMIT", "sqlite")
    assert verdict.status == "correct", verdict.findings
    assert {line.engine for line in lines(verdict).values()} == {"", "sqlite"}


def test_a_merge_that_sqlite_does_not_know_is_judged_on_duckdb_alone(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    merge = (
        "MERGE INTO Orders USING (SELECT order_id AS number FROM Orders WHERE employee_id = 101) AS moved "
        "ON Orders.order_id = moved.number WHEN MATCHED THEN UPDATE SET employee_id = 102"
    )
    verdict = judged(sandbox, tmp_path, f"BEGIN; {merge}; COMMIT")
    assert verdict.status == "correct", verdict.findings
    assert lines(verdict)["isolation"].engine == "duckdb"


def test_a_statement_that_only_duckdb_refuses_is_judged_on_sqlite(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "accepted" / "holds_the_target.sql")
    assert verdict.engine == "sqlite"
    assert any("DuckDB refuses" in note for note in verdict.notes)


@pytest.mark.parametrize(
    ("sql", "status"),
    {
        "-- nothing yet": "blank",
        "BEGIN; DROP TABLE Orders; COMMIT": "refused",
        "CREATE TABLE x (a INTEGER)": "refused",
        "ATTACH ':memory:' AS other": "refused",
        "COPY Orders TO 'out.csv'": "refused",
        f"BEGIN; {MOVE}; COMMIT WRONG": "error",
        f"BEGIN; {MOVE}; SELECT nope; COMMIT": "error",
        "BEGIN; INSERT INTO Orders SELECT range, 1, 1, 1, '2020-01-01' FROM range(9000000, 90000000000)": "limit",
        "BEGIN; SELECT pg_sleep(60); COMMIT": "limit",
    }.items(),
)
def test_hostile_and_blank_scripts_end_as_they_should(
    sql: str, status: str, sandbox: Sandbox, tmp_path: Path, hurried: Path
) -> None:
    verdict = judged(sandbox, tmp_path, sql, course=hurried)
    assert verdict.status == status, verdict.findings


@pytest.mark.parametrize(
    ("sql", "told"),
    {
        "UPDATE t SET a = 1": "there is no BEGIN: statement 1 of 1 (UPDATE) commits by itself",
        "BEGIN; UPDATE t SET a = 1; ROLLBACK": "the transaction ends in ROLLBACK, which undoes all it did",
        "BEGIN; COMMIT": "nothing is written inside a transaction",
        "SELECT 1": "nothing is written inside a transaction",
    }.items(),
)
def test_what_is_not_explicit_is_named_for_what_it_is(sql: str, told: str) -> None:
    line = explicit(statements(sql))
    assert line.passed is False
    assert line.saw == told


def test_reading_outside_of_the_transaction_is_fine() -> None:
    assert explicit(statements("SELECT 1; BEGIN; DELETE FROM t; END; SELECT 2")).passed


def statements(sql: str) -> list[Statement]:
    """The statements of a text."""
    return list(split(sql))


def test_half_the_points_of_a_line_go_where_the_state_is_wrong() -> None:
    found = tuple(CardLine(name, name != "consistency", "", "") for name in ("explicit", "consistency"))
    assert score(found, right=True) == 0.5
    assert score(found, right=False) == 0.25


def test_nothing_is_left_of_a_trial(sandbox: Sandbox, tmp_path: Path) -> None:
    judged(sandbox, tmp_path, f"BEGIN; {MOVE}; COMMIT", "sqlite")
    for place in (Path("/dev/shm"), Path("/tmp")):
        if place.is_dir():
            mine = [path for path in place.glob("sqlgym-trial-*") if path.owner() != "root"]
            assert len(mine) < 8  # those of tests that run at the same time


def test_a_transaction_of_many_statements_is_tried_at_its_ends(sandbox: Sandbox, tmp_path: Path) -> None:
    one_by_one = ";".join(f"{MOVE} AND order_id % 60 = {rest}" for rest in range(60))
    verdict = judged(sandbox, tmp_path, f"BEGIN; {one_by_one}; COMMIT", "sqlite")
    assert verdict.status == "correct", verdict.findings
    assert "12 of 62 statements" in lines(verdict)["atomicity"].did


@pytest.mark.parametrize(
    ("more", "engine"),
    [
        ("now() < TIMESTAMPTZ '2100-01-01'", "duckdb"),
        ("random() < 0.9999999", "duckdb"),
        ("random() NOT BETWEEN 0.5 AND 0.50001", "duckdb"),
        ("NOT (random() * 1000 > 400.5 AND random() * 1000 < 401)", "duckdb"),
        ("current_date < '2100-01-01'", "duckdb"),
        ("random() < 9223372036854775000", "sqlite"),
        ("random() % 100000 <> 7", "sqlite"),
        ("date('now') < '2100-01-01'", "sqlite"),
    ],
)
def test_what_chance_or_the_clock_decides_is_wrong(
    more: str, engine: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    sql = f"BEGIN; UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND {more}; COMMIT;"
    verdict = judged(sandbox, tmp_path, sql, engine)
    assert verdict.status == "wrong"
    assert "chance and the clock give other values" in verdict.findings[0].message


def test_who_counts_rows_is_found_on_the_second_dataset(sandbox: Sandbox, tmp_path: Path) -> None:
    counts = "(SELECT count(*) FROM Orders) NOT BETWEEN 20 AND 400"
    sql = f"BEGIN; UPDATE Orders SET employee_id = 102 WHERE employee_id = 101 AND {counts}; COMMIT;"
    verdict = judged(sandbox, tmp_path, sql)
    assert verdict.status == "wrong"
    assert verdict.findings[0].message.startswith("On a second dataset of")
    assert verdict.counterexample is None
