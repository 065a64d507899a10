"""What can be saved of a damaged store is saved; nobody gets a verdict that is not as it was written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from grading import RIGHT, WRONG, graded, write_class

from sqlgym.cli.store import store as command
from sqlgym.errors import UsageError
from sqlgym.grade.repair import repaired
from sqlgym.grade.session import Given


@pytest.fixture
def store(plain_course: Path, tmp_path: Path) -> Path:
    """The store of a class of two."""
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "bob/heavy_pets.sql": WRONG})
    graded(plain_course, tmp_path, overrides=(Given("bob", "heavy_pets", 1.0, "a slip"),))
    with closing(sqlite3.connect(tmp_path / "grades.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tmp_path / "grades.sqlite"


def said(*words: str) -> str:
    """What a command prints; it must succeed."""
    done = CliRunner().invoke(command, words)
    assert done.exit_code in {0, 1}, done.output
    return done.output


def test_a_whole_store_is_said_to_be_whole_and_reported_on(store: Path) -> None:
    assert said("check", str(store)) == f"{store} is whole: 2 answers, 2 verdicts, 1 given by hand\n"
    assert "ada,heavy_pets,correct" in said("export", str(store), "--format", "csv")


def test_what_is_whole_is_saved_and_the_rest_is_judged_anew(
    store: Path, plain_course: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE sqlgym_verdicts SET score = 1 WHERE status = 'error'")
        connection.commit()
    new = tmp_path / "new.sqlite"
    assert said("repair", str(store), str(new)).splitlines() == [
        "settings: 3 saved",
        "answers: 2 saved",
        "verdicts: 1 saved, 1 damaged",
        "overrides: 1 saved",
    ]
    assert said("check", str(new)) == f"{new} is whole: 1 answers, 1 verdicts, 1 given by hand\n"
    again = graded(plain_course, tmp_path, store=str(new))
    assert again.total == 1
    assert again.statuses == {"ada/heavy_pets": "correct", "bob/heavy_pets": "error"}
    assert [one.score * one.points for one in again.report.results] == [4, 1]


def test_a_broken_page_does_not_stop_it(store: Path, tmp_path: Path) -> None:
    data = bytearray(store.read_bytes())
    with closing(sqlite3.connect(store)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlgym_overrides'"
        ).fetchone()
    size = int.from_bytes(data[16:18], "big")
    data[(root - 1) * size : root * size] = b"\xff" * size
    store.write_bytes(data)
    found = {one.table: one.whole for one in repaired(store, tmp_path / "new.sqlite")}
    assert (found["sqlgym_answers"], found["sqlgym_verdicts"], found["sqlgym_overrides"]) == (2, 2, 0)


def test_what_cannot_be_repaired_is_refused_in_words(store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="exists already"):
        repaired(store, store)
    with pytest.raises(UsageError, match="no such store"):
        repaired(tmp_path / "none.sqlite", tmp_path / "new.sqlite")
    (tmp_path / "text").write_text("SELECT 1" * 100)
    with pytest.raises(UsageError, match="settings are lost"):
        repaired(tmp_path / "text", tmp_path / "new.sqlite")
