"""A plan in, its drawing for people out: an aligned tree, never wider than it is asked to be.

operator                              rows  estimated   time
Hash join (left)  department_id = id   229         48   65 % ██████▌
├─ Table scan Employees  salary > 100  229         48   25 % ██▌
└─ Table scan Departments               12         12   10 % █
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from sqlgym.plan import Plan
from sqlgym.result.cells import cut, display_width, visible

GAP = "  "
BAR = 10
EIGHTHS = " ▏▎▍▌▋▊▉█"
BOLD, DIM, RED, RESET = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[0m"
HOT = 0.5
"""The share of time from which on it is coloured."""


class _Line(msgspec.Struct, frozen=True):
    """One operator: the branches before it, its name and table, what it does it by, and its plan."""

    branches: str
    name: str
    condition: str
    plan: Plan


class _Column(msgspec.Struct, frozen=True):
    """One column of figures: its title and the text of each line."""

    title: str
    cells: tuple[str, ...]
    left: bool = False

    @property
    def width(self) -> int:
        """Places that the widest of its texts takes."""
        return max(map(len, (self.title, *self.cells)))


def draw(plan: Plan, width: int, colour: bool = False, brief: bool = False) -> str:
    """The plan as a tree with its figures beside it, at most `width` places wide, one operator a line.

    A brief one has no figures but the rows.

    Conditions are cut first; where that is not enough the bar, the estimate, the time and the rows go, in
    this order, and at last the names are cut.
    """
    lines = list(_lines(plan))
    shown = [one for one in _columns(lines) if not brief or one.title == "rows"]
    columns = _fitting(shown, width - max(display_width(line.branches + line.name) for line in lines))
    room = width - sum(len(GAP) + column.width for column in columns)
    room = min(room, max(len("operator"), *(display_width(_label(line)) for line in lines)))
    head = cut("operator", room).ljust(max(room, 0)) + _figures(columns, lambda column: column.title)
    body = [_drawn(line, index, columns, room, colour) for index, line in enumerate(lines)]
    return "\n".join(text.rstrip() for text in (f"{DIM}{head}{RESET}" if colour else head, *body))


def _lines(plan: Plan, first: str = "", rest: str = "") -> Iterator[_Line]:
    """The operators from the top, each with the branches that lead to it."""
    name = visible(f"{plan.operator} {plan.table}" if plan.table else plan.operator)
    yield _Line(first, name, visible(plan.condition or ""), plan)
    for place, child in enumerate(plan.children, start=1):
        last = place == len(plan.children)
        yield from _lines(child, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def _columns(lines: Sequence[_Line]) -> tuple[_Column, ...]:
    """Every column that has something to tell, the most important first."""
    plans = [line.plan for line in lines]
    shares = [plan.share for plan in plans]
    columns = (
        _Column("rows", tuple(_count(plan.rows) for plan in plans)),
        _Column("time", tuple("" if share is None else f"{share:.0%}" for share in shares)),
        _Column("estimated", tuple(_count(plan.estimated) for plan in plans)),
        _Column("", tuple(_bar(share or 0) for share in shares), left=True),
    )
    return tuple(column for column in columns if any(column.cells))


def _fitting(columns: Sequence[_Column], room: int) -> list[_Column]:
    """As many columns as there is room for, in the order in which they are read."""
    order = ("rows", "estimated", "time", "")
    fitting = [column for place, column in enumerate(columns) if _taken(columns[: place + 1]) <= room]
    return sorted(fitting, key=lambda column: order.index(column.title))


def _taken(columns: Sequence[_Column]) -> int:
    return sum(len(GAP) + column.width for column in columns)


def _figures(columns: Sequence[_Column], text: Callable[[_Column], str]) -> str:
    aligned = (
        text(column).ljust(column.width) if column.left else text(column).rjust(column.width)
        for column in columns
    )
    return "".join(GAP + figure for figure in aligned)


def _drawn(line: _Line, index: int, columns: Sequence[_Column], room: int, colour: bool) -> str:
    label = cut(_label(line), room)
    padding = " " * (room - display_width(label))
    figures = _figures(columns, lambda column: column.cells[index])
    if not colour:
        return label + padding + figures
    return (
        _coloured(line, label)
        + padding
        + (f"{RED}{figures}{RESET}" if (line.plan.share or 0) >= HOT else figures)
    )


def _label(line: _Line) -> str:
    return line.branches + line.name + (GAP + line.condition if line.condition else "")


def _coloured(line: _Line, label: str) -> str:
    """The cut label with its branches and condition dim and its name bold."""
    start, end = len(line.branches), len(line.branches) + len(line.name)
    return f"{DIM}{label[:start]}{RESET}{BOLD}{label[start:end]}{RESET}{DIM}{label[end:]}{RESET}"


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
