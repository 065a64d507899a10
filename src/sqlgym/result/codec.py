"""Cells as MessagePack, which has fewer types than SQL: the others travel as text with a tag of ours."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from sqlgym.result import Cell, Row, Run

T = TypeVar("T")

LONG = 2**63

PACKED: dict[type, tuple[int, Callable[[Any], str]]] = {
    Decimal: (1, str),
    date: (2, date.isoformat),
    time: (3, time.isoformat),
    datetime: (4, datetime.isoformat),
    timedelta: (5, lambda span: f"{span.days} {span.seconds} {span.microseconds}"),
    UUID: (6, str),
    int: (7, str),
}
"""Type of a cell → the tag of its extension and the text in it; small integers need none."""

UNPACKED: dict[int, Callable[[str], Cell]] = {
    1: Decimal,
    2: date.fromisoformat,
    3: time.fromisoformat,
    4: datetime.fromisoformat,
    5: lambda text: timedelta(*map(int, text.split())),
    6: UUID,
    7: int,
}

FEW = 100
"""Rows below which a look at whole columns does not pay."""

PLAIN = frozenset({str, float, bool, bytes, type(None)})


def pack(cell: Cell) -> Cell:
    """A cell as MessagePack can hold it."""
    kind = type(cell)
    if kind in PLAIN or (kind is int and -LONG <= cell < LONG):
        return cell
    if kind in PACKED:
        tag, text = PACKED[kind]
        return msgspec.msgpack.Ext(tag, text(cell).encode())
    if kind is dict:
        return {pack(key): pack(value) for key, value in cell.items()}
    return [pack(part) for part in cell]


def unpack(tag: int, data: memoryview) -> Cell:
    """A cell from its extension; a ValueError or KeyError for bytes that `pack` does not make."""
    return UNPACKED[tag](bytes(data).decode())


def packed(run: Run) -> Run:
    """A run with its cells as MessagePack can hold them."""
    if len(run.rows) < FEW:
        return Run(run.columns, tuple(tuple(map(pack, row)) for row in run.rows))
    return Run(run.columns, tuple(zip(*map(packed_column, zip(*run.rows, strict=True)), strict=True)))


def packed_column(cells: Row) -> Row:
    """All cells of one column as MessagePack can hold them, most of which need no packing."""
    kinds = {*map(type, cells)}
    small = kinds == {int} and min(cells) >= -LONG and max(cells) < LONG
    return cells if small or kinds <= PLAIN else tuple(map(pack, cells))


def store(value: object) -> bytes:
    """A struct, or plain values, with cells anywhere in it as MessagePack, for `load`."""
    return msgspec.msgpack.encode(flat(value))


def flat(value: Any) -> Any:
    """A struct, and all that is in it, as MessagePack can hold it."""
    if isinstance(value, Run):
        return packed(value)
    if isinstance(value, msgspec.Struct):
        return tag(value) | {name: flat(part) for name, part in msgspec.structs.asdict(value).items()}
    if isinstance(value, dict):
        return {key: flat(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [flat(part) for part in value]
    return pack(value)


def tag(value: msgspec.Struct) -> dict[str, str | int | None]:
    """What tells a struct of a union from the others: the field of its tag, if it has one."""
    config = value.__struct_config__
    return {config.tag_field: config.tag} if config.tag_field else {}


def load(data: bytes, kind: type[T]) -> T:
    """The value from the bytes that `store` made of it."""
    return msgspec.msgpack.decode(data, type=kind, ext_hook=unpack)
