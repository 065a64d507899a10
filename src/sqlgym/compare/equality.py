"""Rows of two results in, comparable forms out: keys that must be the same, numbers that must be close.

NULL equals only NULL. Integers and decimals are equal by value, booleans are no numbers. A date equals the
timestamp of its midnight, a timestamp with time zone is an instant and equals no timestamp without. Structs
are compared by position, maps whatever the order of their entries (and their keys exactly). NaN equals NaN.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from math import isclose
from types import NoneType

import msgspec

from sqlgym.compare.canonical import CLOSE, Number, number_key, read, text_tag
from sqlgym.result import Block, Cell, Expected, Row, Run
from sqlgym.result.types import parse_type


def candidates(blocks: Sequence[Block]) -> list[Row]:
    """The candidates of all blocks, one block after the other."""
    return [row for block in blocks for row in block.candidates]


def size(blocks: Sequence[Block]) -> int:
    """How many rows a right result has."""
    return sum(block.size for block in blocks)


def types(expected: Expected, actual: Run) -> tuple[list[str], list[str]]:
    """The types of the columns on either side."""
    return [c.type for c in expected.run.columns], [c.type for c in actual.columns]


def is_plainly_right(expected: Expected, actual: Run) -> bool:
    """The quick way for most right results: rows that are equal and hash equal without a closer look."""
    rows = candidates(expected.blocks)
    if not len(rows) == size(expected.blocks) == len(actual.rows):
        return False
    if not python_equal(rows, actual.rows, zip(*types(expected, actual), strict=True)):
        return False
    if rows == list(actual.rows):
        return True
    return len(expected.blocks) == 1 and Counter(rows) == Counter(actual.rows)


Vector = tuple[Number, ...]
"""The inexact numbers of a row, in order."""

SIMPLE = frozenset(("bool", "bytes", "date", "timedelta", "UUID"))
"""Python types whose own equality is ours, as long as no other type stands in the column."""


class Side(msgspec.Struct, frozen=True):
    """One result made comparable: two rows are equal if their keys are equal and their vectors close."""

    keys: Sequence[tuple[Hashable, ...]]
    vectors: Sequence[Vector]

    def take(self, places: Iterable[int]) -> "Side":
        """The rows at these places."""
        places = list(places)
        return Side([self.keys[i] for i in places], [self.vectors[i] for i in places])


NOTHING = 1e-3
"""What is left over where inexact numbers should cancel out: a thousandth of the relative tolerance is zero."""


def close(expected: Number, actual: Number, tolerance: float) -> bool:
    """Whether finite numbers are equal: by value, or within the relative tolerance if one is a float."""
    if isinstance(expected, float) or isinstance(actual, float):
        return expected == actual or isclose(expected, actual, rel_tol=tolerance, abs_tol=tolerance * NOTHING)
    return expected == actual


def all_close(expected: Vector, actual: Vector, tolerance: float) -> bool:
    """Whether two vectors of one length are close in every place."""
    return expected == actual or all(
        close(left, right, tolerance) for left, right in zip(expected, actual, strict=True)
    )


def differing(expected: Side, row: int, actual: Side, other: int, tolerance: float) -> tuple[int, ...]:
    """The columns in which a row of one side and a row of the other are not equal."""
    left, right = expected.keys[row], actual.keys[other]
    if expected.vectors[row] == actual.vectors[other]:
        return tuple(c for c, (one, two) in enumerate(zip(left, right, strict=True)) if one != two)
    start = end = 0
    columns = []
    for column, (one, two) in enumerate(zip(left, right, strict=True)):
        ones = expected.vectors[row][start : (start := start + _numbers_in(one))]
        twos = actual.vectors[other][end : (end := end + _numbers_in(two))]
        if one != two or not all_close(ones, twos, tolerance):
            columns.append(column)
    return tuple(columns)


def _numbers_in(key: Hashable) -> int:
    """How many numbers of a row's vector belong to this part of its key."""
    if isinstance(key, tuple):
        return sum(map(_numbers_in, key))
    return key is CLOSE


def same_cell(
    expected: Cell, actual: Cell, types: tuple[str, str] = ("", ""), tolerance: float = 1e-9
) -> bool:
    """Whether two single cells are equal; `types` are the types of their columns."""
    left, right = sides([(expected,)], [(actual,)], [types[0]], [types[1]])
    return left.keys == right.keys and all_close(left.vectors[0], right.vectors[0], tolerance)


