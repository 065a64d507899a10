"""An answer that is only run, in; what it leaves behind, out: rows that are new, tables, or indexes with their work."""

from collections import Counter
from collections.abc import Callable, Iterator

from sqlgym.context import Context
from sqlgym.course import Exercise, IndexSettings
from sqlgym.data.reference import READING
from sqlgym.result import Column, Leaving, Run
from sqlgym.result.wording import plural
from sqlgym.sandbox import Job, Measurement, Outcome, Ran, Refused, Script, State
from sqlgym.schema import Table

Left = tuple[Leaving, ...] | Outcome
"""What was left, or why nothing was."""


def left(exercise: Exercise, sql: str, context: Context) -> Left:
    """What a text leaves behind, by the exercise's kind."""
    return KINDS[exercise.kind](exercise, sql, context)


def known_tables(exercise: Exercise, context: Context) -> tuple[Table, ...]:
    """The tables that an answer may read."""
    if exercise.kind != "design":
        return context.dataset(exercise).tables
    from sqlgym.kinds.design.universe import universe  # other kinds need none of it

    return (universe(exercise, context).staging,)


def by_script(exercise: Exercise, sql: str, context: Context) -> Left:
    """The tables that a script changes, with the rows that are new or other than before."""
    from sqlgym.state.memo import NOTHING, course_state  # a query needs none of it
    from sqlgym.state.run import state_after

    after = state_after(context, exercise, sql)
    if not isinstance(after.script, Script):
        return after.script
    if not isinstance(after.state, State):
        return after.state
    if after.script.error is not None:
        return after.script.error
    before = course_state(context, exercise, NOTHING)
    found = (*map(Leaving, after.notes), *changed(before, after.state))
    return found or (Leaving("It ran, and everything is as it was before."),)


def changed(before: State, after: State) -> Iterator[Leaving]:
    """Each table and view that is new, gone, or holds other rows than before."""
    known, there = contents(before), contents(after)
    for name, run in there.items():
        if name not in known:
            yield Leaving(f"{name} is new:", run)
            continue
        new, gone = unlike(run, known[name]), len(unlike(known[name], run).rows)
        if new.rows or gone:
            yield Leaving(counted(name, len(new.rows), gone), new if new.rows else None)
    yield from (Leaving(f"{name} is gone.") for name in known if name not in there)


def counted(name: str, new: int, gone: int) -> str:
    """How many rows of a table are other than before, in a sentence."""
    if not new:
        return f"{name}: {plural(gone, 'row')} {'are' if gone > 1 else 'is'} gone."
    if new == gone:
        return f"{name}: {plural(new, 'row')} changed:"
    return f"{name}: {plural(new, 'row')} new or changed{f', {gone:,} gone' if gone else ''}:"


def contents(state: State) -> dict[str, Run]:
    """The rows of each table and view."""
    tables = zip((table.name for table in state.tables), state.contents, strict=True)
    return {**dict(tables), **dict(zip(state.views, state.viewed, strict=True))}


def unlike(run: Run, other: Run) -> Run:
    """The rows of a run that another does not have, or not as often."""
    held = Counter(map(repr, other.rows))
    found = []
    for row in run.rows:
        held[repr(row)] -= 1
        if held[repr(row)] < 0:
            found.append(row)
    return Run(run.columns, tuple(found))


def by_design(exercise: Exercise, sql: str, context: Context) -> Left:
    """The tables that a design makes, with their rows; of a query, its rows out of the original's."""
    from sqlgym.kinds.design.probe_data import filling  # other kinds need none of it
    from sqlgym.kinds.design.script import Script as Made
    from sqlgym.kinds.design.script import run_script
    from sqlgym.kinds.design.universe import universe

    known, limits = universe(exercise, context), exercise.settings.limits
    given = filling(known.staging, known.staging_rows)
    asked = context.sandbox.run(
        Job(sql=sql, policy=READING, limits=limits, before=given, tables=(known.staging.name,))
    )
    if not isinstance(asked, Refused):
        return (Leaving("", asked.runs[0]),) if isinstance(asked, Ran) else asked
    made = run_script(known, sql, limits, context)
    if not isinstance(made, Made):
        return made
    pairs = zip(made.tables, made.contents, strict=True)
    found = (*map(Leaving, made.notes), *(Leaving(f"{table.name} holds:", run) for table, run in pairs))
    return found or (Leaving("It ran, and made no table."),)


INDEXES = (Column("index", "VARCHAR"), Column("on", "VARCHAR"), Column("used by", "VARCHAR"))
WORKLOAD = (Column("query", "VARCHAR"), Column("work before", "BIGINT"), Column("now", "BIGINT"))


def by_indexes(exercise: Exercise, sql: str, context: Context) -> Left:
    """The indexes that are made, what of the workload uses them, and what each part of that takes."""
    from sqlgym.kinds.index.judge import known_work, least, measure  # other kinds need none of it
    from sqlgym.kinds.index.workload import workload

    assert isinstance(exercise.settings, IndexSettings)
    items = workload(exercise, exercise.settings.index)
    before = known_work(context, exercise, "", items)
    outcome = measure(context, exercise, sql, items, least(exercise, [before]))
    if not isinstance(outcome, Measurement):
        return outcome
    made = tuple(
        (
            one.name,
            f"{one.table} ({', '.join(name or '…' for name in one.columns)})",
            ", ".join(item.name for item in outcome.items if one.name in item.used),
        )
        for one in outcome.indexes
    )
    pairs = zip(before.measurement.items, outcome.items, strict=True)
    work = tuple((now.name, then.work, now.work) for then, now in pairs)
    return Leaving("Your indexes:", Run(INDEXES, made)), Leaving("The workload:", Run(WORKLOAD, work))


KINDS: dict[str, Callable[[Exercise, str, Context], Left]] = {
    "script": by_script,
    "transaction": by_script,
    "index": by_indexes,
    "design": by_design,
}
"""Kind → what its answers leave."""
