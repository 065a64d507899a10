"""Kind index: work counted before and after, on the built-in exercise."""

from pathlib import Path

import pytest

from conftest import ROOT, checker, evidence
from sqlgym.course import IndexOptions
from sqlgym.errors import CourseError
from sqlgym.kinds.index.faults import pairs
from sqlgym.kinds.index.workload import workload
from sqlgym.report import Style, write
from sqlgym.sandbox import Index, Sandbox
from sqlgym.sql.comments import leading_comment
from sqlgym.verdict import Report, Verdict
from sqlgym.verdict.evidence import IndexEvidence

FOLDER = ROOT / "exercises" / "indexes"
ACCEPTED = sorted((FOLDER / "accepted").glob("*.sql"))
WRONG = sorted((FOLDER / "wrong").glob("*.sql"))

CHECKS = {
    "a_copy_of_the_table": "refused",
    "customer_for_nobody": "unused",
    "one_for_every_column": "unused",
    "partial_for_nobody": "unused",
    "prefix": "prefix",
    "primary_key_again": "unused",
    "same_twice": "duplicate",
    "unique_employee": "unique",
}
"""Wrong answer → the check that leads; `slow` for all others."""


def judged(sandbox: Sandbox, tmp_path: Path, sql: str) -> Verdict:
    """The verdict on a text."""
    path = tmp_path / "answer.sql"
    path.write_text(sql)
    return checker(sandbox).check(path, "indexes")


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.stem)
def test_every_accepted_answer_passes(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_every_wrong_answer_is_told_what_is_wrong(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status in {"wrong", "error", "refused"}
    assert verdict.score < 1
    assert verdict.findings[0].check == CHECKS.get(path.stem, "slow")
    if verdict.status == "wrong":
        assert verdict.diagnosis == leading_comment(path.read_text())


def test_the_table_has_work_before_and_after_and_what_serves_what(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "accepted" / "date_and_amount.sql")
    queries = {query.name: query for query in evidence(verdict, IndexEvidence).queries}
    day = queries["large orders of a day"]
    assert day.after < day.reference < day.before
    assert day.used == ("orders_date_amount",)
    insert = queries["100 new orders"]
    assert (insert.before, insert.after, insert.reference) == (100, 300, 300)
    assert {line.name: line.entries for line in evidence(verdict, IndexEvidence).indexes} == {
        "employees_department": 0,
        "orders_employee": 100,
        "orders_date_amount": 100,
    }


def test_duckdb_shows_its_own_plan_and_why_it_does_not_care(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(ROOT / "exercises" / "indexes.sql")
    text = write("text", Report("", (verdict,), {}), Style())
    assert "How DuckDB runs" in text
    assert "DuckDB does not care" in text
    assert "SCAN Orders" in text


def test_a_partial_index_costs_only_the_rows_it_holds(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "wrong" / "partial_for_nobody.sql")
    entries = {line.name: line.entries for line in evidence(verdict, IndexEvidence).indexes}
    assert 0 < entries["orders_customer"] < 100


def test_a_partial_answer_gets_the_share_of_the_saving(sandbox: Sandbox, tmp_path: Path) -> None:
    none = judged(sandbox, tmp_path, "CREATE INDEX i ON Customers (name)")
    some = judged(sandbox, tmp_path, "CREATE INDEX i ON Orders (order_date)")
    assert none.score == 0
    assert 0.4 < some.score < 0.9


@pytest.mark.parametrize(
    ("sql", "status"),
    {
        "": "blank",
        "-- CREATE INDEX i ON Orders (order_date)": "blank",
        "DROP TABLE Orders": "refused",
        "CREATE TRIGGER t AFTER INSERT ON Orders BEGIN SELECT 1; END": "refused",
        "CREATE VIRTUAL TABLE v USING fts5(a)": "refused",
        "PRAGMA journal_mode = OFF": "refused",
        "EXPLAIN SELECT 1": "refused",
        "CREATE INDEX i ON Orders (load_extension('x'))": "refused",
        "CREATE INDEX i ON Orders (order_id); DELETE FROM Orders": "refused",
        "CREATE INDEX i ON sqlite_master (name)": "error",
        "CREATE INDEX i ON Orders (nope)": "error",
        "CREATE INDEX i ON Orders (": "error",
        "CREATE INDEX i ON Orders (hex(zeroblob(400000000)))": "limit",
    }.items(),
)
def test_hostile_and_blank_answers_end_as_they_should(
    sql: str, status: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    verdict = judged(sandbox, tmp_path, sql)
    assert verdict.status == status, verdict.findings


def test_the_beginning_of_another_index_is_found_whatever_its_case() -> None:
    found = (Index("a", "T", ("x",)), Index("b", "t", ("X", "y")), Index("c", "t", ("y",)))
    assert list(pairs(found)) == [("a", "b")]


def test_a_unique_index_is_no_mere_beginning() -> None:
    assert not list(pairs((Index("a", "t", ("x",), unique=True), Index("b", "t", ("x", "y")))))


def test_a_weight_for_a_query_that_is_not_there_is_refused(sandbox: Sandbox) -> None:
    exercise = checker(sandbox).context(ROOT / "exercises" / "indexes.sql").course.exercise("indexes")
    assert [item.weight for item in workload(exercise, IndexOptions(weights={"orders of a week": 9}))][2] == 9
    with pytest.raises(CourseError, match="did you mean “orders of a week”"):
        workload(exercise, IndexOptions(weights={"orders of the week": 9}))
