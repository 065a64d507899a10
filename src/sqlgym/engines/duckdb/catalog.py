"""DuckDB's catalog as Table values, and Table values as DuckDB's DDL; which types its driver can't give unharmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlgym.engines.constraints import constraints_sql
from sqlgym.schema import Column, ForeignKey, Table, parents_first, spelled
from sqlgym.sql.definitions import comparing, words
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

_HERE = "database_name = current_database() AND schema_name = current_schema()"
_TABLES = f"SELECT table_name, sql FROM duckdb_tables() WHERE {_HERE} AND NOT temporary ORDER BY table_oid"
_COLUMNS = f"""
    SELECT table_name, column_name, data_type || CASE WHEN is_generated THEN ' GENERATED' ELSE '' END,
           is_nullable, CASE WHEN is_generated THEN NULL ELSE column_default END
    FROM duckdb_columns() WHERE {_HERE} ORDER BY table_oid, column_index
"""
_CONSTRAINTS = f"""
    SELECT table_name, constraint_type, constraint_column_names, expression,
           referenced_table, referenced_column_names
    FROM duckdb_constraints() WHERE {_HERE} ORDER BY table_oid, constraint_index
"""
_INDEXES = f"""
    SELECT table_name, expressions FROM duckdb_indexes() WHERE {_HERE} AND is_unique AND NOT is_primary
    ORDER BY table_oid, index_oid
"""

_Rows = list[tuple[Any, ...]]


def describe(connection: DuckDBPyConnection) -> tuple[Table, ...]:
    """Return the tables of the open database in the order of their creation; views are not in.

    A generated column has ` GENERATED` after its type, which no course may use. A UNIQUE INDEX on
    plain columns counts as UNIQUE; one on expressions, which no other engine takes, is among what is kept `also`.
    """
    made = connection.execute(_TABLES).fetchall()
    names = [row[0] for row in made]
    columns = connection.execute(_COLUMNS).fetchall()
    constraints = connection.execute(_CONSTRAINTS).fetchall()
    indexes = connection.execute(_INDEXES).fetchall()
    declared = {name: [row[1] for row in columns if row[0] == name] for name in names}
    sources = (made, columns, constraints, indexes)
    return spelled(_table(name, declared[name], *(_of(name, rows) for rows in sources)) for name in names)


def _of(table: str, rows: _Rows) -> _Rows:
    return [row[1:] for row in rows if row[0] == table]


def _table(
    name: str, declared: list[str], made: _Rows, columns: _Rows, constraints: _Rows, indexes: _Rows
) -> Table:
    keys = [tuple(names) for kind, names, *_ in constraints if kind == "PRIMARY KEY"]
    unique = [tuple(names) for kind, names, *_ in constraints if kind == "UNIQUE"]
    also = list(comparing(made[0][0]))
    for (expressions,) in indexes:
        names = _indexed(expressions, declared)
        if names and names not in unique:
            unique.append(names)
        elif not names:
            also.append(f"a unique index on {' '.join(words(expressions.strip('[]')))}")
    return Table(
        name,
        tuple(Column(*row) for row in columns),
        primary_key=keys[0] if keys else (),
        unique=tuple(unique),
        foreign_keys=tuple(
            ForeignKey(tuple(columns), parent, tuple(references))
            for kind, columns, _, parent, references in constraints
            if kind == "FOREIGN KEY"
        ),
        checks=tuple(row[2] for row in constraints if row[0] == "CHECK"),
        also=tuple(also),
    )


def _indexed(expressions: str, columns: list[str]) -> tuple[str, ...]:
    """Return the plain columns in the catalog's text of an index, or nothing if one is an expression."""
    found: list[str] = []
    for quoted in re.findall(r"""'(?:[^']|'')*'|[^\s,\[\]']+""", expressions):
        name = quoted[1:-1] if quoted.startswith("'") else quoted
        name = name[1:-1].replace('""', '"') if name.startswith('"') else name
        if name.casefold() not in {column.casefold() for column in columns}:
            return ()
        found.append(name)
    return tuple(found)


AS_TEXT = ("WITH TIME ZONE", "TIMESTAMP_NS", "UNION(")
"""Marks of types the driver can't give unharmed (it wants pytz, cuts nanoseconds, drops tags): read as text."""


def is_text(kind: str) -> bool:
    """Whether values of a type are read as text."""
    return any(mark in kind for mark in AS_TEXT)


WORDS = """
    all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by
    case cast check collate collation column columns concurrently constraint create cross default
    deferrable desc describe distinct do else end except false fetch for foreign freeze from full
    generated glob group having ilike in initially inner intersect into is isnull join lambda
    lateral leading left like limit map natural not notnull null offset on only or order outer
    overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning
    right select semi show similar some struct summarize symmetric table tablesample then to
    trailing true try_cast tuple union unique unpack unpivot using variadic verbose when where
    window with
"""
RESERVED = frozenset(WORDS.split())
"""The words that DuckDB takes for no name of a table or column; a test compares them with its own list."""


def identifier(name: str) -> str:
    """Return the name as a learner would write it: quoted only where it must be."""
    plain = name.isidentifier() and name.isascii() and name.lower() not in RESERVED
    return name if plain else quote(name)


def create_sql(tables: Iterable[Table], constraints: bool) -> list[str]:
    """Return one CREATE TABLE a table, parents first, with every constraint or with none (not even NOT NULL).

    Left out are foreign keys that DuckDB cannot hold: one that closes a circle (there is no ALTER TABLE …
    ADD FOREIGN KEY) and one to the table itself (checked row by row, so a child before its parent fails).
    """
    placed: set[str] = set()
    statements = []
    for table in parents_first(tables):
        parts = [_column_sql(column, constraints) for column in table.columns]
        if constraints:
            parts += constraints_sql(table, (key for key in table.foreign_keys if key.table in placed))
        statements.append(f"CREATE TABLE {quote(table.name)} ({', '.join(parts)})")
        placed.add(table.name)
    return statements


def _column_sql(column: Column, constraints: bool) -> str:
    default = "" if column.default is None or "nextval" in column.default else f" DEFAULT {column.default}"
    required = " NOT NULL" if constraints and not column.nullable else ""
    return f"{quote(column.name)} {column.type}{default}{required}"
