"""The tables of a store, the same in every database, with a checksum a row; and the rows that don't fit theirs."""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql, sqlite

FORM = "3"
"""Changes when the tables do: 2 has a checksum in each row, 3 has notes on files, their text, and overrides."""

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
    Column("notes", Text, nullable=False, server_default="[]"),
    Column("sql", Text, nullable=False, server_default=""),
    Column(CHECKSUM, BigInteger, nullable=False),
)
OVERRIDES = Table(
    "sqlgym_overrides",
    SCHEMA,
    Column("student", Text, primary_key=True),
    Column("exercise", Text, primary_key=True),
    Column("points", Float, nullable=False),
    Column("comment", Text, nullable=False),
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


SHOWN = 5
"""Damaged rows that are named; of more the number is said."""

Row = dict[str, Any]


def damaged_rows(engine: Engine) -> str:
    """What is damaged in a store though its pages are sound, and what is whole; nothing where every row holds."""
    with engine.connect() as connection:
        tables = (SETTINGS, ANSWERS, VERDICTS, OVERRIDES)
        bad = [(table, row) for table in tables for row in rows(connection, table) if damaged(row)]
        if not bad:
            return ""
        names = [row_name(connection, table, row) for table, row in bad[:SHOWN]]
        more = f" and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
        return f"{'; '.join(names)}{more}. {sound_part(connection, Counter(table.name for table, _ in bad))}"


def rows(connection: Connection, table: Table, where: str = "") -> Iterator[Row]:
    """The rows of a table with all its columns."""
    return rows_of(connection, table, [column.name for column in table.c], where)


def rows_of(connection: Connection, table: Table, names: Sequence[str], where: str = "") -> Iterator[Row]:
    """The rows of a table as the driver reads them: what a damaged cell is, no type has to accept."""
    found = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table.name} {where}")
    for some in found.partitions(MANY):
        for row in some:
            yield dict(zip(names, row, strict=True))


def damaged(row: Row) -> bool:
    """Whether a row is not as it was written."""
    try:
        return bool(row[CHECKSUM] != checksum(row))
    except (
        UnicodeEncodeError,
        TypeError,
    ):  # a text that is none any more, or a value of a kind that we never write
        return True


def row_name(connection: Connection, table: Table, row: Row) -> str:
    """A damaged row, by what can be read in it."""
    if table is SETTINGS:
        return f"the setting {row['name']!r} was changed"
    if table in (ANSWERS, OVERRIDES):
        return f"the line of student {row['student']!r} and exercise {row['exercise']!r} was changed"
    whose = [
        one["student"] for one in rows(connection, ANSWERS) if one["key"] == row["key"] and not damaged(one)
    ]
    return f"the verdict on {row['exercise']!r} of {name_list(whose)} was changed"


def name_list(students: Sequence[str]) -> str:
    """Some names, or how many they are."""
    if not students:
        return "nobody that is known"
    return ", ".join(map(repr, students)) if len(students) <= SHOWN else f"{len(students)} students"


def sound_part(connection: Connection, bad: Counter[str]) -> str:
    """How much is whole, and the seed if that is."""
    counts = [
        f"{sum(1 for _ in rows(connection, table)) - bad[table.name]:,} {what}"
        for table, what in ((VERDICTS, "verdicts"), (ANSWERS, "answers"))
    ]
    seeds = [one["value"] for one in rows(connection, SETTINGS, "WHERE name = 'seed'") if not damaged(one)]
    kept = f"; --seed {seeds[0]} gives the same small databases again" if seeds else ""
    return f"{' and '.join(counts)} are whole{kept}"
