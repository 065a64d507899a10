"""A query where there is no reference: its first rows and its plan."""

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.data.reference import READING
from sqlgym.kinds.failures import unjudged
from sqlgym.kinds.rehearsal import ungraded
from sqlgym.result.wording import plural
from sqlgym.sandbox import Ran
from sqlgym.verdict import Grid, Verdict

SHOWN = 20
"""Rows of a result that are shown."""


def rehearse(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The rows of a query, and its plan."""
    outcome = context.run(exercise, answer.text, READING)
    if not isinstance(outcome, Ran):
        return unjudged(exercise, answer, outcome, context.dataset(exercise).tables)
    run = outcome.runs[0]
    rows = Grid(tuple(column.name for column in run.columns), run.rows[:SHOWN])
    said = f"It runs and returns {plural(len(run.rows), 'row')}"
    more = f"; the first {SHOWN} are shown" if len(run.rows) > SHOWN else ""
    return ungraded(exercise, answer, said + more, rows, plan=outcome.plan)
