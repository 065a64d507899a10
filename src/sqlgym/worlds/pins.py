"""Worlds that every answer to an exercise is tried on, since they alone tell some mistakes from the reference."""

from collections.abc import Sequence

import msgspec

from sqlgym import cache
from sqlgym.worlds.world import World


class Pins(msgspec.Struct, frozen=True):
    """The worlds pinned to one suite."""

    worlds: tuple[World, ...]


def pins_of(key: str) -> tuple[World, ...]:
    """What is pinned to the suite that has this key without pins."""
    found = cache.find("pinned", key, Pins)
    return found.worlds if found else ()


def pin(key: str, worlds: Sequence[World]) -> None:
    """Pin worlds to the suite that has this key without pins; what is pinned already stays as it is."""
    cache.put("pinned", key, Pins(tuple(worlds)))
