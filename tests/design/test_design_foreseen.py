"""Designs are tried with rows beyond today's: what the rules allow must be taken, what they forbid refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, checker
from sqlgym.kinds.design.variations import other_text
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

EXERCISES = ROOT / "exercises"
TOWN = "department_location VARCHAR NOT NULL"
TOO_NARROW = {
    "no two of one name and salary": (
        "department_id INTEGER NOT NULL REF",
        "UNIQUE (employee_name, salary), {}",
    ),
    "no two departments of one name in a town": (TOWN, "{}, UNIQUE (department_name, department_location)"),
    "no higher salary": ("salary        DECIMAL(10,2) NOT NULL", "{} CHECK (salary < 7000)"),
    "no more digits": ("DECIMAL(10,2)", "DECIMAL(6,2)"),
    "no other department": ("department_id       INTEGER PRIMARY KEY", "{} CHECK (department_id % 10 = 0)"),
    "no other town": (TOWN, "department_location ENUM ('Berlin', 'Munich', 'Vienna', 'Hamburg')"),
    "no longer name": (TOWN, "{} CHECK (length(department_location) < 9)"),
    "no other phone": ("phone       VARCHAR NOT NULL", "{} CHECK (phone LIKE '555-%')"),
}
"""What a design refuses that the rules allow → what of the reference is written otherwise."""

TOO_WIDE = {
    "due_on": ("CHECK (due_on >= borrowed_on)", "CHECK (due_on <> borrowed_on - 1)"),
    "returned_on": ("CHECK (returned_on >= borrowed_on)", "CHECK (returned_on <> borrowed_on - 1)"),
    "today's two books": ("returned_on IS NULL THEN", "returned_on IS NULL AND book_id IN (32, 34) THEN"),
    "no day": ("borrowed_on DATE NOT NULL", "borrowed_on DATE"),
    "no reader": ("user_id     INTEGER NOT NULL", "user_id     INTEGER"),
    "no book": ("book_id     INTEGER NOT NULL", "book_id     INTEGER"),
}
LOANS_TOO_NARROW = {
    "thrice the same": ("CHECK (due_on >=", "UNIQUE (user_id, book_id, borrowed_on), CHECK (due_on >="),
    "next year": ("CHECK (due_on >=", "CHECK (borrowed_on < '2027-01-01'), CHECK (due_on >="),
    "a long loan": ("CHECK (due_on >=", "CHECK (due_on - borrowed_on < 300), CHECK (due_on >="),
}


@pytest.fixture
def judge_changed(sandbox: Sandbox, tmp_path: Path) -> Callable[[str, tuple[str, str]], Verdict]:
    """Judges an exercise's reference with one piece of it written otherwise; `{}` is that piece."""

    def judged(name: str, change: tuple[str, str]) -> Verdict:
        text = (EXERCISES / name / "reference.sql").read_text()
        old, new = change
        assert old in text
        path = tmp_path / "answer.sql"
        path.write_text(text.replace(old, new.replace("{}", old), 1))
        return checker(sandbox).check(path, name)

    return judged


Judge = Callable[[str, tuple[str, str]], Verdict]


@pytest.mark.parametrize("name", TOO_NARROW)
def test_rows_that_the_rules_allow_must_be_taken(judge_changed: Judge, name: str) -> None:
    verdict = judge_changed("third_normal_form", TOO_NARROW[name])
    assert verdict.status == "wrong"
    assert {one.check for one in verdict.findings} == {"case.refused"}
    assert len(verdict.findings) <= 3


@pytest.mark.parametrize("name", LOANS_TOO_NARROW)
def test_loans_that_the_rules_allow_must_be_taken(judge_changed: Judge, name: str) -> None:
    verdict = judge_changed("borrow_constraints", LOANS_TOO_NARROW[name])
    assert {one.check for one in verdict.findings} == {"case.refused"}


@pytest.mark.parametrize("name", TOO_WIDE)
def test_rows_that_the_constraints_forbid_must_be_refused(judge_changed: Judge, name: str) -> None:
    verdict = judge_changed("borrow_constraints", TOO_WIDE[name])
    assert {one.check for one in verdict.findings} == {"case.taken"}


def test_a_row_that_is_there_may_not_become_a_forbidden_one(judge_changed: Judge) -> None:
    """The marker keeps a second open loan out, but nobody keeps a loan from being opened again beside it."""
    old = "CREATE UNIQUE INDEX one_open_loan ON loans ((CASE WHEN returned_on IS NULL THEN book_id END))"
    text = (EXERCISES / "borrow_constraints" / "reference.sql").read_text()
    assert old in text
    marked = (
        "ALTER TABLE loans ADD COLUMN is_out BOOLEAN DEFAULT true;"
        "CREATE UNIQUE INDEX one_open_loan ON loans ((CASE WHEN is_out THEN book_id END))"
    )
    verdict = judge_changed("borrow_constraints", (old, marked))
    assert verdict.status == "wrong"


def write_pets(root: Path, more: str = "", reference: str = "weight INTEGER") -> None:
    """An exercise on pets and their weights in a course of its own."""
    folder = root / "exercises" / "pets"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exercise.toml").write_text(
        'title = "Pets"\nkind = "design"\ntask = "Store the pets."\n[design]\nstaging = "pets_flat"\n'
        f'{more}\n[[design.rules]]\nfd = "pet -> name, weight"\nsay = "A pet has one name and one weight."\n'
    )
    (folder / "reference.sql").write_text(
        f"CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR, {reference});"
    )
    (folder / "staging.sql").write_text(
        "CREATE TABLE pets_flat (pet INTEGER, name VARCHAR, weight INTEGER);"
        "INSERT INTO pets_flat VALUES (1, 'Ada', 4), (2, 'Bob', 50);"
    )


def check_pets(sandbox: Sandbox, root: Path, weight: str) -> Verdict:
    """The verdict on a table of pets."""
    answer = root / "answer.sql"
    answer.write_text(f"CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR, {weight});")
    return checker(sandbox, root).check(answer, "pets")


def test_allow_says_what_is_not_asked_for(sandbox: Sandbox, tmp_path: Path) -> None:
    light = "weight INTEGER CHECK (weight < 100)"
    write_pets(tmp_path)
    assert check_pets(sandbox, tmp_path, light).status == "wrong"
    write_pets(tmp_path, 'allow = ["weight < 100"]')
    assert check_pets(sandbox, tmp_path, light).status == "correct"
    assert check_pets(sandbox, tmp_path, "weight INTEGER CHECK (weight <> 2)").status == "wrong"


def test_forbid_says_what_must_be_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    light = "weight INTEGER CHECK (weight < 100)"
    write_pets(tmp_path, 'forbid = ["weight >= 100"]', light)
    assert check_pets(sandbox, tmp_path, light).status == "correct"
    assert check_pets(sandbox, tmp_path, "weight INTEGER").findings[0].check == "case.taken"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('forbid = ["weight >= 100"]', "the reference takes such rows"),
        ('allow = ["wight > 1"]', "does not run"),
    ],
)
def test_conditions_that_cannot_be_are_the_courses_fault(
    sandbox: Sandbox, tmp_path: Path, more: str, said: str
) -> None:
    write_pets(tmp_path, more)
    verdict = check_pets(sandbox, tmp_path, "weight INTEGER")
    assert verdict.status == "ungraded"
    assert said in verdict.findings[0].message


def test_another_text_has_the_same_form() -> None:
    assert other_text("Nia-0109@x.org", 1) == "Qld-3432@a.ruj"
