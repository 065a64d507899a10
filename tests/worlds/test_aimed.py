"""Values and worlds aimed at the queries: each rule tells the mistake that it is for, by what it gives alone."""

import re
from decimal import Decimal
from time import process_time

import duckdb
import pytest
from worlds_engine import Arena, described, read

from sqlgym.result import Cell
from sqlgym.schema import Table
from sqlgym.worlds.aimed_shapes import aimed, packs, sized, turn
from sqlgym.worlds.conversion import fit_all
from sqlgym.worlds.generate import generate
from sqlgym.worlds.neighbours import registry
from sqlgym.worlds.neighbours.expressions import texts, tree
from sqlgym.worlds.neighbours.matching import Matcher
from sqlgym.worlds.outline import Outline, outlined
from sqlgym.worlds.rng import Random
from sqlgym.worlds.rows import fill
from sqlgym.worlds.shapes import Shape

Mistake = tuple[str, str, str, str]
"""A rule, a column's type, the right condition and the mistaken one."""

YEARS = "other years and leap days"

MISTAKES: list[Mistake] = [
    ("halves beside a number", "DECIMAL(7,1)", "a >= 100", "a > 99"),
    ("halves beside a number", "DECIMAL(5,2)", "a > 10 AND a < 20", "a BETWEEN 11 AND 19"),
    ("halves beside a number", "DOUBLE", "a >= 100", "round(a) >= 100"),
    ("halves beside a number", "DOUBLE", "a >= 100", "ceil(a) >= 100"),
    ("the smallest step beside a number", "DECIMAL(5,2)", "a > 10", "a >= 10.02"),
    ("the smallest step beside a number", "DECIMAL(5,2)", "a > 10", "round(a, 1) > 10"),
    ("digits that rounding loses", "DECIMAL(5,2)", "a >= 10", "round(a, 1) >= 10"),
    ("digits that rounding loses", "DECIMAL(6,3)", "a > 10", "trunc(a * 100) / 100 > 10"),
    ("texts of a regular expression", "VARCHAR", "a ~ '[A-Z]{2}\\d+'", "a ~ '[A-Z]+\\d+'"),
    ("texts of a regular expression", "VARCHAR", "a ~ '[A-Z]+'", "a ~ '[A-Za-z]+'"),
    ("texts of a regular expression", "VARCHAR", "a ~ '[A-Za-z]{2}'", "a ~ '[A-Z]{2}|[a-z]{2}'"),
    ("texts of a regular expression", "VARCHAR", "regexp_matches(a, '^ab/')", "regexp_matches(a, 'ab/')"),
    ("texts of a regular expression", "VARCHAR", "regexp_matches(a, 'ab/$')", "regexp_matches(a, 'ab/')"),
    ("texts of a regular expression", "VARCHAR", "a ~ 'a/b'", "a ~ 'a[/]+b'"),
    ("texts of a regular expression", "VARCHAR", "regexp_matches(a, '\\bto\\b')", "concat(' ', a, ' ') LIKE '% to %'"),
    ("texts of a regular expression", "VARCHAR", "a ~ 'cat|dog'", "a ~ 'cat'"),
    ("texts of a regular expression", "VARCHAR", "a ~ 'x{2,4}'", "a ~ 'x{2,}'"),
    ("texts of a regular expression", "VARCHAR", "a ~ 'a.c'", "a ~ 'a\\wc'"),
    ("texts of a LIKE pattern", "VARCHAR", "a LIKE 'A_'", "a LIKE 'A%'"),
    ("texts of a LIKE pattern", "VARCHAR", "a LIKE 'A_'", "starts_with(a, 'A') AND strlen(a) = 2"),
    ("texts of a LIKE pattern", "VARCHAR", "a LIKE '%ab%cd%'", "a LIKE '%AB%CD%'"),
    ("a text inside another", "VARCHAR", "replace(a, '-', '') = '-'", "a = '--'"),
    ("a text inside another", "VARCHAR", "split_part(a, '-', 2) = ''", "strpos(a, '-') = 0"),
    ("a text inside another", "VARCHAR", "a = 'no'", "strpos(a, 'no') > 0"),
    ("ends of months", "DATE", "a < DATE '2024-03-15'", "month(a) < 3"),
    ("ends of months", "DATE", "a >= DATE '2024-03-31'", "last_day(a) >= DATE '2024-03-31'"),
    ("other years and leap days", "DATE", "a = DATE '2023-05-06'", "strftime(a, '%m-%d') = '05-06'"),
    ("other years and leap days", "DATE", "a < DATE '2024-03-01'", "dayofyear(a) < 60"),
    ("midnights", "TIMESTAMP", "a <= TIMESTAMP '2024-03-15'", "a::DATE <= DATE '2024-03-15'"),
    ("midnights", "TIMESTAMP", "a < TIMESTAMP '2024-03-15'", "a < TIMESTAMP '2024-03-14 12:00:00'"),
    ("midnights", "TIMESTAMP", "a < TIMESTAMP '2024-04-01'", "a <= TIMESTAMP '2024-03-31 23:59:59'"),
    (YEARS, "DATE", "date_sub('year', a, '2024-06-15') > 19", "(DATE '2024-06-15' - a) // 365 > 19"),
    (YEARS, "DATE", "date_sub('year', a, '2024-06-15') > 0", "date_diff('month', a, '2024-06-15') > 11"),
    ("days apart", "DATE", "a - 30 > DATE '2024-01-15'", "a - 30 >= DATE '2024-01-15'"),
    ("days apart", "DATE", "a - INTERVAL 6 DAYS <= DATE '2024-01-15'", "a - INTERVAL 7 DAYS <= DATE '2024-01-15'"),
    ("days apart", "TIMESTAMP", "a - to_hours(2) > '2024-01-15 10:00'", "a - to_hours(2) >= '2024-01-15 10:00'"),
    ("parts of a day", "DATE", "dayofweek(a) IN (0, 6)", "dayofweek(a) IN (6, 7)"),
    ("parts of a day", "DATE", "quarter(a) = 3", "month(a) // 4 + 1 = 3"),
    ("parts of a day", "TIMESTAMP", "hour(a) >= 12", "hour(a) > 12"),
    ("multiples of a divisor", "INTEGER", "a % 2 <> 0", "a % 2 = 1"),
    ("multiples of a divisor", "INTEGER", "a // 10 < 0", "floor(a / 10) < 0"),
    ("multiples of a divisor", "INTEGER", "a // 10 = 1", "round(a / 10) = 1"),
    ("multiples of a divisor", "DECIMAL(8,2)", "round(a / 3, 1) > 0", "round(round(a / 3, 2), 1) > 0"),
    ("no number", "DOUBLE", "NOT isnan(a)", "isfinite(a)"),
    ("no number", "DOUBLE", "a <> 'nan'::DOUBLE", "a IS NOT NULL"),
]  # fmt: skip


