"""What is to be imported, and what came of it, as values that pass between processes."""

from typing import Literal

import msgspec

from sqlgym.ddl.draft import Change
from sqlgym.schema import Table

Form = Literal["sql", "sqlite", "duckdb", "csv", "json", "parquet"]

SCHEMA, DATA, RECIPE, PROGRESS = "schema.sql", "data.sql", "data.toml", "progress"
"""The files that an import leaves in its folder."""


class Source(msgspec.Struct, frozen=True):
    """A file to be read: its form, its name in the folder, and what people call it."""

    form: Form
    file: str
    title: str


class TableCount(msgspec.Struct, frozen=True):
    """A table that came in: how many rows there were in the source and are written, its keys and how many checks."""

    name: str
    read: int
    rows: int
    keys: tuple[str, ...]
    checks: int


class Result(msgspec.Struct, frozen=True):
    """What came in, what was changed on the way, what was left out and why, and what only a server needs.

    `dialect` is what the scripts were read as; `file` says of each change which source its line is of.
    """

    tables: tuple[TableCount, ...]
    changes: tuple[Change, ...]
    left: tuple[Change, ...]
    passed: tuple[Change, ...]
    dialect: str
    schema: tuple[Table, ...] = ()
    views: tuple[str, ...] = ()
