"""A right result and an actual one in; which rows are left over after pairing equal ones, out."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from sqlgym.compare.equality import Side, all_close, candidates, differing, sides, size, types
from sqlgym.compare.matching import unmatched
from sqlgym.result import Block, Cell, Column, Expected, Row, Run


def first_wrong(blocks: Sequence[Block], expected: Side, actual: Side, tolerance: float) -> int | None:
    """The first place of the first block that does not hold what it may; None if all do.

    `expected` holds the candidates of all blocks, `actual` as many rows as the blocks have places.
    """
    for block, (start, end), (place, stop) in _spans(blocks):
        if not _holds(block, expected, range(start, end), actual, range(place, stop), tolerance):
            return place
    return None


def _spans(blocks: Sequence[Block]) -> Iterator[tuple[Block, tuple[int, int], tuple[int, int]]]:
    """Each block with the span of its candidates and the span of its places."""
    ends = accumulate(len(block.candidates) for block in blocks)
    stops = accumulate(block.size for block in blocks)
    for block, end, stop in zip(blocks, ends, stops, strict=True):
        yield block, (end - len(block.candidates), end), (stop - block.size, stop)


def _holds(block: Block, expected: Side, among: range, actual: Side, places: range, tolerance: float) -> bool:
    if len(among) == len(places) == 1:
        same = expected.keys[among[0]] == actual.keys[places[0]]
        return same and all_close(expected.vectors[among[0]], actual.vectors[places[0]], tolerance)
    _, extra = unmatched(expected, actual, tolerance, (among, places))
    return not extra


def closest(blocks: Sequence[Block], expected: Side, actual: Side, tolerance: float) -> list[int]:
    """The candidates that make the right result most like the actual one, in order.

    Only a block cut by LIMIT or OFFSET has a choice: it takes the rows which the actual result has too.
    """
    spans = [(block, range(start, end)) for block, (start, end), _ in _spans(blocks)]
    chosen = [place for block, among in spans if block.size == len(among) for place in among]
    if len(chosen) == len(expected.keys):
        return chosen
    _, rest = unmatched(expected, actual, tolerance, (chosen, range(len(actual.keys))))
    for block, among in spans:
        if block.size < len(among):
            missing, rest = unmatched(expected, actual, tolerance, (among, rest))
            found = sorted(set(among) - set(missing))
            chosen += (found + missing)[: block.size]
    return sorted(chosen)


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
