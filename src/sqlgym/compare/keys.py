"""Rows that were left over in; pairs of them that share a key, found in the data, out."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from sqlgym.compare.canonical import CLOSE
from sqlgym.compare.difference import Pairing
from sqlgym.compare.pairs import Key
from sqlgym.compare.remainder import Case

WIDEST = 3
CANDIDATES = 8
"""A key has at most three columns, of the first eight that hold no inexact numbers."""

Found = dict[Hashable, int]
"""The place of the row with each key."""


def by_key(case: Case) -> Pairing:
    """Missing and extra rows of one key as changed rows, the others as they are; without a key, all are."""
    left, right = case.sides
    for columns in _candidates(case) if case.missing and case.extra else ():
        ones = _places(left.keys, columns, case.missing)
        others = _places(right.keys, columns, case.extra) if ones else None
        if ones and others and ones.keys() & others.keys() and _is_key(case, columns):
            return _pair(case, columns, ones, others)
    return Pairing(tuple(case.missing), tuple(case.extra))


def _candidates(case: Case) -> Iterator[tuple[int, ...]]:
    """Sets of columns, small ones first; the empty one is the key of results of one row."""
    keys = [case.sides[0].keys[i] for i in case.missing] + [case.sides[1].keys[j] for j in case.extra]
    exact = [c for c in range(len(case.expected)) if not any(key[c] is CLOSE for key in keys)]
    for width in range(min(WIDEST, len(case.expected) - 1) + 1):
        yield from combinations(exact[:CANDIDATES], width)


def _places(keys: Sequence[Key], columns: tuple[int, ...], among: Iterable[int]) -> Found | None:
    """Where each key stands; None if one stands twice."""
    places: Found = {}
    for place in among:
        key = keys[place]
        if places.setdefault(tuple([key[c] for c in columns]), place) != place:
            return None
    return places


def _is_key(case: Case, columns: tuple[int, ...]) -> bool:
    """Whether no key stands twice in all rows, and most of the smaller side are on the other too."""
    left, right = case.sides
    ones = _places(left.keys, columns, range(len(left.keys)))
    others = _places(right.keys, columns, range(len(right.keys))) if ones else None
    return bool(ones and others) and _fits(ones or {}, others or {})


def _fits(left: Found, right: Found) -> bool:
    """Whether most keys of the smaller side are on the other too."""
    shared = left.keys() & right.keys()
    return 2 * len(shared) >= min(len(left), len(right))


def _pair(case: Case, columns: tuple[int, ...], left: Found, right: Found) -> Pairing:
    pairs = sorted((i, right[key]) for key, i in left.items() if key in right)
    changed = tuple((i, j, case.differing(i, j)) for i, j in pairs)
    missing = set(case.missing).difference(i for i, _ in pairs)
    extra = set(case.extra).difference(j for _, j in pairs)
    return Pairing(tuple(sorted(missing)), tuple(sorted(extra)), changed, columns)
