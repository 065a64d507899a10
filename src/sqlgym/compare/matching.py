"""Two bags of rows in, what a largest matching of equal rows leaves over on either side out.

Closeness within a tolerance is not transitive, so pairing rows one by one in any order may fail where a
better pairing exists. One inexact number a row needs only sorting; several need a flow, which stays small
because rows are first told apart by what is exact and by every gap between numbers.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from math import isclose

from sqlgym.compare.canonical import Number
from sqlgym.compare.equality import NOTHING, Side, Vector, all_close

MOST_PAIRS = 40_000
"""Distinct vectors of a cluster, expected times actual, beyond which pairs are taken greedily."""

Indexes = list[int]


def unmatched(
    expected: Side, actual: Side, tolerance: float, among: tuple[Sequence[int], Sequence[int]] | None = None
) -> tuple[Indexes, Indexes]:
    """Places of rows left over on either side (`among` these), after pairing as many equal rows as can be."""
    left, right = among or (range(len(expected.keys)), range(len(actual.keys)))
    ones, others = _by_key(expected.keys, left), _by_key(actual.keys, right)
    missing, extra = [], [i for key, some in others.items() if key not in ones for i in some]
    for key, some in ones.items():
        if key in others:
            rest = _pair(some, others[key], expected.vectors, actual.vectors, tolerance)
            missing += rest[0]
            extra += rest[1]
        else:
            missing += some
    return sorted(missing), sorted(extra)


def _by_key(keys: Sequence[Hashable], among: Iterable[int]) -> dict[Hashable, Indexes]:
    """The places of each key."""
    places: dict[Hashable, Indexes] = {}
    for index in among:
        key = keys[index]
        if key in places:
            places[key].append(index)
        else:
            places[key] = [index]
    return places


def _pair(
    left: Indexes, right: Indexes, expected: Sequence[Vector], actual: Sequence[Vector], tolerance: float
) -> tuple[Indexes, Indexes]:
    """What is left of two groups of one key."""
    width = len(expected[left[0]])
    if width == 0:
        shared = min(len(left), len(right))
        return left[shared:], right[shared:]
    if len(left) == len(right) and _all_pairs_close(left, right, expected, actual, tolerance):
        return [], []
    ones, others = [], []
    for one, other in _clusters(left, right, expected, actual, tolerance, width):
        rest = _pair_cluster(one, other, expected, actual, tolerance)
        ones += rest[0]
        others += rest[1]
    return ones, others


def _all_pairs_close(
    left: Indexes, right: Indexes, expected: Sequence[Vector], actual: Sequence[Vector], tolerance: float
) -> bool:
    """Whether the first guess, one sorted side against the other, pairs everything."""
    if len(left) == 1:
        return all_close(expected[left[0]], actual[right[0]], tolerance)
    ones, others = sorted(expected[i] for i in left), sorted(actual[i] for i in right)
    return all(all_close(one, other, tolerance) for one, other in zip(ones, others, strict=True))


def _clusters(
    left: Indexes,
    right: Indexes,
    expected: Sequence[Vector],
    actual: Sequence[Vector],
    tolerance: float,
    width: int,
) -> list[tuple[Indexes, Indexes]]:
    """Groups between which no two rows can be close, because some column has a gap between them."""
    done, waiting = [], [(left, right, 0, 0)]
    while waiting:
        left, right, column, unsplit = waiting.pop()
        if unsplit == width or not left or not right:
            done.append((left, right))
            continue
        values = [(expected[i][column], 0, i) for i in left] + [(actual[i][column], 1, i) for i in right]
        parts = _split(sorted(values), tolerance)
        again = unsplit + 1 if len(parts) == 1 else 1
        waiting += [(one, other, (column + 1) % width, again) for one, other in parts]
    return done


def _split(values: list[tuple[Number, int, int]], tolerance: float) -> list[tuple[Indexes, Indexes]]:
    """Cut a sorted column at its gaps."""
    parts: list[tuple[Indexes, Indexes]] = [([], [])]
    parts[0][values[0][1]].append(values[0][2])
    for (before, *_), (value, side, index) in pairwise(values):
        if before != value and not isclose(before, value, rel_tol=tolerance, abs_tol=tolerance * NOTHING):
            parts.append(([], []))
        parts[-1][side].append(index)
    return parts


def _pair_cluster(
    left: Indexes, right: Indexes, expected: Sequence[Vector], actual: Sequence[Vector], tolerance: float
) -> tuple[Indexes, Indexes]:
    ones, others = _distinct(left, expected), _distinct(right, actual)
    if len(ones) * len(others) > MOST_PAIRS or _is_a_line(ones, others):
        _pair_in_order(ones, others, tolerance)
    else:
        _pair_by_flow(ones, others, tolerance)
    return _rest(ones), _rest(others)


Distinct = tuple[Vector, tuple[bool, ...]]
"""A vector, and which of its numbers are floats: 1 and 1.0 are equal, but not close to the same numbers."""

Places = dict[Distinct, Indexes]
"""The places of each distinct vector that are not paired yet."""


def _distinct(indexes: Indexes, vectors: Sequence[Vector]) -> Places:
    places: Places = {}
    for index in indexes:
        vector = vectors[index]
        places.setdefault((vector, tuple([isinstance(n, float) for n in vector])), []).append(index)
    return places


def _rest(places: Places) -> Indexes:
    return [index for indexes in places.values() for index in indexes]


def _is_a_line(ones: Places, others: Places) -> bool:
    """Whether pairing in sorted order is best: one number a row, and one side all floats.

    Then whatever is close to a number is an interval, and both its ends grow with the number.
    """
    return any(all(floats == (True,) for _, floats in side) for side in (ones, others))


def _pair_in_order(ones: Places, others: Places, tolerance: float) -> None:
    """Walk both sides in ascending order; what is close is paired, the smaller one is left behind."""
    left, right = sorted(ones), sorted(others)
    i = j = 0
    while i < len(left) and j < len(right):
        one, other = left[i], right[j]
        if all_close(one[0], other[0], tolerance):
            _take(ones[one], others[other], min(len(ones[one]), len(others[other])))
            ahead, behind = not ones[one], not others[other]
        else:
            ahead, behind = one < other, one > other
        i, j = i + ahead, j + behind


def _take(ones: Indexes, others: Indexes, count: int) -> None:
    del ones[:count]
    del others[:count]


def _pair_by_flow(ones: Places, others: Places, tolerance: float) -> None:
    """A largest flow from one side to the other along close pairs (Edmonds and Karp, 1972)."""
    left, right = list(ones), list(others)
    near = [[j for j, other in enumerate(right) if all_close(one[0], other[0], tolerance)] for one in left]
    supply, demand = [len(ones[one]) for one in left], [len(others[other]) for other in right]
    flow: dict[tuple[int, int], int] = defaultdict(int)
    while path := _path(near, supply, demand, flow):
        _push(path, supply, demand, flow)
    for one, count in zip(left, supply, strict=True):
        del ones[one][: len(ones[one]) - count]
    for other, count in zip(right, demand, strict=True):
        del others[other][: len(others[other]) - count]


Path = list[tuple[int, int]]
"""Pairs that alternately get more and give back."""


def _path(
    near: list[Indexes], supply: Indexes, demand: Indexes, flow: dict[tuple[int, int], int]
) -> Path | None:
    """A shortest way from a vector with copies to spare to one on the other side with copies to spare."""
    paths: list[tuple[int, Path]] = [(i, []) for i, count in enumerate(supply) if count]
    seen: set[int] = set()
    for i, path in paths:
        for j in near[i]:
            if j in seen:
                continue
            seen.add(j)
            if demand[j]:
                return [*path, (i, j)]
            givers = [k for k in range(len(near)) if k != i and flow[k, j]]
            paths += [(k, [*path, (i, j), (k, j)]) for k in givers]
    return None


def _push(path: Path, supply: Indexes, demand: Indexes, flow: dict[tuple[int, int], int]) -> None:
    count = min(supply[path[0][0]], demand[path[-1][1]], *(flow[pair] for pair in path[1::2]))
    for step, pair in enumerate(path):
        flow[pair] += -count if step % 2 else count
    supply[path[0][0]] -= count
    demand[path[-1][1]] -= count
