"""What could not be tried on a world is no pass: it is the answer's doing, and shown, or ours, and said."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from conftest import EXERCISE, ROOT, checker, write_course
from sqlgym.sandbox import Crashed, Done, Exceeded, Failed, Refused, Sandbox, Stopped, Trial, TrialJob, Tried
from sqlgym.sandbox.codec import decode_outcome, encode
from sqlgym.verdict import Verdict
from sqlgym.worlds import judgement
from sqlgym.worlds.confirm import Confirmer
from sqlgym.worlds.outcome import Settled, outcomes

Judge = Callable[..., Verdict]

HIGHEST = "SELECT max(weight) FROM Pets"
RECURSION = "WITH RECURSIVE r(n) AS (SELECT {start} UNION ALL SELECT n FROM r WHERE n < 30) "
BIG = "repeat('x', 2000000000 + (SELECT count(*) FROM Pets)::INT)"


@pytest.fixture
def judge(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges an answer against a reference on the small course, whose dataset gets 40 rows more."""

    def judge(answer: str, reference: str = HIGHEST, settings: str = "", data: str = "") -> Verdict:
        exercise = EXERCISE.replace("seconds = 1", "seconds = 2") + settings
        root = write_course(tmp_path / "course", exercise, reference)
        path = root / "schema" / "pets" / "data.sql"
        more = "INSERT INTO Pets SELECT 10 + i, 'Pet', 1, NULL FROM range(40) t(i);"
        path.write_text(path.read_text() + (data or more))
        (tmp_path / "answer.sql").write_text(answer)
        return checker(sandbox, root).check(tmp_path / "answer.sql", "heavy_pets")

    return judge


def small(then: str) -> str:
    """An answer that is right on the dataset and does something else where there are few rows."""
    return f"SELECT CASE WHEN (SELECT count(*) FROM Pets) > 30 THEN 4.50 ELSE {then} END"


BRACKETS = "repeat('[', 300000 + 200000 * (SELECT min(1) FROM Pets WHERE id > 0))"
DEEP = f"json_contains({BRACKETS} || repeat(']', 500000), '1')"
"""Crashes the engine (2.0.1)."""


@pytest.mark.parametrize(
    ("answer", "status", "what"),
    [
        (small(f"{DEEP}::INT::DECIMAL(5,2)"), "error", None),
        (small(f"length({BIG} || {BIG})::DECIMAL(5,2)"), "limit", "memory"),
        (
            f"{RECURSION.format(start='count(*) FROM Pets')} SELECT 4.50 FROM r HAVING count(*) > 0",
            "limit",
            "time",
        ),
        (
            f"{RECURSION.format(start='count(rowid) FROM Pets')} SELECT 4.50 FROM r HAVING count(*) > 0",
            "limit",
            "time",
        ),
    ],
    ids=["crash", "memory", "time", "time without views"],
)
def test_an_answer_that_gives_nothing_to_compare_fails_with_the_database_shown(
    judge: Judge, answer: str, status: str, what: str | None
) -> None:
    verdict = judge(answer)
    assert (verdict.status, verdict.score) == (status, 0)
    assert verdict.details.limit == what
    assert verdict.counterexample is not None
    assert verdict.counterexample.actual.columns == ("error",)
    assert verdict.worlds is not None
    assert verdict.worlds.tried < verdict.worlds.of


def test_a_crash_on_empty_tables_alone_is_no_pass(judge: Judge) -> None:
    reference = "SELECT coalesce(max(weight), 0) FROM Pets"
    deep = DEEP.replace("min(1) FROM Pets WHERE id > 0", "count(*) + 1 FROM Pets")
    answer = f"SELECT CASE WHEN count(*) > 0 THEN coalesce(max(weight), 0) ELSE {deep}::INT::DECIMAL(5,2) END FROM Pets"
    verdict = judge(answer, reference)
    assert verdict.status == "error"
    assert verdict.findings[0].check == "crash"
    assert verdict.counterexample is not None
    assert all(not grid.rows for grid in verdict.counterexample.tables.values())


@pytest.mark.parametrize(("cell", "what"), [("c", "rows"), ("repeat('x', 1000 + c::INT)", "bytes")])
def test_too_much_on_worlds_is_a_limit(judge: Judge, cell: str, what: str) -> None:
    many = 150_000 if what == "rows" else 90_000
    cell = f"CASE WHEN c > 30 THEN c::VARCHAR ELSE {cell}::VARCHAR END"
    counted = "(SELECT count(*) AS c FROM Pets)"
    answer = f"SELECT {cell} FROM {counted} JOIN range({many}) r(i) ON i = 0 OR c < 30"
    verdict = judge(answer, "SELECT count(*)::VARCHAR FROM Pets")
    assert (verdict.status, verdict.details.limit) == ("limit", what)


