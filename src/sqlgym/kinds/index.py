"""stub"""

from sqlgym.answer import Answer
from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.verdict import Verdict


def judge(exercise: Exercise, answer: Answer, bench: Bench) -> Verdict:
    """Stub."""
    raise NotImplementedError
