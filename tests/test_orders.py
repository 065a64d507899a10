"""An order that a reference asks for is followed on every engine."""

from collections.abc import Callable

import pytest

from conftest import Edge
from sqlgym.engines.duckdb.order import UNSURE
from sqlgym.sql.ordering import may_order

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


def test_rows_to_skip_before_the_comma_are_read(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, "SELECT id FROM s ORDER BY age LIMIT 0, 3", 'engine = "sqlite"')
    assert made.judge("SELECT id FROM s ORDER BY age, id LIMIT 3").status == "correct"
    assert made.judge("SELECT id FROM s ORDER BY age, id DESC LIMIT 3").status == "correct"
    turned = "SELECT id FROM (SELECT * FROM s ORDER BY age LIMIT 3) ORDER BY age DESC"
    assert made.judge(turned).findings[0].check == "order"


UNREAD = "PIVOT (SELECT name, age, id FROM s) ON age USING sum(id) ORDER BY name"


def test_an_order_that_cannot_be_read_is_the_courses_fault(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, UNREAD)
    found = made.judge(UNREAD)
    assert found.status == "ungraded"
    assert "set order under [compare] to exact or none" in found.findings[0].message


def test_an_order_that_is_said_need_not_be_read(edge: Callable[..., Edge]) -> None:
    turned = f"SELECT * FROM ({UNREAD}) ORDER BY name DESC"
    exact = edge(SCHEMA, DATA, UNREAD, '[compare]\norder = "exact"')
    assert exact.judge(UNREAD).status == "correct"
    assert exact.judge(turned).status == "wrong"
    free = edge(SCHEMA, DATA, UNREAD, '[compare]\norder = "none"')
    assert free.judge(turned).status == "correct"


def test_a_reference_without_a_tree_and_an_order_has_none(edge: Callable[..., Edge]) -> None:
    plain = "PIVOT (SELECT name, age, id FROM s ORDER BY id) ON age USING sum(id)"
    made = edge(SCHEMA, DATA, plain)
    assert made.judge(f"SELECT * FROM ({UNREAD})").status == "correct"


@pytest.mark.parametrize(
    ("sql", "asks"),
    {
        "PIVOT (FROM s ORDER BY id LIMIT 2) ON age": False,
        "PIVOT s ON age /* ORDER BY */ -- LIMIT": False,
        "PIVOT s ON age USING string_agg('LIMIT' ORDER BY id)": False,
        "PIVOT s ON age ORDER BY name": True,
        "(PIVOT s ON age ORDER BY name)": True,
        "PIVOT s ON age limit 3": True,
        "PIVOT s ON $$ ' $$ ORDER BY name": True,
        "PIVOT s ON age /* /* */ ' */ ORDER BY name": True,
    }.items(),
)
def test_words_tell_whether_a_query_may_order_its_rows(sql: str, asks: bool) -> None:
    assert may_order(sql) is asks


@pytest.mark.parametrize(
    "sql",
    ["PIVOT s ON age IN ['a]'] ORDER BY name, 'x'", r"PIVOT s ON age IN (E'\'') ORDER BY name, 'x'"],
)
def test_where_duckdb_cuts_a_text_otherwise_any_word_may_order(sql: str) -> None:
    assert may_order(sql, UNSURE)


def test_what_looks_like_a_limit_in_a_text_stays(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, "SELECT id, $$ LIMIT 1, 2 $$ AS said FROM s ORDER BY age")
    assert made.judge("SELECT id, ' LIMIT 1, 2 ' AS said FROM s ORDER BY age").status == "correct"


def test_an_audit_says_that_an_order_cannot_be_read(edge: Callable[..., Edge]) -> None:
    found = edge(SCHEMA, DATA, UNREAD).audit()
    assert any("can't be read" in one.message and one.severity == "failure" for one in found.findings)
