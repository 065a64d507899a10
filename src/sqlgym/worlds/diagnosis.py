"""Which mistake an answer makes: known by behaving, on the dataset and on every world, just as a known mistake does."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import msgspec

from sqlgym import cache
from sqlgym.course import Exercise, read_sql
from sqlgym.result import Cell, Run
from sqlgym.sql.comments import leading_comment

FORM = "4"


class Known(msgspec.Struct, frozen=True):
    """Mistakes by their behaviour: the signature of each, what is said of it, and the query that makes it.

    `files` has the first wrong answer of each signature, by its name.
    """

    said: dict[str, tuple[tuple[str, str], ...]]
    files: dict[str, str] = {}


class Mistake(NamedTuple):
    """A known mistake: its signature (empty where it has none), what is said, its file's name if any, its query."""

    sign: str
    said: str
    file: str = ""
    sql: str = ""


class Trace(msgspec.Struct, frozen=True):
    """What a query does on the dataset and on worlds, each as a digest."""

    dataset: bytes
    worlds: dict[int, bytes]

    @classmethod
    def of(cls, dataset: Run, worlds: Mapping[int, Run | None]) -> "Trace":
        """The digests of some results; None stands for no result."""
        return cls(behaviour(dataset), {}).further(worlds)

    def further(self, worlds: Mapping[int, Run | None]) -> "Trace":
        """With the digests of results on further worlds."""
        done = {number: b"failed" if run is None else behaviour(run) for number, run in worlds.items()}
        return Trace(self.dataset, self.worlds | done)

    def signature(self, count: int) -> str:
        """All of it as one number; empty where not all of `count` worlds were tried."""
        if len(self.worlds) < count:
            return ""
        digest = hashlib.sha256(self.dataset)
        for number in sorted(self.worlds):
            digest.update(self.worlds[number])
        return digest.hexdigest()


def signature(dataset: Run, worlds: Mapping[int, Run | None], count: int) -> str:
    """What a query does on the dataset and on `count` worlds, as one number; empty where not all were tried."""
    return Trace.of(dataset, worlds).signature(count) if len(worlds) >= count else ""


def behaviour(run: Run) -> bytes:
    """A result without the order of its rows, the last places of numbers, and names."""
    rows = sorted(repr([canonical(cell) for cell in row]) for row in run.rows)
    return hashlib.sha256("\n".join(rows).encode()).digest()


def canonical(cell: Cell) -> Cell:
    """A cell such that numbers that are equal, or nearly so, look the same."""
    if not isinstance(cell, int | float | Decimal) or isinstance(cell, bool):
        return cell
    return f"{float(cell):.9g}" if abs(float(cell)) < 1e15 else str(cell)


def key(exercise: Exercise, suite_key: str, what: str) -> str:
    """The cache's key of an exercise's known mistakes of one sort."""
    texts = [part for path in wrong_answers(exercise) for part in (path.stem, read_sql(path))]
    return cache.key(FORM, what, suite_key, exercise.reference, *texts)


def wrong_answers(exercise: Exercise) -> list[Path]:
    """The files of an exercise's known wrong answers."""
    return sorted((exercise.folder / "wrong").glob("*.sql"))


def known(entry: str, kind: str, find: Callable[[], Iterable[Mistake]] | None) -> Known:
    """Known mistakes from the cache; where there are none yet, found now, or (None) not at all."""
    if find is None:
        return cache.find(kind, entry, Known) or Known({})
    return cache.memo(kind, entry, Known, lambda: by_sign([one for one in find() if one.sign]))


def by_sign(mistakes: Sequence[Mistake]) -> Known:
    """Mistakes by their signatures."""
    said: dict[str, tuple[tuple[str, str], ...]] = {}
    for one in mistakes:
        if one.said:
            said[one.sign] = (*said.get(one.sign, ()), (one.said, one.sql))
    return Known(said, {one.sign: one.file for one in reversed(mistakes) if one.file})


def behaviours(exercise: Exercise, sign: Callable[[str], str]) -> Iterator[Mistake]:
    """Every known wrong answer with its signature and its comment."""
    for path in wrong_answers(exercise):
        sql = read_sql(path)
        yield Mistake(sign(sql), leading_comment(sql), path.stem, sql)


def pattern(expected: Run, actual: Run) -> str | None:
    """What all the differing rows have in common, if it is plain to see."""
    if len(expected.columns) != len(actual.columns):
        return None
    right, given = (
        {repr([canonical(cell) for cell in row]): row for row in run.rows} for run in (expected, actual)
    )
    missing = [row for text, row in right.items() if text not in given]
    extra = [row for text, row in given.items() if text not in right]
    kept = [row for text, row in right.items() if text in given]
    if missing and not extra:
        return _null_column("All missing rows have", expected, missing, kept)
    if extra and not missing:
        return _null_column("All rows too many have", actual, extra, kept)
    return None


def _null_column(
    said: str, run: Run, rows: list[tuple[Cell, ...]], others: list[tuple[Cell, ...]]
) -> str | None:
    """The column in which just these rows have NULL."""
    for index in range(len(run.columns)):
        if all(row[index] is None for row in rows) and not any(row[index] is None for row in others):
            return f"{said} NULL in column {index + 1}, and no other row has."
    return None
