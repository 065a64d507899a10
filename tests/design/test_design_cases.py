"""[design] must_accept and must_reject: rows put into the learner's own tables, whatever their names."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, checker, evidence
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict
from sqlgym.verdict.evidence import DesignEvidence

FOLDER = ROOT / "exercises" / "borrow_constraints"
RIGHT = [FOLDER / "reference.sql", FOLDER.with_suffix(".sql"), *sorted(FOLDER.glob("accepted/*.sql"))]
WRONG = {
    "due_may_be_unknown": {"case.taken"},
    "due_not_checked": {"case.taken"},
    "far_future_for_null": {"case.refused"},
    "later_day_needed": {"data.refused"},
    "never_late": {"data.refused"},
    "no_reference": {"fk.missing"},
    "open_loans_free": {"case.taken"},
    "return_needed": {"data.refused"},
    "unique_book": {"data.refused"},
    "unique_book_and_return": {"case.refused", "case.taken"},
    "unique_reader_and_book": {"data.refused"},
    "unique_reader_open": {"case.refused", "case.taken"},
}
"""Wrong answer → the findings expected of it."""

SETTINGS = """
title = "Pets"
kind  = "design"
task  = "Store the pets."
[design]
staging     = "pets_flat"
must_accept = "accept.sql"
must_reject = "reject.sql"
[[design.rules]]
fd  = "pet -> name, weight"
say = "A pet has one name and one weight."
"""
FILES = {
    "exercise.toml": SETTINGS,
    "reference.sql": "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR, weight INTEGER CHECK (weight > 0));",
    "staging.sql": (
        "CREATE TABLE pets_flat (pet INTEGER, name VARCHAR, weight INTEGER);"
        "INSERT INTO pets_flat VALUES (1, 'Ada', 4), (2, 'Bob', 5);"
    ),
    "accept.sql": "-- A light pet.\nINSERT INTO pets_flat VALUES (3, 'Cy', 1), (4, 'Cy', NULL);\n",
    "reject.sql": "-- A pet without weight.\nINSERT INTO pets_flat VALUES (3, 'Cy', 0);\n",
}

Judge = Callable[..., Verdict]


@pytest.fixture
def judge_pets(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges tables for pets, with some files of the exercise written otherwise."""

    def judged(sql: str, **files: str) -> Verdict:
        folder = tmp_path / "exercises" / "pets"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {**FILES, **{key.replace("_", "."): text for key, text in files.items()}}.items():
            (folder / name).write_text(text)
        path = tmp_path / "answer.sql"
        path.write_text(sql)
        return checker(sandbox, tmp_path).check(path, "pets")

    return judged


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_every_accepted_answer_passes(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_answer_fails_by_its_own_fault(name: str, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "wrong" / f"{name}.sql")
    assert verdict.status == "wrong"
    assert {finding.check for finding in verdict.findings} == WRONG[name]
    assert verdict.score < 1


def test_a_row_that_must_be_refused_is_shown_as_it_was_put_in(judge_pets: Judge) -> None:
    verdict = judge_pets(
        "CREATE TABLE p (pet INTEGER PRIMARY KEY, called VARCHAR, w INTEGER); -- column: p.called = name\n"
        "-- column: p.w = weight"
    )
    assert verdict.findings[0].message == "Your tables take what they must refuse: A pet without weight."
    assert "INSERT INTO p (pet, called, w) VALUES (3, 'Cy', 0)" in str(verdict.details)


def test_a_row_that_must_be_taken_is_told_with_the_engines_words(judge_pets: Judge) -> None:
    verdict = judge_pets(FILES["reference.sql"].replace("weight > 0", "weight > 1"))
    assert verdict.findings[0].check == "case.refused"
    assert "A light pet" in verdict.findings[0].message
    assert "CHECK constraint" in verdict.findings[0].message


def test_tables_that_are_filled_are_filled_anew(judge_pets: Judge) -> None:
    fill = "INSERT INTO pets SELECT * FROM pets_flat;"
    verdict = judge_pets(FILES["reference.sql"] + fill)
    assert verdict.status == "correct"
    whole = evidence(verdict, DesignEvidence).whole
    assert (whole.cases > 2, whole.untried) == (True, 0)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"exercise_toml": SETTINGS.replace('"reject.sql"', '"rejekt.sql"')}, "did you mean “reject.sql”"),
        ({"reject_sql": "INSERT INTO pets_flat VALUES (3, 'Cy', 0);"}, "lead each INSERT by a comment"),
        ({"reject_sql": "-- x\nINSERT INTO cats VALUES (3);"}, "reject.sql: it does not run"),
    ],
)
def test_malformed_cases_are_the_courses_fault(files: dict[str, str], said: str, judge_pets: Judge) -> None:
    verdict = judge_pets(FILES["reference.sql"], **files)
    assert verdict.status == "ungraded"
    assert said in verdict.findings[0].message
