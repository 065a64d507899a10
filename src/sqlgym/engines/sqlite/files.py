"""SQLite files that are built by us: tables with every constraint, filled row by row."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlgym.engines.sqlite.create import create_sql
from sqlgym.engines.sqlite.images import insert_sql
from sqlgym.errors import BuildError
from sqlgym.result.cells import storable
from sqlgym.schema import Table, parents_first

if TYPE_CHECKING:
    from sqlgym.engines.protocol import Contents


def fill(tables: Sequence[Table], contents: "Contents", path: Path) -> None:
    """Put a dataset's rows into tables with their constraints; foreign keys are checked at the end, all at once."""
    target = sqlite3.connect(path, isolation_level=None)
    target.execute("BEGIN")
    for statement in create_sql(tables, constraints=True):
        target.execute(statement)
    for table in parents_first(tables):
        for some in contents.rows(table):
            target.executemany(insert_sql(table), [tuple(map(storable, row)) for row in some])
    target.execute("COMMIT")
    faults = target.execute("PRAGMA foreign_key_check").fetchall()
    target.close()
    if faults:
        raise BuildError(f"{len(faults)} rows refer to rows that are not there")
