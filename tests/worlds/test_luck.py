"""An answer that asks for no order: what its text grants, and whether two rows had an order to be in."""

import json
from collections.abc import Callable

import duckdb
import pytest

from conftest import Edge
from sqlgym.data.reference import Reference
from sqlgym.engines.duckdb.order import with_ties_turned
from sqlgym.engines.duckdb.reading import reading
from sqlgym.kinds.query.luck import TIES, has_order
from sqlgym.result import Column, Run

ORDERS = [
    ("SELECT x FROM t ORDER BY x", "asked"),
    ("SELECT x FROM t UNION SELECT y FROM u ORDER BY 1", "asked"),
    ("SELECT x, row_number() OVER (ORDER BY x) FROM t", "none"),
    ("SELECT x FROM t GROUP BY x", "none"),
    ("SELECT x FROM (SELECT x FROM t ORDER BY x) LIMIT 3", "within"),
    ("WITH s AS (SELECT x FROM t ORDER BY x) SELECT x FROM s WHERE x > 1", "within"),
    ("SELECT DISTINCT x FROM (SELECT x FROM t ORDER BY x)", "none"),
    ("SELECT x, count(*) FROM (SELECT x FROM t ORDER BY x) GROUP BY x", "none"),
    ("SELECT s.x FROM (SELECT x FROM t ORDER BY x) s JOIN u ON u.x = s.x", "none"),
    ("SELECT unnest(list(x ORDER BY x)) FROM t", "asked"),
]


@pytest.mark.parametrize(("sql", "order"), ORDERS)
def test_only_an_order_at_the_end_is_asked_for(sql: str, order: str) -> None:
    with duckdb.connect() as connection:
        row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    found = reading(json.loads(row[0] if row else ""), sql, sql)
    assert (found.order, found.tree) == (order, "")


@pytest.mark.parametrize(
    ("sql", "keys", "found"),
    [
        ("SELECT x, y FROM t ORDER BY x", 2, ["ORDER BY x, 1 ASC, 2 ASC", "ORDER BY x, 1 DESC, 2 DESC"]),
        (
            "SELECT DISTINCT x FROM t ORDER BY 1 LIMIT 3",
            2,
            ["ORDER BY 1, 1 ASC LIMIT 3", "ORDER BY 1, 1 DESC LIMIT 3"],
        ),
        ("SELECT x, y FROM t ORDER BY x, y", 2, []),
        ("SELECT x, y FROM t", 2, []),
    ],
)
def test_ties_are_turned_where_a_query_sorts_by_less(sql: str, keys: int, found: list[str]) -> None:
    with duckdb.connect() as connection:
        (row,) = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchall()
        turned = with_ties_turned(json.loads(row[0]), sql.count(",", 0, sql.index("FROM")) + 1, keys)
        texts = [
            connection.execute("SELECT json_deserialize_sql(?::JSON)", [json.dumps(one)]).fetchall()[0][0]
            for one in turned
        ]
    assert [text[text.index("ORDER") :] for text in texts] == found


def test_an_order_that_leaves_rows_open_is_right_by_luck_alone(edge: Callable[..., Edge]) -> None:
    schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER NOT NULL);"
    first = "SELECT id, x FROM t ORDER BY x DESC, id LIMIT 10 OFFSET 5"
    found = edge(schema, "INSERT INTO t VALUES (1, 3), (2, 4);", first, "[worlds]\ncount = 120\n")
    place = "row_number() OVER (ORDER BY x DESC, id) AS n"
    numbered = f"SELECT id, x FROM (SELECT id, x, {place} FROM t) WHERE n BETWEEN 6 AND 15 ORDER BY"
    verdict = found.judge(f"{numbered} x DESC")
    assert verdict.status == "wrong"
    assert (verdict.findings[0].message, verdict.findings[0].check) == (TIES, "order")
    assert verdict.counterexample is not None
    assert found.judge(f"{numbered} n").status == "correct"


def test_rows_have_an_order_only_where_two_shown_ones_have_different_keys() -> None:
    columns = (Column("a", "INTEGER"), Column("key", "INTEGER"))
    for keys, shown, found in (
        ((1, 1), 2, False),
        ((1, 2), 2, True),
        ((1, 2), 1, False),
        ((0.0, -0.0), 2, False),
        ((), 0, False),
    ):
        rows = tuple((n, key) for n, key in enumerate(keys))
        run = Run(columns[:1], tuple(row[:1] for row in rows[:shown]))
        assert has_order(Reference(run, None, 0.0, Run(columns, rows), (1,))) is found
    assert not has_order(Reference(Run(columns[:1], ((1,), (2,))), None, 0.0))
