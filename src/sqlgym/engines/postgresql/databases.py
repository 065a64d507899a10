"""What a database on a server is made of, as a file; and the database, made once by what the file says.

A file holds everything, so that a server may be stopped, deleted or another one: it is named by what is in it.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from sqlgym.cache.place import writable
from sqlgym.engines.postgresql.client import Address, Connection, Refusal
from sqlgym.engines.postgresql.cluster import ANSWERS, OWNER, SCRATCH, TEMPLATE, opened_for, password
from sqlgym.engines.postgresql.create import copied, create_sql, folded, stored
from sqlgym.engines.postgresql.server import address, version
from sqlgym.engines.protocol import Contents
from sqlgym.schema import Table, family, parents_first
from sqlgym.sql.quoting import quote

HEAD = b"sqlgym for PostgreSQL\n"
DIGEST = 64
MOST = 64
"""Databases of datasets that a server keeps; each takes 8 MB."""


DATASETS = "SELECT datname FROM pg_database WHERE datname ~ '^sqlgym_[dw]_'"


class Recipe(msgspec.Struct, frozen=True):
    """What a database is made of: statements, rows for COPY by the statement that takes them, and statements behind.

    `tables` are those which it has then. Worlds are no database: `worlds` has their rows by the name of their table,
    for whoever tries a query on them.
    """

    before: tuple[str, ...] = ()
    rows: tuple[tuple[str, bytes], ...] = ()
    after: tuple[str, ...] = ()
    worlds: dict[str, bytes] | None = None
    tables: tuple[Table, ...] = ()


def write(recipe: Recipe, path: Path) -> None:
    """Write the file of a database."""
    data = msgspec.msgpack.encode(recipe)
    path.write_bytes(HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n" + data)


def read(path: Path) -> Recipe:
    """What a file holds."""
    return msgspec.msgpack.decode(path.read_bytes()[len(HEAD) + DIGEST + 1 :], type=Recipe)


def digest(path: Path) -> str:
    """By what a database is known that is made of a file."""
    with path.open("rb") as file:
        return file.read(len(HEAD) + DIGEST)[len(HEAD) :].decode()


def recipe(tables: Sequence[Table], rows: Iterable[tuple[Table, Iterable[Sequence[str | None]]]]) -> Recipe:
    """The file of tables with every constraint and their rows, which come parents first."""
    filled = tuple(
        (f"COPY {quote(folded(table.name))} FROM STDIN", "".join(f"{copied(row)}\n" for row in some).encode())
        for table, some in rows
    )
    return Recipe(tuple(create_sql(tables)), filled, ("ANALYZE",), tables=tuple(tables))


def fill(tables: Sequence[Table], contents: Contents, path: Path) -> None:
    """Write the file of a dataset."""
    parents = parents_first(tables)
    rows = ((one, (tuple(stored(row)) for chunk in contents.rows(one) for row in chunk)) for one in parents)
    write(recipe(tables, rows), path)


def worlds(tables: Sequence[Table], contents: Mapping[str, Iterable[Sequence[str | None]]]) -> Recipe:
    """The file of worlds."""
    return Recipe(worlds={table.name: world_rows(table, contents.get(table.name, ())) for table in tables})


def world_rows(table: Table, rows: Iterable[Sequence[str | None]]) -> bytes:
    """The rows of a table in all worlds, each with its world and its place, for COPY."""
    blobs = {place + 2 for place, column in enumerate(table.columns) if family(column.type) == "blob"}
    return "".join(f"{copied(hexadecimal(row, blobs) if blobs else row)}\n" for row in rows).encode()


def hexadecimal(row: Sequence[str | None], blobs: set[int]) -> list[str | None]:
    """A row with its bytes as PostgreSQL reads them."""
    return [
        "\\x" + cell.replace("\\x", "") if place in blobs and cell is not None else cell
        for place, cell in enumerate(row)
    ]


def database(path: Path, where: Address) -> str:
    """The name of the database that a file says, made if the server does not have it."""
    if read(path).worlds is not None:
        return SCRATCH
    name = f"sqlgym_d_{digest(path)[:32]}"
    mark_used(name)
    first = Connection(where)
    try:
        if not first.asked(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            make(first, where, name, read(path))
            make_room(first)
    finally:
        first.close()
    return name


def serve(path: Path | None) -> None:
    """Have the server ready, and in it the database that a file says."""
    first, _ = address()
    version()  # looked up now: a locked process could not
    if path is not None:
        database(path, first)


def make(first: Connection, where: Address, name: str, found: Recipe) -> None:
    """Make a database under another name until it is whole; of two who do so at once, one wins."""
    temporary = f"{name[:40]}_{os.getpid()}_{time.monotonic_ns() % 10**9}"
    copy(first, temporary, TEMPLATE)
    try:
        inside = Connection(as_owner(where, temporary))
        try:
            made_of(inside, found)
        finally:
            inside.close()
        opened_for(first, temporary)
        first.asked(f"ALTER DATABASE {temporary} RENAME TO {name}")
    except Refusal as error:
        first.asked(f"DROP DATABASE IF EXISTS {temporary} WITH (FORCE)")
        if error.code != "42P04":  # there is one of this name by now
            raise


def copy(first: Connection, name: str, source: str) -> None:
    """Make a database as a copy of another, file by file."""
    first.asked(f"CREATE DATABASE {name} TEMPLATE {source} OWNER {OWNER} STRATEGY file_copy")


def made_of(inside: Connection, found: Recipe) -> None:
    """Make the tables of a recipe with their rows."""
    inside.asked("BEGIN")
    for statement in found.before:
        inside.asked(statement)
    for statement, rows in found.rows:
        inside.copied(statement, rows)
    inside.asked(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {ANSWERS}")
    inside.asked("COMMIT")
    for statement in found.after:
        inside.asked(statement)


def as_owner(where: Address, name: str) -> Address:
    """A database as its owner, who has no rights beyond it."""
    return where._replace(user=OWNER, database=name, password=password(where, OWNER))


def mark_used(name: str) -> None:
    """Remember that a database was used now."""
    (writable("postgresql-used") / name).touch()


def make_room(first: Connection) -> None:
    """Delete the databases that were not used for longest."""
    folder = writable("postgresql-used")
    have = [str(row[0]) for row in first.asked(DATASETS)]
    used = {name: (folder / name).stat().st_mtime if (folder / name).exists() else 0.0 for name in have}
    for name in sorted(have, key=used.__getitem__)[:-MOST]:
        with suppress(Refusal):  # somebody is connected to it
            first.asked(f"DROP DATABASE IF EXISTS {name}")
