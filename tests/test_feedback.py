"""How much is told: canaries are planted in a course, and at no level may one be found that the level hides."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from conftest import ROOT, checker
from sqlgym.course import LEVELS, Feedback, Level
from sqlgym.feedback.levels import OWN, PLAINEST, PLAINEST_OF, QUOTING, VAGUE, report_at_level, shown
from sqlgym.report import FACTS, FORMATS, Style, write
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Finding, Place, Report, Status, Verdict, Worlds
from sqlgym.verdict.evidence import ParameterSet, QueryEvidence

PETS = """
INSERT INTO Pets VALUES (1, 'CANARYROW', 4.50, '2020-01-01'), (2, 'CANARYROW', NULL, '2021-02-03'),
    (3, 'Cy', 4.50, NULL), (4, 'CANARYHIDDEN', 7, NULL);
"""
COURSE = {
    "schema/pets/schema.sql": "CREATE TABLE Pets (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, weight DECIMAL(5,2), "
    "born DATE);",
    "schema/pets/data.sql": PETS,
    "exercises/q/exercise.toml": 'title = "Q"\nkind = "query"\nschema = "pets"\n[worlds]\n'
    "assume = [\"SELECT count(*) > 0 FROM Pets WHERE name <> 'CANARYASSUME'\"]",
    "exercises/q/reference.sql": "SELECT name, 'CANARYREFERENCE' AS canarycolumn FROM Pets WHERE weight < 7",
    "exercises/q/wrong/known.sql": "-- CANARYCOMMENT\nSELECT name, 'CANARYREFERENCE' FROM Pets WHERE weight < 5",
    "exercises/q/worlds/one.sql": "-- CANARYCASE\nINSERT INTO Pets VALUES (1, 'CANARYWORLD', 5.5, NULL);",
    "exercises/broken/exercise.toml": 'title = "B"\nkind = "query"\nschema = "pets"',
    "exercises/broken/reference.sql": "SELECT CANARYREFERENCE FROM Pets",
    "exercises/s/exercise.toml": 'title = "S"\nkind = "script"\nschema = "pets"',
    "exercises/s/reference.sql": "UPDATE Pets SET name = 'CANARYREFERENCE' WHERE id = 1;"
    "CREATE TABLE CANARYTABLE (a INTEGER)",
    "exercises/s/wrong/known.sql": "-- CANARYCOMMENT\nDELETE FROM Pets",
    "exercises/t/exercise.toml": 'title = "T"\nkind = "transaction"\nschema = "pets"\n[[transaction.invariants]]\n'
    'say = "CANARYINVARIANT"\nsql = "SELECT \'CANARYSUM\', count(*) FROM Pets"',
    "exercises/t/reference.sql": "BEGIN; UPDATE Pets SET name = 'CANARYREFERENCE' WHERE id = 1; COMMIT;",
    "exercises/t/wrong/known.sql": "-- CANARYCOMMENT\nDELETE FROM Pets",
    "exercises/t/scenarios/one.sql": "-- CANARYCASE\nUPDATE Pets SET name = 'CANARYWORLD' WHERE id = 2;",
    "exercises/i/exercise.toml": 'title = "I"\nkind = "index"\nschema = "pets"',
    "exercises/i/reference.sql": "CREATE INDEX CANARYREFERENCE ON Pets (name);",
    "exercises/i/workload.sql": "-- name: CANARYQUERY; weight: 1\nSELECT id FROM Pets WHERE name = 'CANARYWORLD';",
    "exercises/i/wrong/known.sql": "-- CANARYCOMMENT\nCREATE INDEX a ON Pets (born);",
    "exercises/d/exercise.toml": 'title = "D"\nkind = "design"\n[design]\nstaging = "flat"\ntarget = "3NF"\n'
    '[[design.rules]]\nfd = "a -> b"\nsay = "CANARYRULE"\n[[design.rules]]\nfd = "b -> c"\nsay = "CANARYRULE"',
    "exercises/d/staging.sql": "CREATE TABLE flat (a INTEGER, b VARCHAR, c VARCHAR); INSERT INTO flat VALUES "
    "(1, 'CANARYROW', 'CANARYHIDDEN'), (2, 'CANARYROW', 'CANARYHIDDEN'), (3, 'x', 'y');",
    "exercises/d/reference.sql": "CREATE TABLE CANARYREFERENCE (b VARCHAR PRIMARY KEY, c VARCHAR);"
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR REFERENCES CANARYREFERENCE (b));",
}
SAME = "replace('CANARY-REFERENCE', '-', left(name, 0))"
"""What the reference returns, said so that no plan of the answer holds it."""

ANSWERS = {
    "q": (
        f"SELECT name, {SAME} AS x FROM Pets WHERE weight < 5",
        "SELECT id, name FROM Pets",
        "SELECT name, CAST(name AS INTEGER) FROM Pets",
        "SELECT name, error('syntax error at or near \"' || name || '\"') FROM Pets",
        "SELECT name, CASE WHEN name LIKE 'C%W%D' THEN CAST(CAST(name AS INTEGER) AS VARCHAR) "
        f"ELSE {SAME} END FROM Pets WHERE weight < 7",
        "SELECT name FROM Pets WHERE",
        "DROP TABLE Pets",
        "",
    ),
    "broken": ("SELECT 1",),
    "s": ("DELETE FROM Pets", "UPDATE Pets SET name = 'x'", "UPDATE Pets SET id = CAST(name AS INTEGER)"),
    "t": ("DELETE FROM Pets", "BEGIN; UPDATE Pets SET name = 'x' WHERE id = 1; COMMIT;"),
    "i": ("CREATE INDEX a ON Pets (born);", "CREATE UNIQUE INDEX a ON Pets (name);", "SELECT 1"),
    "d": (
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR, c VARCHAR);",
        "CREATE TABLE t (a INTEGER, b VARCHAR); CREATE TABLE u (b VARCHAR PRIMARY KEY, c VARCHAR);"
        "INSERT INTO t SELECT a, b FROM flat; INSERT INTO u SELECT DISTINCT b, c || 'x' FROM flat;",
    ),
}
STYLE = Style(facts=dict.fromkeys(FACTS, "submit/2026-11-22T10-00-00Z-0"))
Written = Callable[[str, Level], str]
Judged = dict[str, tuple[Verdict, ...]]


@pytest.fixture(scope="module")
def judged(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The verdicts on the answers to every exercise, with all that there is to tell."""
    root = tmp_path_factory.mktemp("canaries")
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    judge = checker(sandbox, root)
    return {name: tuple(verdicts(judge.check, root, name, texts)) for name, texts in ANSWERS.items()}


