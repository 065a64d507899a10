"""A tableau and the outlines of its tables in, what each of its cells may be out: one pool for cells that are equal."""

from collections.abc import Iterable, Sequence

from sqlgym.result import Cell as Value
from sqlgym.schema import family
from sqlgym.sql.tableau import Cell, Equality, Tableau
from sqlgym.worlds.aimed.chase import checks_of
from sqlgym.worlds.checks import Check
from sqlgym.worlds.outline import Outline

WIDEST = 28
"""Values of one cell that are tried."""

NAMED = 5
"""Values of a key that are tried without any constant."""

Classes = dict[Cell, Cell]
"""Each cell with the one that stands for all that are equal to it."""


class Cells:
    """The cells of one tableau."""

    def __init__(self, tableau: Tableau, outlines: Sequence[Outline]) -> None:
        by_name = {one.table.name.lower(): number for number, one in enumerate(outlines)}
        self.outlines = outlines
        self.tables = [by_name[one.table] for one in tableau.variables]
        self.tableau = tableau

    def outline(self, variable: int) -> Outline:
        """The outline of a row variable's table."""
        return self.outlines[self.tables[variable]]

    def place(self, cell: Cell) -> int:
        """The number of a cell's column."""
        return self.outline(cell.variable).names.index(cell.column)

    def type(self, cell: Cell) -> str:
        """The type of a cell's column."""
        return self.outline(cell.variable).table.columns[self.place(cell)].type

    def nullable(self, cell: Cell) -> bool:
        """Whether a cell may be NULL."""
        return self.outline(cell.variable).nullable[self.place(cell)]

    def keyed(self, cell: Cell) -> bool:
        """Whether a cell is part of a key, or refers to one."""
        outline, place = self.outline(cell.variable), self.place(cell)
        links = (*outline.links, *outline.after)
        return place in outline.keyed or any(place in link.columns for link in links)

    def checks(self) -> list[tuple[Check, dict[str, Cell]]]:
        """The CHECKs over several columns of each row, with the cell that each column is there."""
        return [
            (check, {name: Cell(variable, name) for name in check.columns})
            for variable in range(len(self.tables))
            for check in checks_of(self.outline(variable).table)
            if len(check.columns) > 1
        ]

    def circles(self) -> list[tuple[Cell, Cell]]:
        """The columns of each row that would make it refer to itself if they were equal, which it may not."""
        return [
            (Cell(variable, outline.names[place]), Cell(variable, outline.names[lead]))
            for variable, outline in ((n, self.outline(n)) for n in range(len(self.tables)))
            for place in outline.keyed
            for lead in outline.leads(place)
        ]

    def classes(self, equalities: Iterable[Equality]) -> Classes:
        """The cells that are equal by some equalities, if their types are of one family."""
        parents: Classes = {}

        def root(cell: Cell) -> Cell:
            while cell in parents:
                cell = parents[cell]
            return cell

        for one in equalities:
            left, right = root(one.left), root(one.right)
            if left != right and family(self.type(left)) == family(self.type(right)):
                parents[left] = right
        return {cell: root(cell) for cell in parents}

    def equals(self, cell: Cell, classes: Classes) -> list[Cell]:
        """The cells that are equal to a cell, with itself."""
        root = classes.get(cell, cell)
        return [*dict.fromkeys((cell, root, *(one for one, other in classes.items() if other == root)))]

    def pool(self, cells: Sequence[Cell]) -> tuple[Value, ...]:
        """What cells that are equal may all be: constants and what lies beside them first, NULL last."""
        lists = [self.own(cell) for cell in cells]
        found = dict.fromkeys(value for row in _turns(lists) for value in row)
        nullable = all(self.nullable(cell) for cell in cells)
        return (*list(found)[:WIDEST], *((None,) if nullable else ()))

    def own(self, cell: Cell) -> list[Value]:
        """What a cell may be by its own column."""
        pool = self.outline(cell.variable).pools[self.place(cell)]
        keys = pool.keys[:NAMED] if self.keyed(cell) else ()
        near = [one for row in _turns((pool.special, pool.aimed)) for one in row] if pool.exact else []
        return [
            *pool.exact,
            *near[: WIDEST // 2],
            *keys,
            *pool.usual,
            *near[WIDEST // 2 :],
            *pool.odd[:6],
            *pool.aimed,
        ]


def _turns(lists: Sequence[Sequence[Value]]) -> Iterable[list[Value]]:
    longest = max(map(len, lists), default=0)
    return ([some[n] for some in lists if n < len(some)] for n in range(longest))
