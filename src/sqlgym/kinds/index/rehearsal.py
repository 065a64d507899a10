"""Indexes where there is no reference: the work of each query and write without and with them."""

from sqlgym.context import Context
from sqlgym.course import Exercise, IndexSettings
from sqlgym.course.answer import Answer
from sqlgym.kinds.index.judge import known_work, least, measure, unmeasured
from sqlgym.kinds.index.workload import workload
from sqlgym.kinds.rehearsal import ungraded
from sqlgym.result.wording import plural
from sqlgym.sandbox import Measurement
from sqlgym.verdict import Grid, Verdict


def rehearse(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """The work of each query and write, before and after."""
    assert isinstance(exercise.settings, IndexSettings)
    items = workload(exercise, exercise.settings.index)
    given = [known_work(context, exercise, sql, items) for sql in ("", exercise.reference)]
    outcome = measure(context, exercise, answer.text, items, least(exercise, given))
    if not isinstance(outcome, Measurement):
        return unmeasured(exercise, answer, outcome, context)
    before = given[0].measurement
    rows = tuple(
        (one.name, was.work, one.work, ", ".join(one.used) or "–")
        for was, one in zip(before.items, outcome.items, strict=True)
    )
    said = f"It makes {plural(len(outcome.indexes), 'index').replace('indexs', 'indexes')}"
    return ungraded(exercise, answer, said, Grid(("query", "work before", "work after", "served by"), rows))
