"""[worlds] assume: what can't be evaluated is a fault of the course, and the dataset keeps what is assumed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, audits, called, checker, write_course
from sqlgym.audit import exit_status
from sqlgym.context import Context
from sqlgym.course import Course, Exercise
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.worlds.suite_cache import suite

REFERENCE = "SELECT name FROM Pets WHERE weight > 2"
WRONG = "SELECT name FROM Pets WHERE weight >= 2"
UNKNOWN = "SELECT count(*) > 0 FROM Pet"
SETTINGS = "[worlds]\ncount = 40\nhunt = 400\n"

Opened = tuple[Context, Exercise]
Open = Callable[..., Opened]
Judge = Callable[..., Verdict]


@pytest.fixture
def course(sandbox: Sandbox, tmp_path: Path) -> Open:
    """Writes the small course with what its exercise assumes; without `data` its rows are inferred."""

    def opened(*assume: str, data: bool = True, more: str = "") -> Opened:
        root = write_course(tmp_path / "course", EXERCISE + SETTINGS + toml(assume) + more, REFERENCE)
        if not data:
            (root / "schema" / "pets" / "data.sql").unlink()
        context = Context(Course(root), sandbox, plan=False)
        return context, context.course.exercise("heavy_pets")

    return opened


def toml(assume: tuple[str, ...]) -> str:
    """The line of exercise.toml."""
    return f"assume = {json.dumps(assume)}\n"


@pytest.fixture
def judge(course: Open, sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges an answer where something is assumed."""

    def judge(
        *assume: str, answer: str = WRONG, data: bool = True, more: str = "", engine: str | None = None
    ) -> Verdict:
        context, _ = course(*assume, data=data, more=more)
        (tmp_path / "answer.sql").write_text(answer)
        found = checker(sandbox, context.course.root)
        found.engine = engine
        return found.check(tmp_path / "answer.sql", "heavy_pets")

    return judge


def edges(opened: Opened) -> list[tuple[int, bool]]:
    """How many pets there are on each small database, and whether it is beyond what is assumed."""
    found, _ = suite(opened[1], opened[0])
    return [(len(case.world.rows["Pets"]), case.edge) for case in found.cases]


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
@pytest.mark.parametrize("answer", [WRONG, REFERENCE])
def test_an_assumption_that_cannot_run_is_a_fault_of_the_course(
    judge: Judge, answer: str, engine: str
) -> None:
    verdict = judge(UNKNOWN, answer=answer, engine=engine)
    assert verdict.status == "ungraded"
    said = verdict.findings[0].message
    assert "exercise.toml" in said
    assert f"worlds.assume: “{UNKNOWN}” does not run" in said
    assert "Table with name Pet does not exist" in said


def test_an_audit_finds_an_assumption_that_cannot_run(course: Open) -> None:
    context, exercise = course(UNKNOWN)
    (found,) = audits(context)
    (finding,) = [one for one in found.findings if one.id == "worlds.assume"]
    assert finding.severity == "error"
    assert (
        finding.line
        == (exercise.folder / "exercise.toml").read_text().splitlines().index(toml((UNKNOWN,)).strip()) + 1
    )
    assert exit_status([found]) == 1


@pytest.mark.parametrize(
    ("assume", "said"),
    [
        ("SELECT count(*) FROM Pets", "a value of type BIGINT"),
        ("SELECT NULL", "a value of type"),
        ("SELECT weight > 0 FROM Pets", "3 rows"),
        ("SELECT true, true", "2 columns"),
        ("SELECT true WHERE false", "no row"),
        ("SELECT weight > 0 FROM Pets WHERE id = 1", "no row"),
    ],
)
def test_an_assumption_is_one_truth_value(judge: Judge, assume: str, said: str) -> None:
    verdict = judge(assume, answer=REFERENCE)
    assert verdict.status == "ungraded", verdict
    assert f"returns {said}" in verdict.findings[0].message
    assert "it must return one row with one value, true or false" in verdict.findings[0].message


def test_a_second_assumption_that_cannot_run_is_named_before_one_that_is_not_true(judge: Judge) -> None:
    verdict = judge("SELECT count(*) > 99 FROM Pets", UNKNOWN)
    assert f"“{UNKNOWN}” does not run" in verdict.findings[0].message


def test_null_is_not_true(course: Open, judge: Judge) -> None:
    found = edges(course("SELECT max(weight) > 0 FROM Pets WHERE weight IS NOT NULL"))
    assert all(edge for rows, edge in found if rows == 0)
    assert not all(edge for _, edge in found)
    assert judge("SELECT max(weight) > 0 FROM Pets", answer=REFERENCE).status == "correct"


