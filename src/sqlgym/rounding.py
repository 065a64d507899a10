"""Rows that were left over in; pairs of them that differ only in the last places of numbers out."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from sqlgym.difference import Pairing
from sqlgym.equality import CLOSE, Number
from sqlgym.pairs import Case, Key, accepted
from sqlgym.result import Cell, Row

NOISE = 1e-6
"""Relative difference that calculation alone may leave; also the absolute one around zero, times itself."""


def by_rounding(case: Case) -> Pairing | None:
    """Rows that are equal but for the last places of numbers of which one side is not whole."""
    columns = {c: places for c in range(len(case.expected)) if (places := _places(case, c))}
    if not columns or len(case.missing) != len(case.extra):
        return None

    def accept(expected: Cell, actual: Cell, column: int) -> bool:
        return column in columns and is_rounded(expected, actual, *columns[column])

    left = _groups(case.expected_rows, case.sides[0].keys, case.missing, columns)
    right = _groups(case.actual_rows, case.sides[1].keys, case.extra, columns)
    if {key: len(rows) for key, rows in left.items()} != {key: len(rows) for key, rows in right.items()}:
        return None
    pairs = [
        (i, j) for key in left for (_, i), (_, j) in zip(sorted(left[key]), sorted(right[key]), strict=True)
    ]
    return accepted(case, pairs, accept)


def _places(case: Case, column: int) -> tuple[int, int] | None:
    """Decimal places of a column on either side; None unless all are numbers and some are not whole."""
    if not all(_is_number(cell) for cells in case.left_over(column) for cell in cells if cell is not None):
        return None
    left, right = (
        max((decimals(row[column]) for row in rows), default=0)
        for rows in (case.expected_rows, case.actual_rows)
    )
    return (left, right) if left or right else None


def _is_number(cell: Hashable) -> bool:
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def decimals(cell: Cell) -> int:
    """How many places after the point the number is written with; a DECIMAL has all its places."""
    if isinstance(cell, Decimal):
        return max(0, -int(cell.as_tuple().exponent)) if cell.is_finite() else 0
    if not isinstance(cell, float):
        return 0
    digits, _, exponent = repr(cell).partition("e")
    places = len(digits.partition(".")[2].rstrip("0"))
    return max(0, places - int(exponent or 0))


def is_rounded(expected: Number, actual: Number, places: int, other: int) -> bool:
    """Whether one number is the other rounded or cut to fewer places, or wrong in the last place."""
    gap, largest = abs(float(expected) - float(actual)), max(abs(float(expected)), abs(float(actual)))
    if gap <= max(largest, NOISE) * NOISE:
        return True
    unit = 10.0 ** -min(places, other)
    return gap < unit if places != other else gap <= 1.001 * unit and gap <= largest / 1000


def _groups(
    rows: Sequence[Row], keys: Sequence[Key], among: Iterable[int], columns: Iterable[int]
) -> dict[Hashable, list[tuple[tuple[Number, ...], int]]]:
    """The numbers that may be rounded, and the row's place, by all that must be equal."""
    groups: dict[Hashable, list[tuple[tuple[Number, ...], int]]] = defaultdict(list)
    for place in among:
        loose = {c for c in columns if keys[place][c] is CLOSE or _is_number(keys[place][c])}
        fixed = tuple(CLOSE if c in loose else part for c, part in enumerate(keys[place]))
        groups[fixed].append((tuple(rows[place][c] for c in sorted(loose)), place))
    return groups