def given(type: str, name: str, *conditions: str) -> list[Cell]:  # noqa: A002
    """What one rule aims at a column that a query compares so."""
    constants = read(*(f"SELECT 1 FROM t WHERE {one}" for one in conditions)).values
    (rule,) = [rule for rule in registry.RULES if rule.name == name]
    return fit_all(type, [value for one in constants for value in rule.values(type, one)])


def given_all(type: str, *conditions: str) -> list[Cell]:  # noqa: A002
    """What all rules together aim at a column that queries compare so."""
    whole = [re.sub(r"a ~ ('[^']*')", r"regexp_full_match(a, \1)", one) for one in conditions]
    return registry.around(type, read(*(f"SELECT 1 FROM t WHERE {one}" for one in whole)).values)


def told(type: str, cells: list[Cell], right: str, mistaken: str) -> list[Cell]:  # noqa: A002
    """Those of the cells on which two conditions differ."""
    right, mistaken = (
        re.sub(r"a ~ ('[^']*')", r"regexp_full_match(a, \1)", one) for one in (right, mistaken)
    )
    query = f"SELECT a FROM (SELECT unnest(?::{type}[]) AS a) WHERE ({right}) IS DISTINCT FROM ({mistaken})"
    with duckdb.connect() as connection:
        return [row[0] for row in connection.execute(query, [cells]).fetchall()]


@pytest.mark.parametrize(("rule", "type", "right", "mistaken"), MISTAKES)
def test_each_rule_alone_tells_the_mistake_it_is_for(rule: str, type: str, right: str, mistaken: str) -> None:  # noqa: A002
    conditions = [re.sub(r"a ~ ('[^']*')", r"regexp_full_match(a, \1)", one) for one in (right, mistaken)]
    assert told(type, given(type, rule, *conditions), right, mistaken)


