"""A folder in which one import works: copies of its sources go in under names of ours, a schema's files come out."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlgym.errors import UsageError
from sqlgym.importing.job import PROGRESS, Form, Source
from sqlgym.sandbox.folder import sweep
from sqlgym.sandbox.limits import NOBODY

PREFIX = "sqlgym-import-"

MOST = 2 << 30
"""Bytes of all sources."""

FORMS: dict[str, Form] = {
    **dict.fromkeys((".sql", ".dump", ".ddl", ".psql", ".mysql"), "sql"),
    **dict.fromkeys((".sqlite", ".sqlite3", ".db", ".db3"), "sqlite"),
    **dict.fromkeys((".duckdb", ".ddb"), "duckdb"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "json"),
    ".parquet": "parquet",
}
"""Ending → what a file holds, where its first bytes do not tell."""

MARKS: tuple[tuple[int, bytes, Form], ...] = (
    (0, b"SQLite format 3\0", "sqlite"),
    (8, b"DUCK", "duckdb"),
    (0, b"PAR1", "parquet"),
)

PACKED = {
    b"PGDMP": "it is a dump in PostgreSQL's own format; make it plain with `pg_restore -f plain.sql FILE`",
    b"PK\x03\x04": "it is a zip; unpack it first",
    b"\x1f\x8b": "it is packed with gzip; unpack it first",
}


def form_of(path: Path) -> Form:
    """What a file holds, by its first bytes, else by its ending; UsageError where neither tells."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    for mark, why in PACKED.items():
        if head.startswith(mark):
            raise UsageError(f"{path}: {why}")
    for place, mark, form in MARKS:
        if head[place:].startswith(mark):
            return form
    found = FORMS.get(path.suffix.lower())
    if found is None or (found in ("sqlite", "duckdb", "parquet") and head):
        known = ", ".join(FORMS)
        raise UsageError(
            f"{path} is no file that can be imported, by its ending and its first bytes; known are {known}"
        )
    return found


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files that are meant: those given, and of a folder all that can be imported."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [one for one in sorted(path.iterdir()) if one.suffix.lower() in FORMS and one.is_file()]
            if not inside:
                raise UsageError(f"{path} holds no file that can be imported; known are {', '.join(FORMS)}")
            found += inside
        else:
            found.append(path)
    if (size := sum(path.stat().st_size for path in found if path.is_file())) > MOST:
        raise UsageError(f"{size:,} bytes are too much; at most {MOST:,} can be imported at a time")
    return found


class Intake:
    """A new folder of one import; nobody else can reach it, and it is gone afterwards."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Find out what is to be read; nothing is copied yet."""
        self.paths = files_of(paths)
        self.sources = tuple(
            Source(form_of(path), f"source-{number}", path.name) for number, path in enumerate(self.paths)
        )
        self.path = Path()

    def __enter__(self) -> Self:
        """Make the folder and the copies."""
        sweep(Path(tempfile.gettempdir()), PREFIX)
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        for source, path in zip(self.sources, self.paths, strict=True):
            shutil.copyfile(path, self.path / source.file)
            journal = path.with_name(f"{path.name}-wal")
            if source.form == "sqlite" and journal.is_file():  # rows that are not in the file itself yet
                shutil.copyfile(journal, self.path / f"{source.file}-wal")
        if os.name == "posix" and os.geteuid() == 0:
            for one in (self.path, *self.path.iterdir()):
                with contextlib.suppress(OSError):
                    os.chown(one, NOBODY, NOBODY)
        return self

    @property
    def size(self) -> int:
        """Bytes of all sources."""
        return sum(path.stat().st_size for path in self.paths)

    def progress(self) -> tuple[int, int, str]:
        """How far the reading is: bytes done, of how many, of which source."""
        done, total, title = (
            (self.content(PROGRESS, 1000) or b"0 1 sources").decode("utf-8", "replace").split(" ", 2)
        )
        return int(done), int(total), title

    def content(self, name: str, most: int = -1) -> bytes | None:
        """What a plain file of the folder holds; None where there is none. A link is never followed."""
        try:
            place = os.open(self.path / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError:
            return None
        with open(place, "rb") as file:
            return file.read(most) if stat.S_ISREG(os.fstat(place).st_mode) else None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
