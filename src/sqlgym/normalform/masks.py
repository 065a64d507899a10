"""Attribute sets as bit masks, where there are many sets to walk through."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.normalform.dependencies import Attributes, Dependency

Masks = list[tuple[int, int]]
"""Dependencies as pairs of bit masks: left side, right side."""


class Bits(msgspec.Struct, frozen=True):
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
