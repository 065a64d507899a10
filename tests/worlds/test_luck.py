"""An answer that asks for no order: what its text grants, and whether two rows had an order to be in."""

import json

import duckdb
import pytest

from sqlgym.data.reference import Reference
from sqlgym.engines.duckdb.reading import reading
from sqlgym.kinds.query.luck import has_order
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
