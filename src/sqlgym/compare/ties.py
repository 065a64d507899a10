"""Rounded numbers and what they were before in; the same with ties all rounded away from zero, out.

A number that lies half-way between two rounded ones, but for the noise of calculating with floats, may be rounded
either way; ROUND makes that noise as large as its last place.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from math import isfinite

import msgspec

from sqlgym.result import Cell, Row

NOISE, MOST = 1e-12, 1e-9
"""How far from a tie, relative to it, noise may bring the reference and at most an answer, if its tolerance allows."""

SHARE = Decimal("0.001")
"""The share of a unit of the last place that is never noise, however large the number."""

HALF = Decimal("0.5")


class Tied(msgspec.Struct, frozen=True):
    """A rounded column: where its values before ROUND are, and to how many places it is rounded."""

    column: int
    before: int
    places: int


def away_from_zero(rows: Sequence[Row], columns: Sequence[Tied], noise: float) -> tuple[Row, ...]:
    """The rows with each tie of these columns rounded away from zero."""
    return tuple(_mended(row, columns, noise) for row in rows)


def inexact(rows: Sequence[Row], column: Tied) -> bool:
    """Whether the values of a column before ROUND are floats."""
    return any(isinstance(row[column.before], float) for row in rows)


def _mended(row: Row, columns: Sequence[Tied], noise: float) -> Row:
    cells = list(row)
    for column in columns:
        cell = cells[column.column]
        half = tie(cell, row[column.before], column.places, noise)
        if half is not None:
            away = (half + HALF.copy_sign(half)).scaleb(-column.places)
            cells[column.column] = float(away) if isinstance(cell, float) else away
    return tuple(cells)


def tie(rounded: Cell, before: Cell, places: int, noise: float) -> Decimal | None:
    """The tie a number lies on, in units of the last place; None if on none, or if it is not rounded from there."""
    value, result = _number(before), _number(rounded)
    if value is None or result is None:
        return None
    scaled = value.scaleb(places)
    half = scaled.to_integral_value(ROUND_FLOOR) + HALF
    near = min(abs(half) * Decimal(noise), SHARE) if isinstance(before, float) else Decimal(0)
    if abs(scaled - half) > near or abs(abs(result.scaleb(places) - half) - HALF) > SHARE:
        return None
    return half


def _number(cell: Cell) -> Decimal | None:
    """A finite number, a float by its shortest digits."""
    if isinstance(cell, float):
        return Decimal(repr(cell)) if isfinite(cell) else None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    return cell if isinstance(cell, Decimal) and cell.is_finite() else None
