"""The known mistakes of a query, by how they behave on the dataset and on every world of its suite."""

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.data.reference import READING
from sqlgym.sandbox import Ran
from sqlgym.worlds.diagnosis import Known, behaviours, key, known, signature
from sqlgym.worlds.examination import Examiner
from sqlgym.worlds.outcome import Side


def wrong_answers_known(exercise: Exercise, context: Context, tries: Examiner) -> Known:
    """The wrong answers that the exercise brings along, tried now if they are not in the cache."""
    entry = key(exercise, tries.suite.key, "wrong")

    def sign(sql: str) -> str:
        """The signature of a wrong answer; empty where it has none."""
        outcome = context.run(exercise, sql, READING)
        if not isinstance(outcome, Ran):
            return ""
        run, count = outcome.runs[0], len(tries.suite.cases)
        found, _ = tries.for_answer(Side(sql, run.columns)).suite_trials(range(count), "batch")
        return signature(run, {number: one.run for number, one in found.items()}, count)

    return context.once("known", entry, lambda: known(entry, "known", lambda: behaviours(exercise, sign)))
