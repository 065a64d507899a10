"""A right result and an actual one in; which rows are left over after pairing equal ones, out."""

from collections.abc import Sequence

import msgspec

from sqlgym.compare.blocks import closest, first_wrong
from sqlgym.compare.equality import Side, differing, sides
from sqlgym.compare.matching import unmatched
from sqlgym.compare.shortcut import candidates, size, types
from sqlgym.result import Cell, Column, Expected, Row, Run


class Case(msgspec.Struct, frozen=True):
    """What reasons are looked for in: two results and the places of the rows that are left over."""

    expected: tuple[Column, ...]
    actual: tuple[Column, ...]
    expected_rows: Sequence[Row]
    actual_rows: Sequence[Row]
    sides: tuple[Side, Side]
    tolerance: float
    missing: Sequence[int] = ()
    extra: Sequence[int] = ()
    wrong_place: int | None = None
    """Where the first block that does not hold what it may begins, if there are as many rows as expected."""

    @classmethod
    def of(cls, expected: Expected, actual: Run, tolerance: float) -> "Case":
        """Pair the rows with those of the right result that is most like the actual one."""
        rows, blocks = candidates(expected.blocks), expected.blocks
        left, right = sides(rows, actual.rows, *types(expected, actual))
        columns = expected.run.columns, actual.columns
        place = None
        if len(actual.rows) == size(blocks) and (len(blocks) > 1 or len(rows) > size(blocks)):
            place = first_wrong(blocks, left, right, tolerance)
            if place is None:
                return cls(*columns, rows, actual.rows, (left, right), tolerance)
        places = closest(blocks, left, right, tolerance)
        if len(places) < len(rows):
            left, rows = left.take(places), [rows[i] for i in places]
        rest = unmatched(left, right, tolerance)
        return cls(*columns, rows, actual.rows, (left, right), tolerance, *rest, place)

    @property
    def is_right(self) -> bool:
        """Whether the actual result is right."""
        return not self.missing and not self.extra and self.wrong_place is None

    def left_over(self, column: int) -> tuple[list[Cell], list[Cell]]:
        """The cells of a column, expected and actual, in the rows that are left over."""
        left = [self.expected_rows[i][column] for i in self.missing]
        return left, [self.actual_rows[j][column] for j in self.extra]

    def differing(self, i: int, j: int) -> tuple[int, ...]:
        """The columns in which an expected row and an actual one differ."""
        return differing(self.sides[0], i, self.sides[1], j, self.tolerance)