def python_equal(expected: Sequence[Row], actual: Sequence[Row], types: Iterable[tuple[str, str]]) -> bool:
    """Whether rows that are equal to Python are certainly equal to us, by the types of their cells."""
    pairs = list(types)
    columns = zip(_columns(expected, len(pairs)), _columns(actual, len(pairs)), pairs, strict=True)
    return all(_reading(left, right, *pair) in ("plain", "close", "time") for left, right, pair in columns)


def sides(
    expected: Sequence[Row], actual: Sequence[Row], expected_types: Sequence[str], actual_types: Sequence[str]
) -> tuple[Side, Side]:
    """Both results made comparable with each other; they have as many columns."""
    types = list(zip(expected_types, actual_types, strict=True))
    left, right = _columns(expected, len(types)), _columns(actual, len(types))
    read = [_read_column(one, other, *pair) for one, other, pair in zip(left, right, types, strict=True)]
    return _side([side for side, _ in read], len(expected)), _side([side for _, side in read], len(actual))


ReadColumn = tuple[Sequence[Hashable], list[Vector] | None]
"""What a column adds to the keys of its rows and, if its numbers are inexact, to their vectors."""


def _columns(rows: Sequence[Row], count: int = 0) -> list[Sequence[Cell]]:
    return list(zip(*rows, strict=True)) if rows else [()] * count


def _side(columns: Sequence[ReadColumn], rows: int) -> Side:
    keys = list(zip(*(keys for keys, _ in columns), strict=True)) if columns else [()] * rows
    vectors = [vectors for _, vectors in columns if vectors is not None]
    if not vectors:
        return Side(keys, [()] * rows)
    if len(vectors) == 1:
        return Side(keys, vectors[0])
    return Side(
        keys, [tuple(number for part in parts for number in part) for parts in zip(*vectors, strict=True)]
    )


def _read_column(
    expected: Sequence[Cell], actual: Sequence[Cell], expected_type: str, actual_type: str
) -> tuple[ReadColumn, ReadColumn]:
    reading = _reading(expected, actual, expected_type, actual_type)
    if reading == "plain":
        return (expected, None), (actual, None)
    if reading == "close":
        return _read_numbers(expected), _read_numbers(actual)
    inexact = reading != "time" and (_holds_float(expected) or _holds_float(actual))
    return _read_any(expected, expected_type, inexact=inexact), _read_any(
        actual, actual_type, inexact=inexact
    )


def _reading(expected: Sequence[Cell], actual: Sequence[Cell], expected_type: str, actual_type: str) -> str:
    """How a column must be read: `plain` as it is, `close` as inexact numbers, `time`, or `any`."""
    kinds = {*map(type, expected), *map(type, actual)} - {NoneType}
    if kinds <= {int, Decimal}:
        return "plain"
    if kinds <= {int, Decimal, float}:
        return "close"
    if kinds == {str}:
        names = {parse_type(expected_type).name, parse_type(actual_type).name}
        return "plain" if len(names) == 1 or not any(map(text_tag, names)) else "any"
    if kinds == {datetime}:
        return "time"
    return "plain" if len(kinds) == 1 and next(iter(kinds)).__name__ in SIMPLE else "any"


def _read_numbers(cells: Sequence[Cell]) -> ReadColumn:
    keys = [number_key(cell) for cell in cells]
    return keys, [(cell,) if key is CLOSE else () for cell, key in zip(cells, keys, strict=True)]


def _read_any(cells: Sequence[Cell], type_name: str, *, inexact: bool) -> ReadColumn:
    kind = parse_type(type_name)
    if not inexact:
        return [read(cell, kind, None) for cell in cells], None
    vectors: list[list[Number]] = [[] for _ in cells]
    keys = [read(cell, kind, vector) for cell, vector in zip(cells, vectors, strict=True)]
    return keys, [tuple(vector) for vector in vectors]


def _holds_float(cells: Iterable[Cell]) -> bool:
    """Whether a float is among the cells, or anywhere in them."""
    waiting = list(cells)
    while waiting:
        cell = waiting.pop()
        if isinstance(cell, float):
            return True
        if isinstance(cell, (list, tuple, dict)):
            waiting.extend(cell.values() if isinstance(cell, dict) else cell)
    return False
