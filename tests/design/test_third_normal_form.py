"""The built-in exercise: its reference, sample and accepted answers pass, each wrong one fails as it says."""

from pathlib import Path

import pytest

from conftest import ROOT, checker
from sqlgym.sandbox import Sandbox

FOLDER = ROOT / "exercises" / "third_normal_form"

WRONG = {
    "list_kept": {"nf.1nf"},
    "phone_one_and_two": {"nf.1nf"},
    "array_of_phones": {"nf.1nf"},
    "list_in_phone_table": {"nf.1nf"},
    "row_for_each_phone": {"nf.2nf"},
    "department_in_employees": {"nf.3nf"},
    "location_left_behind": {"nf.3nf"},
    "no_keys": {"key.missing"},
    "name_as_key": {"key.wrong"},
    "phone_as_key": {"key.wrong"},
    "key_with_name": {"key.wide"},
    "own_number_alone": {"key.open"},
    "no_reference": {"fk.missing"},
    "reference_to_employees": {"fk.wrong"},
    "location_forgotten": {"coverage"},
    "no_link": {"lossless", "preserve"},
    "linked_by_location": {"lossless", "preserve"},
    "upper_case_names": {"data.wrong"},
    "only_with_phone": {"data.wrong"},
    "salary_without_cents": {"data.wrong"},
}
"""Wrong answer → the findings expected of it."""

RIGHT = [FOLDER / "reference.sql", FOLDER.with_suffix(".sql"), *sorted(FOLDER.glob("accepted/*.sql"))]


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_answer_fails_by_its_own_fault(name: str, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "wrong" / f"{name}.sql")
    assert verdict.status == "wrong"
    assert {one.check for one in verdict.findings} == WRONG[name], verdict.findings


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_every_right_answer_passes(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path)
    assert verdict.status == "correct", verdict.findings


def test_every_wrong_answer_is_described() -> None:
    assert {path.stem for path in FOLDER.glob("wrong/*.sql")} == WRONG.keys()


def test_the_starter_fails_by_a_list_and_a_transitive_dependency(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(FOLDER / "starter.sql")
    assert {one.check for one in verdict.findings} == {"nf.1nf", "nf.3nf"}