def test_every_rule_has_its_mistakes() -> None:
    assert {rule for rule, *_ in MISTAKES} == {rule.name for rule in registry.RULES}


def test_two_patterns_are_tried_on_texts_that_only_one_of_them_matches() -> None:
    found = given_all(
        "VARCHAR", "a ~ '[a-zA-Z][a-zA-Z0-9_.-]*@ours\\.org'", "a ~ '[a-zA-Z][\\w.]*@ours\\.org'"
    )
    assert [text for text in found[:3] if "-@" in str(text)]


@pytest.mark.parametrize(
    "cut", ["substr(a, 2, 20)", "left(a, 21)", "right(a, 21)", "substring(a FROM 2 FOR 20)"]
)
def test_a_text_is_longer_than_where_it_is_cut(cut: str) -> None:
    found = outlines("CREATE TABLE t (a VARCHAR)", f"SELECT {cut} FROM t")[0].pools[0]
    assert max(len(str(cell)) for cell in found.special) > 21


def test_what_only_stands_in_for_a_missing_value_is_put_into_no_column() -> None:
    reference = read("SELECT 1 FROM t WHERE a IS NULL AND b > 4")
    sentinels = [
        "SELECT 1 FROM t WHERE coalesce(a, -77) = b",
        "SELECT 1 FROM t WHERE ifnull(a, -77) <> b",
        "SELECT nullif(a, -77) FROM t",
        "SELECT lag(a, 1, -77) OVER (ORDER BY b) FROM t",
    ]
    for sql in sentinels:
        assert {one.value for one in read(sql).beside(reference).values} == set(), sql
    asked = read("SELECT 1 FROM t WHERE coalesce(a, -77) <> -77")
    assert asked.beside(reference).values
    assert read(sentinels[0]).beside(asked).values


def test_rows_are_counted_by_the_place_of_lag_and_by_the_ends_of_a_frame() -> None:
    assert read("SELECT lag(a, 2, 100) OVER (ORDER BY b) FROM t").sizes == (2,)
    frame = "ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING"
    assert read(f"SELECT sum(a) OVER (ORDER BY b {frame}) FROM t").sizes == (1, 3)


