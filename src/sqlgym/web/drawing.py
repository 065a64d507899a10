"""Tables in, where each box and each line between them stands out; sizes are those of a font of 12 pixels."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from sqlgym.result.cells import display_width, visible
from sqlgym.schema import ForeignKey, Table
from sqlgym.web.values import BoxView, Drawing, LineView

CHAR, SMALL = 7.3, 6.1
"""Width of a character, and of one of a type, which is written smaller."""

ROW = 20
"""Height of a column's line; the table's name has one and a half."""

HEAD = 30
GAP_ACROSS = 44
GAP_DOWN = 22
MARGIN = 8
LANE = 7
"""Between two lines that go down side by side."""


def draw(tables: Sequence[Table]) -> Drawing:
    """Who refers to others stands left of them; tables without any key to others are put where there is room."""
    columns = arranged(tables)
    widths = [max(map(width, column)) for column in columns]
    lefts = list(accumulate((wide + GAP_ACROSS for wide in widths), initial=MARGIN))[:-1]
    boxes = [box for left, column in zip(lefts, columns, strict=True) for box in stacked(column, left)]
    placed = {box.table: box for box in boxes}
    lines = tuple(joined(tables, placed))
    rightmost = [x for line in lines for x, _ in line.points]
    return Drawing(
        width=max([box.x + box.width for box in boxes] + rightmost, default=0) + MARGIN,
        height=max((box.y + box.height for box in boxes), default=0) + MARGIN,
        boxes=tuple(boxes),
        lines=lines,
    )


def arranged(tables: Sequence[Table]) -> list[list[Table]]:
    """The tables in columns: each right of those that refer to it, as far as there is no circle."""
    depth = {table.name: 0 for table in tables}
    for _ in tables:
        for table in tables:
            for key in table.foreign_keys:
                if key.table != table.name and depth.get(key.table, len(tables)) <= depth[table.name]:
                    depth[key.table] = min(depth[table.name] + 1, len(tables) - 1)
    levels = sorted(set(depth.values()))
    return [[table for table in tables if depth[table.name] == level] for level in levels]


def width(table: Table) -> int:
    """How wide a table's box is: its longest line, with the column's mark and its type."""
    lines = [CHAR * display_width(visible(one.name)) + SMALL * len(short(one.type)) for one in table.columns]
    return round(max([*lines, CHAR * display_width(visible(table.name))]) + 46)


def short(type: str) -> str:  # noqa: A002
    """A type as the drawing has it; one with a list of values by its name alone."""
    return type if len(type) <= 24 else type.partition("(")[0] + "(…)"


def stacked(column: Sequence[Table], left: int) -> Iterator[BoxView]:
    """The boxes of a column, one below the other."""
    top = MARGIN
    for table in column:
        height = HEAD + ROW * len(table.columns) + 6
        yield BoxView(table.name, left, top, width(table), height)
        top += height + GAP_DOWN


def joined(tables: Sequence[Table], placed: dict[str, BoxView]) -> Iterator[LineView]:
    """A line for each foreign key, from its first column to the key that it refers to."""
    by_name = {table.name: table for table in tables}
    keys = [(table, key) for table in tables for key in table.foreign_keys if key.table in placed]
    for number, (table, key) in enumerate(keys):
        start, end = placed[table.name], placed[key.table]
        points = path(start, row(table, key.columns[0]), end, row_of(by_name, key), number)
        yield LineView(table.name, key.columns, key.table, points)


def row_of(by_name: dict[str, Table], key: ForeignKey) -> int:
    """The line of the column that a key refers to."""
    return row(by_name[key.table], key.references[0])


def row(table: Table, name: str) -> int:
    """The line of a column in its box."""
    names = [column.name for column in table.columns]
    return names.index(name) if name in names else 0


def path(start: BoxView, first: int, end: BoxView, last: int, number: int) -> tuple[tuple[int, int], ...]:
    """Out at the right and in at the left where the other box stands there, else round the right side of both."""
    y1, y2 = (box.y + HEAD + ROW * line + ROW // 2 for box, line in ((start, first), (end, last)))
    right, lane = start.x + start.width, LANE * (number % 5)
    if end.x > right:
        turn = end.x - GAP_ACROSS // 2 - 13 + lane
        return ((right, y1), (turn, y1), (turn, y2), (end.x, y2))
    outer = max(right, end.x + end.width) + 12 + lane
    return ((right, y1), (outer, y1), (outer, y2), (end.x + end.width, y2))
