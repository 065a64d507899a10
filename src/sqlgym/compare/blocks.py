"""Expected blocks and an actual result in; whether each place holds what it may, or where not."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sqlgym.compare.equality import Side, all_close
from sqlgym.compare.matching import unmatched
from sqlgym.result import Block


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
