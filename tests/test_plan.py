"""Plans of real queries as trees, their drawing, and what is said of two of them."""

import json
import re

import duckdb
import pytest

from sqlgym.plan import DEEPEST, Plan, from_duckdb, walk
from sqlgym.plan.difference import differences
from sqlgym.plan.expression import LONGEST, computes_nothing, spelled
from sqlgym.report.draw.tree import draw
from sqlgym.result.cells import display_width

TABLES = """
    CREATE TABLE Employees AS
        SELECT i AS id, 'n' || i AS name, i % 12 AS department_id, i * 10 AS salary FROM range(240) t(i);
    CREATE TABLE Departments AS SELECT i AS id, 'd' || i AS name FROM range(12) t(i);
    CREATE TABLE Orders AS
        SELECT i AS order_id, i % 240 AS employee_id, i * 1.5 AS amount FROM range(5000) t(i);
"""

JOIN = """SELECT e.name, d.name FROM Employees e LEFT JOIN Departments d ON e.department_id = d.id
          WHERE salary > 100 ORDER BY salary DESC, e.id LIMIT 3 OFFSET 1"""
GROUPS = """SELECT e.id, e.name, count(o.order_id), avg(amount)
            FROM Employees e LEFT JOIN Orders o ON employee_id = e.id
            GROUP BY e.id, e.name HAVING count(*) > 2"""


@pytest.fixture(scope="module")
def company() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 1})
    connection.execute(TABLES)
    return connection


def analyzed(connection: duckdb.DuckDBPyConnection, sql: str) -> Plan:
    text = connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}").fetchall()[0][1]
    plan = from_duckdb(json.loads(text))
    assert plan
    return plan


def operators(plan: Plan) -> list[str]:
    return [node.operator for node in walk(plan)]


def node(plan: Plan, operator: str) -> Plan:
    return next(node for node in walk(plan) if node.operator == operator)


# From DuckDB's profile


def test_a_plan_has_the_operators_of_the_query_and_no_wrapping(company: duckdb.DuckDBPyConnection) -> None:
    expected = ["Top N", "Hash join (left)", "Table scan", "Table scan"]
    assert operators(analyzed(company, JOIN)) == expected


def test_projections_that_compute_nothing_are_left_out(company: duckdb.DuckDBPyConnection) -> None:
    assert "Projection" not in operators(analyzed(company, GROUPS))
    assert node(analyzed(company, "SELECT salary * 2 FROM Employees"), "Projection").condition == "salary * 2"


def test_the_profile_of_a_run_gives_the_plan_that_explain_gives(company: duckdb.DuckDBPyConnection) -> None:
    company.execute("SET enable_profiling = 'no_output'")
    company.execute(GROUPS).fetchall()
    profiled = from_duckdb(json.loads(company.get_profiling_information("json")))
    company.execute("RESET enable_profiling")
    assert profiled
    assert operators(profiled) == operators(analyzed(company, GROUPS))
    assert [node.rows for node in walk(profiled)] == [node.rows for node in walk(analyzed(company, GROUPS))]


def test_a_plan_without_a_run_has_the_same_operators_and_nothing_seen(
    company: duckdb.DuckDBPyConnection,
) -> None:
    for sql in (
        JOIN,
        GROUPS,
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r WHERE n < 9) FROM r",
    ):
        plan = from_duckdb(json.loads(company.execute(f"EXPLAIN (FORMAT JSON) {sql}").fetchall()[0][1]))
        assert plan
        assert operators(plan) == operators(analyzed(company, sql))
        assert {(node.rows, node.share) for node in walk(plan)} == {(None, None)}


def test_tables_have_no_database_and_no_schema(company: duckdb.DuckDBPyConnection) -> None:
    scans = [node for node in walk(analyzed(company, JOIN)) if node.operator == "Table scan"]
    assert sorted(scan.table or "" for scan in scans) == ["Departments", "Employees"]
    company.execute('CREATE OR REPLACE TABLE "odd.na""me" AS SELECT 1 AS a')
    assert analyzed(company, 'FROM "odd.na""me" WHERE a > 0').table == '"odd.na""me"'


