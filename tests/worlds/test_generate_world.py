"""A world as a value: what it breaks, and what is left of it without one of its rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds_engine import described
from worlds_schemas import schemas

from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.worlds.generate import generate
from sqlgym.worlds.world import World, close, closed, delete, violations

TABLES = described("""
    CREATE TABLE dept (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE);
    CREATE TABLE emp (id INTEGER PRIMARY KEY, dept INTEGER REFERENCES dept (id), boss INTEGER REFERENCES emp (id));
    CREATE TABLE task (a INTEGER NOT NULL REFERENCES emp (id), b INTEGER REFERENCES emp (id))""")
DEPT, EMP, TASK = ((1, "x"), (2, "y")), ((7, 1, None), (8, 1, 7), (9, None, 8)), ((7, 8), (9, None))
WORLD = World("", {"dept": DEPT, "emp": EMP, "task": TASK})


def replaced(**rows: tuple[tuple[object, ...], ...]) -> World:
    return World("", {**WORLD.rows, **rows})


@pytest.mark.parametrize(
    ("world", "wrong"),
    [
        (WORLD, []),
        (replaced(dept=((1, None), (2, "y"))), ["dept.name: NULL in a column that is NOT NULL"]),
        (replaced(dept=((1, "x"), (1, "y"))), ["dept: (id) is (1,) in 2 rows"]),
        (replaced(dept=((1, "x"), (2, "x"))), ["dept: (name) is ('x',) in 2 rows"]),
        (replaced(dept=()), [f"emp row {n}: (dept) refers to no row of dept" for n in (1, 2)]),
        (replaced(task=((7, 3),)), ["task row 1: (b) refers to no row of emp"]),
    ],
)  # fmt: skip
def test_each_broken_constraint_is_named(world: World, wrong: list[str]) -> None:
    assert violations(world, TABLES) == wrong
    assert closed(world, TABLES) == (not any("refers" in text for text in wrong))


def test_optional_children_of_a_deleted_row_lose_the_reference() -> None:
    assert delete(WORLD, TABLES, "dept", 0).rows["emp"] == ((7, None, None), (8, None, 7), (9, None, 8))


def test_required_children_go_with_their_parent_and_so_on() -> None:
    left = delete(WORLD, TABLES, "emp", 0)
    assert left.rows == {"dept": DEPT, "emp": ((8, 1, None), (9, None, 8)), "task": ((9, None),)}


def test_of_a_composite_reference_the_nullable_columns_become_null() -> None:
    tables = described("""
        CREATE TABLE p (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
        CREATE TABLE c (a INTEGER NOT NULL, b INTEGER, FOREIGN KEY (a, b) REFERENCES p (a, b))""")
    world = World("corner", {"p": ((1, 1), (1, 2)), "c": ((1, 1), (1, 2))})
    assert delete(world, tables, "p", 0) == World("corner", {"p": ((1, 2),), "c": ((1, None), (1, 2))})


def test_a_closed_world_stays_as_it_is() -> None:
    assert close(WORLD, TABLES) == WORLD


@settings(deadline=None, max_examples=40)
@given(tables=schemas(), lot=st.data())
def test_deleting_any_row_of_any_world_leaves_a_smaller_world_without_violations(
    tables: tuple[Table, ...], lot: st.DataObject
) -> None:
    world = generate(tables, Constants(), 20, 0)[lot.draw(st.integers(0, 19))]
    rows = [(name, index) for name, rows in world.rows.items() for index in range(len(rows))]
    for name, index in rows:
        left = delete(world, tables, name, index)
        assert violations(left, tables) == []
        assert sum(map(len, left.rows.values())) < len(rows)
