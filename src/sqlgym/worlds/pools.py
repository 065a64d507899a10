"""A column, its constants and its CHECKs in: the values a small database may hold there, out."""

from collections.abc import Iterable, Sequence

import msgspec

from sqlgym.result import Cell
from sqlgym.schema import Column, family
from sqlgym.sql.constants import Constant
from sqlgym.worlds import values
from sqlgym.worlds.checks import Check
from sqlgym.worlds.column_constants import MOST_ROWS
from sqlgym.worlds.conversion import NUMBERS, fitting
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.neighbours import registry
from sqlgym.worlds.values import around, joined, lengths, variants

MOST_CONSTANTS = 60
"""Constants of a column that are used."""


class Pool(msgspec.Struct, frozen=True):
    """The values of a column: everyday ones, easily forgotten ones, those around constants, and those of a key.

    `exact` are the constants themselves; `aimed` are for worlds of their own, see `worlds.neighbours`.
    Each value is in a list once; any list may be empty where a CHECK leaves nothing of it.
    """

    usual: tuple[Cell, ...]
    odd: tuple[Cell, ...]
    special: tuple[Cell, ...]
    keys: tuple[Cell, ...]
    exact: tuple[Cell, ...] = ()
    aimed: tuple[Cell, ...] = ()


def pool(column: Column, given: Sequence[Constant], checks: Sequence[Check]) -> Pool:
    """The pool of a column, with the constants that are its own and the CHECKs on nothing but it."""
    around = [_of_constant(column.type, one) for one in given[:MOST_CONSTANTS]]
    special = [cell for cells in around for cell in cells] + _of_patterns(column.type, given)
    exact = [cell for cells in around for cell in cells[:1]]
    allowed = [
        cell for check in checks for literal in check.literals for cell in _of_literal(column, literal)
    ]
    keys = [*values.serial(column.type, 2 * MOST_ROWS), *_onwards(column.type, [*special, *allowed])]
    usual = values.usual(column.type)
    aim = [*registry.around(column.type, given), *registry.everyday(column.type)]
    kept = [
        _kept(column, cells, checks) for cells in (usual, values.odd(column.type), special, keys, exact, aim)
    ]
    ours = () if len(kept[0]) > 1 or not checks else _kept(column, allowed, checks)
    return Pool(tuple(dict.fromkeys((*kept[0], *ours))), *kept[1:])


def _of_constant(type: str, one: Constant) -> list[Cell]:  # noqa: A002
    if one.kind in ("divisor", "part"):
        return []
    if family(type) not in ("text", "blob"):
        return [] if one.kind in ("like", "ilike", "regex", "length") else values.neighbours(type, one.value)
    if one.kind == "interval":
        return []
    if one.kind in ("like", "ilike", "regex"):
        texts = around(one.kind, one.value)
    else:
        texts = lengths(int(one.value)) if one.kind == "length" else variants(one.value)
    fit = fitting(type)
    return [fit(text) for text in texts]


def _of_patterns(type: str, given: Sequence[Constant]) -> list[Cell]:  # noqa: A002
    """Texts for a column that is compared with several patterns: a value may have to match two of them."""
    if family(type) != "text":
        return []
    fit = fitting(type)
    return [fit(text) for text in joined([one.value for one in given if one.kind in ("like", "ilike")])]


def _of_literal(column: Column, literal: Cell) -> list[Cell]:
    """What a literal in a CHECK may mean: a value, a pattern, a length."""
    if family(column.type) != "text":
        return values.neighbours(column.type, literal)
    if isinstance(literal, str):
        patterns = [*around("like", literal), *around("regex", literal)]
        return [literal, *patterns, *variants(literal)]
    return list(lengths(int(literal))) if 0 <= literal <= 100 else []


def _onwards(type: str, cells: Iterable[Cell]) -> list[Cell]:  # noqa: A002
    """Numbers that go on from a number, so that a key has enough of them."""
    if family(type) not in NUMBERS:
        return []
    fit = fitting(type)
    wide = (1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
    found = [fit(cell + by) for cell in list(cells)[:MOST_CONSTANTS] for by in wide]
    return [cell for cell in found if cell is not None]


def _kept(column: Column, cells: Iterable[Cell], checks: Sequence[Check]) -> tuple[Cell, ...]:
    """The different cells that keep the CHECKs."""
    name = column.name.lower()
    return tuple(cell for cell in dict.fromkeys(cells) if all(_holds(check, name, cell) for check in checks))


def _holds(check: Check, name: str, cell: Cell) -> bool:
    try:
        return check.holds({name: cell})
    except Unknown:
        return False
