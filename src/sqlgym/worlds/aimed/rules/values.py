"""Values of one column in one world: each in a row of its own, a NULL, two texts that are one when glued."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from sqlgym.result import Cell as Value
from sqlgym.schema import family
from sqlgym.sql.tableau import Cell
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import Aim, Scene

WIDTH = 6
"""Values that are packed into one world."""


def packed(aim: Aim) -> Iterator[Plan]:
    """Several values of one column, each in a row of its own: CASE, patterns, rounding, case of letters."""
    asked = aim.asked()
    cells = [cell for cell in dict.fromkeys((*asked, *aim.shown())) if packable(aim, cell, asked)]
    for start in range(0, 4 * WIDTH, WIDTH):
        for cell in cells:
            values = aim.others(cell, None)[start : start + WIDTH]
            for alone in (False, True):
                if values and not (alone and start):
                    yield Plan("one value a row", partial(_packed, cell, values, alone))


def packable(aim: Aim, cell: Cell, asked: Sequence[Cell]) -> bool:
    """Whether values of a column are worth a row each: those of a key only if a query asks more than which it is."""
    kind = family(aim.cells.type(cell))
    return not aim.cells.keyed(cell) or cell in asked or kind in ("date", "timestamp", "text", "decimal")


def _packed(cell: Cell, values: Sequence[Value], alone: bool, scene: Scene) -> None:
    first = scene.place({**scene.aim.base, cell: values[0]})
    for value in values[1:]:
        scene.copy(first, (cell.variable,) if alone else None, {cell: value})


def null(aim: Aim) -> Iterator[Plan]:
    """A NULL in each column that may have one, alone and beside a row without."""
    for cell in dict.fromkeys((*aim.asked(), *aim.shown())):
        if aim.cells.nullable(cell):
            yield Plan("NULL in one column", partial(_null, cell, False))
            yield Plan("NULL in one of two rows", partial(_null, cell, True))


def _null(cell: Cell, beside: bool, scene: Scene) -> None:
    if beside:
        scene.copy(scene.place(), None if scene.rng.chance(0.5) else (cell.variable,), {cell: None})
    else:
        scene.place({**scene.aim.base, cell: None})


def glued(aim: Aim) -> Iterator[Plan]:
    """Two rows whose columns differ, yet are the same when put together: (1, 23) and (12, 3)."""
    for cells in aim.tableau.glued:
        parts = [cell for cell in cells if family(aim.cells.type(cell)) in ("integer", "text")]
        for left, right in pairwise(parts):
            if aim.classes.get(left, left) != aim.classes.get(right, right):
                yield Plan("different parts, equal when put together", partial(_glued, left, right, False))
                yield Plan("different parts, equal when put together", partial(_glued, left, right, True))


def _glued(left: Cell, right: Cell, again: bool, scene: Scene) -> None:
    kinds = [family(scene.aim.cells.type(cell)) for cell in (left, right)]
    pairs = (("1", "23"), ("12", "3")) if "integer" in kinds else (("a", "bc"), ("ab", "c"))
    found = [
        {
            cell: int(part) if kind == "integer" else part
            for cell, part, kind in zip((left, right), pair, kinds, strict=True)
        }
        for pair in (*pairs, *(pairs[1:] if again else ()))
    ]
    for values in found:
        whole = dict(scene.aim.base)
        scene.renewed(whole, set(scene.aim.variables()))
        for cell, value in values.items():
            same = {one for one in (*whole, cell) if _same(scene.aim, one, cell)}
            whole |= dict.fromkeys(same, value)
        scene.place(whole)


def _same(aim: Aim, one: Cell, other: Cell) -> bool:
    """Whether two cells are equal, or the same column of the same table in another row of the tableau."""
    return aim.classes.get(one, one) == aim.classes.get(other, other)
