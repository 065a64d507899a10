"""Kind query: the same rows as the reference, on the dataset and on every small database tried.

The answer is started first; what judges it is imported while it runs.
"""

from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.course.answer import Answer
from sqlgym.kinds.query.start import start
from sqlgym.verdict import Verdict


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Compare what the answer returns with what the reference returns, then count its work where that is asked for."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    judged = with_parameters(exercise, settings, answer, context) if settings.parameters else None
    judged = judged or of_rows(exercise, answer, context)
    if settings.work is None or judged.status != "correct":
        return judged
    from sqlgym.kinds.query.work import with_work  # few exercises count work

    return with_work(exercise, settings.work, answer, context, judged)


def with_parameters(exercise: Exercise, settings: QuerySettings, answer: Answer, context: Context) -> Verdict:
    """The verdict with each set of parameters in turn: the first that is not right, else one for all of them."""
    # few exercises have parameters
    from sqlgym.course.mistakes import known_mistake
    from sqlgym.kinds.query.parameters import together, variants, with_set

    judged = []
    for one, variant in variants(exercise, settings):
        judged.append(of_rows(variant, answer, context))
        if judged[-1].status != "correct":
            whatever = judged[-1].status in WHATEVER and len(judged) == 1
            return judged[-1] if whatever else with_set(judged[-1], one, known_mistake(exercise, answer))
    return together(judged, settings)


WHATEVER = frozenset({"blank", "refused", "error"})
"""What becomes of an answer already with the first set, whatever its values."""


def of_rows(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Run the answer on the dataset and on worlds, and compare what it returns with what the reference returns."""
    begun = start(exercise, answer.text, context)
    from sqlgym.kinds.query.judgement import judge_query  # while the answer runs

    _ = context.digest  # the report will ask for it
    return judge_query(begun.exercise, answer, context, begun)
