"""Worlds that every answer to an exercise is tried on, since they alone tell some mistakes from the reference."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.result.codec import load, store
from sqlgym.worlds.world import World

NAME = "pins.msgpack"


class Pins(msgspec.Struct, frozen=True):
    """The worlds pinned to one suite."""

    worlds: tuple[World, ...]


def pins_of(key: str) -> tuple[World, ...]:
    """What is pinned to the suite that has this key without pins."""
    found = cache.entry("pinned", key)
    return load((found / NAME).read_bytes(), Pins).worlds if found else ()


def pin(key: str, worlds: Sequence[World]) -> None:
    """Pin worlds to the suite that has this key without pins; what is pinned already stays as it is."""
    data = store(Pins(tuple(worlds)))
    cache.create("pinned", key, lambda folder: _write(folder / NAME, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
