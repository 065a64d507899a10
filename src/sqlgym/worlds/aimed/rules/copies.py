"""Rows that stand twice: under other keys, with one column changed, or with all but one changed."""

from collections.abc import Iterator, Sequence
from functools import partial

from sqlgym.result import Cell as Value
from sqlgym.sql.tableau import Cell
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import PARTS, Aim, Part, Scene


def canonical(aim: Aim) -> Iterator[Plan]:
    """One row of each table, every condition kept: half of all mistakes show in it."""
    yield Plan("one row of each table, every condition kept", lambda scene: scene.place())


def twice(aim: Aim) -> Iterator[Plan]:
    """Copies with other keys: DISTINCT, joins for EXISTS, UNION for UNION ALL, groups by name."""
    for part in PARTS:
        for inside in aim.subsets():
            yield Plan("the same rows under other keys", partial(_twice, inside, part))


def _twice(inside: Sequence[int], part: Part, scene: Scene) -> None:
    first = scene.place()
    scene.copy(first, inside, part=part)
    if scene.rng.chance(0.3):
        scene.copy(first, inside)


def one_changed(aim: Aim) -> Iterator[Plan]:
    """Copies of all rows with one column changed: what is grouped by too little or too much."""
    for cell in aim.shown():
        for other in aim.others(cell, aim.base.get(cell))[:2]:
            yield Plan("all equal but one column", partial(_changed, {cell: other}))


def _changed(changes: dict[Cell, Value], scene: Scene) -> None:
    first = scene.place()
    values = {cell: value for cell, value in changes.items() if not scene.aim.cells.keyed(cell)}
    scene.copy(first, changes=values)
    if scene.rng.chance(0.5):
        scene.copy(first)


def one_equal(aim: Aim) -> Iterator[Plan]:
    """Copies that are equal in one column only, with a third row between: a name that two things have."""
    shown = aim.shown()
    for cell in shown:
        others = [one for one in shown if one != cell and not aim.cells.keyed(one)]
        yield Plan("two with one column alike", partial(_equal, cell, others))


def _equal(cell: Cell, others: Sequence[Cell], scene: Scene) -> None:
    first = scene.place()
    for same in scene.rng.shuffled((True, True, False)):
        changes = {one: value for one in others if (value := another(scene, one)) is not None}
        other = None if same or scene.aim.cells.keyed(cell) else another(scene, cell)
        scene.copy(first, changes={**changes, **({} if other is None else {cell: other})})


def another(scene: Scene, cell: Cell) -> Value:
    """Some value of a cell, mostly one that is near a constant."""
    pool = scene.aim.others(cell, None)
    return scene.rng.pick(pool[: 4 + scene.rng.below(len(pool))]) if pool else None


def alike(aim: Aim) -> Iterator[Plan]:
    """Two rows of one table equal in a column that nothing joins: through a link table, two of one name."""
    variables = aim.variables()
    for here in variables:
        for there in variables:
            if here < there and aim.cells.tables[here] == aim.cells.tables[there]:
                for name in aim.cells.outline(here).names:
                    cells = Cell(here, name), Cell(there, name)
                    if not aim.cells.keyed(cells[0]) and cells[0] not in aim.classes:
                        yield Plan("two rows with the same value beside them", partial(_alike, cells))


def _alike(cells: tuple[Cell, Cell], scene: Scene) -> None:
    value = scene.aim.base.get(cells[0], another(scene, cells[0]))
    scene.place({**scene.aim.base, cells[0]: value, cells[1]: value})
