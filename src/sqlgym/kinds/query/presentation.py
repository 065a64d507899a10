"""What is said and shown of a judged query."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlgym.compare.difference import Comparison
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.course.answer import Answer
from sqlgym.data.reference import Reference
from sqlgym.kinds.failures import exceeded
from sqlgym.result.wording import plural
from sqlgym.sandbox import Crashed, Exceeded, Failed, Ran, Refused, Stopped
from sqlgym.verdict import Finding, Plans
from sqlgym.verdict.evidence import Limit, QueryEvidence
from sqlgym.verdict.probe import Probe, Untried
from sqlgym.worlds.examination import Examination, Examiner
from sqlgym.worlds.run import small
from sqlgym.worlds.suite import Suite

NO_WORLDS = "This exercise tries no small databases: its course wants none."

EMPTY = "The reference returns no row on any small database, so they say little of your answer."


BASICS = "basics"
"""The tag of exercises in which a plan is no topic yet."""


class Dataset(NamedTuple):
    """What the dataset says, in its order of rows and in the other one: a comparison, its probes, a limit reached."""

    found: Comparison
    probes: tuple[Probe, ...]
    limit: Limit | None = None


class Judged(NamedTuple):
    """An answer that was judged, with all that it was judged by; no worlds were tried without an examination."""

    exercise: Exercise
    answer: Answer
    context: Context
    outcome: Ran
    reference: Reference
    tries: Examiner | None = None
    examination: Examination | None = None


def unfinished_world(settings: QuerySettings, name: str, rows: int, stop: Stopped) -> tuple[Untried, Finding]:
    """What a verdict becomes by an answer that gave no result on a world, and what is said."""
    where = f"on a small database of {plural(rows, 'row')}{f' ({name})' if name else ''}"
    match stop:
        case Exceeded("time"):
            seconds = f"{small(settings.limits, 1).seconds:g} seconds"
            message = f"It was stopped {where}: on such databases it took more than {seconds}."
            advice = "Look for a recursion or a loop that finds its end only on some rows."
            return "limit", Finding("limit", message, advice)
        case Exceeded(what):
            finding = exceeded(what, settings.limits)
            return "limit", Finding("limit", f"{finding.message} That was {where}.", finding.help)
        case Crashed(how):
            advice = "Write it in a simpler way; this is the engine's fault as well."
            return "error", Finding("crash", f"The engine broke down on it {where} ({how}).", advice)
        case Refused(message, advice):
            return "refused", Finding("refused", f"It was refused {where}: {message}", advice)
        case Failed(message):
            return "error", Finding("world error", f"It ended in an error {where}: {message}")


FREE_NAMES = re.compile(r"\bany\s+names?\b", re.IGNORECASE)
"""Where a task says this, what a column is called is no matter."""


def worth_noting(exercise: Exercise, notes: Iterable[str]) -> Iterator[str]:
    """The notes on columns without those on their names, where the task leaves names free."""
    free = FREE_NAMES.search(exercise.task)
    yield from (note for note in notes if not free or " is called " not in note)


def wants_no_worlds(suite: Suite) -> bool:
    """Whether no world was asked for, drawn or made by hand: the course's choice."""
    return not suite.cases and not suite.dropped


def silent_note(settings: QuerySettings, suite: Suite) -> str:
    """Why no world of a suite can judge an answer; empty where one can."""
    if not suite.cases:
        return (
            "There is no small database on which the reference runs and does not depend on the order of rows."
        )
    if all(case.edge for case in suite.cases):
        assumed = "; ".join(settings.worlds.assume)
        return f"There is no small database on which what is assumed here is true: {assumed}."
    return ""


def notes_of(settings: QuerySettings, suite: Suite, examination: Examination) -> Iterator[str]:
    """What is said beside a pass."""
    if examination.edges:
        assumed = "; ".join(settings.worlds.assume)
        yield (
            "Your query differs from the reference where this is not true, "
            f"which does not count here: {assumed}."
        )
    if is_empty(suite):
        yield EMPTY


def is_empty(suite: Suite) -> bool:
    """Whether the reference returns no row on any world that counts."""
    return not any(case.reference.run.rows for case in suite.cases if not case.edge)


def evidence(settings: QuerySettings, reference: Reference, outcome: Ran, dataset: Dataset) -> QueryEvidence:
    """What a verdict on a query rests on so far: the rows on the dataset, and those that differ."""
    return QueryEvidence(
        probes=dataset.probes,
        limit=dataset.limit,
        dataset=settings.schema,
        expected_rows=len(reference.run.rows),
        actual_rows=len(outcome.runs[0].rows),
        difference=dataset.found.difference,
    )


def plans(exercise: Exercise, outcome: Ran, reference: Reference) -> Plans:
    """The answer's plan and the reference's, if the answer's was asked for."""
    brief = BASICS in exercise.settings.tags
    return Plans(outcome.plan, reference.plan if outcome.plan else None, brief)
