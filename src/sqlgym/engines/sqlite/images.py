"""The rows of worlds in, each world as the image of a small SQLite database out, and how a file keeps them.

An image is loaded by `deserialize`, which takes a tenth of a millisecond less than filling the tables again
(https://www.sqlite.org/c3ref/deserialize.html).
"""

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sqlgym.engines.sqlite.create import create_sql
from sqlgym.result import Cell, Row
from sqlgym.schema import Table, family
from sqlgym.sql.quoting import quote

EMPTY = -1
"""The number of the world without any row; others without rows are not kept."""

PAGE = 512
"""Bytes of a page, the least that SQLite knows: a table of six rows takes one."""

MOST = 2**63

USER_VERSION = 63
"""The place of the last of its four bytes (https://www.sqlite.org/fileformat2.html)."""

Images = dict[int, bytes]


def images(tables: Sequence[Table], contents: Mapping[str, str]) -> Images:
    """The worlds in some contents, which are JSON: a table's rows as arrays of text, world and place first."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {PAGE}")
    for statement in create_sql(tables, constraints=False):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 0")  # makes the first page where there is no table
    empty = connection.serialize()
    found, other = {EMPTY: empty}, turned(contents)
    for world, rows in by_world(tables, contents).items():
        connection.deserialize(empty)
        for table in tables:
            connection.executemany(insert_sql(table), rows.get(table.name, ()))
        connection.execute(f"PRAGMA user_version = {world in other:d}")
        found[world] = connection.serialize()
    connection.close()
    return found


def by_world(tables: Sequence[Table], contents: Mapping[str, str]) -> dict[int, dict[str, list[Row]]]:
    """The rows of each world by table."""
    found: dict[int, dict[str, list[Row]]] = defaultdict(dict)
    for table in tables:
        kinds = [family(column.type) or "" for column in table.columns]
        for world, _, *cells in json.loads(contents.get(table.name, "[]")):
            row = tuple(map(stored, cells, kinds))
            found[int(world)].setdefault(table.name, []).append(row)
    return found


def turned(contents: Mapping[str, str]) -> frozenset[int]:
    """The half of the worlds that are read from the other end: by what each holds, in whatever order it comes."""
    found: dict[int, int] = defaultdict(int)
    for table, rows in contents.items():
        for world, _, *cells in json.loads(rows):
            found[int(world)] ^= zlib.crc32(f"{table} {cells}".encode())
    return frozenset(world for world, digest in found.items() if digest & 1)


def is_turned(image: bytes) -> bool:
    """Whether a world is read from the other end; the file's format has its user_version there."""
    return bool(image[USER_VERSION])


def insert_sql(table: Table) -> str:
    """An INSERT of one row with a parameter a column."""
    return f"INSERT INTO {quote(table.name)} VALUES ({', '.join('?' * len(table.columns))})"


def stored(text: str | None, kind: str) -> Cell:
    """A cell of a family's column as a dataset's file has it: numbers as such, all else but bytes as text."""
    if text is None:
        return None
    match kind:
        case "boolean":
            return int(text.lower() in ("true", "1"))
        case "integer" | "decimal":
            return number(Decimal(text))
        case "float":
            return float(text)
        case "blob":
            return bytes.fromhex(text.replace("\\x", ""))
        case "interval":
            days, _, seconds, _, micros, _ = text.split()
            return str(timedelta(int(days), int(seconds), int(micros)))
        case _:
            return text


def number(value: Decimal) -> int | float:
    """An exact number as SQLite keeps it: whole where it is and fits, else a float."""
    whole = value == value.to_integral_value() and -MOST <= value < MOST
    return int(value) if whole else float(value)


def keep(tables: Sequence[Table], contents: Mapping[str, str], path: Path) -> None:
    """Write worlds into a file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE images (world INTEGER PRIMARY KEY, image BLOB)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO images VALUES (?, ?)", images(tables, contents).items())
    connection.execute("COMMIT")
    connection.close()


def opened(connection: sqlite3.Connection) -> Images:
    """The worlds in an open file; none in a database that is none of ours."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'images'").fetchone():
        return {}
    return dict(connection.execute("SELECT world, image FROM images"))
