"""An answer that asks chance or the clock passes only if no value of them makes a difference."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from conftest import EXERCISE, checker, write_course
from sqlgym import reference
from sqlgym.engines import duckdb_volatile
from sqlgym.engines.duckdb import ENGINE
from sqlgym.engines.sqlite import ENGINE as SQLITE
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

NAMES = "SELECT name FROM Pets WHERE weight IS NOT NULL"


@pytest.fixture
def judge(sandbox: Sandbox, tmp_path: Path) -> Callable[..., Verdict]:
    """Judges an answer by a reference on the small course."""

    def judge(answer: str, right: str = NAMES, engine: str | None = None) -> Verdict:
        exercise = EXERCISE.replace("seconds = 1", "seconds = 5").replace(
            "[limits]", 'engines = ["duckdb", "sqlite"]\n[limits]'
        )
        root = write_course(tmp_path / "course", exercise + "[worlds]\ncount = 30\n", right)
        (tmp_path / "answer.sql").write_text(answer)
        found = checker(sandbox, root)
        found.engine = engine
        verdict: Verdict = found.check(tmp_path / "answer.sql", "heavy_pets")
        return verdict

    return judge


@pytest.mark.parametrize(
    "more",
    [
        "random() < 0.9999999",
        "system.main.random() < 0.9999999",
        "uuid() > '00000000-0000-0000-0000-000000000001'",
        "gen_random_uuid()::VARCHAR < 'ffffffff'",
        "current_date < DATE '2100-01-01'",
        "now() < TIMESTAMPTZ '2100-01-01'",
        "localtime <> TIME '00:00:00'",
        "age(TIMESTAMP '2000-01-01') < INTERVAL 90 YEAR",
    ],
)
def test_what_differs_for_another_value_is_wrong(judge: Callable[..., Verdict], more: str) -> None:
    verdict = judge(f"{NAMES} AND {more}")
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "volatile"), verdict


@pytest.mark.parametrize(
    "answer",
    [
        "SELECT name FROM (SELECT * FROM Pets WHERE weight IS NOT NULL) USING SAMPLE 99.9999 PERCENT (bernoulli)",
        "SELECT name FROM Pets TABLESAMPLE 99.9999 PERCENT (bernoulli) WHERE weight IS NOT NULL",
        "SELECT name FROM Pets WHERE weight IS NOT NULL ORDER BY random() LIMIT 1",
    ],
)
def test_rows_that_are_chosen_by_chance_are_wrong(judge: Callable[..., Verdict], answer: str) -> None:
    assert judge(answer).status == "wrong"


def test_chance_on_small_databases_alone_is_wrong_there(judge: Callable[..., Verdict]) -> None:
    verdict = judge(f"{NAMES} AND ((SELECT count(*) FROM Pets) = 3 OR random() < 0.9999999)")
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "volatile")
    assert verdict.counterexample is not None


@pytest.mark.parametrize("more", ["random() < 2", "current_date > DATE '2020-01-01'"])
def test_what_never_differs_passes_with_a_note(judge: Callable[..., Verdict], more: str) -> None:
    verdict = judge(f"{NAMES} AND {more}")
    assert verdict.status == "correct", verdict
    assert any("never differed" in note for note in verdict.notes)
    assert "chance and clock" in [one.name for one in verdict.details.probes]


def test_what_the_reference_asks_as_well_is_not_the_answer_s_fault(judge: Callable[..., Verdict]) -> None:
    clock = "SELECT name, current_date AS today FROM Pets"
    assert judge(clock, clock).status == "correct"


@pytest.mark.parametrize(
    "more",
    [
        "random() < 9223372036854775000",
        "hex(randomblob(4)) <> '00000000'",
        "date('now') < '2100-01-01'",
        "CURRENT_TIMESTAMP < '2100'",
        "strftime('%Y') < '2100'",
    ],
)
def test_sqlite_has_a_list_of_our_own(judge: Callable[..., Verdict], more: str) -> None:
    verdict = judge(f"{NAMES} AND {more}", engine="sqlite")
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "volatile"), verdict


def test_the_engine_s_catalog_has_no_volatile_function_that_is_not_known() -> None:
    rows = duckdb.connect().execute(duckdb_volatile.CATALOG).fetchall()
    assert len(rows) > 20
    assert duckdb_volatile.unlisted(name for (name,) in rows) == set()


@pytest.mark.parametrize(
    ("sql", "asked"),
    [
        ("SELECT 'random()', \"random\" FROM (SELECT 1 AS random)", ()),
        ("SELECT upper(name) FROM Pets", ()),
        ("SELECT RANDOM(), Current_Date", ("current_date", "random")),
        ("SELECT age(DATE '2000-01-01', DATE '2001-01-01')", ()),
        ("PIVOT (SELECT name, random() AS r FROM Pets) ON name USING max(r)", ("random",)),
    ],
)
def test_what_is_asked_is_read_from_the_tree(sql: str, asked: tuple[str, ...]) -> None:
    session = ENGINE.open(None)
    (statement,) = session.split(sql)
    assert session.reading(statement).volatile == asked


def test_sqlite_tells_itself_what_is_called() -> None:
    session = SQLITE.open(None)
    session.lock(1 << 28)
    for sql, asked in (
        ("SELECT 'random()', date('2020-01-01')", ()),
        ("SELECT random(), CURRENT_DATE", ("current_date", "random")),
        ("SELECT datetime()", ("datetime",)),
    ):
        session.authorizer.called.clear()
        (statement,) = session.split(sql)
        session.guard(statement, ())
        session.run(statement, 10, 1000)
        assert session.reading(statement).volatile == asked


@pytest.mark.parametrize(
    "sql", ["SELECT now()", "SELECT x FROM t WHERE d < CURRENT_DATE", "SELECT date('now')"]
)
def test_what_asks_the_clock_is_kept_for_a_day_only(sql: str) -> None:
    assert len(reference.day_of(sql)) == 1
    assert reference.day_of("SELECT name, born FROM Pets WHERE born < DATE '2020-01-01'") == ()
