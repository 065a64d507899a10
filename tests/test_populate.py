"""Recipes: what they may say, what comes out, and how mistakes are named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sqlgym.data.populate.recipe import Recipe, read, sizes
from sqlgym.data.populate.write import generate, insert
from sqlgym.engines.datasets import verify
from sqlgym.engines.duckdb.catalog import describe
from sqlgym.errors import CourseError
from sqlgym.schema import Column, ForeignKey, Table

SHOP = """
CREATE TABLE Products (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, price DECIMAL(8, 2) CHECK (price > 0));
CREATE TABLE Sales (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES Products (id), sold DATE NOT NULL);
"""

Query = Callable[[str], list[Any]]
"""One value of each row that a query returns."""


def tables_of(schema: str) -> tuple[Table, ...]:
    with duckdb.connect() as connection:
        connection.execute(schema)
        return describe(connection)


def filled(schema: str | tuple[Table, ...], recipe: str | None, path: Path, **options: Any) -> Query:
    """Fill a schema by a recipe, check it and return how to query it."""
    tables = tables_of(schema) if isinstance(schema, str) else schema
    place = path / "data.toml"
    place.write_text(recipe or "")
    connection = duckdb.connect()
    generate(connection, tables, read(place, tables) if recipe else Recipe(), "data.toml", **options)
    verify(connection, tables, "data.toml")
    return lambda sql: [row[0] if len(row) == 1 else row for row in connection.execute(sql).fetchall()]


def columns(table: str, settings: str, rows: int = 100) -> str:
    return f"[tables.{table}]\nrows = {rows}\n[tables.{table}.columns]\n{settings}\n"


# What comes out.


def test_without_a_recipe_200_rows_a_table_in_shuffled_key_order(tmp_path: Path) -> None:
    query = filled(SHOP, None, tmp_path)
    keys = query("SELECT id FROM Products")
    assert sorted(keys) == list(range(1, 201))
    assert keys != sorted(keys)
    assert query("SELECT count(*) FROM Sales WHERE product_id IS NOT NULL")[0] in range(150, 200)


def test_every_type_is_inferred(tmp_path: Path) -> None:
    query = filled(
        """CREATE TABLE t (a TINYINT NOT NULL, e HUGEINT NOT NULL, h DECIMAL(18, 17) NOT NULL, i FLOAT NOT NULL,
        l BOOLEAN NOT NULL, m DATE NOT NULL, n TIME NOT NULL, o TIMESTAMP NOT NULL, q BLOB NOT NULL,
        p TIMESTAMP WITH TIME ZONE NOT NULL, r UUID PRIMARY KEY, s INTERVAL NOT NULL, k VARCHAR UNIQUE,
        u ENUM('x', 'y') NOT NULL, v TIMESTAMP_S NOT NULL)""",
        None,
        tmp_path,
    )
    assert query("SELECT count(*) FROM t") == [200]
    assert set(query("SELECT u::VARCHAR FROM t")) == {"x", "y"}
    assert set(query("SELECT l FROM t")) == {True, False}


def test_plain_checks_bound_what_is_inferred(tmp_path: Path) -> None:
    query = filled(
        """CREATE TABLE t (status VARCHAR NOT NULL CHECK (status IN ('open', 'it''s shut')),
        age INTEGER CHECK (age >= 90 AND age < 93), share DECIMAL(3, 2) CHECK (share BETWEEN 0.25 AND 0.75),
        since DATE CHECK (since > '2030-01-01'))""",
        None,
        tmp_path,
    )
    assert set(query("SELECT status FROM t")) == {"open", "it's shut"}
    assert set(query("SELECT age FROM t WHERE age IS NOT NULL")) == {90, 91, 92}


def test_same_seed_same_rows_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (filled(SHOP, None, tmp_path, seed=seed) for seed in (1, 1, 2))
    everything = "FROM Sales JOIN Products ON Products.id = product_id"
    assert first(everything) == again(everything) != other(everything)


def test_rows_do_not_depend_on_the_number_of_threads(tmp_path: Path) -> None:
    tables, results = tables_of(SHOP), []
    for threads in (1, 4):
        with duckdb.connect(config={"threads": threads}) as connection:
            generate(connection, tables, Recipe(), "data.toml", rows=300_000)
            results.append(connection.execute("SELECT id, product_id, sold FROM Sales").fetchall())
    assert results[0] == results[1]


def test_sources_of_values(tmp_path: Path) -> None:
    query = filled(
        "CREATE TABLE t (a VARCHAR, b VARCHAR, c INTEGER, d DECIMAL(6, 2), e DATE, f VARCHAR)",
        columns(
            "t",
            """
            a = { faker = "bothify", args = { text = "##-??" }, pool = 5 }
            b = { pattern = "code-{n:04}" }
            c = { start = 10 }
            d = { min = 1.5, max = 3, step = 0.25 }
            e = { min = 2024-01-01, max = 2024-01-31, step = 7 }
            f = { values = ["x", "y"], weights = [9, 1] }""",
            1000,
        ),
        tmp_path,
    )
    assert len(query("SELECT DISTINCT a FROM t")) == 5
    assert query("SELECT b FROM t LIMIT 1") == ["code-0001"]
    assert query("SELECT (min(c), max(c)) FROM t") == [(10, 1009)]
    assert [float(cell) for cell in query("SELECT DISTINCT d FROM t ORDER BY 1")] == [
        1.5 + n / 4 for n in range(7)
    ]
    assert [day.day for day in query("SELECT DISTINCT e FROM t ORDER BY 1")] == [1, 8, 15, 22, 29]
    assert query("SELECT count(*) FROM t WHERE f = 'y'")[0] in range(60, 140)


def test_share_of_nulls_skew_and_cycle(tmp_path: Path) -> None:
    query = filled(
        "CREATE TABLE t (a INTEGER, b INTEGER, c VARCHAR)",
        columns(
            "t",
            """
            a = { min = 1, max = 100, nulls = 0.25 }
            b = { min = 1, max = 100, skew = 2 }
            c = { values = ["p", "q", "r"], cycle = true }""",
            2000,
        ),
        tmp_path,
    )
    assert query("SELECT count(*) FROM t WHERE a IS NULL")[0] in range(430, 570)
    assert query("SELECT count(*) FROM t WHERE b <= 50")[0] > 1400
    assert query("SELECT c FROM t LIMIT 4") == ["p", "q", "r", "p"]


def test_unique_values_never_repeat(tmp_path: Path) -> None:
    settings = """
        a = { faker = "first_name", unique = true }
        b = { min = 1, max = 100, unique = true }"""
    query = filled("CREATE TABLE t (a VARCHAR, b INTEGER)", columns("t", settings), tmp_path)
    assert query("SELECT (count(DISTINCT a), count(DISTINCT b)) FROM t") == [(100, 100)]


def test_planted_rows_override_by_key_and_others_fit_inside_the_count(tmp_path: Path) -> None:
    recipe = """
        [tables.Products]
        rows = 10
        planted = [{ values = { id = 3, name = "Lamp" }, nulls = ["price"] }, { values = { id = 99 } }]"""
    query = filled(SHOP, recipe, tmp_path)
    assert query("SELECT id FROM Products ORDER BY id") == [*range(1, 10), 99]
    assert query("SELECT (name, price) FROM Products WHERE id = 3") == [("Lamp", None)]
    assert 99 in query("SELECT product_id FROM Sales")


def test_planted_rows_of_a_table_without_key_may_be_equal(tmp_path: Path) -> None:
    recipe = '[tables.t]\nrows = 5\nplanted = [{ values = { a = "x" } }, { values = { a = "x" } }]'
    query = filled("CREATE TABLE t (a VARCHAR)", recipe, tmp_path)
    assert query("SELECT count(*) FROM t WHERE a = 'x'") == [2]


def test_never_exactly_and_at_least_hold(tmp_path: Path) -> None:
    recipe = """
        [tables.Sales]
        planted = [{ values = { id = 7, product_id = 5 } }]
        [tables.Sales.columns]
        product_id = { never = [1, 200], exactly = { 5 = 2, 6 = 1 }, at_least = { 8 = 20 } }"""
    query = filled(SHOP, recipe, tmp_path)
    counts = dict(query("SELECT product_id, count(*) FROM Sales GROUP BY product_id"))
    assert [counts.get(number, 0) for number in (1, 200, 5, 6)] == [0, 0, 2, 1]
    assert counts[8] >= 20


def test_composite_key_takes_different_pairs(tmp_path: Path) -> None:
    schema = """
        CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY);
        CREATE TABLE ab (a INTEGER REFERENCES a (id), b INTEGER REFERENCES b (id), PRIMARY KEY (a, b));
        CREATE TABLE c (a INTEGER, b INTEGER, FOREIGN KEY (a, b) REFERENCES ab (a, b))"""
    recipe = "[tables.a]\nrows = 12\n[tables.b]\nrows = 10\n[tables.ab]\nrows = 119\n[tables.c]\nrows = 50"
    query = filled(schema, recipe, tmp_path)
    assert query("SELECT count(*) FROM c WHERE a IS NOT NULL")[0] > 30


def test_reference_to_its_own_table_is_to_an_earlier_row(tmp_path: Path) -> None:
    schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES t (id))"
    query = filled(schema, "[tables.t]\n[tables.t.columns.boss]\nnever = [1]", tmp_path)
    assert query("SELECT id FROM t WHERE boss IS NULL") == [1, 2]
    assert query("SELECT count(*) FROM t WHERE boss >= id OR boss = 1") == [0]


def test_one_to_one_and_circular_references_are_filled(tmp_path: Path) -> None:
    one = Table(
        "one",
        (Column("id", "INTEGER", nullable=False), Column("two", "INTEGER")),
        ("id",),
        foreign_keys=(ForeignKey(("two",), "two", ("id",)),),
    )
    two = Table(
        "two",
        (Column("id", "INTEGER", nullable=False),),
        ("id",),
        foreign_keys=(ForeignKey(("id",), "one", ("id",)),),
    )
    query = filled((one, two), None, tmp_path)
    assert query("SELECT count(*) FROM one JOIN two ON one.two = two.id")[0] > 150


def test_rows_scale_in_proportion_and_never_below_the_recipe(tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text(
        'scale = "Sales"\n[tables.Products]\nrows = 50\n[tables.Sales]\nrows = 100'
    )
    tables = tables_of(SHOP)
    recipe = read(tmp_path / "data.toml", tables)
    assert sizes(recipe, tables, 1000) == {"Products": 500, "Sales": 1000}
    assert sizes(recipe, tables, 10) == {"Products": 50, "Sales": 10}


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    filled(SHOP, None, tmp_path, progress=lambda *news: told.append(news))
    assert told == [(200, 400, "filling Products"), (400, 400, "filling Sales")]


def test_rows_from_elsewhere_are_loaded_as_they_are() -> None:
    tables = tables_of("CREATE TABLE t (a DECIMAL(6, 2), b DATE, c BLOB, d UUID, e BOOLEAN, f INTERVAL)")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE s AS SELECT 1.5, DATE '2024-02-29', 'x'::BLOB, uuid(), true, to_days(3)"
        )
        rows = [*connection.execute("FROM s").fetchall(), (None,) * 6]
        assert insert(connection, tables, {"t": rows}) == {"t": 2}
        assert connection.execute("FROM t").fetchall() == rows


# Constraints that do not hold.


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(1, None, 2, 1)], "t, row with id = 1: name is NULL, but is NOT NULL"),
        ([(1, "a", 2, None), (1, "b", 2, None)], "t: 2 rows have id = 1, but id is the primary key"),
        ([(1, "a", 2, None), (2, "a", 2, None)], "t: 2 rows have name = a, but name is UNIQUE"),
        ([(1, "a", -2, None)], "t, row with id = 1: CHECK (amount > 0) is not true"),
        ([(1, "a", 2, 7)], "t, row with id = 1: parent refers to a row that t does not have"),
        ([(1, "a", None, 2), (2, "b", 1, None)], None),
    ],
)
def test_violation_names_table_and_row(rows: list[tuple[Any, ...]], message: str | None) -> None:
    tables = tables_of(
        """CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE,
        amount INTEGER CHECK (amount > 0), parent INTEGER REFERENCES t (id))"""
    )
    with duckdb.connect() as connection:
        insert(connection, tables, {"t": rows})
        if message is None:
            verify(connection, tables, "data.sql")
        else:
            with pytest.raises(CourseError) as caught:
                verify(connection, tables, "data.sql")
            assert str(caught.value) == f"data.sql: {message}"


def test_duplicate_of_a_composite_or_far_spread_key_is_found() -> None:
    tables = tables_of("CREATE TABLE t (a BIGINT UNIQUE, b INTEGER, c VARCHAR, PRIMARY KEY (b, c))")
    with duckdb.connect() as connection:
        insert(connection, tables, {"t": [(-(2**63), 1, "x"), (2**63 - 1, 1, "x")]})
        with pytest.raises(CourseError, match="2 rows have b = 1, c = x, but b, c is the primary key"):
            verify(connection, tables, "data.sql")
        connection.execute("UPDATE t SET a = 5, c = a::VARCHAR")
        with pytest.raises(CourseError, match="2 rows have a = 5, but a is UNIQUE"):
            verify(connection, tables, "data.sql")


# Mistakes in a recipe.

MISTAKES = {
    'skale = "t"': "skale: there is no such key, did you mean “scale”?",
    'scale = "sails"': "scale: no table is called sails, did you mean “Sales”?",
    'locale = "en_UK"\n[tables.Sales.columns]\nid = { faker = "pyint" }': "locale: Faker has no locale en_UK, did",
    "tables = 5": "tables: expected settings, got 5",
    "[tables.Product]": "tables.Product: no table is called Product, did you mean “Products”?",
    "[tables.Sales]\nrow = 5": "tables.Sales.row: there is no such key, did you mean “rows”?",
    "[tables.Sales]\nrows = 'x'": "tables.Sales.rows: expected a whole number, got text",
    "[tables.Sales]\nrows = 0": "tables.Sales.rows: expected a whole number >= 1",
    "[tables.Sales]\nplanted = [{ nulls = ['sould'] }]": "planted[1]: no column is called sould, did you mean “sold”?",
    "[tables.Sales]\nplanted = [{ values = { id = [1] } }]": "planted[1].values.id: expected one value",
    "[tables.Sales]\nplanted = [{ values = { id = 'x' } }]": "tables.Sales.columns.id: 'x' is no INTEGER",
    "[tables.Sales]\nplanted = [{ values = { id = 1 } }, { values = { id = 1 } }]": "two rows have the same id",
    "[tables.Sales]\nrows = 1\nplanted = [{}, {}]": "2 rows are planted, but the table has only 1",
    "[tables.Sales.columns]\nsolt = {}": "columns.solt: no column of Sales is called solt, did you mean “sold”?",
    "[tables.Sales.columns]\nsold = { mim = 1 }": "columns.sold.mim: there is no such key, did you mean “min”?",
    "[tables.Sales.columns]\nsold = { nulls = 0.5 }": "nulls is set, but the column is NOT NULL",
    "[tables.Sales.columns]\nsold = { min = 2024-01-01 }": "max is missing; a range needs both",
    "[tables.Sales.columns]\nsold = { min = 2024-01-02, max = 2024-01-01 }": "is greater than max 2024-01-01",
    "[tables.Sales.columns]\nsold = { min = 1, max = 2 }": "expected a date such as 2024-12-31, got 1",
    "[tables.Sales.columns]\nsold = { values = ['no day'] }": "not all of its values are DATE",
    "[tables.Sales.columns]\nproduct_id = { faker = 'pyint' }": "faker cannot fill a foreign key",
    "[tables.Sales.columns]\nproduct_id = { never = [999] }": "Products has no row with id 999",
    "[tables.Sales.columns]\nproduct_id = { exactly = { 1 = 500 } }": "ask for more rows than there are (200)",
    "[tables.Sales.columns]\nproduct_id = { unique = true }\n[tables.Products]\nrows = 9": "only 9",
    "[tables.Products.columns]\nname = { never = [1] }": "never is for foreign keys, and this column is none",
    "[tables.Products.columns]\nname = { faker = 'nmae' }": "no provider nmae, did you mean “name”?",
    "[tables.Products.columns]\nname = { faker = 'seed_instance' }": "Faker has no provider seed_instance",
    "[tables.Products.columns]\nname = { faker = 'name', args = { x = 1 } }": "name does not take them",
    "[tables.Products.columns]\nname = { faker = 'pylist' }": "pylist gives a list, a column needs",
    "[tables.Products.columns]\nname = { faker = 'date_this_year' }": "changes with today's date",
    "[tables.Products.columns]\nname = { faker = 'name', pattern = '{n}' }": "two sources of values; keep one",
    "[tables.Products.columns]\nname = { faker = 'boolean', unique = true }": "200 different values are needed",
    "[tables.Products.columns]\nname = { values = ['a'], unique = true }": "values are needed, but there are only 1",
    "[tables.Products.columns]\nname = { values = ['a'], weights = [1, 2] }": "1 values but 2 weights",
    "[tables.Products.columns]\nname = { weights = [1] }": "weights is for values, which is not set",
    "[tables.Products.columns]\nname = { pattern = 'same' }": "'same' holds no {n}, the number of the row",
    "[tables.Products.columns]\nname = { min = 1, max = 2 }": "need a number, date or time, not VARCHAR",
    "[tables.Products.columns]\nprice = { min = 0.001, max = 2 }": "0.001 does not fit the column, which takes",
    "[tables.Products.columns]\nprice = { min = -5, max = -1 }": "CHECK (price > 0) is not true",
}


@pytest.mark.parametrize("recipe", MISTAKES)
def test_mistake_is_named_with_its_place(recipe: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        filled(SHOP, recipe, tmp_path)
    assert MISTAKES[recipe] in str(caught.value)
    assert "data.toml: " in str(caught.value)


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"data\.toml:2: not valid TOML: "):
        filled(SHOP, "scale = 'Sales'\nrows = = 5", tmp_path)