def test_rows_are_those_seen_beside_those_estimated(company: duckdb.DuckDBPyConnection) -> None:
    scan = analyzed(company, "SELECT * FROM Employees WHERE salary > 2000")
    assert (scan.operator, scan.rows) == ("Table scan", 39)
    assert scan.estimated is not None


def test_operators_that_pass_rows_on_count_them(company: duckdb.DuckDBPyConnection) -> None:
    assert analyzed(company, "SELECT id FROM Employees UNION ALL SELECT id FROM Departments").rows == 252
    shared = "WITH x AS MATERIALIZED (FROM Orders WHERE amount > 10) FROM x a JOIN x b USING (order_id)"
    assert node(analyzed(company, shared), "CTE").rows == 4993


def test_shares_of_time_add_up(company: duckdb.DuckDBPyConnection) -> None:
    shares = [node.share or 0 for node in walk(analyzed(company, JOIN))]
    assert all(0 <= share <= 1 for share in shares)
    assert 0.8 < sum(shares) <= 1.000001


def test_conditions_say_what_an_operator_does_it_by(company: duckdb.DuckDBPyConnection) -> None:
    plan = analyzed(company, JOIN)
    assert node(plan, "Top N").condition == "salary DESC, id ASC; limit 3 offset 1"
    assert node(plan, "Hash join (left)").condition == "department_id = id"
    assert "salary > 100" in {node.condition for node in walk(plan)}


def test_groups_are_named_by_their_columns(company: duckdb.DuckDBPyConnection) -> None:
    plan = analyzed(company, GROUPS)
    keys, _, aggregates = (node(plan, "Hash group by").condition or "").partition("; ")
    assert keys == "id, name"
    assert sorted(aggregates.split(", ")) == [
        "avg(amount)",
        "count(*)",
        "count(order_id)",
    ]  # in any order since 2.0.1
    assert node(plan, "Filter").condition == "count(*) > 2"


def test_a_cte_is_named_and_one_of_the_engine_is_not(company: duckdb.DuckDBPyConnection) -> None:
    recursive = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT * FROM r"
    assert node(analyzed(company, recursive), "Recursive CTE").table == "r"
    inner = "SELECT e.id, (SELECT count(*) FROM Orders o WHERE o.employee_id = e.id) FROM Employees e"
    assert {node.table for node in walk(analyzed(company, inner)) if "CTE" in node.operator} == {None}


def test_a_table_function_is_a_scan_of_its_name(company: duckdb.DuckDBPyConnection) -> None:
    assert node(analyzed(company, "SELECT x + 1 FROM range(5) t(x)"), "Table scan").table == "range()"


def test_an_index_that_serves_is_seen(company: duckdb.DuckDBPyConnection) -> None:
    company.execute("CREATE OR REPLACE TABLE Big AS SELECT i AS id FROM range(5000) t(i)")
    company.execute("CREATE INDEX big_id ON Big(id)")
    assert operators(analyzed(company, "FROM Big WHERE id = 77")) == ["Index scan"]


def test_a_profile_without_operators_is_no_plan() -> None:
    assert from_duckdb({"result": "error"}) is None
    assert from_duckdb([]) is None
    assert from_duckdb({"operator": [{"type": "RESULT_COLLECTOR", "children": []}]}) is None


def test_a_very_deep_plan_is_cut() -> None:
    deep: dict[str, object] = {"type": "FILTER"}
    for _ in range(5000):
        deep = {"type": "UNION", "children": [deep, {"type": "DUMMY_SCAN"}]}
    plan = from_duckdb({"operator": [deep]})
    assert plan
    assert len(list(walk(plan))) == 2 * DEEPEST + 1


