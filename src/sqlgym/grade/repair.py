"""A damaged store in, all rows of it that are as they were written in a new store out; and how much that is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Table

from sqlgym.errors import UsageError
from sqlgym.grade.connect import open_store
from sqlgym.grade.tables import ANSWERS, CHECKSUM, FORM, OVERRIDES, SETTINGS, VERDICTS, Row, damaged

ADDED: dict[str, Row] = {"2": {"notes": "[]", "sql": ""}}
"""Form of a store → columns that its answers did not have yet, with what stands for nothing in them."""


class Saved(NamedTuple):
    """What became of a table: rows that are whole, and rows that were read and are not."""

    table: str
    whole: int
    damaged: int


def repaired(source: Path, target: Path) -> list[Saved]:
    """Write what is whole in a SQLite store into a new one; UsageError where that is there, or settings are lost."""
    if target.exists():
        raise UsageError(f"{target} exists already; name a file that is not there yet")
    if not source.is_file():
        raise UsageError(f"{source}: there is no such store")
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        connection.row_factory = sqlite3.Row
        found = {table.name: rows(connection, table) for table in (SETTINGS, ANSWERS, VERDICTS, OVERRIDES)}
    whole = {name: [row for row in some if not damaged(row)] for name, some in found.items()}
    settings = {row["name"]: row["value"] for row in whole[SETTINGS.name]}
    if not {"seed", "about"} <= settings.keys():
        raise UsageError(
            f"{source}: its settings are lost, so no verdict in it can be used; grade the class again"
        )
    write(target, whole, ADDED.get(settings.get("form", FORM), {}))
    return [Saved(name, len(whole[name]), len(some) - len(whole[name])) for name, some in found.items()]


def write(target: Path, whole: dict[str, list[Row]], added: Row) -> None:
    """A new store with these rows, and no answer whose verdict is lost."""
    kept = {row["key"] for row in whole[VERDICTS.name]}
    with open_store(str(target)) as store:
        for table in (SETTINGS, VERDICTS, ANSWERS, OVERRIDES):
            some = [row for row in whole[table.name] if row.get("name") != "form"]
            if table is ANSWERS:
                some = [{**added, **row} for row in some if row["key"] in kept]
            if some:
                store.put(table, [plain(table, row) for row in some])


def plain(table: Table, row: Row) -> Row:
    """A row as a store takes it."""
    values = {name: value for name, value in row.items() if name != CHECKSUM}
    return {**values, "final": bool(values["final"])} if table is VERDICTS else values


def rows(connection: sqlite3.Connection, table: Table) -> list[Row]:
    """The rows of a table that can be read: from its beginning, and from its end up to where a page is broken."""
    found: dict[int, Row] = {}
    for order in ("", "ORDER BY rowid DESC"):
        for place, row in readable(connection, f"SELECT rowid, * FROM {table.name} {order}"):
            if place in found:
                break
            found[place] = row
    return [found[place] for place in sorted(found)]


def readable(connection: sqlite3.Connection, query: str) -> Iterator[tuple[int, Row]]:
    """Rows with their numbers, until one can't be read."""
    try:
        for row in connection.execute(query):
            yield row[0], {name: row[name] for name in row.keys()[1:]}
    except sqlite3.DatabaseError:
        return
