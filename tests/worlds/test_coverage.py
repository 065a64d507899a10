"""Fresh worlds are drawn only where the suite holds too little of what an answer compares with."""

import pytest

from sqlgym.data.reference import Reference
from sqlgym.engines import engine
from sqlgym.result import Run
from sqlgym.schema import Column, Table
from sqlgym.sql.constants import Constant, Constants
from sqlgym.sql.reading import Reading
from sqlgym.worlds.coverage import undercovers
from sqlgym.worlds.generate import generate
from sqlgym.worlds.suite import Case, Suite

PETS = Table(
    "Pets", (Column("id", "INTEGER", nullable=False), Column("weight", "INTEGER")), primary_key=("id",)
)
TOYS = Table(
    "Toys", (Column("id", "INTEGER", nullable=False), Column("name", "VARCHAR")), primary_key=("id",)
)
ZERO = Constant("pets", "weight", "number", "0")


@pytest.fixture(scope="module")
def suite() -> Suite:
    """Worlds of two tables for a reference that compares a weight with 0."""
    worlds = generate((PETS, TOYS), Constants((ZERO,)), 300, "lacking")
    cases = tuple(Case(world, Reference(Run((), ()), None, 0.0)) for world in worlds)
    return Suite((PETS, TOYS), cases, reading(ZERO), 0, 0, "")


def reading(*values: Constant, sizes: tuple[int, ...] = ()) -> Reading:
    """What is known of a query that reads Pets."""
    return Reading(Constants(values, sizes), ("pets",))


@pytest.mark.parametrize(
    "answer",
    [
        reading(Constant("", "weight", "number", "0")),
        reading(Constant("", "place", "number", "2")),
        reading(sizes=(0,)),
        reading(sizes=(1, 2)),
        reading(sizes=(1000,)),
    ],
    ids=[
        "the same, named otherwise",
        "of no table's column",
        "none or one",
        "few",
        "more than any world has",
    ],
)
def test_what_the_suite_has_in_plenty_brings_no_worlds(answer: Reading, suite: Suite) -> None:
    assert not undercovers(suite, answer)


@pytest.mark.parametrize(
    "answer",
    [
        reading(Constant("pets", "weight", "number", "1")),
        reading(Constant("", "", "number", "7")),
        reading(sizes=(8,)),
    ],
    ids=["another value", "a value of any column", "many rows"],
)
def test_what_the_suite_has_not_brings_worlds(answer: Reading, suite: Suite) -> None:
    assert undercovers(suite, answer)


def untreed(text: str) -> Reading:
    """What DuckDB tells of a query of which it gives no tree."""
    session = engine("duckdb").open(None)
    return session.reading(session.split(text)[0])


@pytest.mark.parametrize(
    ("condition", "brings"),
    {"weight <> 77": True, "name = 'Zoe'": True, "weight IS NULL": False, "id < 4 LIMIT 9": True}.items(),
)
def test_the_constants_of_a_query_without_a_tree_are_those_of_its_text(
    condition: str, brings: bool, suite: Suite
) -> None:
    found = untreed(f"PIVOT (FROM Pets WHERE {condition}) ON id USING sum(weight + random())")
    assert (found.known, found.volatile, found.tables) == (False, ("random",), ())
    assert undercovers(suite, found) is brings
    assert untreed("SELECT random()").known
