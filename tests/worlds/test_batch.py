"""One statement for all worlds gives what running each by itself gives, or says that it can't be done."""

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from sqlgym.engines import StatementError
from sqlgym.engines.duckdb import ENGINE
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.engines.duckdb.session import DuckDBSession
from sqlgym.engines.duckdb.trials import DuckDBTrials
from sqlgym.sandbox.child import mentioned
from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.sql.statement import Statement
from sqlgym.worlds.generate import generate
from sqlgym.worlds.suite import contents
from sqlgym.worlds.world import World

WORLDS = 25

numbers = st.sampled_from(
    ["e.id", "e.salary", "e.department_id", "coalesce(e.salary, 0)", "o.order_amount", "1", "NULL"]
)
joins = st.sampled_from(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
conditions = st.sampled_from(
    ["e.salary > 100", "o.order_id IS NULL", "e.department_id IN (SELECT id FROM Departments)", "e.name = 'a'",
     "NOT EXISTS (SELECT 1 FROM Orders x WHERE x.employee_id = e.id)", "e.salary = (SELECT max(salary) FROM Employees)"]
)  # fmt: skip
aggregates = st.sampled_from(
    [
        "count(*)",
        "count(o.order_id)",
        "sum(o.order_amount)",
        "avg(e.salary)",
        "max(e.salary)",
        "count(DISTINCT e.name)",
    ]
)
shapes = st.sampled_from(
    [
        "SELECT {n}, {m} FROM Employees e {j} Orders o ON o.employee_id = e.id WHERE {c}",
        "SELECT DISTINCT {n} FROM Employees AS e {j} Orders o ON o.employee_id = e.id",
        "SELECT {n}, {a} FROM Employees e {j} Orders o ON o.employee_id = e.id GROUP BY {n} HAVING count(*) > 0",
        "SELECT {a} FROM Employees e {j} Orders o ON o.employee_id = e.id WHERE {c}",
        "WITH e AS (SELECT * FROM Employees WHERE salary IS NOT NULL) "
        "SELECT {n}, {a} OVER () FROM e {j} Orders o ON o.employee_id = e.id GROUP BY ALL",
        "SELECT e.id FROM Employees e {j} Orders o ON true WHERE {c} EXCEPT SELECT id FROM Departments",
        "SELECT e.id, rank() OVER (ORDER BY e.salary DESC NULLS LAST) "
        "FROM Employees e, Departments o WHERE {n} IS NOT NULL",
        "SELECT {n} FROM Employees e {j} Orders o ON o.employee_id = e.id UNION ALL SELECT salary FROM Employees",
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def trials() -> tuple[DuckDBSession, DuckDBTrials]:
    """Forty worlds of the company in one database."""
    connection = duckdb.connect()
    connection.execute((ROOT / "schema" / "company" / "schema.sql").read_text())
    tables = describe(connection)
    session = ENGINE.open(None)
    made = DuckDBTrials(session, tables)
    made.load(contents(tables, dict(enumerate(generate(tables, Constants(), WORLDS, "batch")))))
    made.views()
    return session, made


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=shapes, n=numbers, m=numbers, j=joins, c=conditions, a=aggregates)
def test_a_batch_gives_what_plain_runs_give_or_refuses(
    trials: tuple[DuckDBSession, DuckDBTrials], shape: str, n: str, m: str, j: str, c: str, a: str
) -> None:
    session, made = trials
    try:
        (statement,) = session.split(shape.format(n=n, m=m, j=j, c=c, a=a))
        made.choose(0)
        width = len(made.run(statement).columns)
        batched = dict(made.batch(statement, range(WORLDS), ("INTEGER",) * width))
    except StatementError:
        return
    for world in range(WORLDS):
        made.choose(world)
        assert sorted(map(repr, made.run(statement).rows)) == sorted(map(repr, batched[world])), (
            statement.text
        )


@pytest.mark.parametrize(
    "sql",
    [
        "WITH Employees AS (SELECT 1 AS id) SELECT * FROM Employees",
        "SELECT * FROM main.Employees",
        "SELECT x.a FROM Employees AS x(a, b, c, d)",
        "SELECT count(*) FROM employees, EMPLOYEES b",
        "WITH RECURSIVE t AS (SELECT min(id) AS n FROM Employees UNION ALL SELECT n + 1 FROM t WHERE n < 5) FROM t",
    ],
)
def test_names_mean_in_a_batch_what_they_mean_alone(
    trials: tuple[DuckDBSession, DuckDBTrials], sql: str
) -> None:
    session, made = trials
    (statement,) = session.split(sql)
    plain = []
    for world in range(WORLDS):
        made.put(world) if "main." in sql else made.choose(world)
        plain.append(sorted(map(repr, made.run(statement).rows)))
    batched = made.batch(statement, range(WORLDS), ("INTEGER",) * len(made.run(statement).columns))
    assert [sorted(map(repr, rows)) for _, rows in sorted(batched)] == plain


def test_a_world_is_put_into_tables_in_the_order_of_its_rows() -> None:
    session = ENGINE.open(None)
    (table,) = describe(duckdb.connect().execute("CREATE TABLE t (id INTEGER)"))
    worlds = [World("", {"t": ((3,), (1,), (2,))}), World("", {"t": ((5,), (4,))})]
    made = DuckDBTrials(session, (table,))
    made.load(contents((table,), dict(enumerate(worlds))))
    for number, world in enumerate(worlds):
        made.put(number)
        assert made.run(Statement("SELECT", "FROM t", 0)).rows == world.rows["t"]


@pytest.mark.parametrize("sql", ["SELECT 1 FROM Orders", 'SELECT 1 FROM "oRDERS"', "SELECT 1 /* orders */"])
def test_only_tables_that_a_text_names_are_made_for_it(sql: str) -> None:
    orders, other, quoted = (Table(name, ()) for name in ("Orders", "Employees", 'a"b'))
    assert mentioned((orders, other, quoted), sql) == (orders, quoted)
