"""The kinds of exercise: how an answer to each is judged, all to one Verdict."""

from typing import Protocol

from sqlgym.answer import Answer
from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.kinds import design, index, query, script, transaction
from sqlgym.verdict import Verdict


class Kind(Protocol):
    """Judges an answer to an exercise of one kind."""

    def __call__(self, exercise: Exercise, answer: Answer, bench: Bench) -> Verdict:
        """The verdict on an answer that could be read."""


KINDS: dict[str, Kind] = {
    "query": query.judge,
    "script": script.judge,
    "transaction": transaction.judge,
    "index": index.judge,
    "design": design.judge,
}
"""Kind of an exercise → how its answers are judged."""
