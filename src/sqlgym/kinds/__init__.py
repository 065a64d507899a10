"""The kinds of exercise: how an answer to each is judged, all to one Verdict.

Each function here imports one kind, and does so only when asked: a check of one kind needs none of the others.
"""

from collections.abc import Callable
from typing import Protocol

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.verdict import Verdict


class Judge(Protocol):
    """Judges an answer to an exercise of one kind, or shows what it does."""

    def __call__(self, exercise: Exercise, answer: Answer, context: Context) -> Verdict:
        """The verdict on an answer that could be read."""


def judge_query() -> Judge:
    """What judges queries."""
    from sqlgym.kinds.query import judge

    return judge


def judge_script() -> Judge:
    """What judges scripts."""
    from sqlgym.kinds.script import judge

    return judge


def judge_transaction() -> Judge:
    """What judges transactions."""
    from sqlgym.kinds.transaction import judge

    return judge


def judge_index() -> Judge:
    """What judges indexes."""
    from sqlgym.kinds.index import judge

    return judge


def judge_design() -> Judge:
    """What judges designs."""
    from sqlgym.kinds.design import judge

    return judge


KINDS: dict[str, Callable[[], Judge]] = {
    "query": judge_query,
    "script": judge_script,
    "transaction": judge_transaction,
    "index": judge_index,
    "design": judge_design,
}
"""Kind of an exercise → what judges its answers."""


def rehearse_query() -> Judge:
    """What shows the rows of queries."""
    from sqlgym.kinds.query.rehearsal import rehearse

    return rehearse


def rehearse_script() -> Judge:
    """What shows what scripts and transactions change."""
    from sqlgym.kinds.script.rehearsal import rehearse

    return rehearse


def rehearse_index() -> Judge:
    """What shows the work that indexes save."""
    from sqlgym.kinds.index.rehearsal import rehearse

    return rehearse


def rehearse_design() -> Judge:
    """What shows the tables of designs."""
    from sqlgym.kinds.design.rehearsal import rehearse

    return rehearse


REHEARSALS: dict[str, Callable[[], Judge]] = {
    "query": rehearse_query,
    "script": rehearse_script,
    "transaction": rehearse_script,
    "index": rehearse_index,
    "design": rehearse_design,
}
"""Kind of an exercise → what shows what its answers do, where there is no reference to judge them by."""
