"""An answer that differs on a dataset in; compared once more where only the rounding of ties may be other, out."""

import msgspec

from sqlgym.compare.difference import Comparison
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.course.answer import Answer
from sqlgym.data.dataset import Dataset
from sqlgym.data.reference import READING, Reference
from sqlgym.result import Run
from sqlgym.sandbox import Job, Ran
from sqlgym.worlds.ties import Again, again

TIES = (
    "Some of your numbers lie half-way between two rounded ones, where the noise of calculating decides: "
    "either is right."
)


def but_for_ties(
    exercise: Exercise,
    answer: Answer,
    context: Context,
    reference: Reference,
    run: Run,
    found: Comparison,
    dataset: Dataset | None = None,
) -> Comparison:
    """What is found of a result, or that it is right where it differs in nothing but the rounding of ties."""
    if len(run.rows) != len(reference.run.rows) or len(run.columns) != len(reference.run.columns):
        return found
    sql, bound = exercise.reference, exercise.parameters
    made = again(context.sandbox, answer.text, len(run.columns), sql, reference, bound)
    if made is None:
        return found
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    runs = runs_of(exercise, context, made, dataset)
    second = made.without_ties(settings.compare, reference, run, runs)
    if second is None or not second.equal:
        return found
    return msgspec.structs.replace(second, notes=(*second.notes, TIES))


def runs_of(exercise: Exercise, context: Context, made: Again, dataset: Dataset | None) -> list[Run]:
    """What the queries return on a dataset, as far as they run: the answer first, then the reference's."""
    found = []
    for query in made.queries:
        job = msgspec.structs.replace(
            context.job(exercise, query.sql, READING, dataset), plan=False, read=False
        )
        if query is not made.answer:
            job = generous(job)
        outcome = context.sandbox.run(job)
        if not isinstance(outcome, Ran):
            break
        found.append(outcome.runs[0])
    return found


def generous(job: Job) -> Job:
    """A job of the course's, with limits as its reference has them."""
    return msgspec.structs.replace(job, limits=job.limits.times(seconds=2, memory=2, rows=10))