# Spelling


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("((salary > 100) AND optional: Dynamic Filter (salary))", "salary > 100"),
        ("optional: Dynamic Filter (salary)", ""),
        ("((a = 1) OR (b = 2))", "(a = 1) OR (b = 2)"),
        ("((a = 1) AND (b = 2))", "(a = 1) AND (b = 2)"),
        ("(name = ' AND optional: (')", "name = ' AND optional: ('"),
        ("(name !~~* 'a%')", "name NOT ILIKE 'a%'"),
        ("count_star()", "count(*)"),
        ("CASE  WHEN ((#2 IS NULL)) THEN (1) END", ""),
        ("(a BETWEEN 1 AND 2)", "a BETWEEN 1 AND 2"),
        ("it's (broken", "it's (broken"),
    ],
)
def test_expressions_read_as_they_were_written(printed: str, expected: str) -> None:
    assert spelled(printed) == expected


def test_an_endless_expression_is_cut() -> None:
    assert len(spelled("(" * 100_000)) == LONGEST + 1
    assert len(spelled("'" * 99_999)) == LONGEST + 1


def test_a_column_picked_or_repacked_computes_nothing() -> None:
    assert all(
        map(
            computes_nothing,
            ("#0", "#[0.1]", "CAST(#1 AS DECIMAL(10,2))", "__internal_compress_string_ubigint(#1)"),
        )
    )
    assert not any(map(computes_nothing, ("salary + 1", "CAST(salary AS BIGINT)", "#0 + 1")))


# Drawing

TREE = Plan(
    operator="Hash join (left)",
    condition="department_id = id",
    estimated=48,
    rows=1229,
    share=0.75,
    children=(
        Plan(
            operator="Table scan",
            table="Employees",
            condition="salary > 100",
            estimated=48,
            rows=229,
            share=0.25,
        ),
        Plan(operator="Table scan", table="Departments", estimated=12, rows=12, share=0.0),
    ),
)


def test_a_plan_is_drawn_as_an_aligned_tree() -> None:
    assert draw(TREE, 80).splitlines() == [
        "operator                                rows  estimated  time",
        "Hash join (left)  department_id = id   1,229         48   75%  ███████▌",
        "├─ Table scan Employees  salary > 100    229         48   25%  ██▌",
        "└─ Table scan Departments                 12         12    0%",
    ]


def test_conditions_are_cut_before_figures() -> None:
    assert draw(TREE, 60).splitlines()[1] == "Hash join (left)  departm…  1,229         48   75%  ███████▌"
    assert draw(TREE, 40).splitlines()[1] == "Hash join (left)  departme…  1,229   75%"
    assert draw(TREE, 24).splitlines()[3] == "└─ Table scan Departmen…"


def test_a_drawing_is_never_wider_than_asked() -> None:
    wide = Plan(operator="Filter", condition="name = '社員の名前' OR e = '́'", rows=10**12, children=(TREE,))
    for width in range(1, 100):
        assert max(map(display_width, draw(wide, width).splitlines())) <= width


def test_control_characters_of_a_condition_are_shown_not_executed() -> None:
    drawn = draw(Plan(operator="Filter", table="a\nb", condition="x = '\x1b[2J\u202e'"), 80)
    assert len(drawn.splitlines()) == 2
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


def test_colour_changes_nothing_but_colour() -> None:
    for width in (30, 45, 80):
        plain = re.sub(r"\x1b\[\d*m", "", draw(TREE, width, colour=True))
        assert [line.rstrip() for line in plain.splitlines()] == draw(TREE, width).splitlines()


def test_columns_without_figures_are_not_drawn() -> None:
    assert (
        draw(Plan(operator="Table scan", table="t", estimated=7), 80).splitlines()[0]
        == "operator      estimated"
    )


# Differences


def said(connection: duckdb.DuckDBPyConnection, answer: str, reference: str) -> str:
    return "\n".join(differences(analyzed(connection, answer), analyzed(connection, reference)))


def test_of_equal_plans_nothing_is_said(company: duckdb.DuckDBPyConnection) -> None:
    for sql in (JOIN, GROUPS):
        assert said(company, sql, sql) == ""


