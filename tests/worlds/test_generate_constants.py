"""The constants of a query: which column is compared with what, and which numbers of rows it counts to."""

import pytest
from worlds_engine import read

from sqlgym.sql.constants import Constants

VALUES = {
    "a > 5": {".a number 5"},
    "5 < t.a": {"t.a number 5"},
    "x.a = -1.50": {"t.a number -1.5"},
    "a BETWEEN 1 AND 1e3": {".a number 1", ".a number 1000"},
    "a NOT IN (1, 2)": {".a number 1", ".a number 2"},
    "a IN [1, 2]": {".a number 1", ".a number 2"},
    "(a, b) = (1, 'x')": {".a number 1", ".b text x"},
    "a IS DISTINCT FROM 4": {".a number 4"},
    "CASE a WHEN 3 THEN 1 WHEN 4 THEN 2 END IS NULL": {".a number 3", ".a number 4"},
    "CASE WHEN a = 3 THEN 'x' END = 'y'": {".a number 3", ". text y"},
    "coalesce(b, 'none') = 'q'": {".b text none", ".b text q"},
    "nullif(a, 0) IS NULL": {".a number 0"},
    "a * 2 > 10": {".a number 5"},
    "100 - a < 30": {".a number 70"},
    "-a > 5": {".a number -5"},
    "CAST(a AS VARCHAR) = '9'": {".a text 9"},
    "a > (SELECT max(c) * 2 FROM u WHERE c < 7)": {".c number 7"},
    "3 = (SELECT max(c) FROM u)": {".c number 3"},
    "lower(b) = 'ann'": {".b text ann"},
    "length(b) > 5": {".b length 5"},
    "b LIKE 'A%_'": {".b like A%_"},
    "b NOT ILIKE '%b'": {".b ilike %b"},
    "b LIKE '5!%' ESCAPE '!'": {r".b like 5\%"},
    r"b LIKE 'a\b'": {r".b like a\\b"},
    "b GLOB 'a*?'": {".b like a%_"},
    "starts_with(b, '1%') AND contains(b, 'm')": {r".b like 1\%%", ".b like %m%"},
    "b SIMILAR TO '[a-z]+'": {".b regex ^(?:[a-z]+)$"},
    "d = DATE '2024-02-29'": {".d date 2024-02-29"},
    "d < '2024-01-31'::DATE + INTERVAL 1 MONTH": {".d date 2024-02-29"},
    "d >= '2024-01-31'": {".d text 2024-01-31"},
    "d + INTERVAL '3 days' > TIMESTAMP '2024-01-10 12:00'": {
        ".d interval 3",
        ".d timestamp 2024-01-07 12:00:00",
    },
    "d > DATE '2024-01-01' - 7": {".d date 2023-12-25"},
    "year(d) = 2023": {".d part ", ".d date 2023-01-15"},
    "extract(month FROM d) = 2": {".d part ", ".d date 2024-02-15"},
    "a IN (SELECT * FROM (VALUES (8)) AS v (y))": {". number 8"},
    "d > now() - INTERVAL 1 DAY": set(),
    "1 = 1": set(),
}


@pytest.mark.parametrize("condition", VALUES)
def test_condition_names_its_columns_and_constants(condition: str) -> None:
    found = read(f"SELECT 1 FROM t AS x JOIN t ON true WHERE {condition}").values
    assert {f"{one.table}.{one.column} {one.kind} {one.value}" for one in found} == VALUES[condition]


SIZES = {
    "SELECT a FROM t LIMIT 3": (3,),
    "SELECT a FROM t LIMIT 3 OFFSET 2": (2, 3, 5),
    "SELECT a FROM t GROUP BY a HAVING count(*) >= 4": (4,),
    "SELECT a FROM t GROUP BY a HAVING count(DISTINCT b) = 2": (2,),
    "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) <= 6": (6,),
    "SELECT * FROM (SELECT dense_rank() OVER (ORDER BY a) AS r FROM t) WHERE r = 3": (3,),
    "WITH c (n) AS (SELECT count(*) FROM t) SELECT * FROM c WHERE n BETWEEN 2 AND 5": (2, 5),
    "SELECT ntile(4) OVER (ORDER BY a), lag(a, 2) OVER (ORDER BY a) FROM t": (2, 4),
    "SELECT a FROM t WHERE (SELECT count(*) FROM u WHERE u.a < t.a) < 5": (5,),
    "SELECT max(a, 3)[2] FROM t": (2, 3),
    "SELECT a FROM t": (),
}


@pytest.mark.parametrize("query", SIZES)
def test_numbers_of_rows_are_found(query: str) -> None:
    assert read(query).sizes == SIZES[query]


def test_names_are_followed_through_subqueries_and_ctes() -> None:
    found = read("WITH c AS (SELECT avg(salary) AS mean FROM t) SELECT * FROM c AS z WHERE z.mean > 9").values
    assert {(one.table, one.column) for one in found} == {("", "salary"), ("", "mean")}


def test_a_name_that_a_table_gets_in_brackets_may_be_any_column() -> None:
    assert ("", "") in {
        (one.table, one.column) for one in read("SELECT 1 FROM t AS q (x) WHERE x = 3").values
    }


BRACKETS = {
    "FROM (SELECT x, y FROM t UNION SELECT z, w FROM t) AS q (a, b)": {"b", "y", "w"},
    "FROM (SELECT x, y FROM t) AS q (b)": {"b", "x"},
    "FROM (SELECT *, x FROM t) AS q (a, b)": {"b", "x", ""},
    "FROM (SELECT x, * FROM t) AS q (b)": {"b", "x"},
}


@pytest.mark.parametrize("source", BRACKETS)
def test_names_in_brackets_are_those_of_every_select_and_of_any_column_behind_a_star(source: str) -> None:
    found = read(f"SELECT 1 {source} WHERE b = 3").values
    assert {one.column for one in found} == BRACKETS[source]


def test_names_of_a_recursive_cte_are_those_of_both_its_parts() -> None:
    cte = "WITH RECURSIVE r (a, b) AS (SELECT x, y FROM t UNION ALL SELECT z, w FROM r)"
    assert {one.column for one in read(f"{cte} SELECT 1 FROM r WHERE b = 3").values} == {"b", "y", "w"}


def test_rows_of_unequal_width_are_not_compared_place_by_place() -> None:
    assert read("SELECT 1 FROM t WHERE (a, b) = (1, 2, 3)").values == ()


def test_constants_are_joined_and_subtracted_like_sets() -> None:
    reference, answer = (
        read("SELECT 1 FROM t WHERE a > 5 LIMIT 1"),
        read("SELECT 1 FROM t WHERE a > 6 LIMIT 1"),
    )
    assert [one.value for one in (reference | answer).values] == ["5", "6"]
    assert [one.value for one in (answer - reference).values] == ["6"]
    assert (answer - reference).sizes == ()
    assert not answer - answer
    assert reference | Constants() == reference


def test_a_hostile_query_is_read_in_no_time() -> None:
    chain = ", ".join(f"x{n} + x{n} AS x{n + 1}" for n in range(60))
    deep = "(" * 60 + "a" + " + 1)" * 60
    long = ", ".join(map(str, range(5000)))
    found = read(f"SELECT a AS x0, {chain} FROM t WHERE x60 > 5 AND {deep} > 3 AND a IN ({long})")
    assert 0 < len(found.values) <= 300
