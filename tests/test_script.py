"""Kind script: the state a script leaves, whatever way it takes; scripts of an exercise that is only in here."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from conftest import checker, evidence, judged, write_course
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.kinds.script import otherwise
from sqlgym.sandbox import Sandbox, State
from sqlgym.state.attempts import attempts
from sqlgym.state.memo import course_state
from sqlgym.state.run import Contents, state_after
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import ScriptEvidence

EXERCISE = """
title  = "Heavier pets"
kind   = "script"
schema = "pets"
task   = "Feed the pets."
[limits]
seconds = 1
"""
REFERENCE = """
UPDATE Pets SET weight = weight + 1 WHERE weight IS NOT NULL;
CREATE TABLE Meals (pet INTEGER NOT NULL, food VARCHAR, PRIMARY KEY (pet));
INSERT INTO Meals SELECT id, 'fish' FROM Pets;
"""
FEED = "UPDATE Pets SET weight = weight + 1;"
MEALS = "CREATE TABLE meals (food TEXT, pet INT PRIMARY KEY); INSERT INTO meals SELECT 'fish', id FROM Pets;"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one exercise of kind script."""
    return write_course(tmp_path_factory.mktemp("scripts"), EXERCISE, REFERENCE)


Judge = Callable[..., Verdict]


@pytest.fixture
def judge_script(sandbox: Sandbox, root: Path, tmp_path: Path) -> Judge:
    """Judges a text as an answer to that exercise."""

    return partial(judged, sandbox, root, tmp_path)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_order_of_columns_and_spelling_of_types_are_free(engine: str, judge_script: Judge) -> None:
    verdict = judge_script(FEED + MEALS, engine)
    assert verdict.status == "correct", verdict.findings


def test_rows_that_differ_are_shown_by_their_key(judge_script: Judge) -> None:
    verdict = judge_script("UPDATE Pets SET weight = 0;" + MEALS)
    assert verdict.status == "wrong"
    assert verdict.findings[0].message == "Pets: 3 rows with other values than expected."
    assert (found := evidence(verdict, ScriptEvidence).difference) is not None
    assert found.key == (0,)


@pytest.mark.parametrize(
    ("sql", "told"),
    {
        FEED: "There is no table Meals.",
        FEED + MEALS + "CREATE TABLE extra (a INT);": "The table extra should not be there.",
        FEED
        + MEALS.replace("TEXT", "INTEGER").replace(
            "'fish'", "1"
        ): "Meals.food is INTEGER; it should be VARCHAR.",
        FEED
        + MEALS.replace("food TEXT", "food TEXT UNIQUE").replace(
            "'fish'", "id"
        ): "Meals: UNIQUE is food; it should be none.",
        FEED + MEALS + "CREATE VIEW v AS SELECT 1 AS one;": "The view v should not be there.",
        FEED + MEALS + "ALTER TABLE Pets DROP COLUMN born;": "Pets has no column born.",
        "SELECT 1": "There is no table Meals.",
    }.items(),
)
def test_what_differs_in_the_tables_is_told(sql: str, told: str, judge_script: Judge) -> None:
    verdict = judge_script(sql)
    assert verdict.status == "wrong"
    assert told in [finding.message for finding in verdict.findings]


@pytest.mark.parametrize(
    ("engine", "old", "new"),
    [
        ("sqlite", "food TEXT", "food TEXT COLLATE NOCASE"),
        ("sqlite", "KEY)", "KEY REFERENCES Pets (id) ON DELETE CASCADE)"),
        ("sqlite", "PRIMARY KEY", "PRIMARY KEY ON CONFLICT REPLACE"),
        ("sqlite", "Pets;", "Pets; CREATE UNIQUE INDEX i ON meals (food) WHERE pet > 5000;"),
        ("sqlite", "Pets;", "Pets; CREATE UNIQUE INDEX i ON Pets (lower(name), id);"),
        ("duckdb", "Pets;", "Pets; CREATE UNIQUE INDEX i ON meals ((lower(food)), pet);"),
        ("duckdb", "food TEXT", "food TEXT COLLATE NOCASE"),
    ],
)
def test_what_tables_are_kept_by_besides_counts(engine: str, old: str, new: str, judge_script: Judge) -> None:
    assert old in MEALS
    verdict = judge_script(FEED + MEALS.replace(old, new), engine)
    assert verdict.status == "wrong"
    assert {one.check for one in verdict.findings} == {"constraints"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("food TEXT", "food TEXT DEFAULT NULL"),
        ("food TEXT", "food TEXT DEFAULT (NULL)"),
        ("Pets;", "Pets; CREATE INDEX i ON meals (lower(food)) WHERE pet > 3;"),
        ("PRIMARY KEY", "NOT NULL PRIMARY KEY"),
    ],
)
def test_what_changes_no_row_that_tables_take_is_free(old: str, new: str, judge_script: Judge) -> None:
    verdict = judge_script(FEED + MEALS.replace(old, new), "sqlite")
    assert verdict.status == "correct", verdict.findings


