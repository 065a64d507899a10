"""Names are found in any case of letters, as SQL finds them."""

import sqlite3
from collections.abc import Callable

import pytest

from conftest import Edge
from sqlgym.engines.sqlite.catalog import describe
from sqlgym.schema import ForeignKey

SCHEMA = """
CREATE TABLE Cities (Code INTEGER, Name VARCHAR NOT NULL, PRIMARY KEY (code), UNIQUE (NAME));
CREATE TABLE people (Id INTEGER, Home INTEGER, PRIMARY KEY (ID), FOREIGN KEY (home) REFERENCES CITIES (CODE));
"""
DATA = """
INSERT INTO Cities VALUES (1, 'Rom'), (2, 'Bern');
INSERT INTO people VALUES (1, 1), (2, 1), (3, NULL);
"""
COUNTED = "SELECT c.Name, count(p.Id) FROM Cities c LEFT JOIN people p ON p.Home = c.Code GROUP BY c.Name"


def test_keys_written_in_another_case_than_their_columns_are_judged(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, COUNTED)
    assert made.judge(COUNTED.lower()).status == "correct"
    found = made.judge(COUNTED.replace("LEFT ", ""))
    assert (found.status, found.findings[0].check) == ("wrong", "missing")


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_a_script_on_such_keys_is_judged(edge: Callable[..., Edge], engine: str) -> None:
    made = edge(SCHEMA, DATA, "DELETE FROM people WHERE Home = 1", kind="script")
    assert made.judge("delete from PEOPLE where HOME = 1", engine).status == "correct"
    assert made.judge("DELETE FROM people", engine).status == "wrong"


def test_sqlites_catalog_gives_keys_in_the_spelling_of_their_columns() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    cities, people = describe(connection)
    connection.close()
    assert (cities.primary_key, cities.unique) == (("Code",), (("Name",),))
    assert people.foreign_keys == (ForeignKey(("Home",), "Cities", ("Code",)),)
