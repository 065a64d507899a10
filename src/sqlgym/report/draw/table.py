"""Rows or a difference in, an aligned table as plain text out, never wider than asked for."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

import msgspec

from sqlgym.result import Cell, Row
from sqlgym.result.cells import ELLIPSIS, cut, display_width, draw, visible
from sqlgym.verdict.evidence import Difference, Shown

WIDEST_CELL = 40
"""Places a cell may take even where there is room for more."""

NARROW, NARROWEST = 8, 3
"""How far columns are narrowed before columns are dropped: first the unimportant, then the others."""

ROOMY = 60
"""From this width on, the rows of a difference lead with a word and not only with a sign."""

GAP = "  "
RED, GREEN, YELLOW, RESET = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"


class Line(msgspec.Struct, frozen=True):
    """One line of a table: what it leads with, its cells as text, and which of them to colour."""

    lead: str
    cells: tuple[str, ...]
    colour: str = ""
    coloured: Collection[int] | None = None
    """The cells that get the colour; None for the whole line."""
    marks: bool = False
    """Whether the cells only mark those of the line above."""


class Layout(msgspec.Struct, frozen=True):
    """How wide each column is (0: dropped), which lean right, and how wide the lead and all of it are."""

    widths: tuple[int, ...]
    right: tuple[bool, ...]
    lead: int
    width: int


def draw_table(columns: Sequence[str], rows: Sequence[Row], width: int, *, types: Sequence[str] = ()) -> str:
    """Rows under their column names; `types` are the columns' types, where they are known."""
    if not columns:
        return cut("(no columns)", width)
    types = types or [""] * len(columns)
    lines = [
        Line("", tuple(draw(c, t, WIDEST_CELL) for c, t in zip(row, types, strict=True))) for row in rows
    ]
    layout = _layout(columns, lines, rows, (), width)
    drawn = [*_head(columns, layout), *(_draw_line(line, layout, colour=False) for line in lines)]
    if not rows:
        drawn.append(cut("(no rows)", width))
    return "\n".join(drawn)


def draw_difference(difference: Difference, width: int, colour: bool = False) -> str:
    """Missing rows lead with `-`, extra ones with `+`; changed ones are two lines with the changed cells marked."""
    names = [column.name for column in difference.expected]
    lines = [line for row in difference.rows for line in _lines(row, difference, wordy=width >= ROOMY)]
    shown = [row for pair in difference.rows for row in (pair.expected, pair.actual) if row is not None]
    changed = {column for row in difference.rows for column in row.changed}
    tiers = (set(difference.key) - changed, changed) if changed else ()
    layout = _layout(names, [line for line in lines if not line.marks], shown, tiers, width)
    drawn = [_draw_line(line, layout, colour=colour) for line in lines]
    drawn = _head(names, layout) + [line for line in drawn if line]
    more = [f"{count:,} more {kind}" for kind, count in difference.more.items() if count]
    return "\n".join(drawn + [cut(f"{ELLIPSIS} and {', '.join(more)}", width)] * bool(more))


def _lines(row: Shown, difference: Difference, *, wordy: bool) -> Iterator[Line]:
    """The lines of one row of a difference."""
    expected, actual = _texts(row, difference)
    if row.kind == "missing":
        yield Line("- missing" if wordy else "-", expected, RED)
    elif row.kind == "extra":
        yield Line("+ extra" if wordy else "+", actual, YELLOW)
    else:
        yield Line("~ expected" if wordy else "~", expected, GREEN, row.changed)
        yield Line("~ yours" if wordy else "~", actual, RED, row.changed)
        marks = (
            "^" * max(1, display_width(text)) if c in row.changed else "" for c, text in enumerate(actual)
        )
        yield Line("", tuple(marks), RED, marks=True)