def test_a_table_read_twice_is_said(company: duckdb.DuckDBPyConnection) -> None:
    answer = "SELECT max(salary) FROM Employees WHERE salary < (SELECT max(salary) FROM Employees)"
    reference = "SELECT DISTINCT salary FROM Employees ORDER BY salary DESC LIMIT 1 OFFSET 1"
    expected = "Employees is read twice (479 rows in all); the reference reads it once."
    assert expected in said(company, answer, reference)


def test_a_table_that_is_not_needed_is_said(company: duckdb.DuckDBPyConnection) -> None:
    answer = "SELECT e.name, d.name FROM Employees e JOIN Departments d ON d.id = e.department_id"
    assert said(company, answer, "SELECT name, salary FROM Employees").startswith(
        "Departments is read (12 rows)"
    )


def test_a_table_read_less_often_is_not_said(company: duckdb.DuckDBPyConnection) -> None:
    reference = "SELECT max(salary) FROM Employees WHERE salary < (SELECT max(salary) FROM Employees)"
    assert said(company, "SELECT max(salary) FROM Employees", reference) == ""


def test_a_cross_product_is_said_with_both_sides(company: duckdb.DuckDBPyConnection) -> None:
    reference = "SELECT * FROM Employees e JOIN Departments d ON d.id = e.department_id"
    text = said(company, "SELECT * FROM Employees, Departments", reference)
    assert "pairs 240 rows with 12 rows and hands on 2,880" in text


def test_a_cross_product_with_one_row_is_none(company: duckdb.DuckDBPyConnection) -> None:
    answer = "SELECT e.id, (SELECT count(*) FROM Orders o WHERE o.employee_id = e.id) FROM Employees e"
    reference = (
        "SELECT e.id, count(order_id) FROM Employees e LEFT JOIN Orders ON employee_id = e.id GROUP BY ALL"
    )
    assert "cross product" not in said(company, answer, reference)


def test_more_rows_through_a_join_are_said(company: duckdb.DuckDBPyConnection) -> None:
    answer = "SELECT DISTINCT e.* FROM Employees e JOIN Orders o ON o.employee_id = e.id"
    reference = "SELECT e.* FROM Employees e SEMI JOIN Orders o ON o.employee_id = e.id"
    assert (
        said(company, answer, reference)
        == "The largest join hands on 5,000 rows; the reference's hands on 240."
    )


def test_a_sort_nobody_asked_for_is_said(company: duckdb.DuckDBPyConnection) -> None:
    text = said(company, "SELECT * FROM Employees ORDER BY salary", "SELECT * FROM Employees")
    assert text == "240 rows are sorted by salary ASC; the reference sorts nothing."


def test_a_filter_after_a_join_is_said(company: duckdb.DuckDBPyConnection) -> None:
    joined = "FROM Employees e LEFT JOIN Orders o ON employee_id = e.id"
    answer = f"{joined} WHERE coalesce(o.amount, 0) + e.salary < 10"
    reference = "FROM Employees e JOIN Orders o ON employee_id = e.id WHERE o.amount < 10"
    assert "A filter after a join keeps 1 of 5,000 rows" in said(company, answer, reference)


def test_the_reference_is_never_quoted(company: duckdb.DuckDBPyConnection) -> None:
    reference = "SELECT * FROM Departments d WHERE d.name <> 'secret' AND d.id < 4711"
    text = said(
        company, "SELECT * FROM Employees e, Orders o WHERE e.id + o.order_id < 9 ORDER BY 1", reference
    )
    assert text
    assert not re.search("secret|4711|Departments", text)


def test_an_engines_second_look_at_a_row_is_not_a_second_read(company: duckdb.DuckDBPyConnection) -> None:
    answer = analyzed(company, "SELECT * FROM Orders ORDER BY order_id LIMIT 5")
    assert "Orders is read" not in "".join(
        differences(answer, analyzed(company, "FROM Orders WHERE order_id < 5"))
    )
