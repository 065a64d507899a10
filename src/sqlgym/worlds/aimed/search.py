"""A tableau with the truth tables of its conditions in, values for its cells out that make them as is wanted."""

from collections.abc import Mapping, Sequence

import msgspec

from sqlgym.result import Cell as Value
from sqlgym.sql.tableau import Cell, Equality
from sqlgym.worlds.aimed.cells import Cells, Classes
from sqlgym.worlds.aimed.truth import Table
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.rng import Random

STEPS = 1500
"""Values that are tried before a search is given up."""

Values = dict[Cell, Value]


class Goal(msgspec.Struct, frozen=True):
    """What a solution must be like: `broken` conditions or equalities are to be false, or NULL if `null`.

    Rows of the `groups` are there. With `near`, values that another solution has go first; else `shuffled` says
    whether any may come first.
    """

    groups: frozenset[int] = frozenset({0})
    broken: Table | Equality | None = None
    null: bool = False
    near: Values | None = None
    shuffled: bool = False
    soft: bool = False


class Search:
    """Finds values for the cells of one tableau."""

    def __init__(self, cells: Cells, tables: Sequence[Table]) -> None:
        self.cells = cells
        self.tables = tables
        self.checks = cells.checks()
        self.circles = cells.circles()

    def solve(self, goal: Goal, rng: Random) -> Values | None:
        """A value for each cell that is asked something; None where none was found."""
        return _Solving(self, goal, rng).run()


class _Solving:
    """One search on its way."""

    def __init__(self, search: Search, goal: Goal, rng: Random) -> None:
        cells, tableau = search.cells, search.cells.tableau
        self.goal, self.rng, self.left = goal, rng, STEPS
        asked = [one for one in tableau.equalities if one.group in goal.groups and one is not goal.broken]
        self.classes: Classes = cells.classes([one for one in asked if goal.soft or not one.soft])
        self.tables = [one for one in search.tables if one.condition.group in goal.groups]
        named = [cell for one in self.tables for cell in one.condition.cells]
        apart = goal.broken if isinstance(goal.broken, Equality) else None
        ends = [apart.left, apart.right] if apart else []
        every = dict.fromkeys((*named, *self.classes, *self.classes.values(), *ends))
        self.members: dict[Cell, list[Cell]] = {}
        for cell in every:
            self.members.setdefault(self.classes.get(cell, cell), []).append(cell)
        self.apart = {self.classes.get(one, one) for one in ends}
        self.order = self.ordered()
        self.pools = {root: self.pool(cells, some) for root, some in self.members.items()}
        self.checks = [one for one in search.checks if {*one[1].values()} <= every.keys()]
        self.circles = [pair for pair in search.circles if {*pair} <= every.keys()]
        self.values: Values = {}

    def ordered(self) -> list[Cell]:
        """The classes, those that a condition is about first."""
        asked = [self.classes.get(cell, cell) for one in self.tables for cell in one.condition.cells]
        return list(dict.fromkeys((*asked, *self.apart, *self.members)))

    def pool(self, cells: Cells, members: Sequence[Cell]) -> list[Value]:
        """What a class may be, in the order in which it is tried."""
        found = list(cells.pool(members))
        keyed = len(members) > 1 and None in found
        found = [one for one in found if one is not None] if keyed else found
        if self.goal.shuffled:
            found = self.rng.shuffled(found)
        near = [self.goal.near[cell] for cell in members if cell in self.goal.near] if self.goal.near else []
        return list(dict.fromkeys((*near, *found)))

    def run(self) -> Values | None:
        """Try values class by class, and go back where a condition is not as wanted."""
        return self.values if self.extend(0) else None

    def extend(self, depth: int) -> bool:
        """Whether the classes from here on find values."""
        if depth == len(self.order):
            return True
        root = self.order[depth]
        checked = self.decided(depth)
        for value in self.pools[root]:
            self.left -= 1
            if self.left < 0:
                return False
            for cell in self.members[root]:
                self.values[cell] = value
            if self.fits(checked) and self.keeps(root) and self.extend(depth + 1):
                return True
        for cell in self.members[root]:
            self.values.pop(cell, None)
        return False

    def decided(self, depth: int) -> list[Table]:
        """The conditions whose last cell gets its value at this depth."""
        before = {*self.order[: depth + 1]}
        root = self.order[depth]
        return [one for one in self.tables if root in (found := self.roots(one)) and found <= before]

    def roots(self, table: Table) -> set[Cell]:
        """The classes that a condition is about."""
        return {self.classes.get(cell, cell) for cell in table.condition.cells}

    def fits(self, checked: Sequence[Table]) -> bool:
        """Whether conditions are as wanted with the values so far."""
        for one in checked:
            wanted = (None if self.goal.null else False) if one is self.goal.broken else True
            if one.says(self.values) is not wanted:
                return False
        return self.are_apart(self.values) and not any(self.meet(*pair) for pair in self.circles)

    def keeps(self, root: Cell) -> bool:
        """Whether rows keep their CHECKs over several columns, as far as all of these have a value."""
        members = {*self.members[root]}
        for check, named in self.checks:
            if not members.isdisjoint(named.values()) and self.values.keys() >= {*named.values()}:
                try:
                    if not check.holds({name: self.values[cell] for name, cell in named.items()}):
                        return False
                except Unknown:
                    continue
        return True

    def meet(self, left: Cell, right: Cell) -> bool:
        """Whether two cells have the same value already."""
        return (
            left in self.values
            and self.values[left] is not None
            and self.values[left] == self.values.get(right)
        )

    def are_apart(self, values: Mapping[Cell, Value]) -> bool:
        """Whether the two sides of a broken equality differ, once both have a value."""
        found = [values[cell] for cell in self.apart if cell in values]
        return len(found) < 2 or len(self.apart) < 2 or found[0] != found[1]
