"""Worlds drawn with an answer's own constants keep the CHECKs that only the engine can judge."""

from collections.abc import Callable

import pytest
from worlds_engine import described

from conftest import Edge
from sqlgym.worlds.generate import unchecked

CODES = "CREATE TABLE Codes (id INTEGER PRIMARY KEY, code VARCHAR NOT NULL CHECK ({}));"
ROWS = "INSERT INTO Codes VALUES (1, '12'), (2, '345'), (3, '60');"
UNREADABLE = {
    "a pattern": "translate(code, '0123456789', '') = ''",
    "a cast that fails": "CAST(code AS INTEGER) >= 0",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_no_right_answer_fails_on_rows_that_a_check_forbids(name: str, edge: Callable[..., Edge]) -> None:
    schema = CODES.format(UNREADABLE[name])
    assert unchecked(described(schema)), "our own reader must not know it"
    made = edge(schema, ROWS, "SELECT id, code FROM Codes")
    verdict = made.judge("SELECT id, code FROM Codes WHERE code <> 'xyzzy'")
    assert verdict.status == "correct", verdict


def test_an_answer_is_still_tried_with_its_own_constants(edge: Callable[..., Edge]) -> None:
    made = edge(CODES.format(UNREADABLE["a pattern"]), ROWS, "SELECT id, code FROM Codes")
    assert made.judge("SELECT id, code FROM Codes WHERE code <> '4711'").status == "wrong"
