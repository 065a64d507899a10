"""A folder in which one trial keeps its database; nobody else can reach it, and it is gone afterwards."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlgym.engines import Engine
from sqlgym.sandbox.limits import NOBODY

MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one: a process is killed here, not the machine."""


def place() -> str | None:
    """Where the folders are made; None for the system's own place for temporary files."""
    return str(MEMORY) if os.access(MEMORY, os.W_OK | os.X_OK) else None


PREFIX = "sqlgym-trial-"


def sweep(where: Path, prefix: str = PREFIX) -> None:
    """Delete the folders of processes that were killed and could not do it themselves."""
    for path in where.glob(f"{prefix}*-*"):
        process = path.name.removeprefix(prefix).split("-")[0]
        if process.isdecimal() and not path.is_symlink() and not Path("/proc", process).exists():
            shutil.rmtree(path, ignore_errors=True)


class Folder:
    """A new folder with a copy of a database file in it, owned by the user that the child becomes."""

    def __init__(self, database: str | None, engine: Engine) -> None:
        """Remember what to copy; nothing is made yet."""
        self.source = Path(database) if database is not None else None
        self.engine = engine
        self.path = Path()
        self.database = Path()

    def digest(self) -> bytes:
        """The digest of all that is stored there, which decides what the database holds."""
        found = hashlib.sha256()
        for path in sorted(path for path in self.path.iterdir() if path.is_file()):
            found.update(f"{path.name}/{path.stat().st_size}/".encode())
            with path.open("rb") as file:  # in pieces: a script may leave as much as its limits allow
                found.update(hashlib.file_digest(file, "sha256").digest())
        return found.digest()

    def __enter__(self) -> Self:
        """Make the folder and the copy."""
        sweep(Path(place() or tempfile.gettempdir()))
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place()))
        try:
            self.database = self.engine.fresh(self.source, self.path)
        except BaseException:
            shutil.rmtree(self.path, ignore_errors=True)
            raise
        if os.name == "posix" and os.geteuid() == 0:
            for path in (self.path, *self.path.iterdir()):
                with contextlib.suppress(OSError):  # then the child keeps its user too (limits.become_nobody)
                    os.chown(path, NOBODY, NOBODY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still runs on the database, and delete the folder with all that is in it."""
        try:
            self.engine.end(self.database)
        finally:
            shutil.rmtree(self.path, ignore_errors=True)
