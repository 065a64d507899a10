"""A pass names a bound only where every database up to it was tried."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import EXERCISE, ROOT, checker, write_course
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.sql.constants import Constant, Constants
from sqlgym.sql.reading import Reading
from sqlgym.verdict import Verdict
from sqlgym.worlds.bound import CANARIES, claim, databases, space
from sqlgym.worlds.run import spread
from sqlgym.worlds.world import violations

PETS = Table(
    "Pets",
    (
        Column("id", "INTEGER", nullable=False),
        Column("name", "VARCHAR", nullable=False),
        Column("weight", "DECIMAL(5,2)"),
        Column("born", "DATE"),
    ),
    primary_key=("id",),
)
WEIGHT = Reading(Constants(), ("pets",), ("weight",), ordered=False, whole=False)
HIGHEST = "SELECT max(weight) AS heaviest FROM Pets"


def reading(
    *columns: str, ordered: bool = False, whole: bool = False, tables: tuple[str, ...] = ("pets",)
) -> Reading:
    """What is known of a query that mentions these columns."""
    return Reading(Constants(), tables, columns, ordered=ordered, whole=whole)


@pytest.fixture
def judged(sandbox: Sandbox, tmp_path: Path) -> Callable[[str, str], Verdict]:
    """Judges an answer against a reference on the pets, with a single world besides the dataset."""

    def judge(reference: str, answer: str) -> Verdict:
        root = write_course(tmp_path / "course", EXERCISE + "[worlds]\ncount = 1\n", reference)
        (tmp_path / "answer.sql").write_text(answer)
        return checker(sandbox, root).check(tmp_path / "answer.sql", "heavy_pets")

    return judge


def test_the_built_in_single_table_exercise_names_its_bound(sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(ROOT / "exercises/second_highest/accepted/below_any.sql")
    assert verdict.bound is not None
    assert verdict.bound.startswith(
        "Agrees with the reference on all 126 databases of up to 4 rows in Employees "
        "with salary from {NULL, 100, 200, 300, 400}, and on the company dataset and "
    )


def test_a_wrong_answer_that_no_world_showed_fails_on_one_of_all_databases(
    judged: Callable[[str, str], Verdict],
) -> None:
    verdict = judged(
        HIGHEST, "SELECT max(weight) FROM Pets HAVING count(*) <> 4 OR min(weight) = max(weight)"
    )
    assert verdict.status == "wrong"
    assert verdict.counterexample is not None
    assert len(verdict.counterexample.tables["Pets"].rows) == 4


def test_no_bound_is_named_where_the_answer_reads_more_than_the_reference(
    judged: Callable[[str, str], Verdict],
) -> None:
    assert judged(HIGHEST, HIGHEST).bound is not None
    assert judged(HIGHEST, f"{HIGHEST} WHERE name <> '' OR name = ''").bound is None
    assert judged(HIGHEST, "SELECT max(weight) FROM (SELECT * FROM Pets)").bound is None


def test_only_queries_that_few_values_decide_have_a_space() -> None:
    assert space([PETS], WEIGHT, WEIGHT) is not None
    assert space([PETS], WEIGHT, reading("weight", "name")) is None
    assert space([PETS], WEIGHT, reading("weight", whole=True)) is None
    assert space([PETS], WEIGHT, reading("weight", tables=("pets", "owners"))) is not None
    assert space([PETS], reading("weight", "born", "name"), WEIGHT) is None
    assert space([PETS], reading("weight", ordered=True), WEIGHT) is None


def test_a_reference_that_compares_with_other_values_has_no_space() -> None:
    known, other = (
        Reading(
            Constants((Constant("pets", "weight", "number", value),)),
            ("pets",),
            ("weight",),
            False,
            whole=False,
        )
        for value in ("100", "7")
    )
    assert space([PETS], known, WEIGHT) is not None
    assert space([PETS], other, WEIGHT) is None


def test_a_table_that_needs_another_one_has_no_space() -> None:
    owned = Table("Pets", PETS.columns, ("id",), foreign_keys=(ForeignKey(("name",), "Owners", ("name",)),))
    assert space([owned], WEIGHT, WEIGHT) is None


@pytest.mark.parametrize(
    ("columns", "ordered", "count"),
    [
        (("weight",), False, 126),
        (("weight",), True, 781),
        (("id", "weight"), False, 781),
        (("weight", "born"), False, 969),
    ],
)
def test_the_databases_of_a_space_are_all_there_each_once(
    columns: tuple[str, ...], ordered: bool, count: int
) -> None:
    found = space([PETS], reading(*columns), reading(*columns, ordered=ordered))
    assert found is not None
    worlds = list(databases(found, [PETS]))
    assert len(worlds) == len({repr(world.rows) for world in worlds}) == found.size == count
    assert not any(violations(world, [PETS]) for world in worlds)


def test_the_claim_says_exactly_what_was_tried() -> None:
    found = space([PETS], reading("id", "weight"), reading("id", "weight"))
    assert found is not None
    size = "all 781 databases of up to 4 rows in Pets"
    assert claim(found) == f"{size} with id counted from 1 and weight from {{NULL, 100, 200, 300, 400}}"


def test_the_empty_database_is_always_run_plainly() -> None:
    assert spread(range(126), CANARIES)[0] == 0
