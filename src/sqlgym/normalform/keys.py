"""Candidate keys of a relation under functional dependencies, and what is part of one."""

from collections.abc import Sequence

from sqlgym.normalform.cover import projection
from sqlgym.normalform.dependencies import Attributes, Dependency, set_order
from sqlgym.normalform.masks import Bits, Masks, bits, closed_mask


def candidate_keys(relation: Attributes, dependencies: Sequence[Dependency]) -> tuple[Attributes, ...]:
    """Find all minimal sets that determine the whole relation, small ones first (Lucchesi and Osborn 1978).

    Dependencies may mention attributes outside the relation: what they imply within it counts.
    """
    names = Bits(tuple(sorted(relation)))
    rules = names.masks(projection(relation, dependencies))
    keys = _lucchesi_osborn(names.mask(relation), rules)
    return tuple(sorted(map(names.attributes, keys), key=set_order))


def prime_attributes(relation: Attributes, dependencies: Sequence[Dependency]) -> Attributes:
    """Collect the attributes that are part of some candidate key (Codd 1971)."""
    return frozenset[str]().union(*candidate_keys(relation, dependencies))


def _lucchesi_osborn(whole: int, rules: Masks) -> list[int]:
    keys = [_shrunk(whole, whole, rules)]
    for key in keys:  # grows while it is walked
        for left, right in rules:
            candidate = left | key & ~right
            if not any(known & candidate == known for known in keys):
                keys.append(_shrunk(candidate, whole, rules))
    return keys


def _shrunk(superkey: int, whole: int, rules: Masks) -> int:
    for bit in bits(superkey):
        if closed_mask(superkey ^ bit, rules) & whole == whole:
            superkey ^= bit
    return superkey
