"""The schema model: read from DuckDB's catalog, given on as MetaData and as DDL."""

import subprocess
import sys

import duckdb
import pytest
import sqlalchemy as sa

from sqlgym.engines.duckdb.catalog import RESERVED, create_sql, describe, identifier
from sqlgym.errors import CourseError
from sqlgym.schema import Column, ForeignKey, Table, family, labels, parents_first
from sqlgym.schema.metadata import metadata


def described(sql: str) -> dict[str, Table]:
    with duckdb.connect() as connection:
        connection.execute(sql)
        return {table.name: table for table in describe(connection)}


def referring(name: str, *parents: str) -> Table:
    columns = (Column("id", "INTEGER", nullable=False), *(Column(parent, "INTEGER") for parent in parents))
    keys = tuple(ForeignKey((parent,), parent, ("id",)) for parent in parents)
    return Table(name, columns, primary_key=("id",), foreign_keys=keys)


ALL_TYPES = """CREATE TABLE t (
    a TINYINT, b SMALLINT, c INTEGER, d BIGINT, e HUGEINT, f UINTEGER, g UBIGINT, h DECIMAL(12, 3), i FLOAT,
    j DOUBLE, k VARCHAR, l BOOLEAN, m DATE, n TIME, o TIMESTAMP, p TIMESTAMP WITH TIME ZONE, q BLOB, r UUID,
    s INTERVAL, t TIMESTAMP_MS, u ENUM('it''s', 'so'))"""


def test_keys_nullability_and_checks_are_described() -> None:
    table = described("""CREATE TABLE t (
        a INTEGER, b VARCHAR NOT NULL UNIQUE, c INTEGER DEFAULT 5 CHECK (c > 0), PRIMARY KEY (a, b))""")["t"]
    assert table.columns == (
        Column("a", "INTEGER", nullable=False),
        Column("b", "VARCHAR", nullable=False),
        Column("c", "INTEGER", default="5"),
    )
    assert table.primary_key == ("a", "b")
    assert table.unique == (("b",),)
    assert table.checks == ("(c > 0)",)


def test_foreign_keys_composite_and_to_itself_are_described_in_the_parents_spelling() -> None:
    tables = described("""
        CREATE TABLE Parent (X INTEGER, y INTEGER, PRIMARY KEY (X, y));
        CREATE TABLE child (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES CHILD (ID), a INTEGER, b INTEGER,
            FOREIGN KEY (a, b) REFERENCES parent (x, Y))""")
    assert tables["child"].foreign_keys == (
        ForeignKey(("boss",), "child", ("id",)),
        ForeignKey(("a", "b"), "Parent", ("X", "y")),
    )


def test_unique_index_counts_as_unique_unless_on_an_expression() -> None:
    table = described("""
        CREATE TABLE t ("a b" INTEGER, c INTEGER);
        CREATE UNIQUE INDEX one ON t ("a b", c);
        CREATE UNIQUE INDEX two ON t ((c + 1));
        CREATE INDEX three ON t (c)""")["t"]
    assert table.unique == (("a b", "c"),)


def test_views_and_temporary_tables_are_no_tables() -> None:
    assert described("CREATE VIEW v AS SELECT 1; CREATE TEMP TABLE x (a INTEGER)") == {}


def test_every_supported_type_survives_describe_and_create() -> None:
    tables = tuple(described(ALL_TYPES).values())
    assert described(";".join(create_sql(tables, constraints=True))) == {"t": tables[0]}
    assert len(metadata(tables).tables["t"].columns) == len(tables[0].columns)


@pytest.mark.parametrize("type", ["INTEGER[]", "STRUCT(a INTEGER)", "MAP(VARCHAR, INTEGER)", "JSON", "BIT"])
def test_unsupported_type_is_refused_by_name(type: str) -> None:  # noqa: A002
    tables = described(f"CREATE TABLE Orders (id INTEGER, tags {type})").values()
    with pytest.raises(CourseError, match=r"^schema\.sql: Orders\.tags: the type .* is not supported; use"):
        metadata(tables)


def test_generated_column_is_refused() -> None:
    tables = described("CREATE TABLE t (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1))").values()
    with pytest.raises(CourseError, match=r"t\.b: the type INTEGER GENERATED is not supported"):
        metadata(tables)


def test_family_and_labels_read_a_types_text() -> None:
    assert [family(text) for text in ("DECIMAL(10,2)", "TIMESTAMP WITH TIME ZONE", "INTEGER[]")] == [
        *("decimal", "timestamptz", None)
    ]
    assert labels("ENUM('a', 'it''s')") == ("a", "it's")


def test_parents_come_first_and_circles_are_entered_at_their_first_table() -> None:
    tables = (referring("c", "b"), referring("b", "a"), referring("a"))
    assert [table.name for table in parents_first(tables)] == ["a", "b", "c"]
    circle = (referring("x", "y"), referring("y", "x", "z"), referring("z", "z"))
    assert [table.name for table in parents_first(circle)] == ["z", "x", "y"]


def test_metadata_creates_tables_with_their_constraints() -> None:
    tables = described("""
        CREATE TABLE p (a INTEGER, b INTEGER, PRIMARY KEY (a, b));
        CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, UNIQUE (a, b), CHECK (a < b),
            FOREIGN KEY (a, b) REFERENCES p (a, b))""").values()
    engine = sa.create_engine("sqlite://")
    metadata(tables).create_all(engine)
    seen = sa.inspect(engine)
    assert seen.get_pk_constraint("p")["constrained_columns"] == ["a", "b"]
    assert seen.get_foreign_keys("c")[0]["referred_columns"] == ["a", "b"]
    assert [found["column_names"] for found in seen.get_unique_constraints("c")] == [["a", "b"]]
    assert [found["sqltext"] for found in seen.get_check_constraints("c")] == ["(a < b)"]
    engine.dispose()


def test_metadata_closes_a_circle_with_alter_table() -> None:
    found = metadata((referring("x", "y"), referring("y", "x", "y")))
    altered = {key.name: key.use_alter for name in "xy" for key in found.tables[name].foreign_key_constraints}
    assert altered == {"x_fk1": True, None: False}
    assert [table.name for table in found.sorted_tables] == ["x", "y"]


def test_ddl_runs_and_leaves_out_what_duckdb_cannot_hold() -> None:
    tables = (referring("x", "y"), referring("y", "x", "y"))
    again = described(";".join(create_sql(tables, constraints=True)))
    assert again["x"].foreign_keys == ()
    assert [key.table for key in again["y"].foreign_keys] == ["x"]


def test_ddl_without_constraints_has_none() -> None:
    table = Table('odd "name', (Column("select", "INTEGER", nullable=False),), ("select",), checks=("1 > 0",))
    again = described(";".join(create_sql([table], constraints=False)))['odd "name']
    assert again == Table('odd "name', (Column("select", "INTEGER"),))


def test_the_model_imports_no_sqlalchemy_until_it_is_asked_for() -> None:
    code = "import sys, sqlgym.schema, sqlgym.engines.duckdb.catalog as _; print('sqlalchemy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_reserved_words_are_those_of_the_engine_and_are_quoted() -> None:
    own = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')"
    with duckdb.connect() as connection:
        assert {row[0] for row in connection.execute(own).fetchall()} == RESERVED
        for word in sorted(RESERVED):
            connection.execute(f"CREATE TABLE {identifier(word)} ({identifier(word.title())} INTEGER)")
    assert (identifier("Loans"), identifier("a b")) == ("Loans", '"a b"')