def test_tables_are_tried_with_rows_that_they_must_take_or_refuse(sandbox: Sandbox, root: Path) -> None:
    context = Context(Course(root), sandbox)
    exercise = context.course.exercise("heavy_pets").on("sqlite")
    expected = course_state(context, exercise, exercise.reference)
    tried = attempts(expected)
    assert len(tried) == len(set(tried))
    expected = course_state(context, exercise, exercise.reference, attempts=tried)
    assert {bool(one) for one in expected.attempts} == {True, False}
    for sql, said in {
        FEED + MEALS: "",
        FEED + MEALS + "CREATE UNIQUE INDEX i ON Pets (name) WHERE id > 5000;": "refuse",
        FEED + MEALS.replace("KEY", "KEY ON CONFLICT REPLACE"): "take",
        FEED + MEALS.replace("food TEXT", "food TEXT CHECK (food <> 'FISH')"): "refuse",
    }.items():
        after = state_after(context, exercise, sql, attempts=tried)
        assert isinstance(after.state, State)
        found = "".join(one.message for one in otherwise(expected, after.state, tried))
        assert found.startswith(f"Your tables {said} INSERT INTO" if said else ""), found
        assert bool(found) is bool(said)


def test_a_script_stops_at_its_first_error_and_half_done_is_told(judge_script: Judge) -> None:
    verdict = judge_script(FEED + "INSERT INTO Pets VALUES (1, 'Twin', NULL, NULL); DELETE FROM Pets")
    assert verdict.status == "error"
    assert [finding.check for finding in verdict.findings] == ["sql", "half done"]
    assert "statement 2 of 3" in verdict.findings[1].message


def test_an_error_inside_a_transaction_leaves_the_state_before(judge_script: Judge) -> None:
    verdict = judge_script("BEGIN;" + FEED + "INSERT INTO Pets VALUES (1, 'Twin', NULL, NULL); COMMIT")
    assert [finding.check for finding in verdict.findings] == ["sql"]


def test_a_transaction_left_open_is_told(judge_script: Judge) -> None:
    verdict = judge_script("BEGIN;" + FEED + MEALS)
    assert verdict.findings[0].check == "open"
    assert verdict.findings[0].place is not None
    assert "still open" in verdict.findings[0].message


def test_sqlite_is_told_to_begin_where_another_dialect_starts(judge_script: Judge) -> None:
    verdict = judge_script("START TRANSACTION;" + FEED + MEALS + "COMMIT", "sqlite")
    assert verdict.status == "correct", verdict.findings
    assert "START TRANSACTION" in verdict.notes[0]


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
@pytest.mark.parametrize(
    ("sql", "status"),
    {
        "": "blank",
        "COPY Pets TO 'out.csv'": "refused or error",
        "CREATE TABLE x AS SELECT * FROM read_csv('/etc/passwd')": "refused or error",
        "ATTACH 'other.db' AS other": "refused",
        "CREATE MACRO max(x) AS 1": "refused",
        "CREATE SCHEMA s": "refused",
        "CREATE TRIGGER t AFTER INSERT ON Pets BEGIN SELECT 1; END": "refused or error",
        "PRAGMA foreign_keys = OFF": "refused",
        "SET memory_limit = '1TB'": "refused or error",
        "VACUUM INTO 'out.db'": "refused or error",
        "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT 1 FROM t) INSERT INTO Pets SELECT x,'a',1,x FROM t": (
            "limit or error"
        ),
        "DROP TABLE Pets": "wrong",
        "UPDATE Pets SET nope = 1": "error",
    }.items(),
)
def test_hostile_and_blank_scripts_end_as_they_should(
    sql: str, status: str, engine: str, judge_script: Judge
) -> None:
    verdict = judge_script(sql, engine)
    assert verdict.status in status.split(" or "), verdict.findings


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_the_state_after_a_script_can_be_had_for_any_contents(
    engine: str, sandbox: Sandbox, root: Path
) -> None:
    course = Course(root)
    context, exercise = Context(course, sandbox), course.exercise("heavy_pets")
    found = checker(sandbox, root)
    found.engine = engine
    exercise = found.exercise(context, "heavy_pets")
    contents = Contents(context.dataset(exercise).tables, {"Pets": [(7, "O'Neill", None, "2020-01-01")]})
    after = state_after(context, exercise, "UPDATE Pets SET weight = 2", contents=contents)
    assert isinstance(after.state, State), after
    ((number, name, weight, _),) = after.state.contents[0].rows
    assert (number, name, weight) == (7, "O'Neill", 2)


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_a_filter_that_happens_to_cover_the_data_fails_on_a_small_database(
    engine: str, judge_script: Judge
) -> None:
    verdict = judge_script("UPDATE Pets SET weight = weight + 1 WHERE id <= 3;" + MEALS, engine)
    assert verdict.status == "wrong"
    assert "a small database does" in verdict.findings[0].message
    assert verdict.counterexample is not None
    assert verdict.counterexample.expected != verdict.counterexample.actual
