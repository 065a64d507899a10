"""An answer to an exercise without its reference → what running it shows; right or wrong is said where it is graded."""

from collections.abc import Callable, Mapping

from sqlgym.context import Context
from sqlgym.course import Exercise, IndexSettings
from sqlgym.course.answer import Answer
from sqlgym.data.reference import READING
from sqlgym.kinds.failures import unjudged, verdict
from sqlgym.plan import Plan
from sqlgym.result import Run
from sqlgym.result.wording import plural
from sqlgym.sandbox import Measurement, Ran, Script, State
from sqlgym.schema import Table
from sqlgym.verdict import Finding, Grid, Plans, Unjudged, Verdict
from sqlgym.verdict.probe import untried

SHOWN = 20
"""Rows of a result that are shown."""

WHERE = "Whether that is right is told where your course is graded: this copy of it holds no reference."
NEXT = "Compare what is shown with the task, row by row if you can; then hand it in."


def rehearse(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Run an answer and show what comes of it, without a verdict."""
    return REHEARSALS[exercise.kind](exercise, answer, context)


def query(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The rows of a query, and its plan."""
    outcome = context.run(exercise, answer.text, READING)
    if not isinstance(outcome, Ran):
        return unjudged(exercise, answer, outcome, context.dataset(exercise).tables)
    run = outcome.runs[0]
    rows = Grid(tuple(column.name for column in run.columns), run.rows[:SHOWN])
    said = f"It runs and returns {plural(len(run.rows), 'row')}"
    more = f"; the first {SHOWN} are shown" if len(run.rows) > SHOWN else ""
    return ungraded(exercise, answer, said + more, rows, plan=outcome.plan)


def script(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The tables that a script changes, with their rows before and after."""
    from sqlgym.kinds.script import ended_early
    from sqlgym.state.effects import left_open
    from sqlgym.state.memo import NOTHING, kept_state
    from sqlgym.state.run import state_after

    after = state_after(context, exercise, answer.text)
    stopped = ended_early(exercise, answer, context, after)
    if stopped is not None:
        return stopped
    assert isinstance(after.script, Script)
    assert isinstance(after.state, State)
    grid = changed(kept_state(context, exercise, NOTHING), after.state)
    open_end = left_open(after.script.statements) is not None
    notes = (*after.notes, *([OPEN] if open_end else []))
    said = f"It runs to its end and changes {plural(len(grid.rows), 'table')}"
    return ungraded(exercise, answer, said, grid, notes)


def changed(before: State, after: State) -> Grid:
    """The tables that are not as they were."""
    from sqlgym.state.difference import changes, tables

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


def index(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The work of each query and write, before and after."""
    from sqlgym.kinds.index.judge import known, least, measured, unmeasured
    from sqlgym.kinds.index.workload import workload

    assert isinstance(exercise.settings, IndexSettings)
    items = workload(exercise, exercise.settings.index)
    given = [known(context, exercise, sql, items) for sql in ("", exercise.reference)]
    outcome = measured(context, exercise, answer.text, items, least(exercise, given))
    if not isinstance(outcome, Measurement):
        return unmeasured(exercise, answer, outcome, context)
    before = given[0].measurement
    rows = tuple(
        (one.name, was.work, one.work, ", ".join(one.used) or "–")
        for was, one in zip(before.items, outcome.items, strict=True)
    )
    said = f"It makes {plural(len(outcome.indexes), 'index').replace('indexs', 'indexes')}"
    return ungraded(exercise, answer, said, Grid(("query", "work before", "work after", "served by"), rows))


def design(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The tables that a design makes."""
    from sqlgym.course import DesignSettings
    from sqlgym.kinds.design.judgement import blank
    from sqlgym.kinds.design.script import Script as Made
    from sqlgym.kinds.design.script import run_script
    from sqlgym.kinds.design.universe import universe
    from sqlgym.sandbox import Blank

    assert isinstance(exercise.settings, DesignSettings)
    known = universe(exercise, context)
    made = run_script(known, answer.text, exercise.settings.limits, context)
    if not isinstance(made, Made):
        found = unjudged(exercise, answer, made, (known.staging,))
        return blank(found) if isinstance(made, Blank) else found
    rows = tuple(
        (
            table.name,
            ", ".join(column.name for column in table.columns),
            ", ".join(table.primary_key) or "none",
        )
        for table in made.tables
    )
    said = f"It runs and makes {plural(len(made.tables), 'table')}"
    return ungraded(exercise, answer, said, Grid(("table", "columns", "primary key"), rows), made.notes)


def ungraded(
    exercise: Exercise,
    answer: Answer,
    said: str,
    result: Grid,
    notes: tuple[str, ...] = (),
    plan: Plan | None = None,
) -> Verdict:
    """The verdict that gives none."""
    return verdict(
        exercise,
        answer,
        Unjudged(probes=(untried("comparison", WHERE, "ungraded"),), result=result),
        findings=(Finding("grader", f"{said}. {WHERE}", NEXT),),
        notes=(*answer.notes, *notes),
        plans=Plans(plan),
    )


REHEARSALS: dict[str, Callable[[Exercise, Answer, Context], Verdict]] = {
    "query": query,
    "script": script,
    "transaction": script,
    "index": index,
    "design": design,
}
"""Kind of an exercise → what running an answer shows."""
