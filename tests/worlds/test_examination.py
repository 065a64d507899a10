"""Answers on small databases: what is found there, what is said of it, and what never counts."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from conftest import EXERCISE, ROOT, checker, write_course
from sqlgym.context import Context
from sqlgym.course import Compare, Course
from sqlgym.data.reference import READING
from sqlgym.report import Style, write
from sqlgym.sandbox import Ran, Sandbox
from sqlgym.verdict import Plans, Report, Verdict
from sqlgym.worlds.examination import examiner
from sqlgym.worlds.outcome import Side
from sqlgym.worlds.suite_cache import recipe_of
from sqlgym.worlds.world import delete

Compared = Callable[..., Verdict]


@pytest.fixture
def compared(sandbox: Sandbox, tmp_path: Path) -> Compared:
    """Judges an answer against a reference on the small course, with settings and hand-made worlds if given."""

    def compare(reference: str, answer: str, settings: str = "", **worlds: str) -> Verdict:
        root = write_course(
            tmp_path / "course", EXERCISE.replace("seconds = 1", "seconds = 5") + settings, reference
        )
        folder = root / "exercises" / "heavy_pets" / "worlds"
        folder.mkdir(exist_ok=True)
        for name, sql in worlds.items():
            (folder / f"{name}.sql").write_text(sql)
        (tmp_path / "answer.sql").write_text(answer)
        return checker(sandbox, root).check(tmp_path / "answer.sql", "heavy_pets")

    return compare


def text(verdict: Verdict) -> str:
    """The report for people."""
    return write("text", Report("", (verdict,), {}), Style())


def test_a_difference_the_dataset_does_not_show_is_found(compared: Compared) -> None:
    verdict = compared("SELECT max(weight) FROM Pets", "SELECT weight FROM Pets WHERE id = 1")
    assert verdict.status == "wrong"
    assert verdict.counterexample is not None
    assert "A small database that shows it" in text(verdict)


def test_a_pass_says_how_much_was_tried_and_never_more(compared: Compared) -> None:
    verdict = compared("SELECT max(weight) FROM Pets", "SELECT max(weight) FROM Pets WHERE true")
    assert verdict.worlds is not None
    said = f"No difference found on the pets dataset and {verdict.worlds.tried} small databases."
    assert verdict.bound is not None or said in text(verdict)
    for word in ("proved", "proven", "equivalent", "verified"):
        assert word not in text(verdict).lower()


def test_a_counterexample_keeps_only_tables_and_columns_that_are_read(compared: Compared) -> None:
    verdict = compared("SELECT max(weight) FROM Pets", "SELECT min(weight) FROM Pets")
    assert verdict.counterexample is not None
    (grid,) = verdict.counterexample.tables.values()
    assert grid.columns == ("id", "weight")
    assert len(grid.rows) == 2


def test_an_answer_that_fails_on_some_database_is_wrong_there(compared: Compared) -> None:
    verdict = compared(
        "SELECT max(weight) FROM Pets WHERE name = 'Ada'",
        "SELECT (SELECT weight FROM Pets WHERE name = 'Ada')",
    )
    assert verdict.status == "wrong"
    assert verdict.findings[0].check == "world error"
    assert "More than one row" in verdict.findings[0].message


def test_a_difference_outside_the_assumptions_is_a_note(compared: Compared) -> None:
    reference = "SELECT max(weight) FROM Pets"
    answer = "SELECT weight FROM Pets WHERE weight IS NOT NULL ORDER BY weight DESC LIMIT 1"
    assert compared(reference, answer).status == "wrong"
    assume = '[worlds]\nassume = ["SELECT count(weight) > 0 FROM Pets"]'
    verdict = compared(reference, answer, assume)
    assert verdict.status == "correct", verdict.counterexample
    assert any("count(weight) > 0" in note for note in verdict.notes)


def test_a_hand_made_world_is_tried_and_named(compared: Compared) -> None:
    reference = "SELECT count(*) FROM Pets"
    answer = "SELECT CASE WHEN max(name) = 'Zebedee' THEN 0 ELSE count(*) END FROM Pets"
    sql = "-- a pet called Zebedee\nINSERT INTO Pets VALUES (1, 'Zebedee', 1, NULL);"
    verdict = compared(reference, answer, zebedee=sql)
    assert verdict.status == "wrong"


def test_constants_of_the_answer_bring_worlds_of_their_own(compared: Compared) -> None:
    verdict = compared(
        "SELECT count(*) FROM Pets", "SELECT count(*) FROM Pets WHERE weight IS DISTINCT FROM 123.45"
    )
    assert verdict.status == "wrong"
    assert verdict.worlds is not None
    assert verdict.worlds.tried > 300


def test_a_right_order_by_luck_is_told_as_that(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "answer.sql").write_text(
        "SELECT any_value(name) FROM Pets WHERE weight = (SELECT max(weight) FROM Pets)"
    )
    root = write_course(
        tmp_path / "course",
        EXERCISE,
        "SELECT min(name) FROM Pets WHERE weight = (SELECT max(weight) FROM Pets)",
    )
    verdict = checker(sandbox, root).check(tmp_path / "answer.sql", "heavy_pets")
    assert verdict.status == "wrong"
    assert verdict.findings[0].check == "unstable"
    assert "another order" in verdict.findings[0].message


def test_columns_that_hang_on_the_rows_are_shown_as_they_are_there(compared: Compared) -> None:
    pivot = "SELECT * EXCLUDE (id, weight, born) FROM (PIVOT Pets ON name USING count(*))"
    found = compared("SELECT name FROM Pets", pivot).counterexample
    assert found is not None
    assert all(len(row) == len(found.actual.columns) for row in found.actual.rows)


def test_time_that_runs_out_on_a_small_database_says_so(compared: Compared) -> None:
    endless = (
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + (SELECT sign(count(*) - 3) * 0 FROM Pets) FROM t "
        "WHERE (SELECT count(*) FROM Pets) <> 3) SELECT count(*) FROM t"
    )
    verdict = compared("SELECT 1", endless)
    assert verdict.status in ("limit", "wrong")


def test_a_hidden_counterexample_stays_hidden(compared: Compared) -> None:
    verdict = compared(
        "SELECT max(weight) FROM Pets", "SELECT min(weight) FROM Pets", "[feedback]\ncounterexample = false"
    )
    assert verdict.status == "wrong"
    assert verdict.counterexample is None


def test_the_comment_of_a_known_wrong_answer_is_the_diagnosis(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "answer.sql").write_text(
        "SELECT salary FROM Employees ORDER BY salary DESC NULLS LAST LIMIT 1 OFFSET 1"
    )
    verdict = checker(sandbox).check(tmp_path / "answer.sql", "second_highest")
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.startswith("If two people share the highest salary")


def test_what_behaves_like_no_known_mistake_gets_no_diagnosis(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "answer.sql").write_text("SELECT 4711")
    assert checker(sandbox).check(tmp_path / "answer.sql", "second_highest").diagnosis is None


def test_another_seed_draws_other_worlds(sandbox: Sandbox, tmp_path: Path) -> None:
    by_seed = []
    for seed in (1, 2):
        found = checker(sandbox)
        found.seed, found.worlds = seed, 20
        by_seed.append(found.check(ROOT / "exercises" / "second_highest.sql"))
    assert [verdict.worlds.seed for verdict in by_seed if verdict.worlds] == [1, 2]


def test_a_counterexample_can_be_replayed(sandbox: Sandbox, tmp_path: Path) -> None:
    import duckdb

    verdict = checker(sandbox).check(ROOT / "exercises" / "second_highest" / "wrong" / "rank_two.sql")
    assert verdict.counterexample is not None
    connection = duckdb.connect()
    for statement in connection.extract_statements(verdict.counterexample.sql):
        last = connection.execute(statement)
    assert tuple(map(tuple, last.fetchall())) == verdict.counterexample.actual.rows


@pytest.mark.parametrize(
    "name", ["rank_two", "limit_offset", "all_with_null", "compared_as_text", "nulls_first"]
)
def test_no_row_of_a_counterexample_can_be_left_out_for_a_better_one(name: str, sandbox: Sandbox) -> None:
    path = ROOT / "exercises" / "second_highest" / "wrong" / f"{name}.sql"
    context = checker(sandbox).context(path)
    exercise = context.course.exercise("second_highest")
    outcome = context.run(exercise, path.read_text(), READING)
    assert isinstance(outcome, Ran)
    reference = context.reference(exercise, Compare())
    side = Side(path.read_text(), outcome.runs[0].columns)
    tries = examiner(exercise, context, reference, side, outcome.reading)
    tables, best = tries.suite.tables, tries.smallest(tries.examine().witnesses)
    assert best is not None
    places = [(table, index) for table, rows in best.world.rows.items() for index in range(len(rows))]
    smaller = [delete(best.world, tables, table, index) for table, index in places]
    assert best in tries.confirmer.confirm([best.world])
    assert all(tries.merit(one) >= tries.merit(best) for one in tries.confirmer.fair(smaller))


def test_small_databases_are_the_same_wherever_the_course_lies(tmp_path: Path, sandbox: Sandbox) -> None:
    keys = set()
    for name in ("here", "there"):
        root = write_course(tmp_path / name, EXERCISE, "SELECT name FROM Pets")
        hands = root / "exercises" / "heavy_pets" / "worlds"
        hands.mkdir()
        (hands / "one.sql").write_text("-- One.\nINSERT INTO Pets VALUES (1, 'a', 1);")
        context = Context(Course(root), sandbox)
        keys.add(recipe_of(context.course.exercise("heavy_pets"), context, pinned=True).base)
    assert len(keys) == 1


ALIKE = {
    "SELECT name FROM Pets WHERE weight >= 2": "wrong",
    "SELECT name FROM Pets WHERE NOT weight < 2": "wrong",
    "SELECT name AS n FROM Pets WHERE weight > 1.999": "wrong",
    "SELECT name FROM Pets WHERE NOT weight <= 2": "correct",
    "SELECT nam FROM Pets": "error",
}


def test_a_class_is_judged_as_each_answer_is_by_itself(tmp_path: Path, sandbox: Sandbox) -> None:
    root = write_course(
        tmp_path / "course", f"{EXERCISE}[worlds]\ncount = 40\n", "SELECT name FROM Pets WHERE weight > 2"
    )
    wrong = root / "exercises" / "heavy_pets" / "wrong"
    wrong.mkdir()
    (wrong / "two.sql").write_text("-- Two is not more than two.\nSELECT name FROM Pets WHERE weight >= 2")
    alone, together = checker(sandbox, root), checker(sandbox, root)
    together.at_once = False
    for sql, status in ALIKE.items():
        one, other = (each.check(sql, "heavy_pets") for each in (alone, together))
        assert one.status == status
        assert unmeasured(one) == unmeasured(other)
    (context,) = together.contexts.values()
    assert {what for what, _ in context.memory} >= {"alike", "known", "suite"}


def unmeasured(verdict: Verdict) -> Verdict:
    """A verdict without how long it took."""
    return msgspec.structs.replace(verdict, seconds=0.0, plans=Plans())
