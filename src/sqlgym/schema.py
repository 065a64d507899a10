"""The one model of a schema: what the engine's catalog says about schema.sql, as values and as SQLAlchemy MetaData."""

import msgspec


class Column(msgspec.Struct, frozen=True):
    """A column of a table; `type` is the engine's own text, such as `DECIMAL(10,2)`."""

    name: str
    type: str
    nullable: bool = True


class ForeignKey(msgspec.Struct, frozen=True):
    """`columns` of this table refer to `references` of `table`, pairwise."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A table with its columns in order and the constraints declared on it; `checks` are SQL expressions."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[str, ...] = ()
