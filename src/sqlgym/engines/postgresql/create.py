"""Tables in, PostgreSQL's CREATE TABLEs for them out, and rows as COPY takes them."""

import re
from collections.abc import Iterable, Iterator

from sqlgym.engines.constraints import constraints_sql
from sqlgym.engines.postgresql.lexer import all_tokens
from sqlgym.engines.postgresql.values import type_sql
from sqlgym.result import Row
from sqlgym.schema import Column, ForeignKey, Table, family, labels, parents_first
from sqlgym.sql.quoting import quote, text_literal

ORDINARY = re.compile(r"[^\W\d][\w$]*")


def folded(name: str) -> str:
    """A name as PostgreSQL keeps one that is written without quotes: in small letters; others as they are."""
    return name.lower() if ORDINARY.fullmatch(name) else name


def named(table: Table) -> Table:
    """A table with the names that it has on PostgreSQL."""

    def all_folded(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(folded, names))

    return Table(
        folded(table.name),
        tuple(Column(folded(one.name), one.type, one.nullable, one.default) for one in table.columns),
        all_folded(table.primary_key),
        tuple(map(all_folded, table.unique)),
        tuple(
            ForeignKey(all_folded(key.columns), folded(key.table), all_folded(key.references))
            for key in table.foreign_keys
        ),
        tuple(map(check_sql, table.checks)),
        table.also,
    )


def check_sql(check: str) -> str:
    """A condition with its names in quotes in small letters, where they may be."""
    parts, end = [], 0
    for token in all_tokens(check):
        if token[0].startswith('"'):
            parts += [check[end : token.start()], quote(folded(token[0][1:-1]))]
            end = token.end()
    return "".join([*parts, check[end:]])


def create_sql(tables: Iterable[Table], constraints: bool = True) -> Iterator[str]:
    """One CREATE TABLE a table, parents first, and then the foreign keys that no order of tables allows."""
    made: set[str] = set()
    later: list[str] = []
    for table in map(named, parents_first(tables)):
        made.add(table.name)
        now = [key for key in table.foreign_keys if key.table in made]
        parts = [column_sql(column, constraints) for column in table.columns]
        parts += constraints_sql(table, now) if constraints else keys_sql(table)
        yield f"CREATE TABLE {quote(table.name)} ({', '.join(parts)})"
        for key in table.foreign_keys if constraints else ():
            if key not in now:
                only = Table(table.name, (), foreign_keys=(key,))
                later += [
                    f"ALTER TABLE {quote(table.name)} ADD {one}" for one in constraints_sql(only, [key])
                ]
    yield from later


def keys_sql(table: Table) -> list[str]:
    """The key of a table, by which a query may group, and which the rest of a row then depends on."""
    only = Table(table.name, table.columns, table.primary_key)
    return constraints_sql(only, ())


def column_sql(column: Column, constraints: bool) -> str:
    """A column with its type."""
    required = " NOT NULL" * (constraints and not column.nullable)
    known = enumerated(column) if constraints and family(column.type) == "enum" else ""
    default = f" DEFAULT {column.default}" if constraints and column.default is not None else ""
    return f"{quote(column.name)} {type_sql(column.type)}{default}{required}{known}"


def enumerated(column: Column) -> str:
    """The values of an ENUM as a condition: its own type would have to be made before the table."""
    return f" CHECK ({quote(column.name)} IN ({', '.join(map(text_literal, labels(column.type)))}))"


ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copied(texts: Iterable[str | None]) -> str:
    """One row for COPY: cells as text with tabs between."""
    return "\t".join("\\N" if text is None else text.translate(ESCAPED) for text in texts)


def stored(row: Row) -> Iterator[str | None]:
    """A row's cells as text that PostgreSQL reads."""
    for cell in row:
        if isinstance(cell, bytes):
            yield f"\\x{cell.hex()}"
        else:
            yield None if cell is None else str(cell)
