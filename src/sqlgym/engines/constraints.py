"""A table in; its constraints as every engine writes them in CREATE TABLE out."""

from collections.abc import Iterable

from sqlgym.schema import ForeignKey, Table
from sqlgym.sql.quoting import quote


def constraints_sql(table: Table, foreign_keys: Iterable[ForeignKey]) -> list[str]:
    """The constraints of a table, with those of its foreign keys that are given."""
    keys = [f"PRIMARY KEY ({listed(table.primary_key)})"] if table.primary_key else []
    unique = [f"UNIQUE ({listed(columns)})" for columns in table.unique]
    checks = [f"CHECK ({check})" for check in table.checks]
    foreign = [
        f"FOREIGN KEY ({listed(key.columns)}) REFERENCES {quote(key.table)} ({listed(key.references)})"
        for key in foreign_keys
    ]
    return [*keys, *unique, *checks, *foreign]


def listed(names: Iterable[str]) -> str:
    """Names with commas between."""
    return ", ".join(map(quote, names))
