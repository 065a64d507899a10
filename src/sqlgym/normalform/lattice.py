"""Attribute sets as bit masks, and the level-wise search for all minimal dependencies under a closure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlgym.normalform.dependencies import Attributes, Dependency

Masks = list[tuple[int, int]]
"""Dependencies as pairs of bit masks: left side, right side."""


@dataclass(frozen=True, slots=True)
class Bits:
    """The places of attributes in a bit mask: the first name is the lowest bit."""

    names: tuple[str, ...]

    def mask(self, attributes: Attributes) -> int:
        """Turn attributes into a mask; those that have no place are left out."""
        return sum(1 << place for place, name in enumerate(self.names) if name in attributes)

    def attributes(self, mask: int) -> Attributes:
        """Turn a mask back into attributes."""
        return frozenset(name for place, name in enumerate(self.names) if mask >> place & 1)

    def masks(self, dependencies: Sequence[Dependency]) -> Masks:
        """Turn dependencies into pairs of masks."""
        return [(self.mask(rule.left), self.mask(rule.right)) for rule in dependencies]


def bits(mask: int) -> Iterator[int]:
    """Give the bits of a mask one by one, the lowest first, each as a mask."""
    while mask:
        yield mask & -mask
        mask &= mask - 1


def closed_mask(mask: int, rules: Masks) -> int:
    """Collect all that a set determines, in masks."""
    before = -1
    while mask != before:
        before = mask
        for left, right in rules:
            if left & mask == left:
                mask |= right
    return mask


def minimal_dependencies(
    tried: int, closed: Callable[[int], int], widest: int | None = None
) -> Iterator[tuple[int, int]]:
    """Give each `left -> right` where no part of left determines any of right, small left sides first.

    Left sides are made of the bits of `tried`, `widest` of them at most. Only free sets, in which no
    attribute is determined by the others, are extended: the others have no dependencies of their own
    (FUN: Novelli and Cicchetti 2001). `closed` is called once for each free set, after its parts.
    """
    before: dict[int, int] = {}
    level = {0: closed(0)}
    while level:
        yield from _fresh(level, before)
        if widest == 0:
            return
        widest = None if widest is None else widest - 1
        before, level = level, {left: closed(left) for left in _free(level, tried)}


def _fresh(level: dict[int, int], before: dict[int, int]) -> Iterator[tuple[int, int]]:
    for left, whole in level.items():
        right = whole & ~left & ~_union(before[left ^ bit] for bit in bits(left))
        if right:
            yield left, right


def _free(level: dict[int, int], tried: int) -> Iterator[int]:
    for left, whole in level.items():
        for bit in bits(tried & ~whole & ~((1 << left.bit_length()) - 1)):
            wider = left | bit
            if all(level.get(wider ^ part, part) & part == 0 for part in bits(left)):
                yield wider


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole
