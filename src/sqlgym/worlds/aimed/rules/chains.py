"""Rows of one table that lead from one to the next: a boss and theirs, a road and the next; recursion needs depth."""

from collections.abc import Iterator
from functools import partial

from sqlgym.sql.tableau import Cell
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import Aim, Scene

LENGTHS = (3, 5)
"""Rows that are put behind those of a solution."""


def chained(aim: Aim) -> Iterator[Plan]:
    """Further rows, each led to by the one before: a recursion that ends too soon, or a join for each step."""
    for length in LENGTHS:
        for before, after in steps(aim):
            yield Plan(f"a chain of {length} more", partial(_chained, before, after, length))


def steps(aim: Aim) -> Iterator[tuple[Cell, Cell]]:
    """Which column of a row has which value of the row before, where two rows of one table are joined so."""
    seen = set()
    for one in aim.tableau.equalities:
        for before, after in ((one.left, one.right), (one.right, one.left)):
            tables = {aim.cells.tables[cell.variable] for cell in (before, after)}
            if one.soft or len(tables) > 1 or before.column == after.column:
                continue
            key = (*tables, before.column, after.column)
            if key not in seen and (aim.cells.keyed(before) or not aim.cells.keyed(after)):
                seen.add(key)
                yield before, after


def _chained(before: Cell, after: Cell, length: int, scene: Scene) -> None:
    placed = scene.place()
    row = placed.get(after.variable) or placed.get(before.variable)
    aim, number = scene.aim, scene.aim.cells.tables[after.variable]
    outline, start, end = aim.cells.outline(after.variable), aim.cells.place(after), aim.cells.place(before)
    kept = [place for place in outline.drawn if place not in outline.keyed and place not in (start, end)]
    for _ in range(length):
        if row is None:
            return
        given = {**{place: row[place] for place in kept}, start: row[end]}
        there = [one[end] for one in scene.chase.rows[number] if isinstance(one[end], int)]
        row = scene.chase.add(number, {**given, end: max(there) + 1} if there else given)
