"""Each rule speaks of the mistake it is for, at its clause, and keeps silent of what only looks like it."""

from typing import NamedTuple

import pytest
from small import case

from sqlgym.feedback.rules import RULES, first


class Pair(NamedTuple):
    """A reference, an answer that a rule speaks of, the text it points at, and a wrong one of which it says nothing."""

    reference: str
    speaks: str
    at: str
    silent: str
    check: str = ""


ORDERS = (
    "SELECT e.id, e.name, COUNT(o.order_id), COALESCE(SUM(o.order_amount), 0) FROM Employees e "
    "LEFT JOIN Orders o ON o.employee_id = e.id GROUP BY e.id, e.name"
)
NAMES = "SELECT name, salary FROM Employees"
SORTED = "SELECT name, salary, id FROM Employees ORDER BY salary DESC, id"
HIGHEST = "SELECT id FROM Employees WHERE salary = (SELECT MAX(salary) FROM Employees WHERE salary < 300)"
PAIRS = {
    "compared with null": Pair(
        "SELECT id FROM Employees WHERE salary IS NULL",
        "SELECT id FROM Employees WHERE salary = NULL",
        "salary = NULL",
        "SELECT id FROM Employees WHERE salary IS NOT NULL",
    ),
    "not in null": Pair(
        "SELECT id FROM Employees e WHERE NOT EXISTS (SELECT 1 FROM Orders o WHERE o.employee_id = e.id)",
        "SELECT id FROM Employees WHERE id NOT IN (SELECT employee_id FROM Orders)",
        "id NOT IN (SELECT employee_id FROM Orders)",
        "SELECT id FROM Employees WHERE id NOT IN (SELECT customer_id FROM Orders)",
    ),
    "no order": Pair(SORTED, "SELECT name, salary, id FROM Employees", "", f"{SORTED} DESC"),
    "order inside": Pair(
        SORTED,
        "SELECT * FROM (SELECT name, salary, id FROM Employees ORDER BY id) AS t",
        "ORDER BY",
        "SELECT name, salary, id FROM Employees ORDER BY id",
    ),
    "other nulls first": Pair(
        "SELECT id, salary FROM Employees ORDER BY salary NULLS FIRST, id",
        "SELECT id, salary FROM Employees ORDER BY salary, id",
        "salary",
        "SELECT id, salary FROM Employees ORDER BY id",
    ),
    "other direction": Pair(
        SORTED,
        "SELECT name, salary, id FROM Employees ORDER BY salary, id",
        "salary",
        "SELECT name, salary, id FROM Employees ORDER BY id",
    ),
    "tie undecided": Pair(
        "SELECT name, id FROM Employees ORDER BY name, id DESC",
        "SELECT name, id FROM (SELECT * FROM Employees ORDER BY id) ORDER BY name",
        "name",
        "SELECT name, id FROM Employees ORDER BY id",
    ),
    "other sort key": Pair(
        SORTED,
        "SELECT name, salary, id FROM Employees ORDER BY id",
        "id",
        "SELECT name, salary, id FROM Employees",
    ),
    "joined instead of united": Pair(
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "SELECT e.name, c.name FROM Employees e, Customers c",
        "Customers c",
        "SELECT id, name FROM Employees UNION SELECT id, name FROM Customers",
    ),
    "star": Pair(NAMES, "SELECT * FROM Employees", "*", "SELECT id, name, salary FROM Employees"),
    "other count": Pair(NAMES, "SELECT name, salary, id FROM Employees", "id", "SELECT * FROM Employees"),
    "turned into text": Pair(
        NAMES,
        "SELECT name, CAST(salary AS VARCHAR) FROM Employees",
        "CAST(salary AS VARCHAR)",
        "SELECT name, salary + 1 FROM Employees",
    ),
    "divided by zero": Pair(
        "SELECT order_id, 100 / NULLIF(order_amount, 0) FROM Orders",
        "SELECT order_id, 100 / order_amount FROM Orders",
        "100 / order_amount",
        "SELECT order_id, 10 / NULLIF(order_amount, 0) FROM Orders",
    ),
    "hundred times": Pair(
        "SELECT order_id, 100 * order_amount / 3 FROM Orders",
        "SELECT order_id, order_amount / 3 FROM Orders",
        "order_amount / 3",
        "SELECT order_id, 10 * order_amount / 3 FROM Orders",
    ),
    "rounded": Pair(
        "SELECT order_id, order_amount / 3 FROM Orders",
        "SELECT order_id, ROUND(order_amount / 3, 2) FROM Orders",
        "ROUND(order_amount / 3, 2)",
        "SELECT order_id, ROUND(order_amount * 100, 2) FROM Orders",
    ),
    "whole numbers": Pair(
        "SELECT order_id, order_amount + 0.25 FROM Orders",
        "SELECT order_id, CAST(order_amount + 0.25 AS INTEGER) FROM Orders",
        "CAST(order_amount + 0.25 AS INTEGER)",
        "SELECT order_id, CAST(order_amount * 7 AS INTEGER) FROM Orders",
    ),
    "text compared": Pair(
        "SELECT MAX(order_amount) FROM Orders",
        "SELECT CAST(MAX(CAST(order_amount AS VARCHAR)) AS DECIMAL(10, 2)) + 1 FROM Orders",
        "CAST(order_amount AS VARCHAR)",
        "SELECT MIN(order_amount) FROM Orders",
    ),
    "no condition": Pair(
        "SELECT e.id, o.order_id FROM Employees e JOIN Orders o ON o.employee_id = e.id",
        "SELECT e.id, o.order_id FROM Employees e, Orders o",
        "Orders o",
        "SELECT e.id, o.order_id FROM Employees e, Orders o WHERE o.customer_id = e.id",
    ),
    "other columns joined": Pair(
        "SELECT e.id, o.order_id FROM Employees e JOIN Orders o ON o.employee_id = e.id",
        "SELECT e.id, o.order_id FROM Employees e JOIN Orders o ON o.order_id = e.id",
        "o.order_id = e.id",
        "SELECT e.id, o.order_id FROM Employees e, Orders o",
    ),
    "right side in where": Pair(
        ORDERS,
        ORDERS.replace("GROUP", "WHERE o.order_amount > 0 GROUP"),
        "o.order_amount > 0",
        ORDERS.replace("GROUP", "WHERE e.salary > 0 GROUP"),
    ),
    "every row counted": Pair(
        ORDERS,
        ORDERS.replace("COUNT(o.order_id)", "COUNT(*)"),
        "COUNT(*)",
        ORDERS.replace("LEFT JOIN", "JOIN").replace("COUNT(o.order_id)", "COUNT(*)"),
    ),
    "not tied": Pair(
        "SELECT e.id, (SELECT COUNT(*) FROM Orders o WHERE o.employee_id = e.id) FROM Employees e",
        "SELECT e.id, (SELECT COUNT(*) FROM Orders o) FROM Employees e",
        "(SELECT COUNT(*) FROM Orders o)",
        "SELECT e.id, (SELECT COUNT(*) FROM Orders o WHERE o.customer_id = e.id) FROM Employees e",
    ),
    "aggregate in having": Pair(
        "SELECT department_id FROM Employees GROUP BY department_id HAVING SUM(salary) > 500",
        "SELECT department_id FROM Employees WHERE salary > 500 GROUP BY department_id",
        "salary > 500",
        "SELECT department_id FROM Employees GROUP BY department_id",
    ),
    "edge": Pair(
        "SELECT id FROM Employees WHERE salary >= 200",
        "SELECT id FROM Employees WHERE salary > 200",
        "salary > 200",
        "SELECT id FROM Employees WHERE salary > 250",
    ),
    "both ends": Pair(
        "SELECT order_id FROM Orders WHERE order_date >= '2025-03-01' AND order_date < '2025-04-01'",
        "SELECT order_id FROM Orders WHERE order_date BETWEEN '2025-03-01' AND '2025-04-01'",
        "order_date BETWEEN '2025-03-01' AND '2025-04-01'",
        "SELECT order_id FROM Orders WHERE order_date >= '2025-03-01'",
    ),
    "other constant": Pair(
        "SELECT id FROM Customers WHERE region = 'north'",
        "SELECT id FROM Customers WHERE region = 'North'",
        "region = 'North'",
        "SELECT id FROM Customers WHERE name = 'North'",
    ),
    "and before or": Pair(
        "SELECT id FROM Employees WHERE (name = 'Ada' OR name = 'Ben') AND department_id = 3",
        "SELECT id FROM Employees WHERE name = 'Ada' OR name = 'Ben' AND department_id = 3",
        "name = 'Ada' OR name = 'Ben' AND department_id = 3",
        "SELECT id FROM Employees WHERE name = 'Ada' OR (name = 'Ben' AND department_id = 3)",
    ),
    "unequal drops null": Pair(
        "SELECT id FROM Customers WHERE region IS DISTINCT FROM 'north'",
        "SELECT id FROM Customers WHERE region <> 'north'",
        "region <> 'north'",
        "SELECT id FROM Customers WHERE name <> 'Zoe'",
    ),
    "cuts tie": Pair(
        HIGHEST,
        "SELECT id FROM Employees WHERE salary < 300 ORDER BY salary DESC LIMIT 1",
        "LIMIT",
        "SELECT id FROM Employees WHERE salary < 200 ORDER BY salary DESC",
    ),
    "no row for null": Pair(
        "SELECT MAX(salary) FROM Employees WHERE salary > 900",
        "SELECT salary FROM Employees WHERE salary > 900 ORDER BY salary DESC LIMIT 1",
        "LIMIT",
        "SELECT salary FROM Employees ORDER BY salary LIMIT 1",
    ),
    "without order": Pair(
        "SELECT id FROM Employees ORDER BY salary DESC NULLS LAST LIMIT 2",
        "SELECT id FROM Employees LIMIT 2",
        "LIMIT",
        "SELECT id FROM Employees ORDER BY id LIMIT 2",
    ),
    "other number": Pair(
        "SELECT id FROM Employees ORDER BY id LIMIT 2 OFFSET 2",
        "SELECT id FROM Employees ORDER BY id LIMIT 2 OFFSET 3",
        "3",
        "SELECT id FROM Employees ORDER BY salary LIMIT 2 OFFSET 2",
    ),
    "limited": Pair(
        "SELECT id FROM Employees WHERE salary = (SELECT MAX(salary) FROM Employees)",
        "SELECT id FROM Employees ORDER BY salary DESC NULLS LAST LIMIT 2",
        "LIMIT",
        "SELECT id FROM Employees ORDER BY salary DESC",
    ),
    "rank of ties": Pair(
        "SELECT id, RANK() OVER (ORDER BY salary) FROM Employees",
        "SELECT id, ROW_NUMBER() OVER (ORDER BY salary) FROM Employees",
        "ROW_NUMBER() OVER (ORDER BY salary)",
        "SELECT id, RANK() OVER (ORDER BY name) FROM Employees",
    ),
    "no partition": Pair(
        "SELECT id, SUM(salary) OVER (PARTITION BY department_id) FROM Employees",
        "SELECT id, SUM(salary) OVER () FROM Employees",
        "SUM(salary) OVER ()",
        "SELECT id, AVG(salary) OVER (PARTITION BY department_id) FROM Employees",
    ),
    "frame": Pair(
        "SELECT id, SUM(id) OVER (ORDER BY salary, id ROWS UNBOUNDED PRECEDING) FROM Employees",
        "SELECT id, SUM(id) OVER (ORDER BY salary) FROM Employees",
        "SUM(id) OVER (ORDER BY salary)",
        "SELECT id, SUM(id) OVER (ORDER BY name, id ROWS UNBOUNDED PRECEDING) FROM Employees",
    ),
    "union all keeps": Pair(
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "SELECT name FROM Employees UNION ALL SELECT name FROM Customers",
        "UNION ALL",
        "SELECT name FROM Employees",
    ),
    "union folds": Pair(
        "SELECT name FROM Employees UNION ALL SELECT name FROM Customers",
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "UNION",
        "SELECT name FROM Employees",
    ),
    "distinct inside": Pair(
        "SELECT department_id, SUM(salary) FROM Employees GROUP BY department_id",
        "SELECT department_id, SUM(DISTINCT id % 2) FROM Employees GROUP BY department_id",
        "SUM(DISTINCT id % 2)",
        "SELECT department_id, SUM(id) FROM Employees GROUP BY department_id",
    ),
    "distinct lacking": Pair(
        "SELECT COUNT(DISTINCT customer_id) FROM Orders",
        "SELECT COUNT(customer_id) FROM Orders",
        "COUNT(customer_id)",
        "SELECT COUNT(DISTINCT order_id) FROM Orders",
    ),
    "too coarse": Pair(
        ORDERS,
        ORDERS.replace("e.id, e.name, COUNT", "MIN(e.id), e.name, COUNT").replace("BY e.id, ", "BY "),
        "e.name",
        ORDERS.replace("LEFT JOIN", "JOIN"),
    ),
    "too fine": Pair(
        ORDERS,
        f"{ORDERS}, o.order_amount",
        "o.order_amount",
        ORDERS.replace("LEFT JOIN", "JOIN"),
    ),
    "no group": Pair(
        "SELECT department_id, COUNT(*) FROM Employees GROUP BY department_id",
        "SELECT MIN(department_id), COUNT(*) FROM Employees",
        "MIN(department_id)",
        "SELECT department_id, COUNT(salary) FROM Employees GROUP BY department_id",
    ),
    "inner drops": Pair(
        ORDERS,
        ORDERS.replace("LEFT JOIN", "JOIN"),
        "JOIN Orders o ON o.employee_id = e.id",
        ORDERS.replace("GROUP", "WHERE e.id > 1 GROUP"),
    ),
    "outer keeps": Pair(
        "SELECT e.id, d.name FROM Employees e JOIN Departments d ON d.id = e.department_id",
        "SELECT e.id, d.name FROM Employees e LEFT JOIN Departments d ON d.id = e.department_id",
        "LEFT JOIN Departments d ON d.id = e.department_id",
        "SELECT e.id, d.name FROM Employees e JOIN Departments d ON d.id <= e.department_id",
    ),
    "nothing summed": Pair(
        ORDERS,
        ORDERS.replace("COALESCE(SUM(o.order_amount), 0)", "SUM(o.order_amount)"),
        "SUM(o.order_amount)",
        ORDERS.replace("COALESCE(SUM(o.order_amount), 0)", "0"),
    ),
    "replaced": Pair(
        "SELECT id, salary FROM Employees",
        "SELECT id, COALESCE(salary, 0) FROM Employees",
        "COALESCE(salary, 0)",
        "SELECT id, salary + 1 FROM Employees",
    ),
    "other function": Pair(
        "SELECT department_id, SUM(salary) FROM Employees GROUP BY department_id",
        "SELECT department_id, MAX(salary) FROM Employees GROUP BY department_id",
        "MAX(salary)",
        "SELECT department_id, SUM(id) FROM Employees GROUP BY department_id",
    ),
    "multiplied": Pair(
        "SELECT SUM(salary) FROM Employees",
        "SELECT SUM(e.salary) FROM Employees e JOIN Customers c ON c.id + e.id > 0",
        "JOIN Customers c ON c.id + e.id > 0",
        "SELECT SUM(salary) * 2 FROM Employees",
    ),
    "column counted": Pair(
        "SELECT department_id, COUNT(*) FROM Employees GROUP BY department_id",
        "SELECT department_id, COUNT(salary) FROM Employees GROUP BY department_id",
        "COUNT(salary)",
        "SELECT department_id, COUNT(*) + 1 FROM Employees GROUP BY department_id",
    ),
    "distinct folds": Pair(
        "SELECT name FROM Employees",
        "SELECT DISTINCT name FROM Employees",
        "DISTINCT",
        "SELECT name FROM Employees WHERE id > 2",
    ),
    "group folds": Pair(
        "SELECT name FROM Employees",
        "SELECT name FROM Employees GROUP BY name",
        "name",
        "SELECT name FROM Employees WHERE id > 2",
    ),
    "not distinct": Pair(
        "SELECT DISTINCT name FROM Employees",
        "SELECT name FROM Employees",
        "SELECT",
        "SELECT DISTINCT name FROM Employees WHERE id > 2",
    ),
    "join repeats": Pair(
        "SELECT name FROM Employees WHERE id IN (SELECT employee_id FROM Orders)",
        "SELECT e.name FROM Employees e JOIN Orders o ON o.employee_id = e.id",
        "JOIN Orders o ON o.employee_id = e.id",
        "SELECT name FROM Employees",
    ),
    "groups unneeded": Pair(
        "SELECT MAX(salary) FROM Employees WHERE salary < 300",
        "SELECT MAX(s) FROM (SELECT MAX(salary) - 1 AS s FROM Employees WHERE salary < 300 GROUP BY name) AS t",
        "name",
        "SELECT MAX(salary) FROM Employees",
    ),
    "condition too many": Pair(
        "SELECT id FROM Employees WHERE salary > 100",
        "SELECT id FROM Employees WHERE salary > 100 AND name < 'C'",
        "name < 'C'",
        "SELECT id FROM Employees WHERE salary > 200",
    ),
    "groups dropped": Pair(
        "SELECT department_id, COUNT(*) FROM Employees GROUP BY department_id",
        "SELECT department_id, COUNT(*) FROM Employees GROUP BY department_id HAVING COUNT(*) > 1",
        "COUNT(*) > 1",
        "SELECT department_id, COUNT(*) FROM Employees WHERE id > 1 GROUP BY department_id",
    ),
    "cut from other end": Pair(
        "SELECT id FROM Employees ORDER BY id DESC LIMIT 2",
        "SELECT id FROM Employees ORDER BY id LIMIT 2",
        "id",
        "SELECT id FROM Employees ORDER BY id LIMIT 1",
    ),
    "lowest first": Pair(
        "SELECT MAX(salary) FROM Employees",
        "SELECT salary FROM Employees ORDER BY salary LIMIT 1",
        "salary",
        "SELECT salary FROM Employees WHERE id = 2",
    ),
    "rows skipped": Pair(
        "SELECT MAX(salary) FROM Employees WHERE salary < 200",
        "SELECT salary FROM Employees ORDER BY salary DESC NULLS LAST LIMIT 1 OFFSET 2",
        "2",
        "SELECT salary FROM Employees ORDER BY salary DESC LIMIT 1",
    ),
    "no limit": Pair(
        "SELECT id FROM Employees ORDER BY id LIMIT 2",
        "SELECT id FROM Employees ORDER BY id",
        "",
        "SELECT id FROM Employees ORDER BY id DESC LIMIT 2",
    ),
    "needless": Pair(
        "SELECT id FROM Employees WHERE salary > 0 OR salary IS NULL",
        "SELECT e.id FROM Employees e JOIN Departments d ON d.id = e.department_id",
        "JOIN Departments d ON d.id = e.department_id",
        "SELECT id FROM Employees WHERE salary > 0",
    ),
    "or for and": Pair(
        "SELECT id FROM Employees WHERE name = 'Ben' AND department_id = 1",
        "SELECT id FROM Employees WHERE name = 'Ben' OR department_id = 1",
        "name = 'Ben' OR department_id = 1",
        "SELECT id FROM Employees WHERE name = 'Ben' OR name = 'Cem'",
    ),
    "condition lacking": Pair(
        "SELECT id FROM Employees WHERE name = 'Ben' AND department_id = 1",
        "SELECT id FROM Employees WHERE name = 'Ben'",
        "name = 'Ben'",
        "SELECT id FROM Employees WHERE name = 'Ben' OR department_id = 1",
    ),
    "every row for one": Pair(
        "SELECT MAX(salary) FROM Employees",
        "SELECT salary FROM Employees",
        "",
        "SELECT salary FROM Employees ORDER BY salary LIMIT 1",
    ),
    "turned round": Pair(
        "SELECT order_id, order_amount - 7 FROM Orders",
        "SELECT order_id, 7 - order_amount FROM Orders",
        "7 - order_amount",
        "SELECT order_id, order_amount + 7 FROM Orders",
    ),
    "written otherwise": Pair(
        "SELECT name FROM Employees",
        "SELECT UPPER(name) FROM Employees",
        "UPPER(name)",
        "SELECT name FROM Employees WHERE UPPER(name) = 'ADA'",
    ),
    "other column": Pair(
        "SELECT id, salary FROM Employees",
        "SELECT id, department_id FROM Employees",
        "department_id",
        "SELECT id, salary + 1 FROM Employees",
    ),
    "table lacking": Pair(
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "SELECT DISTINCT name FROM Employees",
        "",
        "SELECT name FROM Employees INTERSECT SELECT name FROM Customers",
    ),
    "other set": Pair(
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "SELECT name FROM Employees INTERSECT SELECT name FROM Customers",
        "INTERSECT",
        "SELECT name FROM Employees UNION ALL SELECT name FROM Customers",
    ),
    "no condition at all": Pair(
        "SELECT id FROM Employees WHERE salary > 100",
        "SELECT id FROM Employees",
        "Employees",
        "SELECT id FROM Employees WHERE salary > 0",
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_rule_speaks_of_its_mistake_at_its_clause(name: str) -> None:
    """It is the first to speak, and it points at the text that it is about."""
    pair = PAIRS[name]
    found = first([case(pair.reference, pair.speaks, pair.check)])
    assert found is not None
    rule, (words, place) = found
    assert rule == name
    assert words.endswith((".", "?", ")"))
    at = place.text[place.column - 1 :][: place.length] if place else ""
    assert at == pair.at


@pytest.mark.parametrize("name", PAIRS)
def test_a_rule_keeps_silent_of_what_only_looks_like_its_mistake(name: str) -> None:
    """Of another wrong answer something else is said, or nothing."""
    wrong = case(PAIRS[name].reference, PAIRS[name].silent)
    rule = next(rule for rule in RULES if rule.name == name)
    assert wrong.check not in rule.checks or rule.look(wrong) is None


def test_every_rule_has_its_pair() -> None:
    """None is without the two tests."""
    assert {rule.name for rule in RULES} == PAIRS.keys()
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_condition_on_what_the_query_computes_is_not_called_one_too_many() -> None:
    """The fault is where it is computed, and which condition reads it tells nothing."""
    ranked = "SELECT id, RANK() OVER (ORDER BY name = 'Ben' DESC, id) AS place FROM Employees"
    wrong = case(
        "SELECT id FROM Employees WHERE name = 'Ben'", f"SELECT id FROM ({ranked}) AS t WHERE place = 1"
    )
    assert wrong.only_missing
    found = first([wrong])
    assert found is None or found[0] != "condition too many"
