"""Queries read into tableaux, and worlds aimed at them: what each rule alone tells, and what all of them do."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from time import process_time

import duckdb
import pytest
from worlds_engine import Arena, described, holds, read

from sqlgym.engines.duckdb.tableaux import tableaux
from sqlgym.engines.duckdb.written import Unwritable, written
from sqlgym.result import Row
from sqlgym.schema import Table
from sqlgym.sql.tableau import Cell, Equality, Tableau, Variable
from sqlgym.worlds.aimed.rules.mixed import mixed
from sqlgym.worlds.aimed.scene import Aim, Scene
from sqlgym.worlds.aimed.worlds import RULES, aimed_worlds, aims_of
from sqlgym.worlds.outline import outlined
from sqlgym.worlds.rng import Random
from sqlgym.worlds.world import World, violations

HERE = Path(__file__).parent
GIVEN = json.loads((HERE / "aimed_mistakes.json").read_text())
MISTAKES = [
    (one["rule"], GIVEN["schemas"][one["schema"]], one["right"], one["mistaken"]) for one in GIVEN["mistakes"]
]
"""For each rule mistakes that its worlds alone tell: the rule, a schema, the right query and the mistaken one."""

NAMES = {rule.__name__: rule for rule in RULES}

TWO = "CREATE TABLE a (id INTEGER PRIMARY KEY, x INTEGER); CREATE TABLE b (id INTEGER, y INTEGER);"


@cache
def engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def ask(sql: str) -> Sequence[Row] | None:
    """What runs a query about conditions."""
    try:
        return engine().execute(sql).fetchall()
    except duckdb.Error:
        return None


def tree_of(sql: str) -> dict[str, object]:
    row = engine().execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    found: dict[str, object] = json.loads(row[0] if row else "")
    return found


def read_all(tables: Sequence[Table], *queries: str) -> list[Tableau]:
    """The tableaux of some queries."""
    columns = {table.name.lower(): [one.name.lower() for one in table.columns] for table in tables}
    return list(dict.fromkeys(one for sql in queries for one in tableaux(tree_of(sql), columns)))


def aims(tables: Sequence[Table], *queries: str) -> list[Aim]:
    """What is aimed at by some queries."""
    constants = read(*queries)
    outlines = outlined(tables, constants, cycles=False)
    return aims_of(outlines, read_all(tables, *queries), constants.sizes, "seed", ask)


def by_rule(name: str, tables: Sequence[Table], *queries: str) -> list[World]:
    """The worlds of one rule alone."""
    found = []
    plans = ((aim, plan) for aim in aims(tables, *queries) for plan in NAMES[name](aim))
    for number, (aim, plan) in enumerate(islice(plans, 60)):
        scene = Scene(aim, Random(f"seed/{number}"))
        plan.act(scene)
        found.append(scene.chase.world(plan.name))
    return found


@pytest.mark.parametrize(("rule", "schema", "right", "mistaken"), MISTAKES)
def test_each_rule_alone_tells_the_mistakes_it_is_for(
    rule: str, schema: str, right: str, mistaken: str
) -> None:
    tables = described(schema)
    worlds = by_rule(rule, tables, right, mistaken)
    assert Arena(tables, worlds).told_apart(right, mistaken) is not None
    assert not any(violations(world, tables) for world in worlds)


def test_every_rule_has_its_mistakes() -> None:
    assert {rule for rule, *_ in MISTAKES} == set(NAMES)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(("rule", "schema", "right", "mistaken"), MISTAKES)
def test_a_hundred_worlds_aimed_at_both_tell_every_mistake(
    rule: str, schema: str, right: str, mistaken: str, seed: int
) -> None:
    tables = described(schema)
    read_both = read_all(tables, right, mistaken)
    worlds = aimed_worlds(tables, read(right, mistaken), read_both, 100, str(seed), ask)
    assert len({world.name for world in worlds}) > 3
    assert Arena(tables, worlds).told_apart(right, mistaken) is not None


def test_a_derived_table_a_cte_and_a_subquery_are_read_as_if_they_stood_in_from() -> None:
    tables = described(TWO)
    plain = read_all(tables, "SELECT a.x FROM a JOIN b ON b.id = a.id WHERE b.y > 3")[0]
    for sql in (
        "SELECT a.x FROM a JOIN (SELECT id AS k, y AS z FROM b) AS t ON t.k = a.id WHERE t.z > 3",
        "WITH t AS (SELECT id AS k, y AS z FROM b) SELECT a.x FROM a JOIN t ON t.k = a.id WHERE t.z > 3",
        "SELECT x FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.id = a.id AND y > 3)",
        "SELECT x FROM a WHERE id IN (SELECT id FROM b WHERE y > 3)",
        "SELECT x FROM a NATURAL JOIN b WHERE y > 3",
    ):
        found = read_all(tables, sql)[0]
        assert found.variables == plain.variables
        assert {frozenset((one.left, one.right)) for one in found.equalities} == {
            frozenset((Cell(0, "id"), Cell(1, "id")))
        }
        assert found.conditions == plain.conditions


def test_rows_that_must_be_missing_are_a_group_of_their_own() -> None:
    tables = described(TWO)
    for sql in (
        "SELECT x FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.id = a.id)",
        "SELECT x FROM a WHERE id NOT IN (SELECT id FROM b)",
        "SELECT x FROM a ANTI JOIN b ON a.id = b.id",
    ):
        found = read_all(tables, sql)[0]
        assert found.variables == (Variable("a"), Variable("b", 1)), sql
        assert {one.group for one in found.equalities} == {1}


def test_the_branches_of_a_union_may_be_equal() -> None:
    found = read_all(described(TWO), "SELECT x FROM a UNION SELECT y FROM b")[0]
    assert found.equalities == (Equality(Cell(0, "x"), Cell(1, "y"), soft=True),)


CONDITIONS = [
    "x = 1 OR id IS NULL",
    "NOT x BETWEEN 1 AND 3",
    "x IN (1, 2) AND id NOT IN (3)",
    "CASE WHEN x > 1 THEN x ELSE -id END > 2.5",
    "CAST(x AS VARCHAR) || 'a' LIKE '1!_%' ESCAPE '!'",
    "coalesce(x, nullif(id, 2), 0) IS DISTINCT FROM 3",
    "DATE '2024-01-31' + INTERVAL (x) MONTH > CAST('2024-02-29' AS DATE)",
    "x::DECIMAL(8, 2) / 3 > 0.33 AND substring(id::VARCHAR, 1, 1) = '1'",
]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_is_written_as_it_is_read(condition: str) -> None:
    tables = described(TWO)
    found = read_all(tables, f"SELECT 1 FROM a WHERE ({condition}) IS NOT NULL")[0].conditions[0]
    rows = (
        "SELECT x AS v0_x, id AS v0_id, x, id FROM (VALUES (NULL), (0), (1), (2), (3)) s(x), range(5) t(id)"
    )
    query = f"SELECT count(*) FROM ({rows}) WHERE ({found.sql}) IS DISTINCT FROM (({condition}) IS NOT NULL)"
    assert ask(query) == [(0,)]


HOSTILE = [
    "SELECT " + "(" * 300 + "x" + ")" * 300 + " FROM a",
    "SELECT x FROM a WHERE " + " AND ".join(f"x <> {number}" for number in range(3000)),
    "WITH t0 AS (SELECT x FROM a), "
    + ", ".join(f"t{n + 1} AS (SELECT p.x FROM t{n} p, t{n} q)" for n in range(30))
    + " SELECT x FROM t30",
    "SELECT x FROM a WHERE " + "EXISTS (SELECT 1 FROM b WHERE " * 60 + "true" + ")" * 60,
    "SELECT x + y FROM nothing, a AS x, (VALUES (1)) AS v(y)",
    "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t, a",
    "SELECT q.z.w, unnest([1, 2]) FROM a",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_a_query_written_to_be_hard_to_read_costs_little(sql: str) -> None:
    tables = described(TWO)
    began = process_time()
    found = aimed_worlds(tables, read(sql), read_all(tables, sql), 20, "seed", ask)
    assert process_time() - began < 2
    assert not any(violations(world, tables) for world in found)


def test_what_is_no_condition_on_one_row_is_not_written() -> None:
    node = tree_of("SELECT sum(x) > 1 FROM a")["statements"]
    assert isinstance(node, list)
    with pytest.raises(Unwritable):
        written(node[0]["node"]["select_list"][0])


KEPT = """
CREATE TABLE u (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES u (id), low INTEGER NOT NULL, high INTEGER NOT NULL,
role VARCHAR NOT NULL CHECK (role IN ('cook', 'maid')), UNIQUE (low, role), CHECK (low < high));
CREATE TABLE w (id INTEGER NOT NULL REFERENCES u (id), day DATE NOT NULL, hours TINYINT CHECK (hours > 0),
PRIMARY KEY (id, day));
"""


def test_worlds_keep_every_constraint_and_are_the_same_for_the_same_seed() -> None:
    tables = described(KEPT)
    source = "u LEFT JOIN w USING (id) JOIN u b ON b.id = u.boss"
    sql = f"SELECT u.role, sum(w.hours) FROM {source} WHERE u.low > 3 GROUP BY u.role"
    made = [aimed_worlds(tables, read(sql), read_all(tables, sql), 60, "seed", ask) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) > 40
    for world in made[0]:
        assert not violations(world, tables)
        assert all(all(holds(table, world.rows[table.name])) for table in tables)


def test_mixed_worlds_hold_rows_that_keep_every_condition() -> None:
    tables = described(TWO)
    (aim,) = aims(tables, "SELECT x FROM a JOIN b USING (id) WHERE x > 4 AND y < 2")
    count = 0
    for number, plan in enumerate(islice(mixed(aim), 20)):
        scene = Scene(aim, Random(str(number)))
        plan.act(scene)
        world = scene.chase.world("")
        keys = {row[0] for row in world.rows["a"] if row[1] is not None and row[1] > 4}
        count += any(row[0] in keys and row[1] is not None and row[1] < 2 for row in world.rows["b"])
    assert count > 10


def test_no_row_refers_to_itself_unless_circles_are_allowed() -> None:
    tables = described("CREATE TABLE tree (node INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree (node));")
    sql = "SELECT t.node FROM tree t WHERE t.parent = 1 AND t.node < 4"
    for cycles in (False, True):
        worlds = aimed_worlds(tables, read(sql), read_all(tables, sql), 100, "1", ask, cycles=cycles)
        circles = [row for world in worlds for row in world.rows["tree"] if row[0] == row[1]]
        assert bool(circles) is cycles
