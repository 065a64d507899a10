"""A statement that ran, what it returned and its profile in; how many rows it changed out."""

import re
from collections.abc import Callable, Iterator

import msgspec

from sqlgym.plan import Plan, walk
from sqlgym.result import Run
from sqlgym.sql.statement import WRITES, Statement

WRITERS = frozenset({"Insert", "Update", "Delete operator"})
"""Operators of a profile that change each row that they are handed; a WITH can hold no other that writes."""

PART = re.compile(r'"(?:[^"]|"")*"|\w+|[()]')


class Writing(msgspec.Struct, frozen=True):
    """Where a statement writes: itself or in its WITH, and whether it returns the rows rather than their number."""

    itself: bool = False
    within: bool = False
    returning: bool = False


def writing(statement: Statement, visible: Callable[[str], str]) -> Writing:
    """Where a statement writes; `visible` gives a text without comments and strings."""
    itself = statement.verb in WRITES
    if not re.search(r"\b(WITH|RETURNING)\b", statement.text, re.IGNORECASE):
        return Writing(itself)
    words = list(placed(visible(statement.text)))
    within = any(depth and word in WRITES for depth, word in words)
    return Writing(itself, within, itself and (0, "RETURNING") in words)


def placed(shown: str) -> Iterator[tuple[int, str]]:
    """Every word in capitals, and in how many brackets it stands."""
    depth = 0
    for part in PART.findall(shown):
        depth += (part == "(") - (part == ")")
        yield depth, part.upper()


def changed(how: Writing, run: Run, profile: Callable[[], Plan | None]) -> int | None:
    """The rows that a statement changed, those that its WITH changed as well; None where that can't be seen."""
    plan = profile() if how.within or (how.returning and not run.rows) else None
    if how.within and plan is None:
        return None
    inside = sum(written(plan)) if plan and how.within else 0
    if not how.itself:
        return inside
    if how.returning:
        return inside + (len(run.rows) or (plan.rows or 0 if plan else 0))
    if [column.name for column in run.columns] != ["Count"] or len(run.rows) != 1:
        return None
    return inside + int(str(run.rows[0][0]))


def written(plan: Plan) -> Iterator[int]:
    """The rows that each statement in a WITH was handed to change; an operator CTE has it as its first child."""
    for one in walk(plan):
        if one.operator == "CTE":
            for writer in walk(one.children[0]):
                if writer.operator in WRITERS:
                    yield writer.children[0].rows or 0
