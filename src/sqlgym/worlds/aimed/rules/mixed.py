"""Random rows again, but seeded with rows that join and pass the filters: the single most useful rule."""

from collections.abc import Iterator, Sequence
from functools import partial

from sqlgym.sql.tableau import Cell
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import Aim, Instance, Scene
from sqlgym.worlds.aimed.search import Goal, Values

KEPT = 6
"""Solutions among which these worlds choose."""


def mixed(aim: Aim, others: Sequence[Aim] = ()) -> Iterator[Plan]:
    """Rows that keep all or all but one condition, some of them left out, and copies with values by lot."""
    solutions = [_solutions(one) for one in (aim, *others)]
    while True:
        yield Plan(
            "rows by lot beside rows that keep every condition", partial(_mixed, (aim, *others), solutions)
        )


def _solutions(aim: Aim) -> list[Values]:
    """Some solutions, half of them with one condition broken."""
    parts = aim.breakable(0)
    found = [aim.base]
    for number in range(1, KEPT):
        broken = parts[number % len(parts)] if parts and number % 2 else None
        values = aim.solve(Goal(broken=broken, shuffled=True, near=None), 100 + number)
        found += [values] if values is not None else []
    return found


def _mixed(aims: Sequence[Aim], solutions: Sequence[list[Values]], scene: Scene) -> None:
    rng = scene.rng
    for number in range(1 + rng.below(3)):
        which = rng.below(len(aims))
        here = scene.beside(aims[which])
        without = [one for one in aims[which].variables() if rng.chance(0.12)]
        groups = {0, *(one.group for one in aims[which].tableau.variables if rng.chance(0.3))}
        first = here.place(rng.pick(solutions[which]), without, groups, renew=number > 0)
        for _ in range(rng.below(4)):
            copied(here, first)


def copied(scene: Scene, instance: Instance) -> None:
    """A copy of some of the rows with some cells by lot."""
    rng, present = scene.rng, [*instance]
    if not present:
        return
    inside = [one for one in present if rng.chance(0.5)] or [rng.pick(present)]
    changes: Values = {}
    for one in inside:
        for name in scene.aim.cells.outline(one).names:
            cell = Cell(one, name)
            if not scene.aim.cells.keyed(cell) and rng.chance(0.35):
                pool = scene.aim.cells.pool([cell])
                if pool:
                    changes[cell] = rng.pick(pool[: 4 + rng.below(len(pool))])
    scene.copy(instance, inside, changes)
