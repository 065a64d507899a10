"""A store of an older version: the same store as this version writes it, or refused in words; never misread."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from grading import RIGHT, WRONG, graded, write_class

from sqlgym.errors import UsageError
from sqlgym.grade.connect import open_store
from sqlgym.grade.tables import checksum


@pytest.fixture
def old(plain_course: Path, tmp_path: Path) -> Path:
    """A store as the second form had it: answers without notes and texts, no table of overrides."""
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "bob/heavy_pets.sql": WRONG})
    graded(plain_course, tmp_path)
    store = tmp_path / "grades.sqlite"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("DROP TABLE sqlgym_overrides")
        for name in ("notes", "sql"):
            connection.execute(f"ALTER TABLE sqlgym_answers DROP COLUMN {name}")
        names = ("student", "exercise", "path", "key")
        for row in connection.execute(f"SELECT {', '.join(names)} FROM sqlgym_answers").fetchall():
            seal = checksum(dict(zip(names, row, strict=True)))
            connection.execute("UPDATE sqlgym_answers SET checksum = ? WHERE student = ?", (seal, row[0]))
        seal = checksum({"name": "form", "value": "2"})
        connection.execute("UPDATE sqlgym_settings SET value = 2, checksum = ? WHERE name = 'form'", (seal,))
        connection.commit()
    return store


def test_a_store_of_the_second_form_is_taken_over_with_every_verdict(
    old: Path, plain_course: Path, tmp_path: Path
) -> None:
    with open_store(str(old)) as store:
        before = {one.student: (one.status, one.sql) for one in store.results()}
    assert before == {"ada": ("correct", ""), "bob": ("error", "")}
    again = graded(plain_course, tmp_path)
    assert again.total == 0
    assert {one.student: one.sql for one in again.report.results} == {"ada": RIGHT, "bob": WRONG}


def test_a_damaged_store_of_the_second_form_is_left_as_it_is(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE sqlgym_answers SET student = 'adb' WHERE student = 'ada'")
        connection.commit()
    with pytest.raises(UsageError, match="1 of 2 answers were changed"):
        open_store(str(old))
    with closing(sqlite3.connect(old)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(sqlgym_answers)")]
    assert "notes" not in columns


def test_a_store_of_a_form_to_come_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE sqlgym_settings SET value = '99' WHERE name = 'form'")
        connection.commit()
    with pytest.raises(UsageError, match="of another version of sqlgym"):
        open_store(str(old))
