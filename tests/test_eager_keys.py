"""A script that DuckDB refuses for a foreign key it checks too early is judged on SQLite."""

from collections.abc import Callable

from conftest import Edge

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
