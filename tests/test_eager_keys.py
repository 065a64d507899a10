"""A script that DuckDB refuses for a foreign key it checks too early is judged on SQLite."""

from collections.abc import Callable

import pytest

from conftest import ROOT, Edge
from sqlgym.course import Course
from sqlgym.sandbox import Crashed, Exceeded, Failed, Script, State
from sqlgym.state.eager_keys import EAGER, run_on_engine
from sqlgym.state.run import After

SCHEMA = """
CREATE TABLE Reps (id INTEGER PRIMARY KEY, name VARCHAR);
CREATE TABLE Customers (id INTEGER PRIMARY KEY, rep INTEGER REFERENCES Reps (id), name VARCHAR);
CREATE TABLE Orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES Customers (id));
"""
DATA = """
INSERT INTO Reps VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO Customers VALUES (1, 1, 'Cy'), (2, 2, 'Di'), (3, 1, 'Eve');
INSERT INTO Orders VALUES (1, 1), (2, 2), (3, 3);
"""
MOVED = "UPDATE Customers SET rep = 2 WHERE rep = 1"


def test_a_right_script_passes_and_a_wrong_one_does_not(edge: Callable[..., Edge]) -> None:
    made = edge(SCHEMA, DATA, MOVED, kind="script")
    verdict = made.judge(f"{MOVED};")
    assert verdict.status == "correct"
    assert any("SQLite" in note for note in verdict.notes)
    assert made.judge("UPDATE Customers SET rep = 2 WHERE id = 1").status == "wrong"
    assert made.judge("UPDATE Customers SET rep = 3 WHERE rep = 1").status == "error"


def test_the_audit_judges_as_the_check_does(edge: Callable[..., Edge]) -> None:
    found = edge(SCHEMA, DATA, MOVED, kind="script").audit()
    assert not [one for one in found.findings if one.id.startswith("reference")]


SAID = EAGER.format("DuckDB", "SQLite")
KEY = Failed("Violates foreign key constraint")
RAN = Script((), 1)
EMPTY = State((), ())


@pytest.mark.parametrize(
    ("first", "second", "there"),
    [
        (After(RAN, EMPTY, ""), After(RAN, EMPTY, ""), "duckdb"),
        (After(Script((), 1, Failed("no such table")), EMPTY, ""), After(RAN, EMPTY, ""), "duckdb"),
        (After(Script((), 1, KEY), EMPTY, ""), After(RAN, EMPTY, "", ("said so",)), "sqlite"),
        (After(Script((), 1, KEY), EMPTY, ""), After(Script((), 1, KEY), EMPTY, ""), "duckdb"),
        (After(Script((), 1, KEY), EMPTY, ""), After(RAN, Crashed("SIGKILL"), ""), "duckdb"),
        (After(Exceeded("time"), EMPTY, ""), After(RAN, EMPTY, ""), "duckdb"),
    ],
)
def test_only_a_run_that_sqlite_brings_to_its_end_counts_there(
    first: After, second: After, there: str
) -> None:
    exercise = Course(ROOT).exercise("transfer_orders")
    runs = {"duckdb": first, "sqlite": second}
    found, after = run_on_engine(exercise, lambda one: runs[one.engine])
    assert (found.engine, after.script) == (there, runs[there].script)
    assert after.notes == (*runs[there].notes, *([SAID] if there == "sqlite" else []))
