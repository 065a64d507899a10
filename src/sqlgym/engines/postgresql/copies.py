"""Databases on the server that one script may change: each a copy of a dataset's, for one role, and gone afterwards."""

import fcntl
import os
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

import msgspec

from sqlgym.engines.postgresql.client import Address, Connection, Gone, Refusal
from sqlgym.engines.postgresql.cluster import ANSWERS, ROLES, TEMPLATE, role
from sqlgym.engines.postgresql.databases import copy, database, digest, mark_used
from sqlgym.engines.postgresql.server import address, slots
from sqlgym.errors import EngineError

FILE = "database.postgresql"
PREFIX = "sqlgym_t_"

WAITING = 30.0
"""Seconds until a role is free: as many answers run at once as there are roles."""

_numbers = count()
_taken: dict[int, int] = {}
"""Role → the file whose lock keeps it for this process."""


class Copy(msgspec.Struct, frozen=True):
    """A copy: its name, the number of the role that may connect to it, and the file that it is a copy of."""

    name: str
    role: int
    source: str = ""


def fresh(source: Path | None, folder: Path) -> Path:
    """Make a copy, and a file that says which it is."""
    where, _ = address()
    if source is not None and source.name == FILE:  # a copy of a copy
        template, origin = copied(source).name, copied(source).source
    else:
        template, origin = writable_template(source, where), str(source or "")
    number = take()
    found = Copy(f"{PREFIX}{os.getpid()}_{next(_numbers)}_{time.monotonic_ns() % 10**6}", number, origin)
    first = Connection(where)
    try:
        sweep(first)
        copy(first, found.name, template)
        first.asked(f"REVOKE ALL ON DATABASE {found.name} FROM PUBLIC, {ANSWERS}")
        first.asked(f"GRANT CONNECT, TEMPORARY ON DATABASE {found.name} TO {role(number)}")
    except Refusal as error:
        give_back(number)
        raise EngineError(f"PostgreSQL: {error}") from error
    finally:
        first.close()
    path = folder / FILE
    path.write_bytes(msgspec.json.encode(found))
    return path


def copied(path: Path) -> Copy:
    """The copy that a file says."""
    return msgspec.json.decode(path.read_bytes(), type=Copy)


def end(path: Path) -> None:
    """Drop a copy, whoever is connected to it, and let others have its role."""
    try:
        found = copied(path)
    except OSError:
        return
    with suppress(Gone, Refusal, EngineError):
        first = Connection(address()[0])
        first.asked(f"DROP DATABASE IF EXISTS {found.name} WITH (FORCE)")
        first.close()
    give_back(found.role)


def writable_template(source: Path | None, where: Address) -> str:
    """The database that copies are made of: that of a dataset, or one without tables, in which answers own all."""
    name = f"sqlgym_w_{digest(source)[:32]}" if source is not None else "sqlgym_w_empty"
    mark_used(name)
    first = Connection(where)
    try:
        if not first.asked(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            make_writable(first, where, name, database(source, where) if source is not None else TEMPLATE)
    finally:
        first.close()
    return name


def make_writable(first: Connection, where: Address, name: str, source: str) -> None:
    """Make a copy of a database in which the roles of answers own the tables."""
    temporary = f"{name[:36]}_{os.getpid()}_{time.monotonic_ns() % 10**9}"
    copy(first, temporary, source)
    inside = Connection(where._replace(database=temporary))
    try:
        inside.asked(f"GRANT ALL ON SCHEMA public TO {ANSWERS}")
        owned = inside.asked(
            "SELECT format('ALTER TABLE %s OWNER TO', c.oid::regclass) FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
        )
        for (statement,) in owned:
            inside.asked(f"{statement} {ANSWERS}")
    finally:
        inside.close()
    try:
        first.asked(f"REVOKE ALL ON DATABASE {temporary} FROM PUBLIC")
        first.asked(f"ALTER DATABASE {temporary} RENAME TO {name}")
    except Refusal:  # another process was first
        first.asked(f"DROP DATABASE IF EXISTS {temporary} WITH (FORCE)")


def sweep(first: Connection) -> None:
    """Drop the copies of processes that were killed."""
    for (name,) in first.asked(f"SELECT datname FROM pg_database WHERE starts_with(datname, '{PREFIX}')"):
        process = str(name).removeprefix(PREFIX).split("_")[0]
        if process.isdecimal() and not Path("/proc", process).exists() and Path("/proc").exists():
            with suppress(Refusal):
                first.asked(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def take() -> int:
    """The number of a role that no other process has."""
    folder, until = slots(), time.monotonic() + WAITING
    while time.monotonic() < until:
        for number in range(ROLES):
            if number in _taken:
                continue
            lock = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(lock)
            else:
                _taken[number] = lock
                return number
        time.sleep(0.02)
    raise EngineError("PostgreSQL: too many answers are run at once")


def give_back(number: int) -> None:
    """Let another process have a role."""
    lock = _taken.pop(number, None)
    if lock is not None:
        os.close(lock)
