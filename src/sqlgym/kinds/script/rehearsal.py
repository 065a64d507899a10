"""A script or transaction where there is no reference: the tables that it changes."""

from collections.abc import Mapping

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.rehearsal import ungraded
from sqlgym.kinds.script import unfinished
from sqlgym.result import Run
from sqlgym.result.wording import plural
from sqlgym.sandbox import Script, State
from sqlgym.schema import Table
from sqlgym.state.difference import changes, tables
from sqlgym.state.effects import left_open
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import state_after
from sqlgym.verdict import Grid, Verdict


def rehearse(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The tables that a script changes, with their rows before and after."""
    after = state_after(context, exercise, answer.text)
    stopped = unfinished(exercise, answer, context, after)
    if stopped is not None:
        return stopped
    assert isinstance(after.script, Script)
    assert isinstance(after.state, State)
    grid = changed(course_state(context, exercise, NOTHING), after.state)
    open_end = left_open(after.script.statements) is not None
    notes = (*after.notes, *([OPEN] if open_end else []))
    said = f"It runs to its end and changes {plural(len(grid.rows), 'table')}"
    return ungraded(exercise, answer, said, grid, notes)


def changed(before: State, after: State) -> Grid:
    """The tables that are not as they were."""
    left, right = tables(before), tables(after)
    found = {name: "new" for name in right if name not in left}
    found |= {name: "gone" for name in left if name not in right}
    found |= {
        name: "other columns or keys"
        for name in left.keys() & right.keys()
        if left[name][0] != right[name][0]
    }
    for change in changes(before, after):
        found.setdefault(change.table.lower(), plural(change.count, "row"))
    rows = tuple(
        (spelled(name, right.get(name) or left[name]), count(left, name), count(right, name), found[name])
        for name in {**left, **right}
        if name in found
    )
    return Grid(("table", "rows before", "rows after", "what differs"), rows)


def spelled(name: str, found: tuple[Table | None, Run]) -> str:
    """The name of a table as it was made."""
    return found[0].name if found[0] else name


def count(side: Mapping[str, tuple[Table | None, Run]], name: str) -> int | str:
    """How many rows a table has, if there is one."""
    return len(side[name][1].rows) if name in side else "–"


OPEN = (
    "A transaction that it begins is still open at its end, so what that did is undone. End it with COMMIT."
)
