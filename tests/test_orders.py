"""An order that a reference asks for is followed on every engine."""

from collections.abc import Callable

import pytest

from conftest import Edge

SCHEMA = "CREATE TABLE s (id INTEGER PRIMARY KEY, name VARCHAR, age INTEGER);"
DATA = "INSERT INTO s VALUES (1, 'b', 3), (2, 'a', 3), (3, 'B', 5), (4, 'a', 7);"

FOLLOWED = {
    "a qualified name": ("SELECT DISTINCT s.name FROM s ORDER BY s.name DESC", "name"),
    "an expression": ("SELECT DISTINCT age FROM s ORDER BY -age", "age"),
    "a star": ("SELECT DISTINCT * FROM s ORDER BY s.id", "id, name, age"),
    "an alias": ("SELECT DISTINCT age AS n FROM s ORDER BY n", "n"),
    "a column before an alias": ("SELECT -age AS age FROM s ORDER BY age + 0", "age"),
    "another case": ("SELECT name FROM s ORDER BY name COLLATE NOCASE", "name"),
}


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
@pytest.mark.parametrize("name", FOLLOWED)
def test_a_sort_key_is_followed(name: str, engine: str, edge: Callable[..., Edge]) -> None:
    reference, columns = FOLLOWED[name]
    made = edge(SCHEMA, DATA, reference, f'engine = "{engine}"')
    turned = f"WITH r AS ({reference}), t AS (SELECT *, row_number() OVER () AS place FROM r)"
    assert made.judge(reference).status == "correct"
    assert made.judge(f"{turned} SELECT {columns} FROM t ORDER BY place").status == "correct"
    assert made.judge(f"{turned} SELECT {columns} FROM t ORDER BY place DESC").findings[0].check == "order"


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_texts_that_a_collation_takes_for_one_tie(engine: str, edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, FOLLOWED["another case"][0], f'engine = "{engine}"')
    assert made.judge("SELECT name FROM s ORDER BY lower(name), name").status == "correct"
    assert made.judge("SELECT name FROM s ORDER BY lower(name), name DESC").status == "correct"
    assert made.judge("SELECT name FROM s ORDER BY name").status == "wrong"


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_a_key_that_distinct_rows_leave_open_is_the_courses_fault(
    engine: str, edge: Callable[..., Edge]
) -> None:
    made = edge(SCHEMA, DATA, "SELECT DISTINCT name FROM s ORDER BY age", f'engine = "{engine}"')
    assert made.judge("SELECT name FROM s").status == "ungraded"
