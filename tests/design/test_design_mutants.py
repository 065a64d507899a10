"""The audit of a design tries its reference with one constraint changed, and says which pass."""

from pathlib import Path

from sqlgym.audit.designs import mutants, of_reference
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.sandbox import Sandbox

TEXT = (
    "CREATE TABLE a (x INTEGER PRIMARY KEY, y DECIMAL(10,2) NOT NULL, CHECK (y >= 0));"
    "CREATE TABLE b (x INTEGER NOT NULL REFERENCES a (x)); CREATE UNIQUE INDEX i ON b ((x + 1));"
)
SETTINGS = """
title = "Pets"
kind  = "design"
task  = "Store the pets."
[design]
staging     = "pets_flat"
must_reject = "reject.sql"
[[design.rules]]
fd  = "pet -> name, weight"
say = "A pet has one name and one weight."
"""
FILES = {
    "exercise.toml": SETTINGS,
    "reference.sql": (
        "CREATE TABLE pets (pet INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
        " weight INTEGER NOT NULL CHECK (weight > 0));"
    ),
    "staging.sql": (
        "CREATE TABLE pets_flat (pet INTEGER, name VARCHAR, weight INTEGER);"
        "INSERT INTO pets_flat VALUES (1, 'Ada', 4), (2, 'Bob', 50);"
    ),
    "reject.sql": "-- A pet without a name.\nINSERT INTO pets_flat VALUES (3, NULL, 2);\n",
}


def test_each_mutant_differs_by_one_constraint() -> None:
    found = {one.say: one.text for one in mutants(TEXT)}
    assert list(found) == [
        "without NOT NULL on y",
        "without NOT NULL on x",
        "without CHECK (y >= 0)",
        "with <> for >= in CHECK (y >= 0)",
        "without REFERENCES a (x)",
        "with an index that is not UNIQUE",
        "with DECIMAL(6,2) for DECIMAL(10,2)",
        "with TINYINT for INTEGER",
    ]
    assert "CHECK (y <> 0)" in found["with <> for >= in CHECK (y >= 0)"]
    assert "x INTEGER NOT NULL ," not in found["without REFERENCES a (x)"]
    assert len(set(found.values())) == len(found)


def test_a_unique_is_left_out_and_narrowed_by_each_of_its_columns() -> None:
    text = "CREATE TABLE a (x INTEGER UNIQUE, y INTEGER, z INTEGER, UNIQUE (y, z));"
    found = {one.say: one.text for one in mutants(text)}
    assert list(found)[:4] == [
        "without UNIQUE",
        "without UNIQUE (y, z)",
        "with UNIQUE (z) for UNIQUE (y, z)",
        "with UNIQUE (y) for UNIQUE (y, z)",
    ]
    assert "(x INTEGER , y" in found["without UNIQUE"]
    assert found["without UNIQUE (y, z)"].endswith("CHECK (true));")


def test_what_nothing_demands_is_told_with_the_row_that_would(sandbox: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "exercises" / "pets"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    course = Course(tmp_path)
    (fact,) = of_reference(course.exercise("pets"), Context(course, sandbox)).facts
    assert fact.text == "5 of 6 references with one constraint changed fail"
    (item,) = fact.items
    assert item.startswith("passes without NOT NULL on weight; this row in `must_reject` would tell: ")
    row = item.partition("would tell: ")[2]
    (folder / "reject.sql").write_text(f"{FILES['reject.sql']}\n-- A pet without a weight.\n{row};\n")
    (fact,) = of_reference(Course(tmp_path).exercise("pets"), Context(Course(tmp_path), sandbox)).facts
    assert (fact.text[:6], fact.items) == ("6 of 6", ())