def test_an_answer_that_fails_on_the_canaries_alone_is_wrong(judge: Judge) -> None:
    answer = "SELECT CASE WHEN count(*) > 30 THEN max(weight) ELSE error('few ' || count(*)) END FROM Pets"
    verdict = judge(answer)
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "world error")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "exercises/second_highest/wrong").glob("*.sql")), ids=lambda one: one.stem
)
def test_a_wrong_answer_stays_wrong_by_a_column_that_views_have_not(
    path: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    hidden = "WITH E AS (SELECT * FROM Employees WHERE rowid >= 0) "
    sql = path.read_text().replace("Employees", "E")
    (tmp_path / "answer.sql").write_text(
        sql.replace("WITH ", f"{hidden[:-1]}, ", 1) if "WITH" in sql else hidden + sql
    )
    assert checker(sandbox).check(tmp_path / "answer.sql", "second_highest").status == "wrong"


@pytest.mark.parametrize(
    "answer", ["SELECT max(weight) FROM Pets WHERE rowid >= 0", "SELECT max(weight) FROM main.Pets"]
)
def test_a_right_answer_that_views_cannot_run_is_compared_on_tables(judge: Judge, answer: str) -> None:
    verdict = judge(answer)
    assert verdict.status == "correct", verdict
    assert verdict.worlds is not None
    assert verdict.worlds.tried >= judgement.PLAIN


def test_no_small_databases_are_the_course_s_choice_and_said(judge: Judge) -> None:
    verdict = judge(
        "SELECT 4.50 WHERE (SELECT count(*) FROM Pets) > 0", "SELECT 4.50", settings="[worlds]\ncount = 0\n"
    )
    assert verdict.status == "correct"
    assert any("tries no small databases" in note for note in verdict.notes)
    assert "small databases" not in {one.name for one in verdict.details.probes}


def test_worlds_that_are_all_beyond_what_is_assumed_let_nothing_pass(judge: Judge) -> None:
    verdict = judge(HIGHEST, settings='[worlds]\nassume = ["SELECT count(*) > 20 FROM Pets"]\n')
    assert verdict.status == "ungraded"
    assert "count(*) > 20" in verdict.findings[0].message


def test_a_reference_that_is_empty_on_every_world_is_said(judge: Judge) -> None:
    reference = "SELECT name FROM Pets GROUP BY name HAVING count(*) > 3000"
    verdict = judge("SELECT min(name) FROM Pets GROUP BY name HAVING count(*) > 3000", reference)
    assert verdict.status == "correct", verdict
    assert any("returns no row on any small database" in note for note in verdict.notes)


def test_a_reference_that_does_not_run_this_time_is_no_pass(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Confirmer, "settle", lambda self, worlds: Settled())
    verdict = judge("SELECT max(weight) FROM Pets WHERE rowid >= 0")
    assert verdict.status == "ungraded"
    assert "the reference did not run" in verdict.findings[0].message


JOB = TrialJob(sql="", tables=(), types=(), worlds=(3, 1, 2), how="views")


@pytest.mark.parametrize("end", [Crashed("SIGSEGV"), Exceeded("time"), Failed("no"), Refused("no", "")])
def test_the_first_world_that_is_missing_is_where_a_job_ended(end: Stopped) -> None:
    found = outcomes([Tried((Trial(3, None, Failed("x")),), True)], JOB, end)
    assert [*found] == [3, 1]
    assert found[1].stop == end


def test_a_batch_that_ends_says_nothing_of_any_world() -> None:
    batch = msgspec.structs.replace(JOB, how="batch")
    assert outcomes([], batch, Exceeded("time")) == {}
    assert outcomes([Tried((), True)], JOB, Done()) == {}


def test_worlds_that_nobody_asked_for_are_left_out() -> None:
    assert 99 not in outcomes([Tried((Trial(99),), True)], JOB, Done())


def test_how_a_trial_ended_comes_out_of_the_sandbox() -> None:
    sent = Tried((Trial(1, stop=Exceeded("bytes")), Trial(2, stop=Refused("no", "so"))), True)
    assert decode_outcome(encode(sent)) == sent
