"""A store with a row that is not what was written into it: named, and nobody is judged by it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from grading import RIGHT, WRONG, graded, write_class

from sqlgym.errors import UsageError
from sqlgym.grade.connect import open_store
from sqlgym.grade.session import Given, merge
from sqlgym.grade.tables import SCHEMA


@pytest.fixture
def store(plain_course: Path, tmp_path: Path) -> Path:
    """The store of a class of two."""
    write_class(tmp_path / "class", {"ada/heavy_pets.sql": RIGHT, "bob/heavy_pets.sql": WRONG})
    graded(plain_course, tmp_path, overrides=(Given("bob", "heavy_pets", 1.0, "a slip"),))
    return tmp_path / "grades.sqlite"


def change(store: Path, statement: str) -> None:
    """Run a statement on a store behind sqlgym's back."""
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "UPDATE sqlgym_verdicts SET score = 1 WHERE status = 'error'",
            "the verdict on 'heavy_pets' of 'bob' was",
        ),
        ("UPDATE sqlgym_verdicts SET status = 'wrong' WHERE status = 'correct'", "of 'ada' was changed"),
        ("UPDATE sqlgym_verdicts SET verdict = x'c1c1' WHERE status = 'correct'", "of 'ada' was changed"),
        ("UPDATE sqlgym_answers SET student = 'adb' WHERE student = 'ada'", "student 'adb' and exercise"),
        ("UPDATE sqlgym_answers SET path = x'ff' WHERE student = 'ada'", "student 'ada' and exercise"),
        ("UPDATE sqlgym_answers SET student = CAST(x'61ff' AS TEXT) WHERE student = 'bob'", "student 'a"),
        ("UPDATE sqlgym_settings SET value = '8' WHERE name = 'seed'", "the setting 'seed' was changed"),
        ("UPDATE sqlgym_settings SET name = 'seee' WHERE name = 'seed'", "the setting 'seee' was changed"),
        ("UPDATE sqlgym_settings SET name = 'fosm' WHERE name = 'form'", "the setting 'fosm' was changed"),
    ],
)
def test_a_changed_row_is_named_and_nobody_is_judged_by_it(
    store: Path, plain_course: Path, tmp_path: Path, statement: str, named: str
) -> None:
    change(store, statement)
    with pytest.raises(UsageError, match="the store is damaged") as found:
        graded(plain_course, tmp_path)
    assert named in str(found.value)
    with pytest.raises(UsageError, match="the store is damaged"):
        merge([str(store)], str(tmp_path / "merged.sqlite"), None)


def test_every_cell_of_every_row_is_looked_at(store: Path) -> None:
    whole = store.read_bytes()
    for table in SCHEMA.tables.values():
        for column in table.c:
            cell = f"CAST(CAST({column.name} AS TEXT) || '1' AS BLOB)"
            change(
                store,
                f"UPDATE {table.name} SET {column.name} = {cell} WHERE rowid = (SELECT max(rowid) FROM {table.name})",
            )
            with pytest.raises(UsageError, match=r"is damaged|another version"):
                open_store(str(store))
            store.write_bytes(whole)
    open_store(str(store)).close()


def test_a_flipped_bit_in_a_name_or_a_seed_is_noticed(store: Path) -> None:
    whole = store.read_bytes()
    for word in (b"bob", b"heavy_pets", b"seed7", b"correct"):
        places = [at for at in range(len(whole)) if whole.startswith(word, at)]
        assert places, word
        for at in places:
            store.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(UsageError, match="is damaged"):
                open_store(str(store))


def test_what_is_whole_is_said_with_the_seed(store: Path) -> None:
    change(store, "UPDATE sqlgym_verdicts SET points = 400 WHERE status = 'error'")
    with pytest.raises(UsageError, match=r"1 verdicts and 2 answers are whole; --seed 7 gives the same"):
        open_store(str(store))


def test_a_store_of_before_the_checksums_is_refused_in_words(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.sqlite")) as old:
        old.execute("CREATE TABLE sqlgym_settings (name VARCHAR(40) PRIMARY KEY, value TEXT)")
        old.execute("INSERT INTO sqlgym_settings VALUES ('form', '1'), ('seed', '7')")
        old.commit()
    with pytest.raises(UsageError, match="of another version of sqlgym"):
        open_store(str(tmp_path / "old.sqlite"))
