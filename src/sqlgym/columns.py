"""The columns of two results in; which actual column stands for which expected one out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import isclose

import msgspec

from sqlgym.equality import sides
from sqlgym.matching import unmatched
from sqlgym.result import Cell, Column, Run

MOST_COLUMNS = 12
MOST_ORDERS = 12
"""Orders of columns that are tried; more would be guessing."""

Order = tuple[int, ...]
"""For each expected column, the place of the actual one."""


def by_name(expected: Sequence[Column], actual: Sequence[Column]) -> tuple[Order, list[str], list[str]]:
    """The actual columns in the order of the expected names, and the names that are missing and extra.

    Upper and lower case do not matter; of several columns of one name the first belongs to the first.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(actual):
        places[column.name.casefold()].append(place)
    order, missing = [], []
    for column in expected:
        found = places[column.name.casefold()]
        if found:
            order.append(found.pop(0))
        else:
            missing.append(column.name)
    extra = [actual[place].name for place in sorted(p for rest in places.values() for p in rest)]
    return tuple(order), missing, extra


def reordered(run: Run, order: Order) -> Run:
    """The run with its columns in another order."""
    if order == tuple(range(len(run.columns))):
        return run
    return Run(tuple(run.columns[c] for c in order), tuple(tuple(row[c] for c in order) for row in run.rows))


def orders_by_content(expected: Run, actual: Run, tolerance: float) -> Iterator[Order]:
    """Other orders of the actual columns in which each column holds what is expected of it, rows aside."""
    count = len(expected.columns)
    if count > MOST_COLUMNS or len(expected.rows) != len(actual.rows) or not actual.rows:
        return
    left, right = _contents(expected), _contents(actual)
    choices = [
        [c for c in (e, *range(e), *range(e + 1, count)) if _alike(one, right[c], tolerance)]
        for e, one in enumerate(left)
    ]
    orders = (order for order in islice(product(*choices), 100_000) if len(set(order)) == count)
    yield from islice((order for order in orders if order != tuple(range(count))), MOST_ORDERS)


class _Content(msgspec.Struct, frozen=True):
    """A column, and what is quickly told about it."""

    type: str
    cells: tuple[Cell, ...]
    kinds: frozenset[str]
    nulls: int
    ends: tuple[float, float] | None
    """The least and the greatest number."""


def _contents(run: Run) -> list[_Content]:
    columns = zip(run.columns, zip(*run.rows, strict=True), strict=True)
    return [_content(column.type, cells) for column, cells in columns]


def _content(type_name: str, cells: tuple[Cell, ...]) -> _Content:
    kinds = {kind.__name__ for kind in set(map(type, cells))} - {"NoneType"}
    numbers = (
        [c for c in cells if c is not None and c == c]
        if kinds and kinds <= {"int", "float", "Decimal"}
        else []
    )
    ends = (float(min(numbers)), float(max(numbers))) if numbers else None
    kinds = {"number" if kind in ("int", "float", "Decimal") else kind for kind in kinds}
    return _Content(type_name, cells, frozenset(kinds), cells.count(None), ends)


def _alike(expected: _Content, actual: _Content, tolerance: float) -> bool:
    """Whether two columns hold the same bag of cells."""
    if (expected.nulls, expected.ends is None) != (actual.nulls, actual.ends is None):
        return False
    if expected.ends and actual.ends:
        ends = zip(expected.ends, actual.ends, strict=True)
        if not all(isclose(one, other, rel_tol=max(tolerance, 1e-12)) for one, other in ends):
            return False
    rows = [(cell,) for cell in expected.cells], [(cell,) for cell in actual.cells]
    return unmatched(*sides(*rows, [expected.type], [actual.type]), tolerance) == ([], [])
