"""Rows that were left over in; pairs of them that share a key, found in the data, out."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from sqlgym.difference import Pairing
from sqlgym.equality import CLOSE
from sqlgym.pairs import Case, Key

WIDEST = 3
CANDIDATES = 8
"""A key has at most three columns, of the first eight that hold no inexact numbers."""

Found = dict[Hashable, int]
"""The place of the row with each key."""


def by_key(case: Case) -> Pairing:
    """Missing and extra rows of one key as changed rows, the others as they are; without a key, all are."""
    for columns in _candidates(case):
        left = _places(case.sides[0].keys, columns)
        right = _places(case.sides[1].keys, columns) if left is not None else None
        if left is not None and right is not None and _fits(left, right):
            pairing = _pair(case, columns, left, right)
            if pairing.changed:
                return pairing
    return Pairing(tuple(case.missing), tuple(case.extra))


def _candidates(case: Case) -> Iterator[tuple[int, ...]]:
    """Sets of columns, small ones first; the empty one is the key of results of one row."""
    keys = [*case.sides[0].keys, *case.sides[1].keys]
    exact = [c for c in range(len(case.expected)) if not any(key[c] is CLOSE for key in keys)]
    for width in range(min(WIDEST, len(case.expected) - 1) + 1):
        yield from combinations(exact[:CANDIDATES], width)


def _places(keys: Sequence[Key], columns: tuple[int, ...]) -> Found | None:
    """Where each key stands; None if one stands twice."""
    places: Found = {}
    for place, key in enumerate(keys):
        if places.setdefault(tuple(key[c] for c in columns), place) != place:
            return None
    return places


def _fits(left: Found, right: Found) -> bool:
    """Whether most keys of the smaller side are on the other too."""
    shared = left.keys() & right.keys()
    return 2 * len(shared) >= min(len(left), len(right))


def _pair(case: Case, columns: tuple[int, ...], left: Found, right: Found) -> Pairing:
    missing, extra = set(case.missing), set(case.extra)
    pairs = [
        (i, right[key]) for key, i in left.items() if i in missing and key in right and right[key] in extra
    ]
    changed = tuple((i, j, case.differing(i, j)) for i, j in sorted(pairs))
    missing -= {i for i, _ in pairs}
    extra -= {j for _, j in pairs}
    return Pairing(tuple(sorted(missing)), tuple(sorted(extra)), changed, columns)
