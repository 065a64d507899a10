"""The one model of a schema: what the catalog says about schema.sql, as values."""

import re
from collections.abc import Iterable

import msgspec

from sqlgym.errors import CourseError


class Column(msgspec.Struct, frozen=True):
    """A column of a table; `type` is the engine's own text (`DECIMAL(10,2)`), `default` an SQL expression."""

    name: str
    type: str
    nullable: bool = True
    default: str | None = None


class ForeignKey(msgspec.Struct, frozen=True):
    """`columns` of this table refer to `references` of `table`, pairwise."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table with its columns in order and the constraints declared on it; `checks` are SQL expressions.

    `also` has in words what else its rows are kept by: actions of foreign keys, collations, UNIQUE indexes on some rows
    or on expressions, what is done on a conflict.
    """

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of that name, in any case of letters; KeyError if there is none."""
        for column in self.columns:
            if column.name.casefold() == name.casefold():
                return column
        raise KeyError(name)


FAMILIES = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    "DECIMAL": "decimal",
    **dict.fromkeys(("FLOAT", "DOUBLE"), "float"),
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "timestamp"),
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "INTERVAL": "interval",
    "BLOB": "blob",
    "UUID": "uuid",
    "ENUM": "enum",
}
"""The column types a course may use, by DuckDB's name for them, and the family each belongs to."""

_TYPE = re.compile(r"([A-Z_]+(?: [A-Z]+)*)(?:\((.*)\))?", re.DOTALL)


def family(type: str) -> str | None:  # noqa: A002
    """Return the family of a type's text (`DECIMAL(10,2)` is `decimal`), or None if not supported."""
    match = _TYPE.fullmatch(type)
    return FAMILIES.get(match[1]) if match else None


def arguments(type: str) -> tuple[int, ...]:  # noqa: A002
    """Return the numbers in parentheses of a type's text: (10, 2) for `DECIMAL(10,2)`, else nothing."""
    match = _TYPE.fullmatch(type)
    return tuple(int(part) for part in match[2].split(",")) if match and match[2] else ()


def labels(type: str) -> tuple[str, ...]:  # noqa: A002
    """Return the values of an ENUM's text, in their order."""
    return tuple(text.replace("''", "'") for text in re.findall(r"'((?:[^']|'')*)'", type))


def refuse_unsupported(tables: Iterable[Table], path: str = "schema.sql") -> None:
    """Raise CourseError for the first column of an unsupported type; it names table, column and type."""
    for table in tables:
        for column in table.columns:
            if family(column.type) is None:
                known = ", ".join(name for name in FAMILIES if not name.startswith(("U", "TIMESTAMP_")))
                message = f"{table.name}.{column.name}: the type {column.type} is not supported"
                raise CourseError(path, f"{message}; use one of {known}")


def spelled(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables with every name in a key as its column is declared; SQL does not mind its case."""
    known = tuple(tables)
    names = {table.name.casefold(): _spelling(table) for table in known}
    tables_named = {table.name.casefold(): table.name for table in known}
    return tuple(_spelled(table, names, tables_named) for table in known)


def _spelling(table: Table) -> dict[str, str]:
    return {column.name.casefold(): column.name for column in table.columns}


def _spelled(table: Table, names: dict[str, dict[str, str]], tables: dict[str, str]) -> Table:
    def declared(columns: tuple[str, ...], owner: str) -> tuple[str, ...]:
        known = names.get(owner.casefold(), {})
        return tuple(known.get(name.casefold(), name) for name in columns)

    foreign = (
        ForeignKey(
            declared(key.columns, table.name),
            tables.get(key.table.casefold(), key.table),
            declared(key.references, key.table),
        )
        for key in table.foreign_keys
    )
    return msgspec.structs.replace(
        table,
        primary_key=declared(table.primary_key, table.name),
        unique=tuple(declared(key, table.name) for key in table.unique),
        foreign_keys=tuple(foreign),
    )


def parents_first(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables so that each comes after its parents; a circle is entered at its first table."""
    waiting = list(tables)
    names = {table.name for table in waiting}
    placed: dict[str, Table] = {}
    while waiting:
        table = next((t for t in waiting if _parents(t) & names <= placed.keys()), waiting[0])
        waiting.remove(table)
        placed[table.name] = table
    return tuple(placed.values())


def _parents(table: Table) -> set[str]:
    return {key.table for key in table.foreign_keys} - {table.name}
