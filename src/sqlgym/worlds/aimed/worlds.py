"""Tableaux of queries and outlines of tables in, worlds aimed at the queries out: the same for the same seed."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.sql.tableau import Condition, Tableau
from sqlgym.worlds.aimed.cells import Cells
from sqlgym.worlds.aimed.rules.chains import chained
from sqlgym.worlds.aimed.rules.conditions import anew, broken, forbidden, missing, overlapping
from sqlgym.worlds.aimed.rules.copies import alike, canonical, one_changed, one_equal, twice
from sqlgym.worlds.aimed.rules.groups import beside_each_other, big, measured, runs, sized, sums
from sqlgym.worlds.aimed.rules.mixed import mixed
from sqlgym.worlds.aimed.rules.plan import Plan, Rule
from sqlgym.worlds.aimed.rules.values import glued, null, packed
from sqlgym.worlds.aimed.scene import Aim, Scene
from sqlgym.worlds.aimed.truth import Ask, Question, question
from sqlgym.worlds.aimed.truth import tables as truth_tables
from sqlgym.worlds.outline import Outline, outlined
from sqlgym.worlds.repair import Holds, repair
from sqlgym.worlds.rng import Random
from sqlgym.worlds.world import World, violations

RULES: tuple[Rule, ...] = (
    canonical,
    twice,
    broken,
    one_changed,
    forbidden,
    missing,
    sized,
    measured,
    glued,
    overlapping,
    one_equal,
    packed,
    null,
    alike,
    beside_each_other,
    sums,
    runs,
    chained,
    big,
    anew,
)
"""What is tried of every tableau, one world of each in turn."""

EVERY_MIXED = 4
"""Of so many worlds one is mixed."""


def aimed_worlds(
    tables: Sequence[Table],
    constants: Constants,
    tableaux: Sequence[Tableau],
    count: int,
    seed: str,
    ask: Ask,
    *,
    cycles: bool = False,
    holds: Holds | None = None,
) -> tuple[World, ...]:
    """Up to so many worlds, each with the name of its rule; none where no tableau could be read."""
    outlines = outlined(tables, constants, cycles)
    aims = aims_of(outlines, tableaux, constants.sizes, seed, ask)
    found = tuple(islice(built(outlines, aims, seed, 3 * count), count)) if aims else ()
    checked = repair(found, outlines, holds) if holds else found
    return tuple(world for world in checked if not violations(world, tables))


def aims_of(
    outlines: Sequence[Outline], tableaux: Sequence[Tableau], sizes: Sequence[int], seed: str, ask: Ask
) -> list[Aim]:
    """What is aimed at: each tableau with the truth tables of its conditions, all asked at once."""
    every = [Cells(one, outlines) for one in tableaux]
    asked = [
        (number, found)
        for number, cells in enumerate(every)
        for condition in cells.tableau.conditions
        if (found := asked_of(cells, condition)) is not None
    ]
    known = truth_tables([one for _, one in asked], ask)
    return [
        Aim(
            cells,
            [table for (n, _), table in zip(asked, known, strict=True) if n == number and table],
            sizes,
            f"{seed}/{number}",
        )
        for number, cells in enumerate(every)
    ]


def asked_of(cells: Cells, condition: Condition) -> Question | None:
    """A condition over what its cells may be, each with all that are equal to it."""
    classes = cells.classes([one for one in cells.tableau.equalities if not one.soft])
    pools = [cells.pool(cells.equals(cell, classes)) for cell in condition.cells]
    return question(condition, pools, [cells.type(cell) for cell in condition.cells])


def built(outlines: Sequence[Outline], aims: Sequence[Aim], seed: str, most: int) -> Iterator[World]:
    """Different worlds: of every rule and every tableau one in turn, and mixed ones between."""
    seen = set()
    for number, (aim, plan) in enumerate(islice(planned(aims), most)):
        scene = Scene(aim, Random(f"{seed}/aimed/{number}"))
        plan.act(scene)
        world = scene.chase.world(plan.name)
        key = tuple(sorted((name, tuple(sorted(map(repr, rows)))) for name, rows in world.rows.items()))
        if key not in seen:
            seen.add(key)
            yield world


def planned(aims: Sequence[Aim]) -> Iterator[tuple[Aim, Plan]]:
    """The plans of all rules and tableaux in turn, so that a cut hurts no rule alone; mixed ones without end."""
    waiting = [(aim, rule(aim)) for rule in RULES for aim in aims]
    lots = mixed(aims[0], aims[1:])
    given = 0
    while True:
        left = []
        for aim, plans in waiting:
            plan = next(plans, None)
            if plan is not None:
                left.append((aim, plans))
                yield aim, plan
                given += 1
                if given % (EVERY_MIXED - 1) == 0:
                    yield aims[0], next(lots)
        waiting = left
        if not waiting:
            yield aims[0], next(lots)
