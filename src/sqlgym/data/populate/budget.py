"""What filling a dataset may take: sizes are refused before anything is drawn, time and room while it is.

A course may be anybody's, and its data.toml is filled outside the sandbox. The limits are far above what a dataset
needs: 1,000,000 orders of the built-in company take 3 seconds of processor time and 10 MB.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from sqlgym.engines import datasets
from sqlgym.errors import CourseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlgym.data.populate.recipe import ColumnRecipe
    from sqlgym.schema import Table

CELLS = 200_000_000
"""Rows times columns of all tables."""

SECONDS = 120.0
"""Processor time, checking the constraints included."""

BYTES = 8 << 30
"""What is written to the disk, and what the texts of patterns and pools come to before they are compressed."""

DRAWN = 256 << 20
"""Characters or bytes of all values that Faker gives: they are held in memory."""

WIDTH = 10_000
"""Characters of one value, and what a length among a provider's arguments may be."""

QUOTA = 100_000
"""Rows that `exactly` and `at_least` may give to one parent: each is a case in the SQL that fills the table."""

LENGTHS = re.compile(r"length|chars|nb|num_|size|digits|count|depth|deep")
"""In the name of an argument that says how much a provider of Faker makes."""

PAUSE = 0.1


@dataclass(slots=True)
class Budget:
    """What is left while one dataset is filled; `path` is the recipe's, for messages."""

    path: str
    seconds: float = SECONDS
    room: int = BYTES
    began: float = field(default_factory=time.process_time)
    drawn: int = 0
    texts: int = 0
    filling: str = ""
    """The table or column at which filling is."""
    spent: str = ""
    """What has run out."""

    def fail(self, key: str, reason: str) -> None:
        """Raise the CourseError that names the key."""
        raise CourseError(self.path, f"{key}: {reason}" if key else reason)

    def cells(self, tables: Iterable[Table], counts: Mapping[str, int], rows: int | None) -> None:
        """Refuse tables of more values than a dataset may have; `rows` is what the command asks for."""
        found = {table.name: counts[table.name] * len(table.columns) for table in tables}
        if sum(found.values()) <= CELLS:
            return
        name = max(found, key=lambda name: found[name])
        said = f"{sum(found.values()):,} values in all tables are too many; a dataset has at most {CELLS:,}"
        if rows is not None:
            raise UsageError(f"--rows {rows}: {said}")
        self.fail(f"tables.{name}.rows", said)

    def column(self, key: str, rows: int, width: int) -> None:
        """Refuse texts that take more room than a dataset has: so many rows of so many characters."""
        self.texts += rows * width
        if self.texts > self.room:
            said = f"{rows:,} texts of {width:,} characters are too much"
            self.fail(key, f"{said}; all texts of a dataset have at most {self.room:,}")

    def one(self, key: str, value: object) -> None:
        """Count a value that Faker gave, and look at the clock."""
        size = len(value) if isinstance(value, str | bytes) else 8
        self.drawn += size
        if size > WIDTH:
            self.fail(key, f"a value of {size:,} characters is too long; at most {WIDTH:,}")
        if self.drawn > DRAWN:
            self.fail(key, f"the values are too long; all that Faker gives are at most {DRAWN:,} characters")
        if late := self.late():
            self.fail(key, late)

    def late(self) -> str:
        """What to say if the time is over."""
        if time.process_time() - self.began <= self.seconds:
            return ""
        return (
            f"filling takes more than {self.seconds:g} seconds of processor time; make it smaller or simpler"
        )

    def over(self, folder: Path) -> str:
        """What has run out, time or room, if anything."""
        if weight(folder) > self.room:
            return f"the dataset takes more than {self.room:,} bytes on the disk; make it smaller"
        return self.late()


def weight(folder: Path) -> int:
    """Bytes of all files in a folder, those that DuckDB spills included; they may vanish meanwhile."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


@contextmanager
def watched(connection: datasets.Connection, budget: Budget, folder: Path) -> Iterator[None]:
    """Stop a connection's statement when the budget is spent; `folder` is what it writes to."""
    done = Event()
    watch = Thread(target=stop, args=(connection, budget, folder, done), daemon=True)
    watch.start()
    try:
        yield
    except datasets.Interrupted as error:
        if not budget.spent:
            raise
        key = f"{budget.filling}: " if budget.filling else ""
        raise CourseError(budget.path, f"{key}{budget.spent}") from error
    finally:
        done.set()
        watch.join()


def stop(connection: datasets.Connection, budget: Budget, folder: Path, done: Event) -> None:
    """Interrupt a connection once the budget is spent, again and again: it may be between two statements."""
    while not done.wait(PAUSE):
        budget.spent = budget.spent or budget.over(folder)
        if budget.spent:
            connection.interrupt()


def refuse_long(recipe: ColumnRecipe, place: tuple[str, str]) -> None:
    """Raise CourseError for an argument that asks a provider of Faker for too much in one value."""
    path, key = place
    for name, value in recipe.args.items():
        if LENGTHS.search(name) and (most := largest(value)) > WIDTH:
            raise CourseError(path, f"{key}.args.{name}: {most:,} is too much; at most {WIDTH:,}")


def largest(value: Any) -> float:
    """The largest number in a value or in its lists."""
    if isinstance(value, list | tuple):
        return max(map(largest, value), default=0)
    return value if isinstance(value, int | float) else 0
