"""Tables in, SQLite's CREATE TABLEs for them out."""

from collections.abc import Iterable, Iterator

from sqlgym.engines.constraints import constraints_sql, listed
from sqlgym.schema import Column, Table, arguments, family, labels, parents_first
from sqlgym.sql.quoting import quote

TYPES = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "time": "TIME",
    "timestamp": "DATETIME",
    "timestamptz": "DATETIME",
    "interval": "DATETIME",
    "blob": "BLOB",
    "uuid": "CHAR(32)",
    "text": "VARCHAR",
}
"""Family of a type → the type's name, by whose letters SQLite chooses how a column keeps its values."""

INTEGERS = {
    **dict.fromkeys(("TINYINT", "UTINYINT", "SMALLINT"), "SMALLINT"),
    **dict.fromkeys(("BIGINT", "UINTEGER"), "BIGINT"),
    "UBIGINT": "NUMERIC(20, 0)",
    "HUGEINT": "NUMERIC(39, 0)",
    "UHUGEINT": "NUMERIC(39, 0)",
}
"""Type of whole numbers → its name where that is not INTEGER; those beyond 64 bits are no integers of SQLite's."""


def create_sql(tables: Iterable[Table], constraints: bool) -> Iterator[str]:
    """One CREATE TABLE a table, parents first, with every constraint or with none.

    Without constraints too, a key of one INTEGER stays one: it is what SQLite means by `rowid`.
    """
    for table in parents_first(tables):
        parts = [column_sql(column, constraints) for column in table.columns]
        if constraints:
            parts += constraints_sql(table, table.foreign_keys)
        elif is_rowid(table):
            parts.append(f"PRIMARY KEY ({listed(table.primary_key)})")
        yield f"CREATE TABLE {quote(table.name)} ({', '.join(parts)})"


def is_rowid(table: Table) -> bool:
    """Whether a table's key is SQLite's number of a row."""
    return len(table.primary_key) == 1 and type_sql(table.column(table.primary_key[0]).type) == "INTEGER"


def column_sql(column: Column, constraints: bool) -> str:
    """A column with its type."""
    return (
        f"{quote(column.name)} {type_sql(column.type)}{' NOT NULL' * (constraints and not column.nullable)}"
    )


def type_sql(kind: str) -> str:
    """SQLite's name for a type."""
    known = family(kind)
    match known:
        case "integer":
            return INTEGERS.get(kind, "INTEGER")
        case "decimal":
            return f"NUMERIC({', '.join(map(str, arguments(kind)))})"
        case "float":
            return "DOUBLE" if kind == "DOUBLE" else "REAL"
        case "enum":
            return f"VARCHAR({max(map(len, labels(kind)), default=1)})"
        case _:
            return TYPES.get(known or "", "VARCHAR")
