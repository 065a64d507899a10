"""A script beside the reference on other databases than the dataset, in; the probe, and what is to be said, out."""

from collections.abc import Iterable

import msgspec

from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.failures import stopped
from sqlgym.sandbox import Failed, Outcome
from sqlgym.schema import Table
from sqlgym.state.scenarios import Scenario
from sqlgym.state.worlds import Beside, Small
from sqlgym.verdict import Finding
from sqlgym.verdict.probe import Probe, Untried, failed, passed, untried

SMALL, SCENARIOS = "small databases", "scenarios"
"""The probes."""

SILENT = "The reference changes nothing on any small database, so nothing could be compared there."
COURSE = "This is a fault of the course, not yours: tell whoever made it."

Found = tuple[Probe, Finding | None]
"""A probe, and what is to be said where it did not pass."""


def of_small(exercise: Exercise, answer: Answer, small: Small, tables: Iterable[Table]) -> Found:
    """What small databases showed."""
    if small.found is None:
        if small.compared:
            return passed(SMALL, small.compared), None
        return untried(SMALL, SILENT, "ungraded"), Finding("course", SILENT, COURSE)
    if small.found.ended is not None:
        return of_ended(
            exercise, answer, small.found.ended, SMALL, f"On {small.place}", small.compared, tables
        )
    said = f"The dataset shows no difference, but {small.place} does. {small.found.summary()}."
    finding = Finding("rows", said, small.help)
    return failed(SMALL, said, small.compared), finding


def of_scenario(
    exercise: Exercise, answer: Answer, scenario: Scenario, found: Beside, tried: int, tables: Iterable[Table]
) -> Found:
    """What a scenario showed in which a script is not right; so many were tried."""
    if found.ended is not None:
        where = f"Where {scenario.where}"
        return of_ended(exercise, answer, found.ended, SCENARIOS, where, tried - 1, tables)
    said = f"Where {scenario.where}: {found.summary()}."
    return failed(SCENARIOS, said, tried), Finding("rows", said, "Think this case through.")


def of_ended(
    exercise: Exercise,
    answer: Answer,
    outcome: Outcome,
    name: str,
    where: str,
    compared: int,
    tables: Iterable[Table],
) -> Found:
    """What a database showed on which a script did not come to its end."""
    status, finding = unfinished(exercise, answer, outcome, tables)
    finding = msgspec.structs.replace(finding, message=f"{where}: {finding.message}")
    return untried(name, finding.message, status, compared), finding


def unfinished(
    exercise: Exercise, answer: Answer, outcome: Outcome, tables: Iterable[Table]
) -> tuple[Untried, Finding]:
    """What the verdict is for a script that left nothing to compare, and what is said; an error there has no place."""
    return stopped(exercise, answer, placeless(outcome), tables)


def placeless(outcome: Outcome) -> Outcome:
    """An outcome whose place, if it has one, is not one of the answer's text: something else was run."""
    return Failed(outcome.message) if isinstance(outcome, Failed) else outcome
