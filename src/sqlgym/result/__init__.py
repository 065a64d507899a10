"""What a statement returned, what it should have returned, and how the two differ."""

from typing import Any

import msgspec

Cell = Any
"""One value as the engine's driver gives it: None, bool, int, float, Decimal, str, bytes, date, list, dict, …"""

Row = tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True):
    """A column of a result; `type` is the engine's own text, such as `DECIMAL(10,2)` or `INTEGER[]`."""

    name: str
    type: str


class Run(msgspec.Struct, frozen=True):
    """What one statement returned: its columns and all its rows, in the order the engine gave them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Leaving(msgspec.Struct, frozen=True):
    """Some rows that were left behind, and what they are; `said` may stand alone."""

    said: str
    run: Run | None = None


class Block(msgspec.Struct, frozen=True):
    """Consecutive places of a result which may hold the same rows in any order.

    `candidates` has at least `size` rows; it has more only where LIMIT or OFFSET cuts through rows that tie,
    and then any `size` of them will do.
    """

    size: int
    candidates: tuple[Row, ...]


class Expected(msgspec.Struct, frozen=True):
    """What is right: the reference's run, cut into blocks.

    One block means that any order of rows is right; one block a row means that only that order is.
    """

    run: Run
    blocks: tuple[Block, ...]
