"""A schema and the constants of its queries in, worlds out: the same for the same seed, whatever the machine."""

from collections.abc import Sequence

from sqlgym.schema import Table
from sqlgym.sql.constants import Constants
from sqlgym.worlds.aimed_shapes import aimed, packs, turn
from sqlgym.worlds.outline import Outline, outlined, unknown
from sqlgym.worlds.repair import Holds, repair
from sqlgym.worlds.rng import Random
from sqlgym.worlds.rows import fill
from sqlgym.worlds.shapes import Pack, Shape, draw_shape, structured
from sqlgym.worlds.world import World, close


def generate(
    tables: Sequence[Table],
    constants: Constants,
    count: int,
    seed: str | int,
    *,
    cycles: bool = False,
    start: int = 0,
    holds: Holds | None = None,
) -> tuple[World, ...]:
    """Return the worlds number `start` to `start + count - 1`; the structured ones have the first numbers.

    A world depends on its own number, not on how many there are. CHECKs that are not understood here (see
    `unchecked`) are kept only with `holds`: what it says no to is deleted. With `cycles`, a table that refers
    to itself may hold circles.
    """
    outlines = outlined(tables, constants, cycles)
    corners = structured(outlines) if outlines else ()
    packed = packs(outlines)
    worlds = tuple(
        _world(outlines, corners, packed, constants.sizes, f"{seed}/{number}", number)
        for number in range(start, start + count)
    )
    if _promises(outlines):
        worlds = tuple(close(world, tables) for world in worlds)
    return repair(worlds, outlines, holds) if holds or _promises(outlines) else worlds


def unchecked(tables: Sequence[Table]) -> dict[str, tuple[str, ...]]:
    """The CHECKs that only the engine can judge, by table; for these `generate` needs `holds`."""
    found = {table.name: unknown(table) for table in tables}
    return {name: checks for name, checks in found.items() if checks}


def _world(
    outlines: Sequence[Outline],
    corners: Sequence[Shape],
    packed: Sequence[Pack],
    sizes: Sequence[int],
    seed: str,
    number: int,
) -> World:
    rng = Random(seed)
    if not outlines:
        return World("", {})
    rows = fill(outlines, shape := _shape(outlines, corners, packed, sizes, number, rng), rng)
    return World(
        shape.name,
        {
            outline.table.name: tuple(map(tuple, rng.shuffled(filled)))
            for outline, filled in zip(outlines, rows, strict=True)
        },
    )


def _shape(
    outlines: Sequence[Outline],
    corners: Sequence[Shape],
    packed: Sequence[Pack],
    sizes: Sequence[int],
    number: int,
    rng: Random,
) -> Shape:
    """The structured worlds come first; then most are random, and some are aimed at the queries."""
    if number < len(corners):
        return corners[number]
    which = turn(number - len(corners))
    return draw_shape(outlines, sizes, rng) if which is None else aimed(outlines, packed, sizes, which, rng)


def _promises(outlines: Sequence[Outline]) -> bool:
    """Whether a circle of required foreign keys may leave a child without its parent."""
    return any(link.late and not link.emptied for outline in outlines for link in outline.links)
