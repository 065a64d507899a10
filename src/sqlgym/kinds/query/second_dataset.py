"""An answer on the second database of its exercise, and what that adds to the verdict on it."""

import msgspec

from sqlgym.compare.difference import Comparison
from sqlgym.course import Exercise
from sqlgym.course.answer import Answer
from sqlgym.data.reference import Reference
from sqlgym.kinds.failures import stopped, with_evidence, with_probes
from sqlgym.sandbox import Exceeded, Failed, Outcome
from sqlgym.verdict import Finding, Verdict
from sqlgym.verdict.probe import ORDER, failed, passed, untried
from sqlgym.worlds.examination import Examination, Examiner
from sqlgym.worlds.outcome import Outcome as Trial
from sqlgym.worlds.outcome import Witness
from sqlgym.worlds.suite import Case
from sqlgym.worlds.world import World

MIDDLE = "middle-size database"
"""The probe's name."""

FEW = 20
"""Rows of a database that can be shown."""


def judge_second(
    exercise: Exercise, answer: Answer, judged: Verdict, tries: Examiner, seen: Examination
) -> Verdict:
    """A verdict on dataset and worlds with what the second database adds to it, if there is one."""
    case = tries.suite.middle
    if case is None:
        return judged
    judged = with_evidence(judged, second_rows=case.world.size)
    if judged.status not in {"correct", "wrong"}:
        status = next(one for one in ORDER if one == judged.status)
        return with_probes(judged, untried(MIDDLE, "Nothing more was tried after that.", status))
    reference = tries.confirmer.with_columns(case.reference)
    outcome = seen.second if fails(judged, seen.second) else confirm(tries, case, reference, seen.second)
    if outcome is None:
        return with_probes(judged, untried(MIDDLE, "The answer was not run there.", "ungraded"))
    if tries.confirmer.right(reference, outcome) or tries.confirmer.right_but_for_ties(
        [case.world], {0: reference}, {0: outcome}
    ):
        return with_probes(judged, passed(MIDDLE))
    if outcome.stop is not None and outcome.halted:
        return unfinished(exercise, answer, judged, outcome.stop, case.world.size)
    if judged.status != "correct":
        return with_probes(judged, failed(MIDDLE, "It returns something else than the reference."))
    return with_counterexample(judged, tries, case, reference, outcome)


def fails(judged: Verdict, first: Trial | None) -> bool:
    """Whether an answer is known to be wrong and returned something there: what that is needs no confirming."""
    return judged.status == "wrong" and first is not None and first.run is not None


def confirm(tries: Examiner, case: Case, reference: Reference, first: Trial | None) -> Trial | None:
    """What the answer gave there on views or, unless that is right, by itself on real tables."""
    if first is not None and tries.confirmer.right(reference, first):
        return first
    return tries.alone(case.world)


def unfinished(exercise: Exercise, answer: Answer, judged: Verdict, last: Outcome, size: int) -> Verdict:
    """A verdict on an answer that came to no end on the second database."""
    status, found = stopped(exercise, answer, last, ())
    finding = Finding(found.check, f"{where(size)}: {found.message}", found.help)
    basis = with_probes(judged, untried(MIDDLE, finding.message, status))
    if judged.status != "correct":
        return basis
    what = last.what if isinstance(last, Exceeded) else None
    return msgspec.structs.replace(with_evidence(basis, limit=what), findings=(finding,), bound=None)


def where(size: int) -> str:
    """The second database in words."""
    return f"On a second dataset of {size:,} rows"


def with_counterexample(
    judged: Verdict, tries: Examiner, case: Case, reference: Reference, outcome: Trial
) -> Verdict:
    """A verdict against an answer, with a small database where one can be made, else with the rows that differ."""
    named, actual = reference.named(tries.confirmer.settings), tries.confirmer.with_names(outcome)
    kind = tries.confirmer.kind(reference, outcome)
    whole = Witness(case.world, named, actual, outcome.stop, reference.keyed, kind)
    witness = smallest(tries, whole)
    small = witness.world.size <= FEW
    shown = witness if small else whole
    found = tries.confirmer.comparison_on(shown)
    findings = findings_on(
        found, shown, "a small database" if small else f"a second one of {case.world.size:,} rows"
    )
    judged = with_probes(judged, failed(MIDDLE, findings[0].message))
    judged = msgspec.structs.replace(judged, findings=findings, bound=None)
    if small:
        return msgspec.structs.replace(judged, counterexample=tries.picture(shown))
    return with_evidence(judged, difference=found.difference)


def smallest(tries: Examiner, whole: Witness) -> Witness:
    """The best small witness that can be made of one of middle size, which big steps bring near."""
    from sqlgym.worlds.shrink import AT_ONCE  # wrong ones
    from sqlgym.worlds.subset import parts

    tables = tries.suite.tables
    candidates = [World("", one) for one in parts(tables, whole.world.rows, tries.read, AT_ONCE)]
    near = (one for one in tries.confirmer.fair(candidates) if one.kind == whole.kind and one.tells)
    nearer = min(near, key=lambda one: one.world.size, default=whole)
    return tries.smallest([nearer], whole.kind) or whole


def findings_on(found: Comparison, witness: Witness, place: str) -> tuple[Finding, ...]:
    """What is wrong on a database on which the answer differs."""
    if isinstance(witness.stop, Failed):
        said = f"on {place} your query ends in an error: {witness.stop.message}"
        advice = "The dataset does not have such rows, another one does."
        return (Finding("world error", f"The dataset shows no difference, but {said}", advice),)
    first, *others = found.findings
    message = f"The dataset shows no difference, but {place} does. {first.message}"
    return (Finding(first.check, message, first.help), *others)