def verdicts(
    check: Callable[[Path, str], Verdict], root: Path, name: str, texts: tuple[str, ...]
) -> list[Verdict]:
    """The verdicts on some answers to one exercise."""
    files = [root / f"{name}{number}.sql" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return [check(file, name) for file in files]


@pytest.fixture
def written(judged: Judged) -> Written:
    """All reports on an exercise's answers at a level, in every format, as one text; blanks do not count."""

    def texts(name: str, level: Level) -> str:
        report = Report("Course", tuple(shown(verdict, level) for verdict in judged[name]), {})
        return "".join("".join(write(form, report, STYLE).split()) for form in FORMATS)

    return texts


@pytest.mark.parametrize("name", ANSWERS)
def test_a_verdict_alone_tells_nothing_that_the_course_keeps(name: str, written: Written) -> None:
    assert "CANARY" in written(name, "full")
    assert "CANARY" not in written(name, "verdict").upper()


HIDDEN = ("REFERENCE", "TABLE", "COLUMN", "CASE", "WORLD", "ASSUME", "INVARIANT", "SUM", "QUERY", "HIDDEN")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_hint_tells_of_no_world_and_of_no_expected_row(name: str, written: Written) -> None:
    told = written(name, "hint").upper()
    assert [word for word in HIDDEN if f"CANARY{word}" in told] == []


@pytest.mark.parametrize("name", ["q", "s", "t"])
def test_with_a_counterexample_no_row_of_the_dataset_is_told(name: str, written: Written) -> None:
    assert "CANARYHIDDEN" in written(name, "full")
    assert "CANARYHIDDEN" not in written(name, "counterexample")


def test_a_counterexample_is_shown_only_from_its_level_on(judged: Judged) -> None:
    wrong = judged["q"][0]
    assert wrong.counterexample is not None
    assert [shown(wrong, level).counterexample is not None for level in LEVELS] == [True, True, False, False]


def test_the_score_and_the_status_are_told_at_every_level(judged: Judged) -> None:
    for verdict in (one for some in judged.values() for one in some):
        least = shown(verdict, "verdict")
        assert (least.status, least.score, least.points) == (verdict.status, verdict.score, verdict.points)


def test_the_answers_meet_every_status(judged: Judged) -> None:
    found = {verdict.status for some in judged.values() for verdict in some}
    assert found >= {"wrong", "error", "refused", "blank", "ungraded"}


@pytest.mark.parametrize("level", LEVELS)
def test_showing_less_twice_is_showing_the_lesser(level: Level, judged: Judged) -> None:
    for verdict in (one for some in judged.values() for one in some):
        for other in LEVELS:
            both = max(level, other, key=LEVELS.index)
            assert shown(shown(verdict, level), other) == shown(verdict, both)
            assert shown(verdict, level, Feedback(level=other)) == shown(verdict, both)


def test_a_syntax_error_is_told_in_full_as_it_holds_the_learners_own_words_only() -> None:
    place = Place(1, 8, 4, "SELECT FORM Pets")
    own = Finding("sql", 'syntax error at or near "FORM"', "", place)
    other = Finding("sql", 'syntax error at or near "Bob"', "", place)
    verdict = Verdict(
        exercise="q", answer="a.sql", kind="query", engine="duckdb", status="error", score=0, points=1
    )
    least = [shown(msgspec.structs.replace(verdict, findings=(one,)), "verdict") for one in (own, other)]
    assert [one.findings[0].message for one in least] == [own.message, "The engine refused it."]


def test_a_hint_names_no_parameter_and_no_database_that_was_tried() -> None:
    found = Finding("limit", "With $name = 'CANARY': it ran for more than 5 seconds.", "Look for a join.")
    verdict = Verdict(
        exercise="q", answer="a.sql", kind="query", engine="duckdb", status="limit", score=0, points=1,
        findings=(found,), details=QueryEvidence(parameters=ParameterSet("", {"name": "CANARY"})),
    )  # fmt: skip
    stuck = msgspec.structs.replace(verdict, details=QueryEvidence(), worlds=Worlds(3, 7))
    assert "CANARY" not in str(shown(verdict, "hint"))
    assert "CANARY" not in str(shown(stuck, "hint"))
    assert "CANARY" in str(shown(verdict, "counterexample"))


def test_every_check_that_is_documented_has_words_for_a_hint() -> None:
    rows = (ROOT / "docs" / "json.md").read_text().partition("| `check` | says |")[2].splitlines()
    named = {word for row in rows for word in row.split("|")[1:2] for word in word.split("`")[1::2]}
    assert named - {"course"} <= OWN | QUOTING.keys() | VAGUE.keys()


def test_every_status_has_its_words_at_the_least_level() -> None:
    assert set(get_args(Status)) - PLAINEST == {"correct", "wrong"}
    assert "sql" in PLAINEST_OF


def test_the_seed_of_a_class_is_no_hint() -> None:
    report = Report("Course", (), {}, seed=4711)
    assert [report_at_level(report, level).seed for level in LEVELS] == [4711, 4711, None, None]
