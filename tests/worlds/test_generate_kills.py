"""Three hundred worlds tell every wrong answer of the built-in exercises from the reference, and no right one."""

from functools import cache
from pathlib import Path

import pytest
from worlds_engine import COMPANY, ROOT, Arena, described, read

from sqlgym.worlds.generate import generate

EXERCISES = ("employee_orders", "second_highest")
SEEDS = (0, "b", "c")


def answers(kind: str) -> list[object]:
    found = sorted(path for name in EXERCISES for path in (ROOT / "exercises" / name / kind).glob("*.sql"))
    return [pytest.param(path.parents[1].name, path, id=path.stem) for path in found]


@cache
def arena(exercise: str, seed: str | int) -> tuple[Arena, str]:
    reference = (ROOT / "exercises" / exercise / "reference.sql").read_text()
    tables = described(COMPANY)
    worlds = generate(tables, read(reference), 300, f"{exercise}/{seed}")
    return Arena(tables, worlds), reference


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("exercise", "path"), answers("wrong"))
def test_wrong_answer_differs_on_some_world(exercise: str, path: Path, seed: str | int) -> None:
    worlds, reference = arena(exercise, seed)
    assert worlds.told_apart(reference, path.read_text()) is not None


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("exercise", "path"), answers("accepted"))
def test_accepted_answer_differs_on_no_world(exercise: str, path: Path, seed: str | int) -> None:
    worlds, reference = arena(exercise, seed)
    assert worlds.told_apart(reference, path.read_text()) is None


PAIRS = [
    ("SELECT name FROM Employees WHERE salary > 50000", "SELECT name FROM Employees WHERE salary >= 50000"),
    ("SELECT name FROM Employees WHERE salary > 50000", "SELECT name FROM Employees WHERE salary > 50001"),
    ("SELECT id FROM Customers WHERE name LIKE 'Mc%'", "SELECT id FROM Customers WHERE name LIKE '%Mc%'"),
    ("SELECT id FROM Customers WHERE name LIKE 'Mc%'", "SELECT id FROM Customers WHERE name ILIKE 'Mc%'"),
    ("SELECT id FROM Customers WHERE name LIKE '_a'", "SELECT id FROM Customers WHERE name LIKE '%a'"),
    (
        "SELECT id FROM Customers WHERE region = 'North'",
        "SELECT id FROM Customers WHERE lower(region) = 'north'",
    ),
    (
        "SELECT sum(order_amount) FROM Orders WHERE order_date BETWEEN '2023-03-01' AND '2023-03-31'",
        "SELECT sum(order_amount) FROM Orders WHERE month(order_date) = 3",
    ),
    (
        "SELECT order_id FROM Orders WHERE order_date < DATE '2023-03-01'",
        "SELECT order_id FROM Orders WHERE order_date <= DATE '2023-03-01'",
    ),
    (
        "SELECT customer_id FROM Orders GROUP BY customer_id HAVING count(*) > 5",
        "SELECT customer_id FROM Orders GROUP BY customer_id HAVING count(*) >= 5",
    ),
    (
        "SELECT count(*) FROM (SELECT DISTINCT salary FROM Employees LIMIT 7)",
        "SELECT count(*) FROM (SELECT DISTINCT salary FROM Employees LIMIT 8)",
    ),
    (
        "SELECT name FROM Employees WHERE department_id = 77",
        "SELECT name FROM Employees WHERE department_id >= 77",
    ),
    (
        "SELECT name FROM Employees WHERE id IN (40, 41)",
        "SELECT name FROM Employees WHERE id IN (40, 41, 42)",
    ),
    (
        "SELECT COALESCE(region, 'none') FROM Customers",
        "SELECT COALESCE(NULLIF(region, ''), 'none') FROM Customers",
    ),
    (
        "SELECT name FROM Employees UNION SELECT name FROM Customers",
        "SELECT name FROM Employees UNION ALL SELECT name FROM Customers",
    ),
    (
        "SELECT name FROM Employees EXCEPT SELECT name FROM Customers",
        "SELECT name FROM Employees EXCEPT ALL SELECT name FROM Customers",
    ),
    ("SELECT id FROM Customers WHERE length(name) > 9", "SELECT id FROM Customers WHERE length(name) >= 9"),
]


@pytest.mark.parametrize(("reference", "answer"), PAIRS)
def test_a_small_slip_is_told_apart_by_the_constants_of_the_reference_alone(
    reference: str, answer: str
) -> None:
    tables = described(COMPANY)
    worlds = Arena(tables, generate(tables, read(reference), 300, reference))
    assert worlds.told_apart(reference, answer) is not None
