"""Groups of so many rows as a query counts to, one fewer, one more; sums at the border; runs with gaps and ties."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from sqlgym.result import Cell as Value
from sqlgym.schema import family
from sqlgym.sql.tableau import Cell
from sqlgym.worlds.aimed.rules.plan import Plan
from sqlgym.worlds.aimed.scene import Aim, Scene
from sqlgym.worlds.neighbours.numbers import step
from sqlgym.worlds.values import serial

SMALL = 12
"""Rows of a group in an ordinary world; more only where a query counts to more."""

MOST = 41
NUMERIC = ("integer", "decimal", "float")


def counts(aim: Aim) -> list[int]:
    """Sizes of groups: around what the query counts to, then two and three."""
    found = [size + by for size in aim.sizes if size <= SMALL for by in (0, 1, -1)]
    return [one for one in dict.fromkeys((*found, 2, 3)) if one > 1]


def sized(aim: Aim) -> Iterator[Plan]:
    """So many copies of a row in one group, with equal, with different values and with a NULL among them."""
    for kind in ("equal", "different", "null"):
        for size in counts(aim):
            for variable in aim.variables():
                yield Plan(f"a group of {size}", partial(_sized, variable, size, kind))


def _sized(variable: int, size: int, kind: str, scene: Scene) -> None:
    first = scene.place()
    cells = [cell for cell in scene.aim.shown() if cell.variable == variable and _free(scene.aim, cell)]
    inside = (variable,) if scene.rng.chance(0.7) else None
    for number in range(1, size):
        changes: dict[Cell, Value] = {}
        for cell in cells if kind != "equal" else ():
            others = scene.aim.others(cell, None)
            changes[cell] = others[number % len(others)] if others else None
            if (kind == "null" and number == 1 and scene.aim.cells.nullable(cell)) or not others:
                changes[cell] = None
        scene.copy(first, inside, _possible(scene.aim, changes))


def _free(aim: Aim, cell: Cell) -> bool:
    """Whether a cell may differ within a group."""
    return cell not in aim.tableau.grouped and not aim.cells.keyed(cell) and cell not in aim.classes


def _possible(aim: Aim, changes: dict[Cell, Value]) -> dict[Cell, Value]:
    return {cell: one for cell, one in changes.items() if one is not None or aim.cells.nullable(cell)}


def beside_each_other(aim: Aim) -> Iterator[Plan]:
    """Groups of k, one fewer and one more in one world, each under a key of its own."""
    for size in dict.fromkeys(size for size in (*aim.sizes, 2) if 1 < size <= 6):
        for variable in aim.variables():
            yield Plan(f"a group of {size}, one fewer, one more", partial(_groups, variable, size))


def _groups(variable: int, size: int, scene: Scene) -> None:
    for count in (size, size - 1, size + 1):
        if count > 0:
            first = scene.place(renew=bool(scene.chase.rows[0]))
            for _ in range(1, count):
                scene.copy(first, (variable,))


def sums(aim: Aim) -> Iterator[Plan]:
    """Rows in one group whose sum or average is at a constant, a step below or above it; and none but noughts.

    An average of different values alone lies on the other side.
    """
    for cell in aim.present(aim.tableau.aggregated):
        kind = aim.cells.type(cell)
        if family(kind) in NUMERIC and _free(aim, cell):
            pool = aim.cells.outline(cell.variable).pools[aim.cells.place(cell)]
            for one in pool.exact[:4]:
                for name, values in _borders(Decimal(str(one)), step(kind)):
                    yield Plan(name, partial(_listed, cell, [_number(each, kind) for each in values]))
            yield Plan("all weights nought", partial(_listed, cell, [_number(Decimal(0), kind)] * 2))


def _borders(at: Decimal, by: Decimal) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    some = Decimal(10) if abs(at) > 10 else Decimal(1)
    for off in (Decimal(0), -by, by):
        yield "a sum at the border", (at + off - some, some)
        yield "an average at the border", (at + off - some, at + off + some)
    for sign in (some, -some):
        yield "an average that one value twice changes", (at + 2 * sign, at + 2 * sign, at - 3 * sign)


def _number(value: Decimal, kind: str) -> Value:
    if family(kind) == "integer":
        return int(value)
    return float(value) if family(kind) == "float" else value


def _listed(cell: Cell, values: Sequence[Value], scene: Scene) -> None:
    first = scene.place({**scene.aim.base, cell: values[0]})
    inside = (cell.variable,) if scene.rng.chance(0.8) else None
    for value in values[1:]:
        scene.copy(first, inside, {cell: value})


def measured(aim: Aim) -> Iterator[Plan]:
    """A column that is compared with a count is nought, one and two, with as many rows to count."""
    for cell in aim.present(aim.tableau.measured):
        if family(aim.cells.type(cell)) in NUMERIC:
            for variable in aim.variables():
                if variable != cell.variable:
                    for count in (0, 1, 2):
                        yield Plan(
                            f"as many rows as a column says: {count}",
                            partial(_measured, cell, variable, count),
                        )


def _measured(cell: Cell, variable: int, count: int, scene: Scene) -> None:
    first = scene.place({**scene.aim.base, cell: count}, without=() if count else (variable,))
    for _ in range(1, count):
        scene.copy(first, (variable,))


WAYS = (
    "in a row",
    "in a row downwards",
    "in a row with a gap",
    "in a row while others fall",
    "in a row with a tie",
)
"""How one column goes step by step."""


def runs(aim: Aim) -> Iterator[Plan]:
    """One column going step by step in one group: up, down, with a gap, with ties, and others against it."""
    kinds = (*NUMERIC, "date", "timestamp")
    cells = (*aim.tableau.stepped, *aim.tableau.ordered, *aim.asked(), *aim.tableau.outputs)
    sizes = [size for size in counts(aim) if size > 2] or [3]
    for way in WAYS:
        for cell in aim.present(cells):
            if family(aim.cells.type(cell)) in kinds:
                for size in sizes[:4]:
                    yield Plan(f"{size} {way}", partial(_run, cell, size, way))


def _run(cell: Cell, size: int, way: str, scene: Scene) -> None:
    start = scene.aim.base.get(cell)
    values = scene.aim.others(cell, None)
    start = values[0] if start is None and values else start
    if start is None:
        return
    first = scene.place({**scene.aim.base, cell: start})
    fall = way.endswith("fall")
    for number in range(1, size):
        by = number + (way.endswith("gap") and number > size // 2) - (way.endswith("tie") and number > 1)
        value = later(start, -by if fall or way.endswith("downwards") else by)
        if value is not None:
            others = _against(scene, cell, number) if fall else _numbers(scene, cell)
            scene.copy(first, (cell.variable,), {**others, cell: value})


def _against(scene: Scene, cell: Cell, number: int) -> dict[Cell, Value]:
    """The other numbers of the row are the greater the smaller this one is: the last is not the largest."""
    changes = {}
    for one in beside(scene, cell):
        if family(scene.aim.cells.type(one)) in NUMERIC and (pool := scene.aim.others(one, None)):
            changes[one] = later(min(pool[:4]), number)
    return {one: value for one, value in changes.items() if value is not None}


def _numbers(scene: Scene, cell: Cell) -> dict[Cell, Value]:
    """Other columns of the row change now and then, up or down."""
    changes = {}
    for one in beside(scene, cell):
        if scene.rng.chance(0.4) and (pool := scene.aim.others(one, None)):
            changes[one] = scene.rng.pick(pool)
    return changes


def beside(scene: Scene, cell: Cell) -> list[Cell]:
    """The other cells of a row that may change within a group."""
    shown = scene.aim.shown()
    return [one for one in shown if one.variable == cell.variable and one != cell and _free(scene.aim, one)]


def later(value: Value, by: int) -> Value:
    """A number or a day so many steps on."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        return None
    try:
        return value + timedelta(by) if isinstance(value, date) else value + by
    except OverflowError:
        return None


def big(aim: Aim) -> Iterator[Plan]:
    """As many rows as a high LIMIT, a wide frame or a big count asks for, and one more: all different, or one group."""
    for size in [size for size in aim.sizes if SMALL < size < MOST][:3]:
        for count in (size + 1, size):
            for variable in aim.variables():
                yield Plan(f"{count} different rows", partial(_big, variable, count, True))
                yield Plan(f"{count} rows in one group", partial(_big, variable, count, False))


def _big(variable: int, count: int, apart: bool, scene: Scene) -> None:
    aim = scene.aim
    asked = aim.asked()
    cells = [one for one in aim.shown() if one.variable == variable and one not in asked]
    cells = [one for one in cells if _free(aim, one) or (apart and not aim.cells.keyed(one))]
    values = {cell: serial(aim.cells.type(cell), count) for cell in cells}
    first = scene.place({**aim.base, **{cell: some[0] for cell, some in values.items() if some}})
    for number in range(1, count):
        changes = {cell: some[number] for cell, some in values.items() if number < len(some)}
        scene.copy(first, (variable,), changes)
