"""Small databases on SQLite: what they hold, how a query is read by its tokens, and what they find."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from conftest import ROOT, Edge, checker
from sqlgym.course import Course
from sqlgym.engines.protocol import Unordered
from sqlgym.engines.sqlite.create import create_sql
from sqlgym.engines.sqlite.images import EMPTY, images, is_turned, stored
from sqlgym.engines.sqlite.order import keyed, with_ties_turned
from sqlgym.engines.sqlite.reading import compared, ordered
from sqlgym.engines.sqlite.select import Tokens
from sqlgym.result.cells import storable
from sqlgym.sandbox import Sandbox
from sqlgym.schema import Column, Table, family
from sqlgym.sql.tokens import TOKEN
from sqlgym.worlds.suite import contents, text
from sqlgym.worlds.world import World

CELLS: dict[str, Any] = {
    "INTEGER": 7,
    "HUGEINT": 2**70,
    "DECIMAL(10,2)": Decimal("7.00"),
    "DOUBLE": 0.1,
    "FLOAT": 2.5,
    "BOOLEAN": True,
    "VARCHAR": "it's",
    "DATE": date(2024, 2, 29),
    "TIME": time(8, 30),
    "TIMESTAMP": datetime(2024, 2, 29, 8, 30),
    "TIMESTAMP WITH TIME ZONE": datetime(2024, 2, 29, tzinfo=UTC),
    "INTERVAL": timedelta(1, 2, 3),
    "BLOB": b"\0\xff",
    "UUID": UUID(int=7),
    "ENUM('a', 'bc')": "bc",
    "UTINYINT": 3,
    "UBIGINT": 4,
}
ALL = Table("all", tuple(Column(f"c{place}", kind, True) for place, kind in enumerate(CELLS)))


def affinities(statements: list[str]) -> list[str]:
    """How SQLite keeps a text that is a whole number in each column of a table."""
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    names = [row[1] for row in connection.execute("PRAGMA table_info('all')")]
    connection.execute(f'INSERT INTO "all" VALUES ({", ".join(["?"] * len(names))})', ["7"] * len(names))
    found = connection.execute(
        f'SELECT {", ".join(f"typeof({name})" for name in names)} FROM "all"'
    ).fetchone()
    connection.close()
    return list(found)


def test_columns_keep_their_values_as_those_of_the_dataset_do() -> None:
    assert affinities(list(create_sql([ALL], constraints=False))) == affinities(
        list(create_sql([ALL], constraints=True))
    )


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_is_what_the_dataset_has(kind: str) -> None:
    cell = CELLS[kind]
    wanted = float(cell) if kind == "HUGEINT" else storable(cell)
    assert stored(text(cell), family(kind) or "") == wanted


def test_an_image_holds_one_world_and_is_turned_by_what_it_holds() -> None:
    table = Table("t", (Column("id", "INTEGER", False), Column("n", "INTEGER", True)), primary_key=("id",))
    worlds = {number: World("", {"t": tuple((one, None) for one in range(number))}) for number in range(20)}
    found, again = (images([table], contents([table], worlds, other)) for other in (False, True))
    connection = sqlite3.connect(":memory:")
    for number in worlds:
        connection.deserialize(found.get(number, found[EMPTY]))
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (number,)
    connection.close()
    turned = [number for number, image in found.items() if is_turned(image)]
    assert 0 < len(turned) < 19
    assert turned == [number for number, image in again.items() if is_turned(image)]


def test_a_query_of_no_table_has_worlds_too() -> None:
    assert images([], {}).keys() == {EMPTY}


COLUMNS = frozenset({"id", "name", "n", "d"})
KEYED = {
    "SELECT name FROM t ORDER BY n DESC LIMIT 1, 2": (
        "SELECT name, n AS sqlgym_key_0 FROM t ORDER BY n DESC ",
        (1,),
        1,
    ),
    "SELECT name FROM t WHERE name LIKE 'a%' ORDER BY 1 LIMIT 3 OFFSET 4": (
        "SELECT name FROM t WHERE name LIKE 'a%' ORDER BY 1 ",
        (0,),
        4,
    ),
    "SELECT d, count(*) k FROM t GROUP BY d ORDER BY k >= 2, d": (
        "SELECT d, count(*) k, (count(*)) >= 2 AS sqlgym_key_0 FROM t GROUP BY d ORDER BY k >= 2, d",
        (2, 0),
        0,
    ),
    "SELECT n IS DISTINCT FROM 1.5 AS k FROM t ORDER BY k": (
        "SELECT n IS DISTINCT FROM 1.5 AS k FROM t ORDER BY k",
        (0,),
        0,
    ),
    "SELECT name FROM t UNION SELECT d FROM t ORDER BY name LIMIT 2": (
        "SELECT name FROM t UNION SELECT d FROM t ORDER BY name ",
        (0,),
        0,
    ),
    "SELECT name FROM t ORDER BY name COLLATE NOCASE": (
        "SELECT name, lower(name) AS sqlgym_key_0 FROM t ORDER BY name COLLATE NOCASE",
        (1,),
        0,
    ),
    "SELECT DISTINCT name FROM t ORDER BY lower(name)": (
        "SELECT DISTINCT name, lower(name) AS sqlgym_key_0 FROM t ORDER BY lower(name)",
        (1,),
        0,
    ),
    "SELECT name FROM t LIMIT 2": ("SELECT name FROM t ", (), 0),
}


@pytest.mark.parametrize("sql", KEYED)
def test_a_keyed_query_is_written_in_sqlites_own_words(sql: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id, name, n, d)")
    found = keyed(sql, [one[0] for one in connection.execute(sql).description], COLUMNS)
    assert found is not None
    assert (found.sql, found.keys, found.offset) == KEYED[sql]
    connection.execute(found.sql)
    connection.close()


@pytest.mark.parametrize(
    ("sql", "names"),
    {
        "SELECT DISTINCT d FROM t ORDER BY n": ["d"],
        "SELECT DISTINCT n AS name FROM t ORDER BY lower(name)": ["name"],
        "SELECT DISTINCT a.d FROM t a, t b ORDER BY b.d": ["d"],
        "SELECT d FROM t ORDER BY d LIMIT 1 OFFSET (SELECT 1)": ["d"],
    }.items(),
)
def test_a_key_that_cannot_be_followed_is_said(sql: str, names: list[str]) -> None:
    with pytest.raises(Unordered, match="ORDER BY has"):
        keyed(sql, names, COLUMNS)


def tokens(sql: str) -> Tokens:
    """The tokens of a text."""
    return [token for token in TOKEN.finditer(sql) if token.lastgroup not in ("skip", "end")]


@pytest.mark.parametrize(
    ("sql", "matters"),
    {
        "SELECT max(n) FROM t WHERE n < (SELECT max(n) FROM t)": False,
        "SELECT name, max(n) FROM t": True,
        "SELECT d, sum(n) FROM t GROUP BY d HAVING count(*) > 1": False,
        "SELECT d, name, sum(n) FROM t GROUP BY d": True,
        "SELECT name FROM t WHERE n = (SELECT n FROM t)": True,
        "SELECT name FROM t WHERE n IN (SELECT n FROM t)": False,
        "SELECT name FROM t LIMIT 1": True,
        "SELECT group_concat(name) FROM t": True,
        "SELECT rank() OVER (ORDER BY n) FROM t": True,
    }.items(),
)
def test_the_order_of_rows_matters_where_some_are_picked(sql: str, matters: bool) -> None:
    assert ordered(tokens(sql)) == matters


def test_constants_are_patterns_numbers_with_places_and_rows_taken() -> None:
    sql = "SELECT 1 FROM t WHERE name GLOB 'a*' AND n > 1.5 LIMIT 3, 4"
    found = compared(tokens(sql), sql)
    assert {(one.column, one.kind, one.value) for one in found.values if one.column} == {
        ("name", "like", "a%"),
        ("n", "number", "1.5"),
    }
    assert found.sizes == (3, 4, 7)


@pytest.mark.parametrize(
    ("sql", "turned"),
    {
        "SELECT a FROM t": "SELECT a FROM t ORDER BY 1 DESC",
        "SELECT a FROM t ORDER BY b LIMIT 2; -- end": "SELECT a FROM t ORDER BY b, 1 DESC LIMIT 2; -- end",
        "SELECT a FROM t UNION SELECT b FROM t": "SELECT a FROM t UNION SELECT b FROM t ORDER BY 1 DESC",
        "SELECT a FROM (SELECT a FROM t ORDER BY b)": "SELECT a FROM (SELECT a FROM t ORDER BY b)",
        "VALUES (1)": "VALUES (1)",
    }.items(),
)
def test_rows_that_tie_come_the_other_way_round(sql: str, turned: str) -> None:
    assert with_ties_turned(sql, 1) == turned


SCHEMA = "CREATE TABLE s (id INTEGER PRIMARY KEY, name VARCHAR, age INTEGER);"
DATA = "INSERT INTO s VALUES (1, 'ann', 30), (2, 'Bob', 20), (3, 'cyd', 40);"
ON_SQLITE = 'engine = "sqlite"'


def test_a_mistake_that_the_dataset_does_not_show_is_shown_in_sqlites_words(
    edge: Callable[..., Edge],
) -> None:
    made = edge(SCHEMA, DATA, "SELECT id FROM s WHERE name LIKE 'a%' OR age IS NULL ORDER BY id", ON_SQLITE)
    assert (
        made.judge("SELECT id FROM s WHERE coalesce(age, 0) = 0 OR name LIKE 'a%' ORDER BY 1").status
        == "wrong"
    )
    verdict = made.judge("SELECT id FROM s WHERE name LIKE 'a%' ORDER BY id")
    assert verdict.status == "wrong"
    assert verdict.counterexample is not None
    assert verdict.counterexample.sql is not None
    connection = sqlite3.connect(":memory:")
    connection.executescript(verdict.counterexample.sql)  # it runs there as it is
    answer = verdict.counterexample.sql.rstrip().rstrip(";").rpartition(";")[2]
    assert tuple(connection.execute(answer).fetchall()) == verdict.counterexample.actual.rows
    connection.close()


def test_an_order_by_luck_is_no_order(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, "SELECT id FROM s ORDER BY id", ON_SQLITE)
    assert made.judge("SELECT id FROM s").status == "wrong"
    assert made.judge("SELECT rowid FROM s ORDER BY rowid").status == "correct"
    assert made.judge("SELECT value FROM s, json_each(json_array(s.id)) ORDER BY s.id").status == "correct"


def test_every_database_up_to_a_bound_is_tried(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, "SELECT max(age) FROM s", ON_SQLITE)
    assert "Agrees with the reference on all" in (made.judge("SELECT max(s.age) FROM s").bound or "")


def listing_sqlite() -> list[str]:
    """The built-in queries that may be asked for on SQLite."""
    course = Course(ROOT)
    found = (course.exercise(name) for name in course.names)
    return [one.name for one in found if one.kind == "query" and "sqlite" in one.settings.engines]


@pytest.mark.parametrize("name", listing_sqlite())
def test_kept_answers_are_judged_on_sqlite_as_on_duckdb(name: str, sandbox: Sandbox) -> None:
    found = checker(sandbox)
    found.engine = "sqlite"
    folder = ROOT / "exercises" / name
    for path in (folder / "reference.sql", *folder.glob("accepted/*.sql"), *folder.glob("wrong/*.sql")):
        status = found.check(path, name).status
        if path.parent.name == "wrong":
            assert status in ("wrong", "error"), path
        elif "Not on SQLite" not in path.read_text("utf-8"):
            assert status == "correct" or (status == "error" and path.parent.name == "accepted"), path


def test_worlds_are_aimed_at_a_query_of_sqlite_too(edge: Callable[..., Edge]) -> None:
    schema = "CREATE TABLE tree (node INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree (node));"
    first = "SELECT node FROM tree WHERE parent = 1 UNION ALL"
    step = "SELECT t.node FROM tree AS t JOIN d ON t.parent = d.node"
    chain = f"WITH RECURSIVE d AS ({first} {step}) SELECT node FROM d"
    found = edge(schema, "INSERT INTO tree VALUES (1, NULL);", chain, 'engine = "sqlite"\n')
    two = f"{first} SELECT b.node FROM tree AS a JOIN tree AS b ON b.parent = a.node WHERE a.parent = 1"
    assert found.judge(chain).status == "correct"
    assert found.judge(two).status == "wrong"