def test_a_small_database_on_which_it_ends_in_an_error_is_beyond_what_is_assumed(course: Open) -> None:
    few = "SELECT CASE WHEN count(*) < 2 THEN CAST('few' AS BOOLEAN) ELSE true END FROM Pets"
    found = edges(course(few.replace("'few'", "'few' || count(*)")))
    assert {rows for rows, _ in found} > {0, 2}
    assert all(edge == (rows < 2) for rows, edge in found)


def test_an_assumption_that_views_cannot_run_is_evaluated_on_tables(course: Open) -> None:
    found = edges(course("SELECT count(rowid) <> 1 FROM Pets"))
    assert {edge for _, edge in found} == {True, False}
    assert all(edge == (rows == 1) for rows, edge in found)


def test_fixed_rows_that_break_an_assumption_are_a_fault_of_the_course(judge: Judge, course: Open) -> None:
    assume = "SELECT count(weight) = count(*) FROM Pets"
    right_if_it_were_true = "SELECT name FROM Pets WHERE coalesce(weight, 3) > 2"
    verdict = judge(assume, answer=right_if_it_were_true)
    assert verdict.status == "ungraded"
    assert f"“{assume}” is not true on the dataset; give data.sql rows" in verdict.findings[0].message
    (found,) = audits(course(assume)[0])
    assert [one.id for one in found.findings if one.severity == "error"] == ["worlds.assume"]


SIGN = "SELECT hash(string_agg(name || coalesce(weight, 0), ',' ORDER BY id)) % 1000003 {} FROM Pets"


def sign(context: Context, seed: int) -> int:
    """A number that tells datasets apart."""
    import duckdb

    folder = context.course.schema_folder("pets")
    with duckdb.connect(str(context.schema_dataset(folder, seed=seed).path), read_only=True) as connection:
        return int(connection.execute(SIGN.format("")).fetchall()[0][0])


def test_a_dataset_that_breaks_an_assumption_is_drawn_by_another_seed(course: Open, judge: Judge) -> None:
    context, plain = course(data=False)
    wanted = sign(context, 3)
    assert wanted not in {sign(context, seed) for seed in range(3)}
    assume = SIGN.format(f"= {wanted} OR count(*) < 10")
    context, exercise = course(assume, data=False)
    assert context.dataset(exercise) == context.schema_dataset(context.course.schema_folder("pets"), seed=3)
    assert context.dataset(plain) == context.schema_dataset(context.course.schema_folder("pets"))
    verdict = judge(assume, answer=REFERENCE, data=False)
    assert verdict.status == "correct", verdict


def test_a_dataset_that_no_seed_gives_is_a_fault_of_the_course(judge: Judge) -> None:
    verdict = judge("SELECT count(*) < 5 FROM Pets", answer=REFERENCE, data=False)
    assert verdict.status == "ungraded"
    assert "is not true on the dataset, nor on 9 others" in verdict.findings[0].message


def test_an_assumption_may_speak_of_parameters(judge: Judge) -> None:
    sets = "[[parameters]]\nvalues = { least = 2 }\n[[parameters]]\nvalues = { least = 3 }\n"
    assert judge("SELECT $least > 1", answer=REFERENCE, more=sets).status == "correct"
    verdict = judge("SELECT $least > 2", answer=REFERENCE, more=sets)
    assert verdict.status == "ungraded"
    assert "is not true on the dataset" in verdict.findings[0].message


def test_what_is_no_judging_goes_on_without_what_is_assumed(course: Open, tmp_path: Path) -> None:
    root = course(UNKNOWN)[0].course.root
    (tmp_path / "heavy_pets.sql").write_text(REFERENCE)
    shown = called(tmp_path, "show", "heavy_pets", "--course", str(root))
    ran = called(tmp_path, "run", "heavy_pets.sql", "--course", str(root))
    assert (shown.returncode, ran.returncode) == (0, 0), shown.output + ran.output
    assert "Ada" in ran.stdout


def test_small_databases_that_are_all_beyond_what_is_assumed_are_an_error(course: Open, judge: Judge) -> None:
    assume = "SELECT count(*) > 20 FROM Pets"
    assert judge(assume, answer=REFERENCE, data=False).status == "ungraded"
    (found,) = audits(course(assume, data=False)[0])
    (finding,) = [one for one in found.findings if one.id == "worlds.empty"]
    assert finding.severity == "error"
    assert assume in finding.message
