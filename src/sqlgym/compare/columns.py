"""The columns of two results in; which actual column stands for which expected one out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, product
from math import isclose

import msgspec

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
    """What is quickly told about a column, whatever the order of its rows."""

    kinds: frozenset[str]
    nulls: int
    numbers: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """The least, the greatest and the sum of all sizes."""
    distinct: int = 0


def _contents(run: Run) -> list[_Content]:
    return [_content(cells) for cells in zip(*run.rows, strict=True)]


def _content(cells: tuple[Cell, ...]) -> _Content:
    kinds = {kind.__name__ for kind in set(map(type, cells))} - {"NoneType"}
    nulls = cells.count(None)
    if kinds & NUMBERS:
        return _Content(frozenset(kinds - NUMBERS | {"number"}), nulls, _sizes(cells))
    distinct = 0 if kinds & NESTED_KINDS else len(set(cells))
    return _Content(frozenset(kinds), nulls, distinct=distinct)


NUMBERS = frozenset(("int", "float", "Decimal"))
NESTED_KINDS = frozenset(("list", "tuple", "dict"))


def _sizes(cells: tuple[Cell, ...]) -> tuple[float, float, float]:
    numbers = [cell for cell in cells if isinstance(cell, (int, float, Decimal)) and cell == cell]
    try:
        return (float(min(numbers)), float(max(numbers)), sum(abs(float(number)) for number in numbers))
    except (OverflowError, ValueError):  # beyond every float, or nothing but NaN
        return (0.0, 0.0, 0.0)


def _alike(expected: _Content, actual: _Content, tolerance: float) -> bool:
    """Whether two columns may hold the same bag of cells."""
    facts = (expected.kinds, expected.nulls, expected.distinct)
    if facts != (actual.kinds, actual.nulls, actual.distinct):
        return False
    pairs = zip(expected.numbers, actual.numbers, strict=True)
    return all(isclose(one, other, rel_tol=max(tolerance, 1e-9)) for one, other in pairs)
