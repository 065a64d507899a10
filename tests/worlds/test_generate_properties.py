"""Every generated world keeps every constraint of any schema, and depends on nothing but its inputs."""

import subprocess
import sys

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds_engine import COMPANY, broken, described, holds, read
from worlds_schemas import schemas

from sqlgym.schema import ForeignKey, Table
from sqlgym.sql.constants import Constants
from sqlgym.worlds.generate import generate, unchecked
from sqlgym.worlds.world import World, violations

NONE = Constants()
SOME = read(
    "SELECT 1 FROM t WHERE 7 < ALL (SELECT 8) AND k0 = 300 AND c0 > 12.5 AND f00 = 4 AND c1 LIKE 'a%' LIMIT 5"
)
SCHEMAS = {
    "company": COMPANY,
    "shared key": """
        CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
        CREATE TABLE boss (id INTEGER PRIMARY KEY REFERENCES person (id), since DATE NOT NULL)""",
    "identifying": """
        CREATE TABLE bill (no INTEGER PRIMARY KEY);
        CREATE TABLE line (no INTEGER REFERENCES bill (no), place TINYINT, amount FLOAT, PRIMARY KEY (no, place));
        CREATE TABLE part (id INTEGER PRIMARY KEY, no INTEGER, place TINYINT NOT NULL,
            FOREIGN KEY (no, place) REFERENCES line (no, place))""",
    "not the primary key": """
        CREATE TABLE code (id INTEGER PRIMARY KEY, short VARCHAR UNIQUE, y INTEGER NOT NULL, UNIQUE (y, short));
        CREATE TABLE used (short VARCHAR NOT NULL REFERENCES code (short), y INTEGER, z VARCHAR,
            FOREIGN KEY (y, z) REFERENCES code (y, short))""",
    "many to many": """
        CREATE TABLE a (id VARCHAR PRIMARY KEY); CREATE TABLE b (x DATE, y BOOLEAN, PRIMARY KEY (x, y));
        CREATE TABLE ab (a VARCHAR REFERENCES a (id), x DATE, y BOOLEAN, PRIMARY KEY (a, x, y),
            FOREIGN KEY (x, y) REFERENCES b (x, y))""",
    "tree in a firm": """
        CREATE TABLE firm (id INTEGER PRIMARY KEY);
        CREATE TABLE unit (firm INTEGER REFERENCES firm (id), id INTEGER, over INTEGER, PRIMARY KEY (firm, id),
            FOREIGN KEY (firm, over) REFERENCES unit (firm, id))""",
    "required boss": "CREATE TABLE t (id INTEGER PRIMARY KEY, boss INTEGER NOT NULL REFERENCES t (id))",
    "checks": """
        CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id >= 1000), low DECIMAL(6,2), high DECIMAL(6,2) NOT NULL,
            state VARCHAR NOT NULL CHECK (state IN ('new', 'done')), mail VARCHAR UNIQUE CHECK (mail LIKE '%@%'),
            day DATE CHECK (day >= DATE '2030-01-01'), CHECK (low <= high), CHECK (high > 0))""",
    "keyless": "CREATE TABLE t (a INTEGER, b VARCHAR); CREATE TABLE flags (yes BOOLEAN NOT NULL)",
}


def circle(required: str) -> tuple[Table, ...]:
    """Each department has a head, each employee a department: a circle, which DuckDB can't declare itself."""
    (dept, emp) = described(f"""
        CREATE TABLE dept (id INTEGER PRIMARY KEY, head INTEGER {required});
        CREATE TABLE emp (id INTEGER PRIMARY KEY, dept INTEGER {required} REFERENCES dept (id))""")
    return (msgspec.structs.replace(dept, foreign_keys=(ForeignKey(("head",), "emp", ("id",)),)), emp)


@pytest.mark.parametrize("name", [*SCHEMAS, "", "NOT NULL"])
def test_worlds_of_a_telling_schema_keep_its_constraints_and_are_rarely_empty(name: str) -> None:
    tables = described(SCHEMAS[name]) if name in SCHEMAS else circle(name)
    worlds = generate(tables, NONE, 100, 0)
    assert [text for world in worlds for text in violations(world, tables)] == []
    assert broken(tables, worlds) == []
    for table in tables:
        assert sum(bool(world.rows[table.name]) for world in worlds) >= 50, table.name


def test_circles_are_closed_in_some_world() -> None:
    for tables in (circle(""), circle("NOT NULL")):
        worlds = generate(tables, NONE, 100, 0)
        assert sum(any(head is not None for _, head in world.rows["dept"]) for world in worlds) > 20


@settings(deadline=None, max_examples=40)
@given(
    tables=schemas(), cycles=st.booleans(), seed=st.integers(0, 99), constants=st.sampled_from([NONE, SOME])
)
def test_worlds_of_any_schema_keep_every_constraint(
    tables: tuple[Table, ...], cycles: bool, seed: int, constants: Constants
) -> None:
    worlds = generate(tables, constants, 20, seed, cycles=cycles, holds=holds)
    assert [text for world in worlds for text in violations(world, tables)] == []
    assert broken(tables, worlds) == []
    assert len(worlds) == 20


@settings(deadline=None, max_examples=30)
@given(tables=schemas())
def test_only_the_checks_that_are_named_as_unchecked_need_the_engine(tables: tuple[Table, ...]) -> None:
    worlds = generate(tables, NONE, 15, 0)
    asked = unchecked(tables)
    assert {
        check for checks in asked.values() for check in checks if "hash" not in check and "^" not in check
    } == set()
    if not asked:
        assert broken(tables, worlds) == []


def company(count: int, seed: str | int = 0, start: int = 0) -> tuple[World, ...]:
    return generate(
        described(COMPANY), read("SELECT 1 FROM Orders WHERE order_amount > 5"), count, seed, start=start
    )


def test_a_world_depends_on_its_number_and_the_seed_alone() -> None:
    assert company(40) == company(60)[:40]
    assert company(20, start=30) == company(60)[30:50]
    assert company(40, seed=1)[20:] != company(40)[20:]


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_worlds_are_the_same_in_every_process(seed: str) -> None:
    program = (
        "from test_generate_properties import company; print(hash(repr(company(60))) * 0, repr(company(60)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == f"0 {company(60)!r}\n"


def test_no_table_makes_a_world_without_tables() -> None:
    assert generate((), NONE, 2, 0) == (World("", {}), World("", {}))
