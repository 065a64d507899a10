"""What three hundred worlds of a schema have in them, since each of it lets some mistake show."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from worlds_engine import COMPANY, described, read

from sqlgym.result import Cell, Row
from sqlgym.sql.constants import Constants
from sqlgym.worlds.generate import generate
from sqlgym.worlds.world import World

TABLES = described(COMPANY)
COLUMNS = {table.name: [column.name for column in table.columns] for table in TABLES}


@cache
def worlds() -> tuple[World, ...]:
    return generate(TABLES, Constants(), 300, "features")


def column(world: World, table: str, name: str) -> list[Cell]:
    return [row[COLUMNS[table].index(name)] for row in world.rows[table]]


def keys(world: World, table: str) -> list[Cell]:
    return [row[0] for row in world.rows[table]]


def names(world: World, table: str) -> list[Cell]:
    return column(world, table, "name")


def ties(cells: Sequence[Cell]) -> bool:
    return len(set(cells)) < len(cells)


def sizes(world: World) -> list[int]:
    return [len(rows) for rows in world.rows.values()]


def rest(rows: Sequence[Row]) -> list[Row]:
    return [row[1:] for row in rows]


def salaries(world: World) -> list[Cell]:
    return column(world, "Employees", "salary")


def top(world: World) -> list[Cell]:
    return sorted((cell for cell in salaries(world) if cell is not None), reverse=True)


def lonely(world: World, parent: str, child: str, name: str) -> bool:
    """Whether some parent has children and another has none."""
    there = set(column(world, child, name)) - {None}
    return bool(there) and bool({row[0] for row in world.rows[parent]} - there)


FEATURES: dict[str, Callable[[World], bool]] = {
    "all tables empty": lambda w: not any(sizes(w)),
    "one row each": lambda w: set(sizes(w)) == {1},
    "Departments empty, the others not": lambda w: [n == 0 for n in sizes(w)] == [True, False, False, False],
    "Employees empty, Orders not": lambda w: not w.rows["Employees"] and bool(w.rows["Orders"]),
    "Orders alone empty": lambda w: [n == 0 for n in sizes(w)] == [False, False, False, True],
    "a column all NULL": lambda w: len(salaries(w)) > 1 and set(salaries(w)) == {None},
    "a column NULL in part": lambda w: 0 < salaries(w).count(None) < len(salaries(w)),
    "a column never NULL": lambda w: len(salaries(w)) > 2 and None not in salaries(w),
    "a tie at the top": lambda w: len(top(w)) > 2 and top(w)[0] == top(w)[1] > top(w)[-1],
    "a tie below the top": lambda w: len(top(w)) > 2 and top(w)[0] > top(w)[1] == top(w)[2],
    "no ties at all": lambda w: len(top(w)) > 2 and not ties(top(w)),
    "nought": lambda w: 0 in salaries(w),
    "all below nought": lambda w: len(top(w)) > 1 and top(w)[0] < 0,
    "numbers of different widths": lambda w: 900 in salaries(w) and 1200 in salaries(w),
    "cents": lambda w: any(cell % 1 for cell in top(w)),
    "rows equal but for the key": lambda w: ties(rest(w.rows["Orders"])),
    "employees equal but for the key": lambda w: ties(rest(w.rows["Employees"])),
    "names equal, all else not": lambda w: ties(column(w, "Employees", "name")) and not ties(salaries(w)),
    "names equal but for case": lambda w: {"Ann", "ann"} <= set(column(w, "Employees", "name")),
    "names equal but for blanks": lambda w: {"Ann", "Ann "} <= set(column(w, "Customers", "name")),
    "an empty name": lambda w: "" in column(w, "Departments", "name"),
    "one date for all": lambda w: len(w.rows["Orders"]) > 2 and len(set(column(w, "Orders", "order_date"))) == 1,
    "the end of a year": lambda w: len({d.year for d in column(w, "Orders", "order_date")}) > 1,
    "parents without children": lambda w: lonely(w, "Employees", "Orders", "employee_id"),
    "departments without people": lambda w: lonely(w, "Departments", "Employees", "department_id"),
    "children without the optional parent": lambda w: None in column(w, "Orders", "employee_id"),
    "one parent with nearly all": lambda w: max(Counter(column(w, "Orders", "employee_id")).values(), default=0) > 3,
    "keys not in the order of rows": lambda w: keys(w, "Orders") != sorted(keys(w, "Orders")),
    "gaps between keys": lambda w: 1 not in column(w, "Employees", "id") and len(w.rows["Employees"]) > 1,
    "keys of one table in another": lambda w: bool({*keys(w, "Employees")} & {*keys(w, "Customers")}),
    "values of one table in another": lambda w: bool({*names(w, "Employees")} & {*names(w, "Customers")}),
    "six rows": lambda w: max(sizes(w)) == 6,
}  # fmt: skip


@pytest.mark.parametrize("feature", FEATURES)
def test_three_hundred_worlds_have_it(feature: str) -> None:
    assert any(FEATURES[feature](world) for world in worlds())


def test_the_structured_worlds_come_first_and_have_names() -> None:
    names = [world.name for world in worlds()]
    assert names[:3] == ["all tables empty", "one row each", "one row each, NULL wherever it may be"]
    assert {"everything equal but the keys", "Departments empty", "Customers empty"} <= set(names)
    assert not any(names[10:])


def test_worlds_are_tiny_and_tables_stand_parents_first() -> None:
    assert max(max(sizes(world)) for world in worlds()) <= 6
    assert {tuple(world.rows) for world in worlds()} == {("Departments", "Employees", "Customers", "Orders")}


def generated(ddl: str, query: str = "SELECT 1", cycles: bool = False) -> tuple[World, ...]:
    return generate(described(ddl), read(query), 300, "features", cycles=cycles)


def test_counts_raise_the_rows_to_just_below_at_and_above_them() -> None:
    ddl = "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER)"
    found = {
        len(world.rows["t"]) for world in generated(ddl, "SELECT a FROM t GROUP BY a HAVING count(*) > 8")
    }
    assert {7, 8, 9} <= found
    assert max(found) <= 12


def test_a_constant_compared_with_a_foreign_key_is_among_the_keys() -> None:
    found = generate(TABLES, read("SELECT 1 FROM Employees WHERE department_id = 77"), 300, 0)
    assert sum(77 in column(world, "Departments", "id") for world in found) > 60
    assert sum(77 in column(world, "Employees", "department_id") for world in found) > 30


def test_a_table_without_a_key_holds_whole_rows_twice() -> None:
    found = generated("CREATE TABLE t (a INTEGER, b VARCHAR, c DATE)")
    assert sum(ties(world.rows["t"]) for world in found) > 20
    assert sum(not ties(world.rows["t"]) for world in found) > 20


TREE = "CREATE TABLE t (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES t (id))"


def circular(world: World) -> bool:
    over = {row[0]: row[1] for row in world.rows["t"]}
    for start in over:
        here: Cell = start
        for _ in over:
            here = over.get(here)
        if here is not None:
            return True
    return False


def test_references_of_a_table_to_itself_make_no_circle_unless_wanted() -> None:
    assert not any(map(circular, generated(TREE)))
    assert any(map(circular, generated(TREE, cycles=True)))


def test_references_of_a_table_to_itself_reach_three_levels() -> None:
    chains = [{row[0]: row[1] for row in world.rows["t"]} for world in generated(TREE)]
    assert any(over.get(over.get(boss)) is not None for over in chains for boss in over.values())


def test_two_references_to_one_parent_meet_and_part() -> None:
    found = generated("""
        CREATE TABLE team (id INTEGER PRIMARY KEY);
        CREATE TABLE game (id INTEGER PRIMARY KEY, home INTEGER NOT NULL REFERENCES team (id),
            away INTEGER NOT NULL REFERENCES team (id))""")
    games = [row for world in found for row in world.rows["game"]]
    assert {home == away for _, home, away in games} == {True, False}


def test_a_composite_reference_is_null_in_part_in_some_world() -> None:
    found = generated("""
        CREATE TABLE p (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
        CREATE TABLE c (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES p (a, b))""")
    rows = [row for world in found for row in world.rows["c"]]
    assert {sum(cell is None for cell in row) for row in rows} == {0, 1, 2}
