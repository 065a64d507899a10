"""Databases of border values: whatever a transaction leaves out or takes along too much shows on one of them."""

from collections.abc import Sequence

import pytest

from conftest import ROOT
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.sql.literals import constants
from sqlgym.state.borders import border_worlds
from sqlgym.state.run import Contents
from sqlgym.state.suite import WANTED, suite
from sqlgym.state.worlds import all_same, on_small, pairs
from sqlgym.worlds.world import violations

STAFF = Table(
    "Staff",
    (Column("id", "INTEGER", False), Column("name", "VARCHAR", False), Column("code", "VARCHAR", True)),
    primary_key=("id",),
    unique=(("code",),),
)
JOBS = Table(
    "Jobs",
    (
        Column("job", "INTEGER", False),
        Column("staff", "INTEGER", True),
        Column("pay", "DECIMAL(9,2)", False),
        Column("day", "DATE", True),
    ),
    primary_key=("job",),
    foreign_keys=(ForeignKey(("staff",), "Staff", ("id",)),),
)
SCHEMA = (JOBS, STAFF)
MOVE = "UPDATE Orders SET employee_id = 102 WHERE employee_id = 101"
WRONG = {
    "few_customers": f"BEGIN; {MOVE} AND customer_id <= 400; COMMIT;",
    "no_large_amounts": f"BEGIN; {MOVE} AND order_amount < 1000000; COMMIT;",
    "no_large_numbers": f"BEGIN; {MOVE} AND order_id < 100000000; COMMIT;",
    "what_begins_alike": f"BEGIN; {MOVE[:-17]}CAST(employee_id AS VARCHAR) LIKE '101%'; COMMIT;",
    "another_table": f"BEGIN; {MOVE}; UPDATE Departments SET name = name || '!' WHERE id = 13; COMMIT;",
    "another_row": f"BEGIN; {MOVE}; UPDATE Employees SET salary = 1 WHERE id = 4711; COMMIT;",
}


def kept(table: Table, rows: Sequence[object]) -> list[bool]:
    """No table here has a CHECK."""
    return [True for _ in rows]


def test_each_named_key_has_rows_with_every_border_value() -> None:
    whole, *others = border_worlds(SCHEMA, constants("UPDATE Jobs SET staff = 8 WHERE staff = 7"), kept)
    assert violations(whole, SCHEMA) == []
    pays = {key: {row[2] for row in whole.rows["Jobs"] if row[1] == key} for key in (6, 7, 8, 70, None)}
    assert pays[7] == pays[8] == pays[70] == pays[None]
    assert min(pays[7]) < 0 < max(pays[7])
    assert {row[3] is None for row in whole.rows["Jobs"] if row[1] == 7} == {True, False}
    assert len({row[0] for row in whole.rows["Jobs"]}) == len(whole.rows["Jobs"])
    assert max(row[0] for row in whole.rows["Jobs"]) > 10**9
    assert [violations(one, SCHEMA) for one in others] == [[]] * 4
    assert [any(row[0] == 8 for row in one.rows["Staff"]) for one in others].count(False) == 1
    assert [any(row[1] == 7 for row in one.rows["Jobs"]) for one in others].count(False) == 2


@pytest.mark.parametrize("name", WRONG)
def test_a_row_too_few_or_too_many_shows(name: str, sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    small = on_small(context, context.course.exercise("transfer_orders"), WRONG[name])
    assert small.found is not None
    assert small.second == 0
    assert small.shown is not None
    assert all(len(grid.rows) <= 12 for grid in (*small.shown.tables.values(), small.shown.expected))


def test_small_databases_are_tried_one_after_another_in_one_process(sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    exercise = context.course.exercise("transfer_orders")
    found = suite(context, exercise)
    assert found.speaking >= WANTED["transaction"] == 20
    right, wrong = f"BEGIN; {MOVE}; COMMIT;", f"BEGIN; {MOVE} AND order_date > '1950-01-01'; COMMIT;"
    tried = [
        (Contents(context.dataset(exercise).tables, one.rows), one.expected, True) for one in found.cases
    ]
    assert all_same(context, exercise, right, tried)
    assert not all_same(context, exercise, wrong, tried)
    assert not all_same(context, exercise, right.replace("COMMIT", "ROLLBACK"), tried)
    assert not all_same(context, exercise, right.replace("COMMIT;", ""), tried)


def test_what_a_script_has_constants_of_its_own_for_is_there(sandbox: Sandbox) -> None:
    context = Context(Course(ROOT), sandbox)
    exercise = context.course.exercise("transfer_orders")
    known = len(suite(context, exercise).cases)
    more = list(pairs(context, exercise, WRONG["another_row"]))[known:]
    assert any(row[0] == 4711 for row in more[0][0].rows["Employees"])
