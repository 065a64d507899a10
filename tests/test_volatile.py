"""An answer that asks chance or the clock passes only if no value of them makes a difference."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, checker, write_course
from sqlgym.data import reference
from sqlgym.engines import engine
from sqlgym.engines.duckdb import ENGINE
from sqlgym.engines.duckdb import volatile as duckdb_volatile
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
        "random() NOT BETWEEN 0.5 AND 0.500001",
        "hash(uuid()) % 1000 <> 7",
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
        "SELECT name FROM Pets WHERE weight IS NOT NULL USING SAMPLE 1000 ROWS",
    ],
)
def test_rows_that_are_chosen_by_chance_are_wrong(judge: Callable[..., Verdict], answer: str) -> None:
    assert judge(answer).status == "wrong"


def test_chance_on_small_databases_alone_is_wrong_there(judge: Callable[..., Verdict]) -> None:
    verdict = judge(f"{NAMES} AND ((SELECT count(*) FROM Pets) = 3 OR random() < 0.9999999)")
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "volatile")
    assert verdict.counterexample is not None


@pytest.mark.parametrize(
    "more",
    [
        "random() < 2",
        "random() * 2 < 5",
        "sqrt(random()) + random() < 2.5",
        "current_date > DATE '2020-01-01'",
        "(random() < 0.5 OR random() >= 0.0 OR true)",
    ],
)
def test_what_never_differs_passes_with_a_note(judge: Callable[..., Verdict], more: str) -> None:
    verdict = judge(f"{NAMES} AND {more}")
    assert verdict.status == "correct", verdict.findings
    assert any("never differed" in note for note in verdict.notes)
    assert "chance and clock" in [one.name for one in verdict.details.probes]


@pytest.mark.parametrize(
    "answer",
    [
        "SELECT name FROM Pets WHERE weight IS NOT NULL" + " AND (true OR random() < 0.5)" * 4,
        "SELECT name FROM (PIVOT (SELECT name, weight, id FROM Pets WHERE random() NOT BETWEEN 0.5 AND 0.501) "
        "ON id IN (1) USING count(*) GROUP BY name, weight) WHERE weight IS NOT NULL",
    ],
)
def test_chance_in_more_ways_than_are_tried_never_passes(judge: Callable[..., Verdict], answer: str) -> None:
    verdict = judge(answer)
    assert verdict.status in {"refused", "wrong"}, verdict


def test_what_the_reference_asks_as_well_is_not_the_answer_s_fault(judge: Callable[..., Verdict]) -> None:
    clock = "SELECT name, current_date AS today FROM Pets"
    assert judge(clock, clock).status == "correct"


@pytest.mark.parametrize(
    "more",
    [
        "random() < 9223372036854775000",
        "random() % 100000 <> 7",
        "hex(randomblob(4)) <> '00000000'",
        "date('now') < '2100-01-01'",
        "CURRENT_TIMESTAMP < '2100'",
        "strftime('%Y') < '2100'",
    ],
)
def test_sqlite_has_a_list_of_our_own(judge: Callable[..., Verdict], more: str) -> None:
    verdict = judge(f"{NAMES} AND {more}", engine="sqlite")
    assert (verdict.status, verdict.findings[0].check) == ("wrong", "volatile"), verdict


def test_the_engine_s_catalog_has_no_volatile_function_that_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The contract says so where it has, and what is judged by the list is not judged then."""
    session = ENGINE.open(None)
    (chance,) = (one.check for one in engine("duckdb").contract() if one.name == "chance")
    assert chance(session) == ""
    monkeypatch.delitem(duckdb_volatile.CHANCE, "uuidv7")
    assert "uuidv7" in chance(session)


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


@pytest.mark.parametrize(
    ("condition", "decided"),
    [
        ("random() < 2", 0),
        ("random() * 2 < 5", 0),
        ("5 > -random() + 3", 0),
        ("random() * 2 < 1.5", 1),
        ("floor(random() * 10) = 9", 1),
        ("(random() * 10)::INT IN (12, 11)", 0),
        ("(random() * 10)::INT BETWEEN 9 AND 11", 1),
        ("random() * a < 5", 1),
        ("random()::VARCHAR < '5'", 1),
        ("random() NOT BETWEEN -1 AND -0.5", 0),
        ("random() NOT BETWEEN 0.5 AND 0.500001", 1),
        ("NOT (random() IN (0.25, 0.75)) AND a = 1", 1),
        ("random() < a", 1),
        ("uuid()::VARCHAR NOT LIKE '%abcdef%'", 1),
        ("(random() * 1000)::INT::BOOLEAN", 1),
        ("CASE (random() * 1000)::INT WHEN 7 THEN false WHEN 8 THEN true ELSE a < 1 END", 2),
        ("a IN (SELECT a FROM t WHERE hash(uuid()) % 7 = 6)", 1),
        ("a IN (SELECT random() FROM t)", 1),
        ("a > (SELECT max(r) FROM (SELECT random() AS r))", 1),
        ("EXISTS (SELECT r FROM (SELECT random() AS r) WHERE r > 0.5 OR r + 1 > 1.5 OR a > 0.5)", 2),
        ("EXISTS (FROM (VALUES (random())) t(r) WHERE r <> 0.5)", 1),
        ("EXISTS (WITH w(r) AS (SELECT random()) FROM w WHERE r <> 0.5)", 1),
        ("EXISTS (SELECT random())", 0),
        ("random() IS NOT NULL", 0),
        ("a IN (SELECT a FROM t ORDER BY random())", 0),
        ("a = (SELECT count(*) FILTER (random() < 0.5) FROM t)", 1),
        ("len(list_filter([a], lambda x: x < random())) = 1", 1),
        ("current_date > DATE '2020-01-01'", 0),
        ("current_date <> DATE '2099-03-05'", 1),
        ("localtimestamp::TIME <> TIME '13:01:02.5'", 1),
        ("a < current_date", 0),
    ],
)
def test_conditions_that_chance_decides_are_read_from_the_tree(condition: str, decided: int) -> None:
    session = ENGINE.open(None)
    (statement,) = session.split(f"SELECT * FROM t WHERE {condition}")
    found = session.reading(statement).conditions
    assert found is not None
    assert len(found) == decided, found


def test_a_condition_is_made_what_it_is_said_to_come_to() -> None:
    session = ENGINE.open(None)
    (statement,) = session.split("SELECT 1 AS x WHERE random() < 0.5 AND NOT hash(uuid()) % 7 = 6")
    for outcomes, rows in (((True, False), 1), ((True, True), 0), ((False, False), 0)):
        changed = session.shadowed(statement, ["random"], "low", outcomes)
        assert len(session.run(changed, 9, 999).rows) == rows


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
