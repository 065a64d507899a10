"""Conditions kept in other ways, broken one at a time, rows left out, and rows that must not be there."""

from collections.abc import Iterator
from functools import partial

from sqlgym.sql.tableau import Cell, Equality
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import Aim, Scene
from sqlgym.worlds.aimed.search import Goal, Values

ALWAYS = frozenset({0})
"""The group of rows that must be there."""

WAYS = 3
"""How often one condition is broken."""


def broken(aim: Aim) -> Iterator[Plan]:
    """One condition false or NULL and the others true, alone and beside rows that keep all: filters moved, borders."""
    for number in range(WAYS):
        for part in aim.breakable(0):
            for null in (False, True):
                if null and (number or isinstance(part, Equality)):
                    continue
                goal = Goal(broken=part, null=null, near=aim.base, shuffled=number > 0)
                values = aim.solve(goal, number)
                if values is not None:
                    yield Plan("one condition broken beside rows that keep all", partial(_beside, values))
                    if not number:
                        yield Plan("one condition broken", partial(_only, values, ALWAYS))


def _only(values: Values, groups: frozenset[int], scene: Scene) -> None:
    scene.place(values, groups=groups)


def _beside(values: Values, scene: Scene) -> None:
    first = scene.place()
    if scene.rng.chance(0.5):
        inside = scene.rng.pick(scene.aim.subsets())
        chosen = {cell: value for cell, value in values.items() if cell.variable in inside}
        scene.copy(first, inside, chosen)
    else:
        scene.place(values, renew=True)


def anew(aim: Aim) -> Iterator[Plan]:
    """Other values that keep all conditions: other texts, other days."""
    for number in range(1, 7):
        found = [aim.solve(Goal(shuffled=True), 2 * number + by) for by in (0, 1)]
        yield Plan("other values that keep every condition", partial(_all, [one for one in found if one]))


def _all(solutions: list[Values], scene: Scene) -> None:
    for values in solutions:
        scene.place(values, renew=bool(scene.chase.rows[0]))


def missing(aim: Aim) -> Iterator[Plan]:
    """A row left out, alone and beside rows with all: outer joins, NOT IN, counts of nothing."""
    for variable in aim.variables():
        yield Plan("a row with nothing to join", partial(_missing, variable, False))
        yield Plan("a row with nothing to join beside one with it", partial(_missing, variable, True))


def _missing(variable: int, beside: bool, scene: Scene) -> None:
    if beside:
        scene.place()
    scene.place(without=(variable,), renew=beside)


def forbidden(aim: Aim) -> Iterator[Plan]:
    """What NOT EXISTS, NOT IN and EXCEPT ask for: there, there for one of two, and there but for one condition."""
    groups = dict.fromkeys(one.group for one in aim.tableau.variables if one.group)
    for group in groups:
        both = frozenset({0, group})
        whole = aim.solve(Goal(groups=both))
        if whole is None:
            continue
        for cell in nullable(aim, group):
            yield Plan("NULL among what must not be there", partial(_null_among, {**whole, cell: None}, both))
        yield Plan("a row that must not be there", partial(_only, whole, both))
        yield Plan("a row that must not be there, for one of two", partial(_for_one, whole, both))
        for part in aim.breakable(group):
            for number in range(4):
                goal = Goal(groups=both, broken=part, near=whole, shuffled=number > 0)
                values = aim.solve(goal, number)
                if values is not None:
                    yield Plan(
                        "a row that nearly must not be there", partial(_nearly, values, both, number % 2)
                    )


def nullable(aim: Aim, group: int) -> list[Cell]:
    """The cells of a group's rows that may be NULL and are compared."""
    ends = [cell for one in aim.tableau.equalities if one.group == group for cell in (one.left, one.right)]
    variables = aim.tableau.variables
    return [
        cell
        for cell in dict.fromkeys(ends)
        if variables[cell.variable].group == group and aim.cells.nullable(cell)
    ]


def _null_among(values: Values, groups: frozenset[int], scene: Scene) -> None:
    scene.place(values, groups=groups)
    scene.place(renew=True)


def _for_one(values: Values, groups: frozenset[int], scene: Scene) -> None:
    scene.place(values, groups=groups)
    scene.place(renew=True)


def _nearly(values: Values, groups: frozenset[int], beside: int, scene: Scene) -> None:
    scene.place(values, groups=groups)
    if beside:
        scene.place(renew=True)


def overlapping(aim: Aim) -> Iterator[Plan]:
    """Branches of a set operation that give the same row."""
    if any(one.soft for one in aim.tableau.equalities):
        for number in range(2):
            values = aim.solve(Goal(soft=True, shuffled=number > 0), number)
            if values is not None:
                yield Plan("the same row from both branches", partial(_only, values, ALWAYS))
                yield Plan("the same row from both branches, twice", partial(_overlapping, values))


def _overlapping(values: Values, scene: Scene) -> None:
    first = scene.place(values)
    scene.copy(first, scene.rng.pick(scene.aim.subsets()))
