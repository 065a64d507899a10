"""Worlds in, the same without the rows that break a CHECK out."""

from collections.abc import Callable, Sequence

from sqlgym.result import Row
from sqlgym.schema import Table
from sqlgym.worlds.checks import Cells, Check
from sqlgym.worlds.logic import Unknown
from sqlgym.worlds.outline import Outline, known, unknown
from sqlgym.worlds.world import World, close

Holds = Callable[[Table, Sequence[Row]], Sequence[bool]]
"""Says of each row whether it keeps the CHECKs of its table; asked once a table for the rows of all worlds."""


def repair(worlds: Sequence[World], outlines: Sequence[Outline], holds: Holds | None) -> tuple[World, ...]:
    """The worlds without the rows that break a CHECK, and without what can't be without those.

    A reference that became NULL may break a CHECK in its turn, so this goes on until nothing changes. What
    is not understood is asked of `holds`, and let pass without it.
    """
    tables = [outline.table for outline in outlines]
    left = tuple(worlds)
    while True:
        before = left
        for table in tables:
            left = _without(left, table, tables, holds) if table.checks else left
        if left == before:
            return left


def _without(
    worlds: tuple[World, ...], table: Table, tables: Sequence[Table], holds: Holds | None
) -> tuple[World, ...]:
    """The worlds without the rows of one table that break its CHECKs."""
    rows = [row for world in worlds for row in world.rows[table.name]]
    good = iter(_verdicts(table, rows, holds))
    found = []
    for world in worlds:
        fine = tuple(row for row in world.rows[table.name] if next(good))
        same = len(fine) == len(world.rows[table.name])
        found.append(world if same else close(World(world.name, {**world.rows, table.name: fine}), tables))
    return tuple(found)


def _verdicts(table: Table, rows: Sequence[Row], holds: Holds | None) -> Sequence[bool]:
    if holds and unknown(table):
        return holds(table, rows)
    names = [column.name.lower() for column in table.columns]
    checks = known(table)
    return [_holds(checks, dict(zip(names, row, strict=True))) for row in rows]


def _holds(checks: Sequence[Check], cells: Cells) -> bool:
    try:
        return all(check.holds(cells) for check in checks)
    except Unknown:
        return False
