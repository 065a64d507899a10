"""Choices by lot that are the same on every machine and in every Python."""

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Random:
    """One source of chance, the same for the same text.

    Only `random()` is drawn on, of which Python promises that it stays the same from version to version.
    """

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed).random

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self.random() < share

    def below(self, size: int) -> int:
        """A whole number from 0 to size - 1."""
        return int(self.random() * size)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of some items."""
        return items[int(self.random() * len(items))]

    def shuffled(self, items: Iterable[Item]) -> list[Item]:
        """Some items in another order, each order as likely as any other."""
        found = list(items)
        for place in range(len(found) - 1, 0, -1):
            other = int(self.random() * (place + 1))
            found[place], found[other] = found[other], found[place]
        return found
