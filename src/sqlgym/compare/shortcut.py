"""What is right and a result in; whether the result is right beyond doubt, by a quick look, out."""

from collections import Counter
from collections.abc import Sequence

from sqlgym.compare.equality import python_equal
from sqlgym.result import Block, Expected, Row, Run


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
