"""What was tried on a design in, its probes out: by theory, with the rows of the original, and with further rows."""

from collections.abc import Iterator, Sequence

from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.kinds.design.cases import Attempted
from sqlgym.kinds.design.fault import Fault
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.trial import Trial
from sqlgym.kinds.design.whole import lossless_join
from sqlgym.kinds.small_databases import unfinished
from sqlgym.sandbox import Outcome
from sqlgym.verdict import Finding
from sqlgym.verdict.probe import Probe, failed, passed, untried

DESIGN, ROWS, JOIN, CASES = "design", "rows", "join", "cases"
"""The probes; `join` is listed only where it was not tried."""

Found = tuple[Probe, Finding | None]
"""A probe, and what is to be said where it was not tried."""

STEPS = "Whether your tables can be joined to the original again takes too many steps to find out."


def probes(
    exercise: Exercise,
    answer: Answer,
    theory: Theory,
    faults: Sequence[Fault],
    trial: Trial | Outcome | None,
    cases: Attempted | None,
) -> Iterator[Found]:
    """What was tried; `trial` is None where the answer filled its tables itself, `cases` where none were tried."""
    rows = [one.finding.message for one in faults if one.check.startswith("data.")]
    cased = [one.finding.message for one in faults if one.check.startswith("case.")]
    rest = [one.finding.message for one in faults if not one.check.startswith(("data.", "case."))]
    yield (failed(DESIGN, rest[0]) if rest else passed(DESIGN)), None
    if lossless_join(theory) is None:
        yield untried(JOIN, STEPS, "limit"), Finding("limit", STEPS, "Fewer tables will do.")
    if rows:
        yield failed(ROWS, rows[0]), None
    elif trial is None or isinstance(trial, Trial):
        yield passed(ROWS, len(theory.universe.rows)), None
    else:
        yield stopped(exercise, answer, theory, trial, ROWS, "Filled with the original rows")
    if cases is None or (cases.ended is None and not cases.tried):
        if theory.universe.cases:
            yield untried(CASES, "Your tables have other faults.", "error"), None
    elif cases.ended is not None:
        yield stopped(exercise, answer, theory, cases.ended, CASES, "Filled with further rows")
    else:
        count = len(cases.tried)
        yield (failed(CASES, cased[0], count) if cased else passed(CASES, count)), None


def stopped(
    exercise: Exercise, answer: Answer, theory: Theory, outcome: Outcome, name: str, where: str
) -> Found:
    """The probe of a run that did not come to its end."""
    status, finding = unfinished(exercise, answer, outcome, (theory.universe.staging,))
    said = f"{where}, your tables come to no end: {finding.message}"
    return untried(name, said, status), Finding(finding.check, said, finding.help)
