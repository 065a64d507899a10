"""Rows that were left over in; pairs of them that differ only in the last places of numbers out."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from types import NoneType

from sqlgym.compare.canonical import CLOSE, Number
from sqlgym.compare.difference import Pairing
from sqlgym.compare.pairs import Key, accepted
from sqlgym.compare.remainder import Case
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


NOISE_ONLY = (99, 99)
"""So many decimal places that nothing but noise is rounding."""

SAMPLE = 1000
"""Rows that tell how many decimal places a column has."""


def _places(case: Case, column: int) -> tuple[int, int] | None:
    """Decimal places of a column on either side; None unless all are numbers and some are not whole.

    Expected floats that are whole tell nothing of places: 3.5 is no rounding of 3.0, 3.0000001 is.
    """
    left, right = case.left_over(column)
    if not {*map(type, left), *map(type, right)} <= {int, float, Decimal, NoneType}:
        return None
    left = left[:SAMPLE] + [row[column] for row in case.expected_rows[:SAMPLE]]
    right = right[:SAMPLE] + [row[column] for row in case.actual_rows[:SAMPLE]]
    places = max(map(decimals, left), default=0), max(map(decimals, right), default=0)
    if places[0] == 0 and any(isinstance(cell, float) for cell in left):
        return NOISE_ONLY
    return places if any(places) else None


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
    rows: Sequence[Row], keys: Sequence[Key], among: Iterable[int], columns: Collection[int]
) -> dict[Hashable, list[tuple[tuple[Number, ...], int]]]:
    """The numbers that may be rounded, and the row's place, by all that must be equal."""
    groups: dict[Hashable, list[tuple[tuple[Number, ...], int]]] = defaultdict(list)
    for place in among:
        fixed = tuple([_fixed(part) if c in columns else part for c, part in enumerate(keys[place])])
        row = rows[place]
        groups[fixed].append((tuple([row[c] for c in columns if fixed[c] is CLOSE]), place))
    return groups


def _fixed(part: Hashable) -> Hashable:
    """What must be the same of a cell that may be rounded: that it is a number, or NULL, NaN, an infinity."""
    return part if part is None or isinstance(part, tuple) else CLOSE
