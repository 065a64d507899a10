"""A dataset as a value: a database file, its tables, how many rows each has; and what one is made from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from sqlgym.engines import DATASETS
from sqlgym.result import Row
from sqlgym.schema import Table

DATABASE = f"dataset.{DATASETS}"
RECORD = "dataset.json"


class RunScript(Protocol):
    """Runs SQL of a course in an empty in-memory DuckDB, shut in a sandbox.

    Returns the tables that are there at the end and, with `dump`, the rows of each; raises CourseError with
    path and line where the SQL fails.
    """

    def __call__(
        self, sql: str, path: Path, dump: bool, before: str = ""
    ) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
        """Run the SQL, which stands in the file `path`, after what is to be done `before` it."""


class ReadScripts(Protocol):
    """Reads a schema's scripts of any dialect as an import does: its tables, and INSERTs for their rows."""

    def __call__(self, paths: Sequence[Path]) -> "Scripts":
        """Read the files; raises CourseError for the first thing in them that would be lost."""


class Scripts(msgspec.Struct, frozen=True):
    """What scripts make: tables with the keys that their rows keep, INSERTs for those rows, and how many there are."""

    tables: tuple[Table, ...]
    inserts: str
    rows: int


class Dataset(msgspec.Struct, frozen=True):
    """A schema filled with data: the database file (read only), its tables and how many rows each has.

    The file's tables carry no constraints; `tables` says which hold. `key` names what it was built from. One that is
    `turned` has its rows the other way round.
    """

    path: Path
    tables: tuple[Table, ...]
    key: str
    rows: dict[str, int]
    turned: bool = False


class Record(msgspec.Struct, frozen=True):
    """What lies beside the database of a dataset in the cache."""

    tables: tuple[Table, ...]
    rows: dict[str, int]


class Source(msgspec.Struct, frozen=True):
    """The files of a schema's folder: DDL, and what fills it (`data` is None where that is inferred)."""

    folder: Path
    schema: bytes
    data: bytes | None
    data_name: str

    @property
    def path(self) -> Path:
        """The file that rows come from, for messages."""
        return self.folder / (self.data_name or "schema.sql")
