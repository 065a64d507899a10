"""The tables of a store, the same in every database, the statement that writes to them, and the checksum of a row."""

import zlib
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Boolean, Column, Float, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

FORM = "2"
"""Changes when the tables do: 2 has a checksum in each row."""

CHECKSUM = "checksum"

MANY = 500
"""Rows of one statement."""

SCHEMA = MetaData()
SETTINGS = Table(
    "sqlgym_settings",
    SCHEMA,
    Column("name", String(40), primary_key=True),
    Column("value", Text),
    Column(CHECKSUM, BigInteger, nullable=False),
)
VERDICTS = Table(
    "sqlgym_verdicts",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("exercise", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("score", Float, nullable=False),
    Column("points", Float, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("verdict", LargeBinary, nullable=False),
    Column(CHECKSUM, BigInteger, nullable=False),
)
ANSWERS = Table(
    "sqlgym_answers",
    SCHEMA,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("key", String(64), nullable=False),
    Column(CHECKSUM, BigInteger, nullable=False),
)
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""Dialect → its INSERT, which can say ON CONFLICT."""


def sealed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its checksum."""
    return {**row, CHECKSUM: checksum(row)}


def checksum(row: Mapping[str, Any]) -> int:
    """The CRC-32 of a row's values in the order of their columns' names: it finds every flipped byte in any of them."""
    values = [plain(row[name]) for name in sorted(row) if name != CHECKSUM]
    return zlib.crc32(msgspec.msgpack.encode(values))


def plain(value: Any) -> Any:
    """A value in the one form for all databases: some have no booleans, and keep 4.0 as they keep 4."""
    return float(value) if isinstance(value, bool | int) else value
