"""[work]: a right result with at most a share of another query's work, counted on SQLite."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, checker, evidence, write_course
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import QueryEvidence

DATA = "INSERT INTO Pets SELECT range, 'p' || range % 9, range % 7, '2020-01-01' FROM range(1, 400)"
SLOW = "SELECT p.id, (SELECT max(weight) FROM Pets AS q WHERE q.name = p.name) AS top FROM Pets AS p"
REFERENCE = """
SELECT p.id, t.top FROM Pets AS p
JOIN (SELECT name, max(weight) AS top FROM Pets GROUP BY name) AS t ON t.name = p.name WHERE p.id = 7
"""
ASKED = "SELECT p.id, (SELECT max(weight) FROM Pets AS q WHERE q.name = p.name) AS top FROM Pets AS p WHERE p.id = 7"
SETTINGS = "[worlds]\ncount = 8\n[work]\nat_most = 0.5\n"

Judge = Callable[..., Verdict]


@pytest.fixture
def judge_work(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges a query on 399 pets by its work."""

    def judged(sql: str, settings: str = SETTINGS, slow: str = SLOW, name: str = "slow.sql") -> Verdict:
        root = write_course(tmp_path / "course", EXERCISE + settings, REFERENCE)
        (root / "schema" / "pets" / "data.sql").write_text(DATA)
        (root / "exercises" / "heavy_pets" / name).write_text(slow)
        path = tmp_path / "answer.sql"
        path.write_text(sql)
        return checker(sandbox, root).check(path, "heavy_pets")

    return judged


def test_a_right_result_with_little_work_passes_and_tells_the_share(judge_work: Judge) -> None:
    verdict = judge_work(ASKED)
    assert verdict.status == "correct", verdict.findings
    work = evidence(verdict, QueryEvidence).work
    assert work is not None
    assert work.share <= 0.5
    assert any("of the query to be beaten; 50 % are allowed" in note for note in verdict.notes)


def test_a_right_result_with_too_much_work_is_wrong_and_told_so(judge_work: Judge) -> None:
    verdict = judge_work(f"SELECT * FROM ({SLOW}) WHERE id + 0 = 7", SETTINGS.replace("0.5", "0.01"))
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "work")
    assert "The rows are right" in verdict.findings[0].message


def test_a_wrong_result_is_told_before_any_work(judge_work: Judge) -> None:
    assert judge_work("SELECT 1, 2").findings[0].check != "work"


def test_work_is_counted_the_same_each_time(judge_work: Judge) -> None:
    assert evidence(judge_work(ASKED), QueryEvidence).work == evidence(judge_work(ASKED), QueryEvidence).work


def test_what_sqlite_says_otherwise_is_translated_with_a_note(judge_work: Judge) -> None:
    verdict = judge_work(
        ASKED.replace("WHERE p.id = 7", "WHERE p.id = 7::INTEGER AND DATE '2020-01-01' < DATE '2021-01-01'")
    )
    assert verdict.status == "correct", verdict.findings
    assert any("SQLite does not know" in note for note in verdict.notes)


def test_what_sqlite_cannot_run_is_told(judge_work: Judge) -> None:
    verdict = judge_work(ASKED.replace("max(weight)", "arg_max(weight, weight)"))
    assert "SQLite does not run the query" in verdict.findings[0].message


def test_a_query_that_begins_with_from_is_said_in_the_words_of_the_engine_that_counts(
    judge_work: Judge,
) -> None:
    verdict = judge_work(f"FROM ({ASKED}) SELECT *")
    assert verdict.status in ("correct", "wrong"), verdict
    assert not any(one.check == "course" for one in verdict.findings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "[work]\nat_most = 0.5\nof = 'slov.sql'",
            "work.of: there is no file slov.sql beside it, did you mean “slow.sql”",
        ),
        ("[work]\nat_most = 0.5\nindexes = '../x.sql'", "work.indexes: there is no file ../x.sql"),
        ("[work]\nat_moist = 0.5", "work.at_moist: there is no such key, did you mean “at_most”"),
    ],
)
def test_a_malformed_section_names_its_key(settings: str, said: str, judge_work: Judge) -> None:
    verdict = judge_work(ASKED, f"[worlds]\ncount = 8\n{settings}\n")
    assert verdict.status == "ungraded"
    assert said in verdict.findings[0].message


def test_a_query_to_be_beaten_that_does_not_run_is_the_courses_fault(judge_work: Judge) -> None:
    verdict = judge_work(ASKED, slow="SELECT nope FROM Pets")
    assert verdict.status == "ungraded"
    assert "slow.sql: its work on SQLite cannot be counted" in verdict.findings[0].message
