"""Which mistake an answer makes: known by behaving, on the dataset and on every world, just as a known mistake does."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.course import Exercise, read_sql
from sqlgym.result import Cell, Run
from sqlgym.sql.comments import leading_comment

FORM = "2"


class Known(msgspec.Struct, frozen=True):
    """Mistakes by their behaviour: the signature of each and what is said of it."""

    said: dict[str, str]


def signature(dataset: Run, worlds: Mapping[int, Run | None], count: int) -> str:
    """What a query does on the dataset and on `count` worlds, as one number; empty where not all were tried."""
    if len(worlds) < count:
        return ""
    digest = hashlib.sha256(behaviour(dataset))
    for number in sorted(worlds):
        run = worlds[number]
        digest.update(b"failed" if run is None else behaviour(run))
    return digest.hexdigest()


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


def known(entry: str, kind: str, find: Callable[[], Iterable[tuple[str, str]]] | None) -> Known:
    """Known mistakes from the cache; where there are none yet, found now, or (None) not at all."""
    if find is None:
        return cache.find(kind, entry, Known) or Known({})
    return cache.memo(kind, entry, Known, lambda: Known({sign: said for sign, said in find() if sign}))


def behaviours(exercise: Exercise, sign: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The signature of every known wrong answer, and its comment."""
    for path in wrong_answers(exercise):
        sql = read_sql(path)
        if comment := leading_comment(sql):
            yield sign(sql), comment


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