PATTERNS = [
    "^[A-Z]{2}[0-9]+/[a-z]+$",
    r"\d{2}-([A-Z]{2}|[a-z]{2})",
    r"\balto\b",
    "[^aeiou]{3}x?",
    "(?i)ab*c",
    "a.?c|$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_texts_match_and_miss_in_turn_as_judged(pattern: str) -> None:
    found, matcher = texts(pattern), Matcher(tree(pattern), "(?i)" in pattern)
    judged = [matcher.matches(text) for text in found]
    assert judged == [re.search(pattern, text) is not None for text in found]
    assert len(found) > 10
    assert pattern.endswith("|$") or set(judged[:2]) == {True, False}


SLOW = [
    "(a+)+$",
    "(" * 60 + "a" + "*)" * 60,
    "(" * 40 + "a" + "{20})" * 40,
    "(?:" * 30 + "a?b?" + ")*" * 30,
    "x{65000}{65000}",
    "(" * 90,
    "[[:alpha:]&&[a]]",
    "a" * 100_000,
    r"(a)\1(?=b)",
]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_written_to_be_slow_comes_to_an_end(pattern: str) -> None:
    began = process_time()
    assert all(len(text) <= 60 for text in texts(pattern))
    assert process_time() - began < 1


def test_a_posix_class_is_read() -> None:
    found = texts("^[[:upper:]][[:digit:]]$")
    assert "A0" in found
    assert "a0" in found


def outlines(sql: str, *queries: str) -> tuple[Outline, ...]:
    return outlined(described(sql), read(*queries), cycles=False)


LOADS = "CREATE TABLE loads (id INTEGER PRIMARY KEY, boat VARCHAR, weight DECIMAL(7,1) NOT NULL CHECK (weight > 0))"


def test_aimed_values_fit_their_column_and_keep_its_checks() -> None:
    weights = outlines(LOADS, "SELECT 1 FROM loads WHERE weight > 0.3")[0].pools[2]
    assert Decimal("0.8") in weights.aimed
    assert all(isinstance(cell, Decimal) and cell > 0 for cell in weights.aimed)
    assert weights.exact == (Decimal("0.3"),)


def test_a_pack_has_each_value_in_a_row_of_its_own() -> None:
    found = outlines(LOADS, "SELECT 1 FROM loads WHERE weight > 100")
    pack = packs(found)[0]
    shape = aimed(found, [pack], (), 1, Random("1"))
    (rows,) = fill(found, shape, Random("1"))
    assert [row[pack.place] for row in rows] == list(pack.cells)
    assert (pack.table, pack.place, shape.packed) == (0, 2, pack)


def test_rows_beside_the_first_have_one_thing_changed() -> None:
    found = outlines(LOADS, "SELECT 1 FROM loads WHERE weight > 100 AND boat = 'Inge'")
    for seed in range(20):
        rng = Random(str(seed))
        (rows,) = fill(found, Shape("", (4,), beside=True), rng)
        assert (len(rows), rows[0][1]) == (4, "Inge")
        assert all(
            sum(one != other for one, other in zip(rows[0][1:], row[1:], strict=True)) <= 1 for row in rows
        )


SANG = """
    CREATE TABLE singers (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, born INTEGER);
    CREATE TABLE concerts (id INTEGER PRIMARY KEY);
    CREATE TABLE sang (concert INTEGER NOT NULL REFERENCES concerts, singer INTEGER NOT NULL REFERENCES singers);
"""


def test_a_table_between_two_others_pairs_their_rows() -> None:
    found = outlines(SANG)
    sang = next(n for n, one in enumerate(found) if one.table.name == "sang")
    shape = Shape("", tuple(6 if n == sang else 3 for n in range(3)), paired=True)
    rows = fill(found, shape, Random("0"))[sang]
    assert len({tuple(row) for row in rows}) == 6
    assert sorted(len({row[place] for row in rows}) for place in (0, 1)) == [2, 3]


def test_a_table_has_as_many_rows_as_a_query_counts_to() -> None:
    found = outlines(LOADS, "SELECT 1 FROM loads LIMIT 5")
    sizes = [len(fill(found, sized(found, (6, 5, 4), number), Random("0"))[0]) for number in range(3)]
    assert sizes == [6, 5, 4]


def test_some_of_the_worlds_are_aimed_and_the_others_are_not() -> None:
    assert [turn(number) for number in range(9)] == [None, None, None, 0, None, None, None, 1, None]


@pytest.fixture(scope="module")
def choir() -> tuple[Arena, tuple[Table, ...]]:
    tables = described(SANG)
    return Arena(tables, generate(tables, read(KNOWN.format("")), 300, "choir")), tables


KNOWN = """
    SELECT DISTINCT p.id FROM singers AS p JOIN sang AS s ON s.singer = p.id
    WHERE s.concert IN (SELECT g.concert FROM sang AS g JOIN singers AS q ON q.id = g.singer
        WHERE q.name = 'Ilse' AND q.born = 1961) {}
"""
RIGHT = "AND (p.name <> 'Ilse' OR p.born IS DISTINCT FROM 1961)"


@pytest.mark.parametrize(
    "mistaken", ["AND p.name <> 'Ilse'", "AND NOT (p.name = 'Ilse' AND p.born = 1961)", ""]
)
def test_one_condition_is_broken_beside_rows_that_keep_all(
    choir: tuple[Arena, object], mistaken: str
) -> None:
    assert choir[0].told_apart(KNOWN.format(RIGHT), KNOWN.format(mistaken)) is not None


def test_a_default_of_the_answer_alone_is_outlived_by_days_long_before() -> None:
    tables = described("CREATE TABLE floods (river VARCHAR, day DATE, PRIMARY KEY (river, day))")
    query = """SELECT river, day FROM (SELECT river, day, lag(day{}) OVER (PARTITION BY river ORDER BY day) AS d
        FROM floods) AS f WHERE day - d > 30{}"""
    reference, answer = query.format("", " OR d IS NULL"), query.format(", 1, DATE '1955-01-01'", "")
    assert Arena(tables, generate(tables, read(reference), 150, 0)).told_apart(reference, answer) is not None