def _texts(row: Shown, difference: Difference) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cells of both rows as text; long ones that differ only far behind are shown from there."""
    expected = [
        draw(c, t.type, WIDEST_CELL) for c, t in zip(row.expected or (), difference.expected, strict=False)
    ]
    actual = [draw(c, t.type, WIDEST_CELL) for c, t in zip(row.actual or (), difference.actual, strict=False)]
    for c in row.changed:
        if expected[c] == actual[c] and row.expected and row.actual:
            types = difference.expected[c].type, difference.actual[c].type
            expected[c], actual[c] = _from_difference(row.expected[c], row.actual[c], types)
    return tuple(expected), tuple(actual)


def _from_difference(expected: Cell, actual: Cell, types: tuple[str, str]) -> tuple[str, str]:
    texts = draw(expected, types[0], 10_000), draw(actual, types[1], 10_000)
    start = max(0, _shared(*texts) - 10)
    if start == 0:
        return cut(texts[0], WIDEST_CELL), cut(texts[1], WIDEST_CELL)
    return cut(ELLIPSIS + texts[0][start:], WIDEST_CELL), cut(ELLIPSIS + texts[1][start:], WIDEST_CELL)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (left, right) in pairs if left != right), min(len(one), len(other)))


def _layout(
    names: Sequence[str],
    lines: Sequence[Line],
    rows: Sequence[Row],
    tiers: Sequence[Collection[int]],
    width: int,
) -> Layout:
    """Find a width for each column, so that a line fits."""
    wanted = [min(display_width(visible(name)), WIDEST_CELL) for name in names]
    for line in lines:
        wanted = [max(have, display_width(text)) for have, text in zip(wanted, line.cells, strict=True)]
    lead = max((display_width(line.lead) + len(GAP) for line in lines if line.lead), default=0)
    right = tuple(_all_numbers([row[c] for row in rows]) for c in range(len(names)))
    return Layout(tuple(_fit([max(w, 1) for w in wanted], tiers, width - lead)), right, lead, width)


def _all_numbers(cells: Sequence[Cell]) -> bool:
    kinds = {type(cell) for cell in cells if cell is not None}
    return bool(kinds) and kinds <= {int, float, Decimal}


def _fit(widths: list[int], tiers: Sequence[Collection[int]], room: int) -> list[int]:
    """Narrow and drop the columns of no tier, then narrow those of all tiers, then drop the first tier's, …"""
    tiered = [column for tier in tiers for column in sorted(tier)]
    others = [column for column in range(len(widths)) if column not in tiered]
    _narrow(widths, others, NARROW, room)
    _drop(widths, others, room)
    _narrow(widths, tiered, NARROWEST, room)
    for tier in tiers:
        _drop(widths, sorted(tier), room)
    return widths


def _drop(widths: list[int], columns: Sequence[int], room: int) -> None:
    for column in reversed(columns):
        if _total(widths) > room:
            widths[column] = 0


def _narrow(widths: list[int], columns: Sequence[int], floor: int, room: int) -> None:
    while columns and _total(widths) > room:
        widest = max(columns, key=lambda column: widths[column])
        if widths[widest] <= floor:
            return
        widths[widest] -= 1


def _total(widths: Sequence[int]) -> int:
    """The width of a line with these columns, and with an ellipsis for those that are dropped."""
    shown = [width for width in widths if width] + [1] * (0 in widths)
    return sum(shown) + len(GAP) * (len(shown) - 1)


def _head(names: Sequence[str], layout: Layout) -> list[str]:
    heads = Line("", tuple(visible(name) for name in names))
    rules = Line("", tuple("-" * width for width in layout.widths))
    return [_draw_line(heads, layout, colour=False), _draw_line(rules, layout, colour=False)]


def _draw_line(line: Line, layout: Layout, *, colour: bool) -> str:
    """The line with its cells padded; without colour where it has to be cut after all."""
    texts = zip(line.cells, layout.widths, layout.right, strict=True)
    cells = [_pad(text[:width] if line.marks else text, width, right=right) for text, width, right in texts]
    plain = _join(line, cells, layout)
    if display_width(plain) > layout.width:
        return cut(plain, layout.width)
    if not colour or not line.colour:
        return plain
    if line.coloured is None:
        return f"{line.colour}{plain}{RESET}"
    painted = [f"{line.colour}{text}{RESET}" if c in line.coloured else text for c, text in enumerate(cells)]
    return _join(line, painted, layout)


def _join(line: Line, cells: Sequence[str], layout: Layout) -> str:
    shown = [text for text, width in zip(cells, layout.widths, strict=True) if width]
    if 0 in layout.widths and not line.marks:
        shown.append(ELLIPSIS)
    return (_pad(line.lead, layout.lead) + GAP.join(shown)).rstrip()


def _pad(text: str, width: int, *, right: bool = False) -> str:
    text = cut(text, width)
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks
