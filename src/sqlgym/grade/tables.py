"""The tables of a store, the same in every database, and the statement that writes to them."""

from typing import Any

from sqlalchemy import Boolean, Column, Float, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

FORM = "1"
"""Changes when the tables do."""

MANY = 500
"""Rows of one statement."""

SCHEMA = MetaData()
SETTINGS = Table(
    "sqlgym_settings", SCHEMA, Column("name", String(40), primary_key=True), Column("value", Text)
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
)
ANSWERS = Table(
    "sqlgym_answers",
    SCHEMA,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("key", String(64), nullable=False),
)
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""Dialect → its INSERT, which can say ON CONFLICT."""
