"""A number half-way between two rounded ones may be rounded either way by the noise of floats, and nothing else may."""

from collections.abc import Callable

import pytest

from conftest import Edge
from sqlgym.kinds.query.ties import TIES

SCHEMA = """
CREATE TABLE Sales (id INTEGER PRIMARY KEY, kind VARCHAR NOT NULL, part INTEGER NOT NULL CHECK (part IN (1, 3, 7)),
    whole INTEGER NOT NULL CHECK (whole IN (8, 40, 200)));
"""
"""3/40 and 7/40 are ties at two places that floats miss, 1/8 one that they hold, and 1/40 and 1/200 round down."""

ON_A_TIE = "INSERT INTO Sales VALUES (1, 'a', 3, 200), (2, 'a', 3, 200), (3, 'b', 1, 200), (4, 'b', 1, 40);"
ON_NONE = "INSERT INTO Sales VALUES (1, 'a', 1, 200), (2, 'a', 1, 200), (3, 'b', 1, 40), (4, 'b', 3, 200);"
REFERENCE = "SELECT kind, round(avg(part / whole), 2) AS share FROM Sales GROUP BY kind"

RIGHT = {
    "scaled": "round(avg(part * 100 / whole)) / 100",
    "scaled by a product": "round(avg(part * 100.0 / whole)) * 0.01",
    "a cast around": "CAST(round(avg(part * 100 / whole)) AS INTEGER) / 100",
    "COALESCE around": "coalesce(round(avg(part * 100 / whole)) / 100, 0)",
    "CASE around": "CASE WHEN count(*) > 0 THEN round(avg(part * 100 / whole)) / 100 END",
    "percent first": "round(avg(part * 100 / whole) / 100, 2)",
}


@pytest.mark.parametrize("rows", [ON_A_TIE, ON_NONE], ids=["on the dataset", "on worlds"])
@pytest.mark.parametrize("name", RIGHT)
def test_a_tie_may_be_rounded_either_way(name: str, rows: str, edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, rows, REFERENCE)
    verdict = made.judge(f"SELECT kind, {RIGHT[name]} AS share FROM Sales GROUP BY kind")
    assert verdict.status == "correct", verdict.findings
    assert verdict.worlds is not None
    assert verdict.worlds.tried > 40
    if rows == ON_A_TIE:
        assert TIES in verdict.notes or name == "percent first"


WRONG = {
    "to fewer places": "round(avg(part * 100 / whole) / 100, 1)",
    "to more places": "round(avg(part * 100 / whole) / 100, 3)",
    "not at all": "avg(part * 100 / whole) / 100",
    "TRUNC": "trunc(avg(part * 100 / whole)) / 100",
    "FLOOR": "floor(avg(part * 100 / whole)) / 100",
    "CEIL": "ceil(avg(part * 100 / whole)) / 100",
    "to the even neighbour": "round_even(avg(part * 100 / whole), 0) / 100",
    "inside the average": "avg(round(part * 100 / whole) / 100)",
    "inside and outside": "round(avg(round(part * 100 / whole)) / 100, 2)",
    "whole-number division": "round(avg(part * 100 // whole)) / 100",
    "whole-number division at the end": "round(avg(part * 100 / whole)) // 100",
    "shifted by a half": "round(avg(part * 100 / whole) - 0.5) / 100",
    "shifted by a little": "round(avg(part * 100 / whole) - 0.001) / 100",
    "the median": "round(median(part * 100 / whole)) / 100",
    "of the sums": "round(sum(part) * 100 / sum(whole)) / 100",
}


@pytest.mark.parametrize("rows", [ON_A_TIE, ON_NONE], ids=["on the dataset", "on worlds"])
@pytest.mark.parametrize("name", WRONG)
def test_nothing_else_passes_for_a_tie(name: str, rows: str, edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, rows, REFERENCE)
    verdict = made.judge(f"SELECT kind, {WRONG[name]} AS share FROM Sales GROUP BY kind")
    assert verdict.status == "wrong", verdict


def test_exact_numbers_have_no_noise(edge: Callable[..., Edge]) -> None:
    """A DECIMAL is rounded as it is: another rounding of it is another number."""
    schema = "CREATE TABLE Prices (id INTEGER PRIMARY KEY, price DECIMAL(9,3) NOT NULL);"
    made = edge(
        schema, "INSERT INTO Prices VALUES (1, 0.015), (2, 0.025);", "SELECT id, round(price, 2) FROM Prices"
    )
    assert made.judge("SELECT id, round(price * 100) * 0.01 FROM Prices").status == "correct"
    assert made.judge("SELECT id, round(price - 0.001, 2) FROM Prices").status == "wrong"
    down = "CASE WHEN price = 0.015 THEN 0.01 ELSE round(price, 2) END"
    assert made.judge(f"SELECT id, {down} FROM Prices").status == "wrong"


ORDERED = {
    "sorted by the name": "ORDER BY kind",
    "cut by LIMIT": "ORDER BY count(*) DESC, kind LIMIT 2",
}


@pytest.mark.parametrize("name", ORDERED)
def test_a_tie_is_one_where_rows_are_sorted(name: str, edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, ON_A_TIE, f"{REFERENCE} {ORDERED[name]}")
    answer = (
        f"SELECT kind, round(avg(part * 100 / whole)) / 100 AS share FROM Sales GROUP BY kind {ORDERED[name]}"
    )
    assert made.judge(answer).status == "correct"
    assert made.judge(answer.replace("ORDER BY", "ORDER BY share,")).status == "wrong"
    assert made.judge(answer.replace("avg", "max")).status == "wrong"


def test_a_rounding_that_is_not_found_counts(edge: Callable[..., Edge]) -> None:
    """Where ROUND stands inside a subquery it is not looked for: what was run differs, and that counts."""
    made = edge(SCHEMA, ON_A_TIE, REFERENCE)
    inner = "SELECT kind, round(avg(part * 100 / whole)) / 100 AS share FROM Sales GROUP BY kind"
    assert made.judge(f"SELECT kind, share FROM ({inner}) AS s").status == "wrong"


def test_columns_by_name(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, ON_A_TIE, REFERENCE, '[compare]\ncolumns = "name"\n')
    answer = "SELECT round(avg(part * 100 / whole)) / 100 AS share, kind FROM Sales GROUP BY kind"
    assert made.judge(answer).status == "correct"
    assert made.judge(answer.replace("round", "floor")).status == "wrong"


def test_sqlite_rounds_ties_too(edge: Callable[..., Edge]) -> None:
    reference = "SELECT kind, round(avg(part * 1.0 / whole), 2) AS share FROM Sales GROUP BY kind"
    made = edge(SCHEMA, ON_A_TIE, reference, 'engine = "sqlite"\n')
    answer = "SELECT kind, round(avg(part * 100.0 / whole)) / 100 AS share FROM Sales GROUP BY kind"
    assert made.judge(answer).status == "correct"
    assert made.judge(answer.replace("avg", "max")).status == "wrong"
    assert made.judge(answer.replace("round(avg", "floor(avg")).status == "wrong"
