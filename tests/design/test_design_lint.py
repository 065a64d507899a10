"""The audit of a design exercise, and the calculator."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from conftest import ROOT, checker
from sqlgym.cli import cli
from sqlgym.errors import CourseError, UsageError
from sqlgym.kinds.design.lint import lint
from sqlgym.kinds.design.universe import Universe, universe
from sqlgym.sandbox import Sandbox

COURSE = Path(__file__).parent / "course"


def read(sandbox: Sandbox, course: Path, name: str) -> Universe:
    context = checker(sandbox, course).context(course / "answer.sql")
    return universe(context.course.exercise(name), context)


def ids(found: Universe) -> set[str]:
    return {finding.check for finding in lint(found)}


@pytest.mark.parametrize("name", ["enrolments", "people", "staff", "teaching", "invoices"])
def test_synthesised_designs_pass_and_faulty_ones_fail(name: str, sandbox: Sandbox) -> None:
    assert not ids(read(sandbox, COURSE, name)) & {"design.synthesis", "design.blind"}


def test_the_built_in_exercise_has_nothing_doubtful(sandbox: Sandbox) -> None:
    found = lint(read(sandbox, ROOT, "third_normal_form"))
    assert found == ()


def test_rows_that_keep_more_than_the_rules_are_named(sandbox: Sandbox) -> None:
    found = read(sandbox, COURSE, "enrolments")
    assert "design.accidental" in ids(replace(found, said=found.said[:1]))


def test_attributes_without_a_rule_are_named(sandbox: Sandbox) -> None:
    found = read(sandbox, COURSE, "enrolments")
    assert "design.unruled" in ids(replace(found, said=found.said[:1]))


def test_a_determinant_that_never_repeats_is_named(sandbox: Sandbox) -> None:
    found = read(sandbox, COURSE, "enrolments")
    assert "design.alone" in ids(replace(found, rows=found.rows[:1]))


def test_a_list_without_two_items_is_named(sandbox: Sandbox) -> None:
    found = read(sandbox, COURSE, "people")
    assert "design.list" in ids(replace(found, staging_rows=found.staging_rows[1:3]))


def written(
    root: Path,
    design: str,
    staging: str = "CREATE TABLE s (a INTEGER, b INTEGER); INSERT INTO s VALUES (1, 1), (1, 2)",
) -> Path:
    folder = root / "exercises" / "e"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(f'title = "E"\nkind = "design"\n[design]\nstaging = "s"\n{design}')
    (folder / "staging.sql").write_text(staging)
    (folder / "reference.sql").write_text("CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER);")
    return root


FAULTS = {
    "broken by rows": ('[[design.rules]]\nfd = "a -> b"\nsay = "x"', "the rows of staging.sql break a → b"),
    "unknown attribute": ('[[design.rules]]\nfd = "a -> c"\nsay = "x"', "there is no attribute “c”"),
    "no arrow": ('[[design.rules]]\nfd = "a b"\nsay = "x"', "an arrow is expected"),
    "unknown list": (
        'rules = []\n[design.lists]\nc = { attribute = "d", owner = "a" }',
        "s has no such column",
    ),
    "unknown role": ('rules = []\n[design.roles]\nc = "a"', "there is no attribute “c”"),
    "unknown alias": ('rules = []\n[design.aliases]\nc = ["a"]', "there is no attribute “c”"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_malformed_exercise_is_refused_with_its_key(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    design, message = FAULTS[name]
    with pytest.raises(CourseError, match="design") as caught:
        read(sandbox, written(tmp_path, design), "e")
    assert message in str(caught.value)


def test_the_calculator_prints_keys_form_and_a_design() -> None:
    found = CliRunner().invoke(cli, ["normalform", "a,b -> c", "c -> d", "--attributes", "a,b,c,d"])
    assert found.exit_code == 0
    assert "{a, b}" in found.output
    assert "2NF, not 3NF" in found.output
    assert "In 3NF" in found.output


def test_the_calculator_knows_lists() -> None:
    assert "a ↠ b" in CliRunner().invoke(cli, ["normalform", "a -> c", "a ->> b"]).output


def test_the_calculator_says_what_is_wrong_with_a_rule() -> None:
    assert isinstance(CliRunner().invoke(cli, ["normalform", "a b"]).exception, UsageError)


def test_show_prints_the_task_of_an_exercise_without_a_schema() -> None:
    found = CliRunner().invoke(cli, ["show", "third_normal_form"])
    assert found.exit_code == 0
    assert "employees_flat" in found.output
