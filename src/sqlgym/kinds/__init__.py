"""The kinds of exercise: how an answer to each is judged, all to one Verdict."""

from functools import partial
from importlib import import_module
from typing import Protocol

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.verdict import Verdict


class Kind(Protocol):
    """Judges an answer to an exercise of one kind."""

    def __call__(self, exercise: Exercise, answer: Answer, context: Context) -> Verdict:
        """The verdict on an answer that could be read."""


def judge(kind: str, exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Judge by the module of a kind, which is imported now: a check of one kind needs none of the others."""
    found: Kind = import_module(f"sqlgym.kinds.{kind}").judge
    return found(exercise, answer, context)


KINDS: dict[str, Kind] = {
    kind: partial(judge, kind) for kind in ("query", "script", "transaction", "index", "design")
}
"""Kind of an exercise → how its answers are judged."""
