"""A counterexample is a database of its schema, shows the mistake that is named, and shows it by rows."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, Edge, checker, of_kind
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Counterexample, Verdict


def shown(verdict: Verdict) -> Counterexample:
    """The counterexample of a verdict, which must be wrong."""
    assert verdict.status == "wrong", verdict
    assert verdict.counterexample is not None, verdict
    return verdict.counterexample


def returned(sql: str) -> list[tuple[object, ...]]:
    """What the last statement of a saved counterexample returns, in an empty database with all constraints."""
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


TYPES = {
    "DECIMAL(3,1)": ("1.5", "2.5"),
    "DECIMAL(4,2)": ("1.5", "2.25"),
    "TINYINT": ("1", "2"),
    "UTINYINT": ("1", "2"),
    "FLOAT": ("1.5", "2.5"),
    "ENUM('red', 'green')": ("'red'", "'green'"),
    "VARCHAR": ("'x'", "'y'"),
    "DATE": ("'2024-01-01'", "'2025-02-03'"),
    "TIMESTAMP": ("'2024-01-01 10:00:00'", "'2025-02-03 11:00:00'"),
    "TIMESTAMP WITH TIME ZONE": ("'2024-01-01 10:00:00+00'", "'2025-02-03 11:00:00+00'"),
    "TIME": ("'10:00:00'", "'11:00:00'"),
    "INTERVAL": ("'1 day'", "'2 hours'"),
    "BOOLEAN": ("true", "false"),
    "UUID": ("'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
    "BLOB": ("'a'", "'b'"),
}


@pytest.mark.parametrize("kind", TYPES)
def test_values_are_such_as_the_column_holds(kind: str, edge: Callable[..., Edge]) -> None:
    one, other = TYPES[kind]
    unique = "" if kind == "INTERVAL" else "UNIQUE"
    made = edge(
        f"CREATE TABLE t (id INTEGER PRIMARY KEY, v {kind}, w {kind} NOT NULL {unique});",
        f"INSERT INTO t VALUES (1, {one}, {one}), (2, NULL, {other});",
        "SELECT id, v, w FROM t",
    )
    found = shown(made.judge("SELECT id, v, w FROM t WHERE v IS NOT NULL"))
    assert len(returned(found.sql)) == len(found.actual.rows) < len(found.expected.rows)


CHECKED = {
    "a few texts": ("continent VARCHAR NOT NULL CHECK (continent IN ('Asia', 'Africa', 'Europe'))", "'Asia'"),
    "a range": ("continent INTEGER CHECK (continent BETWEEN 1 AND 9)", "3"),
    "a form": ("continent VARCHAR CHECK (regexp_full_match(continent, '[A-Z]{3}'))", "'ABC'"),
    "two columns": (
        "continent DATE DEFAULT NULL, b DATE, CHECK (continent < b OR b IS NULL)",
        "'2024-01-01', '2024-05-05'",
    ),
    "a length": ("continent VARCHAR CHECK (length(continent) >= 2)", "'abc'"),
}


@pytest.mark.parametrize("name", CHECKED)
def test_every_check_is_kept(name: str, edge: Callable[..., Edge]) -> None:
    column, value = CHECKED[name]
    made = edge(
        f"CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, {column});",
        f"INSERT INTO t VALUES (1, 1000, {value}), (2, NULL, {value});",
        "SELECT n, continent FROM t",
    )
    found = shown(made.judge("SELECT n, continent FROM t WHERE n > 0"))
    assert len(returned(found.sql)) == len(found.actual.rows)


@pytest.mark.parametrize(
    "path", of_kind(ROOT, "query", "wrong"), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_a_saved_counterexample_loads_and_returns_what_is_shown(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox).check(path, path.parts[-3])
    if verdict.counterexample is None:
        assert verdict.status != "correct"
        return
    found = verdict.counterexample
    if found.actual.columns == ("error",):
        with pytest.raises(duckdb.Error):
            returned(found.sql)
    else:
        assert len(returned(found.sql)) == len(found.actual.rows)
        assert found.expected != found.actual


PETS = "CREATE TABLE Pets (id INTEGER PRIMARY KEY, name VARCHAR, weight INTEGER, owner INTEGER);"
ROWS = "INSERT INTO Pets VALUES (1, 'Ada', 5, 1), (2, 'Bob', 3, 1), (3, 'Cy', 4, 2), (4, 'Di', 9, 2);"


def test_a_counterexample_shows_the_mistake_that_the_headline_names(edge: Callable[..., Edge]) -> None:
    made = edge(PETS, ROWS, "SELECT name, weight FROM Pets ORDER BY weight")
    verdict = made.judge("SELECT name, weight FROM Pets WHERE weight < 9 ORDER BY name")
    found = shown(verdict)
    assert verdict.findings[0].check == "missing"
    assert sorted(map(repr, found.expected.rows)) != sorted(map(repr, found.actual.rows))


def test_results_without_rows_are_no_evidence_for_columns(edge: Callable[..., Edge]) -> None:
    made = edge(PETS, ROWS, "SELECT name FROM Pets WHERE weight > 4")
    verdict = made.judge("SELECT name, weight FROM Pets WHERE weight > 4")
    assert verdict.findings[0].check == "columns"
    assert shown(verdict).expected.rows


def test_where_no_small_database_shows_rows_none_is_shown(edge: Callable[..., Edge]) -> None:
    made = edge(PETS, ROWS, "SELECT name FROM Pets WHERE weight = 4711 AND false")
    verdict = made.judge("SELECT name, weight FROM Pets WHERE weight = 4711 AND false")
    assert (verdict.status, verdict.counterexample) == ("wrong", None)


@pytest.mark.parametrize("star", ["*", "p.*", "p"])
def test_a_star_of_the_reference_shows_every_column(star: str, edge: Callable[..., Edge]) -> None:
    made = edge(PETS, ROWS, f"SELECT {star} FROM Pets AS p WHERE weight > 4")
    columns = "row(id, name, weight, owner)" if star == "p" else "id, name, weight, owner"
    (grid,) = shown(made.judge(f"SELECT {columns} FROM Pets AS p WHERE weight > 5")).tables.values()
    assert grid.columns == ("id", "name", "weight", "owner")
