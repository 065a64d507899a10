"""What a rule works with: the solutions of a tableau, and one world into which their rows and copies of them go."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from sqlgym.result import Cell as Value
from sqlgym.sql.tableau import Cell, Equality, Tableau
from sqlgym.worlds.aimed.cells import Cells, Classes
from sqlgym.worlds.aimed.chase import Chase
from sqlgym.worlds.aimed.search import Goal, Search, Values
from sqlgym.worlds.aimed.truth import Table
from sqlgym.worlds.rng import Random

Instance = dict[int, list[Value]]
"""The rows that stand for the row variables of a tableau."""

Part = Literal["all", "first", "last"]
"""Which columns of a key of several change."""

PARTS: tuple[Part, ...] = ("last", "first", "all")

MOST_SUBSETS = 10


class Aim:
    """A tableau at which worlds are aimed: its cells, its solutions, and the numbers of rows that matter."""

    def __init__(self, cells: Cells, tables: Sequence[Table], sizes: Sequence[int], seed: str) -> None:
        self.cells = cells
        self.tables = tables
        self.sizes = sizes
        self.seed = seed
        self.search = Search(cells, tables)
        self.base: Values = self.solve(Goal()) or {}
        self.classes: Classes = cells.classes([one for one in self.tableau.equalities if not one.soft])

    @property
    def tableau(self) -> Tableau:
        """The tableau itself."""
        return self.cells.tableau

    def solve(self, goal: Goal, number: int = 0) -> Values | None:
        """Values for the cells; another `number` gives others where the goal is shuffled."""
        return self.search.solve(goal, Random(f"{self.seed}/{number}"))

    def variables(self, groups: Collection[int] = (0,)) -> list[int]:
        """The row variables of some groups."""
        return [n for n, one in enumerate(self.tableau.variables) if one.group in groups]

    def subsets(self) -> list[tuple[int, ...]]:
        """Sets of row variables: each one, all, all but one, each pair."""
        every = self.variables()
        singles = [(one,) for one in every]
        but_one = [tuple(one for one in every if one != left) for left in every]
        found = dict.fromkeys((*singles, tuple(every), *but_one, *combinations(every, 2)))
        return [one for one in found if one][:MOST_SUBSETS]

    def asked(self) -> list[Cell]:
        """The cells of rows that must be there which a condition is about."""
        return self.present(cell for one in self.tables for cell in one.condition.cells)

    def shown(self) -> list[Cell]:
        """The cells that are returned, grouped by, ordered by or aggregated."""
        one = self.tableau
        return self.present((*one.grouped, *one.ordered, *one.stepped, *one.outputs, *one.aggregated))

    def present(self, cells: Collection[Cell] | Iterator[Cell]) -> list[Cell]:
        """Those cells, each once, whose rows must be there."""
        variables = self.tableau.variables
        return [cell for cell in dict.fromkeys(cells) if variables[cell.variable].group == 0]

    def others(self, cell: Cell, value: Value) -> list[Value]:
        """What else a cell may be, NULL left out."""
        return [one for one in self.cells.pool([cell]) if one is not None and one != value]

    def breakable(self, group: int) -> list[Table | Equality]:
        """What may be broken of a group: its conditions and its equalities."""
        equalities = [one for one in self.tableau.equalities if one.group == group and not one.soft]
        return [*(one for one in self.tables if one.condition.group == group), *equalities]


class Scene:
    """One world into which rows for a tableau are put."""

    def __init__(self, aim: Aim, rng: Random, chase: Chase | None = None) -> None:
        self.aim = aim
        self.rng = rng
        self.chase = chase or Chase(tuple(aim.cells.outlines), rng)

    def beside(self, aim: Aim) -> "Scene":
        """The same world for another tableau."""
        return Scene(aim, self.rng, self.chase)

    def place(
        self,
        values: Values | None = None,
        without: Collection[int] = (),
        groups: Collection[int] = (0,),
        renew: bool = False,
    ) -> Instance:
        """Put in the rows of a solution, those of some variables left out; with `renew`, under other keys."""
        values = dict(self.aim.base if values is None else values)
        if renew:
            self.renewed(values, set(self.aim.variables(groups)))
        order = sorted(self.aim.variables(groups), key=lambda one: self.aim.cells.tables[one])
        found: Instance = {}
        for variable in order:
            if variable not in without and (row := self.row(variable, values)) is not None:
                found[variable] = row
        return found

    def row(self, variable: int, values: Mapping[Cell, Value]) -> list[Value] | None:
        """Put in the row of one variable."""
        cells = self.aim.cells
        given = {cells.place(cell): value for cell, value in values.items() if cell.variable == variable}
        return self.chase.add(cells.tables[variable], given)

    def renewed(
        self, values: Values, inside: set[int], part: Part = "all", kept: Collection[Cell] = ()
    ) -> None:
        """Give keys other values, the same to cells that are equal, wherever only rows of `inside` have them.

        Of a key of several columns only a `part` may change, and none beside one that is to be `kept`. One that is
        shared with other rows in all its columns gets another first or last one.
        """
        fresh: dict[Cell, Value] = {}
        single = {self.root(cell) for one in inside for cell in self.keys({one}) if not self.is_part(cell)}
        for cell in self.keys(inside):
            root = self.root(cell)
            chosen = root in single or self.chosen(cell, part, kept)
            if root not in fresh and root not in kept and chosen and self.members(root) <= inside:
                fresh[root] = self.fresh(cell)
        for variable in inside:
            parts = self.parts(variable)
            if parts and not any(self.root(cell) in fresh or self.root(cell) in kept for cell in parts):
                which = part if part != "all" else self.rng.pick(("first", "last"))
                cell = parts[0 if which == "first" else -1]
                values[cell] = self.fresh(cell)
        for cell in list(values):
            if cell.variable in inside and self.root(cell) in fresh:
                values[cell] = fresh[self.root(cell)]

    def root(self, cell: Cell) -> Cell:
        """The cell that stands for all that are equal to it."""
        return self.aim.classes.get(cell, cell)

    def parts(self, variable: int) -> list[Cell]:
        """The cells of a variable's primary key."""
        outline = self.aim.cells.outline(variable)
        return [Cell(variable, outline.names[one]) for one in outline.places(outline.table.primary_key)]

    def is_part(self, cell: Cell) -> bool:
        """Whether a cell is in a primary key of several columns."""
        parts = self.parts(cell.variable)
        return len(parts) > 1 and cell in parts

    def chosen(self, cell: Cell, part: Part, kept: Collection[Cell]) -> bool:
        """Whether a cell of a key of several columns is one of those that change."""
        parts = self.parts(cell.variable)
        if not self.is_part(cell) or any(self.root(one) in kept for one in parts):
            return not self.is_part(cell)
        return part == "all" or cell == parts[0 if part == "first" else -1]

    def keys(self, variables: Collection[int]) -> list[Cell]:
        """The cells of some variables that are part of a key."""
        cells = self.aim.cells
        return [
            Cell(one, cells.outline(one).names[place])
            for one in sorted(variables)
            for place in sorted(cells.outline(one).keyed)
        ]

    def members(self, root: Cell) -> set[int]:
        """The variables whose cells are in a class."""
        return {root.variable, *(cell.variable for cell, one in self.aim.classes.items() if one == root)}

    def fresh(self, cell: Cell) -> Value:
        """A new value for a key."""
        cells = self.aim.cells
        return self.chase.fresh(cells.tables[cell.variable], cells.place(cell))

    def copy(
        self,
        instance: Instance,
        inside: Collection[int] | None = None,
        changes: Mapping[Cell, Value] | None = None,
        part: Part | None = None,
    ) -> Instance:
        """Put in copies of rows with other keys and with some cells changed; what they share stays shared."""
        chosen = {one for one in (instance if inside is None else inside) if one in instance}
        values = {
            Cell(one, name): cell
            for one in chosen
            for name, cell in zip(self.aim.cells.outline(one).names, instance[one], strict=True)
        }
        whole = changes or {}
        settled = {self.root(cell) for cell in whole if self.aim.cells.keyed(cell)}
        which: Part = self.rng.pick(PARTS) if part is None else part
        self.renewed(values, chosen, which, settled)
        for cell, value in whole.items():
            same = [one for one in values if self.root(one) == self.root(cell)]
            values |= dict.fromkeys(same, value)
        order = sorted(chosen, key=lambda one: self.aim.cells.tables[one])
        rows = {one: self.row(one, values) for one in order}
        return {one: row for one, row in rows.items() if row is not None}
