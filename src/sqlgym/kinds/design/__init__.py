"""Kind design: tables in the normal form asked for, judged by dependencies and by data; names are free."""

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.verdict import Verdict


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Judge the tables that an answer makes; what that takes is imported only now."""
    from sqlgym.kinds.design.judgement import judge as judged

    return judged(exercise, answer, context)
