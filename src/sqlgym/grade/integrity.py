"""A store in, the rows that are not what was written into them, out: each named, with what is still whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table

from sqlgym.grade.tables import ANSWERS, CHECKSUM, MANY, SETTINGS, VERDICTS, checksum

SHOWN = 5
"""Damaged rows that are named; of more the number is said."""

Row = dict[str, Any]


def damaged_rows(engine: Engine) -> str:
    """What is damaged in a store though its pages are sound, and what is whole; nothing where every row holds."""
    with engine.connect() as connection:
        bad = [(table, row) for table in (SETTINGS, ANSWERS, VERDICTS) for row in damaged(connection, table)]
        if not bad:
            return ""
        names = [row_name(connection, table, row) for table, row in bad[:SHOWN]]
        more = f" and {len(bad) - SHOWN} more" if len(bad) > SHOWN else ""
        return f"{'; '.join(names)}{more}. {sound_part(connection, Counter(table.name for table, _ in bad))}"


def damaged(connection: Connection, table: Table) -> Iterator[Row]:
    """The rows of a table that don't fit their checksum."""
    for row in rows(connection, table):
        if not holds(row):
            yield row


def rows(connection: Connection, table: Table, where: str = "") -> Iterator[Row]:
    """The rows of a table as the driver reads them: what a damaged cell is, no type has to accept."""
    names = [column.name for column in table.c]
    found = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table.name} {where}")
    for some in found.partitions(MANY):
        for row in some:
            yield dict(zip(names, row, strict=True))


def holds(row: Row) -> bool:
    """Whether a row is as it was written."""
    try:
        return bool(row[CHECKSUM] == checksum(row))
    except (
        UnicodeEncodeError,
        TypeError,
    ):  # a text that is none any more, or no value of any kind that we write
        return False


def row_name(connection: Connection, table: Table, row: Row) -> str:
    """A damaged row, by what can be read in it."""
    if table is SETTINGS:
        return f"the setting {row['name']!r} was changed"
    if table is ANSWERS:
        return f"the line of student {row['student']!r} and exercise {row['exercise']!r} was changed"
    whose = [one["student"] for one in rows(connection, ANSWERS) if one["key"] == row["key"] and holds(one)]
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
    seeds = [one["value"] for one in rows(connection, SETTINGS, "WHERE name = 'seed'") if holds(one)]
    kept = f"; --seed {seeds[0]} gives the same small databases again" if seeds else ""
    return f"{' and '.join(counts)} are whole{kept}"
