"""A query's results on the dataset and on worlds, and what they come to."""

import time
from typing import NamedTuple

import msgspec

from sqlgym.compare.comparison import compare
from sqlgym.compare.difference import Comparison
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.course.answer import Answer
from sqlgym.data import dataset as datasets
from sqlgym.data.reference import READING, Reference
from sqlgym.errors import CourseError
from sqlgym.kinds.failures import stopped, unjudged, verdict, with_evidence, with_probes
from sqlgym.kinds.query.luck import by_luck
from sqlgym.kinds.query.presentation import (
    NO_WORLDS,
    Dataset,
    Judged,
    evidence,
    notes_of,
    plans,
    silent_note,
    unfinished_world,
    wants_no_worlds,
    worth_noting,
)
from sqlgym.kinds.query.second_dataset import judge_second
from sqlgym.kinds.query.start import Start
from sqlgym.kinds.query.words import with_words
from sqlgym.result import Run
from sqlgym.sandbox import Begun, Exceeded, Failed, Ran
from sqlgym.verdict import Finding, Verdict, Worlds
from sqlgym.verdict.probe import failed, passed, probe, untried
from sqlgym.worlds import bound
from sqlgym.worlds.bound import Bounding
from sqlgym.worlds.confirm import may_tie
from sqlgym.worlds.examination import Examination, Examiner, examiner
from sqlgym.worlds.outcome import Side, Witness, kind_of
from sqlgym.worlds.run import Begins

WORLDS = "small databases"
DATASET = "dataset"
ROW_ORDER = "other row order"


def judge_query(exercise: Exercise, answer: Answer, context: Context, begun: Start) -> Verdict:
    """Compare what the answer returns on the dataset and on worlds with what the reference returns."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    outcome = context.sandbox.outcome(begun.dataset)
    if not isinstance(outcome, Ran):
        begun.leave(context.sandbox)
        return unjudged(exercise, answer, outcome, context.dataset(exercise).tables)
    if isinstance(begun.reference, CourseError):
        begun.leave(context.sandbox)
        raise begun.reference
    reference = begun.reference
    side = Side(answer.text, outcome.runs[0].columns)
    tries = examiner(exercise, context, reference, side, outcome.reading, begun.suite)
    tries.confirmer.deadline = time.monotonic() + settings.limits.seconds - outcome.seconds
    found = with_worlds(exercise, answer, context, begun, outcome, reference, tries)
    if found.status == "correct" and outcome.reading.volatile:
        from sqlgym.kinds.query.volatile import steady  # seldom needed

        found = steady(exercise, answer, context, reference, outcome.reading, found, tries)
    return msgspec.structs.replace(found, plans=plans(exercise, outcome, reference))


def with_worlds(
    exercise: Exercise,
    answer: Answer,
    context: Context,
    begun: Start,
    outcome: Ran,
    reference: Reference,
    tries: Examiner,
) -> Verdict:
    """The verdict by the dataset, by worlds and, where there are few, by every database up to a bound."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    found = compare_dataset(exercise, answer, context, reference, outcome.runs[0])
    turned = (
        backwards(exercise, settings, answer, context) if found.equal and outcome.reading.ordered else None
    )
    side = tries.confirmer.answer
    worlds = begun.fitting(side.types, context.sandbox) or tries.begin()
    bounding = bound.begin(exercise, context, tries) if found.equal and context.at_once else None
    dataset = judge_dataset(exercise, answer, context, turned, found)
    basis = on_dataset(exercise, answer, settings, reference, outcome, dataset)
    if shares(context, settings, tries):
        from sqlgym.kinds.query.alike import alike  # for a class alone

        tries.alike = lambda results: alike(exercise, context, tries, outcome.runs[0], results)
    found_out, examination = judge_worlds(settings, basis, tries, worlds)
    if not context.at_once and found_out.status == "correct":
        bounding = bound.begin(exercise, context, tries)
    if bounding is not None:
        found_out = with_bound(settings, found_out, bounding)
    if wants_no_worlds(tries.suite) and found_out.bound is None:
        found_out = msgspec.structs.replace(found_out, notes=(*found_out.notes, NO_WORLDS))
    found_out = judge_second(exercise, answer, found_out, tries, examination)
    found_out = by_luck(settings, found_out, outcome.reading, reference, tries)
    return with_words(found_out, Judged(exercise, answer, context, outcome, reference, tries, examination))


def shares(context: Context, settings: QuerySettings, tries: Examiner) -> bool:
    """Whether an answer may take from a known mistake what that shows: where both give the same each time."""
    steady = tries.confirmer.expected is not None and not tries.reading.volatile
    return not context.at_once and steady and not settings.parameters and tries.confirmer.keyed is None


def on_dataset(
    exercise: Exercise,
    answer: Answer,
    settings: QuerySettings,
    reference: Reference,
    outcome: Ran,
    dataset: Dataset,
) -> Verdict:
    """The verdict as far as the dataset goes."""
    return verdict(
        exercise,
        answer,
        evidence(settings, reference, outcome, dataset),
        findings=dataset.found.findings,
        notes=(*answer.notes, *worth_noting(exercise, dataset.found.notes)),
    )


def compare_run(settings: QuerySettings, reference: Reference, run: Run) -> Comparison:
    """A result against the reference's."""
    how = settings.compare
    return compare(reference.expected(how), run, columns=how.columns, tolerance=how.tolerance)


def compare_dataset(
    exercise: Exercise,
    answer: Answer,
    context: Context,
    reference: Reference,
    run: Run,
    dataset: datasets.Dataset | None = None,
) -> Comparison:
    """A result on this or another dataset, compared; again without ROUND where that may be all that differs."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    found = compare_run(settings, reference, run)
    if found.equal or not may_tie(answer.text, exercise.reference):
        return found
    from sqlgym.kinds.query.ties import but_for_ties  # now: hardly an answer needs it

    return but_for_ties(exercise, answer, context, reference, run, found, dataset)


class Turned(NamedTuple):
    """An answer on its way through the dataset with its rows put in the other way round, and what is right there."""

    begun: Begun
    reference: Reference


def backwards(exercise: Exercise, settings: QuerySettings, answer: Answer, context: Context) -> Turned | None:
    """Start the answer on the dataset with its rows the other way round, if the reference stands that."""
    turned = context.backwards(exercise)
    other = context.reference(exercise, settings.compare, turned)
    if not compare_run(settings, other, context.reference(exercise, settings.compare).run).equal:
        return None
    return Turned(context.sandbox.start(context.job(exercise, answer.text, READING, turned)), other)


def judge_dataset(
    exercise: Exercise, answer: Answer, context: Context, turned: Turned | None, found: Comparison
) -> Dataset:
    """What is found on the dataset, once its rows have been put in the other way round too."""
    first = probe(DATASET, found.equal, found.findings[0].message if found.findings else "")
    if turned is None:
        return Dataset(found, (first,))
    outcome = context.sandbox.outcome(turned.begun)
    if not isinstance(outcome, Ran):
        status, finding = stopped(exercise, answer, outcome, context.dataset(exercise).tables)
        said = f"With the same rows stored in another order: {finding.message}"
        what = outcome.what if isinstance(outcome, Exceeded) else None
        finding = Finding(finding.check, said, finding.help, finding.place)
        halted = msgspec.structs.replace(found, findings=(finding,))
        return Dataset(halted, (first, untried(ROW_ORDER, said, status)), what)
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    again = compare_dataset(
        exercise, answer, context, turned.reference, outcome.runs[0], context.backwards(exercise)
    )
    if again.equal:
        return Dataset(found, (first, passed(ROW_ORDER)))
    finding = Finding(
        "unstable",
        UNSTABLE,
        "Which of two equal rows comes first, or is kept, is left open: sort or choose by more columns.",
    )
    again = msgspec.structs.replace(again, findings=(finding, *again.findings))
    return Dataset(again, (first, failed(ROW_ORDER, UNSTABLE)))


UNSTABLE = (
    "Your query is right only by luck: with the same rows stored in another order it returns something else."
)


def judge_worlds(
    settings: QuerySettings, basis: Verdict, tries: Examiner, begun: Begins
) -> tuple[Verdict, Examination]:
    """A verdict on the dataset with what the worlds add to it."""
    examination = tries.examine(begun)
    worlds = Worlds(examination.tried, tries.suite.seed, examination.of)
    basis = msgspec.structs.replace(basis, worlds=worlds)
    if examination.witnesses:
        return with_counterexample(settings, basis, tries, examination), examination
    if wants_no_worlds(tries.suite):
        return basis, examination
    if gap := examination.gap or silent_note(settings, tries.suite):
        return with_gap(basis, gap, examination.tried), examination
    judged = with_probes(basis, passed(WORLDS, examination.tried))
    notes = (*basis.notes, *notes_of(settings, tries.suite, examination))
    return msgspec.structs.replace(judged, notes=notes), examination


def with_gap(basis: Verdict, gap: str, tried: int) -> Verdict:
    """A verdict that lacks something which is not the answer's doing."""
    judged = with_probes(basis, untried(WORLDS, gap, "ungraded", tried))
    if judged.status != "ungraded":
        return judged
    finding = Finding("course", gap, "This is no fault of your answer: tell whoever runs the course.")
    return msgspec.structs.replace(judged, findings=(finding,))


def with_bound(settings: QuerySettings, judged: Verdict, bounding: Bounding) -> Verdict:
    """A pass with the bound up to which every database was tried, where that can be done."""
    tries = bounding.tries
    if judged.status != "correct" or judged.worlds is None:
        tries.leave(bounding.begun)
        return judged
    found = bound.tried(bounding)
    if found is None:
        return judged
    if found.witnesses:
        many = Examination(judged.worlds.tried, judged.worlds.tried, found.witnesses)
        return with_counterexample(settings, judged, tries, many)
    others = f"the {settings.schema} dataset and {judged.worlds.tried} small databases"
    claim = f"Agrees with the reference on {found.claim}, and on {others}."
    return msgspec.structs.replace(judged, bound=claim)


def with_counterexample(
    settings: QuerySettings, basis: Verdict, tries: Examiner, examination: Examination
) -> Verdict:
    """A verdict with a counterexample, and a finding of its own where the dataset had shown nothing."""
    stated = kind_of(basis.findings[0].check) if basis.findings else ""
    witness = examination.witnesses[0] if examination.small else tries.smallest(examination.witnesses, stated)
    if witness is not None and witness.halted:
        return unfinished(settings, basis, tries, witness, examination.tried)
    shown = tries.picture(witness) if witness else None
    known = basis.status == "wrong"
    findings = basis.findings if known else on_world(tries, witness or examination.witnesses[0])
    judged = with_probes(basis, failed(WORLDS, findings[0].message, examination.tried))
    return msgspec.structs.replace(judged, findings=findings, counterexample=shown)


def unfinished(
    settings: QuerySettings, basis: Verdict, tries: Examiner, witness: Witness, tried: int
) -> Verdict:
    """A verdict on an answer that did not come to its end on a world, which is shown if nothing else is wrong."""
    assert witness.stop is not None
    shown = tries.picture(witness)
    rows = sum(len(grid.rows) for grid in shown.tables.values())
    status, finding = unfinished_world(settings, witness.world.name, rows, witness.stop)
    judged = with_probes(basis, untried(WORLDS, finding.message, status, tried))
    if basis.status != "correct":
        return judged
    what = witness.stop.what if isinstance(witness.stop, Exceeded) else None
    return msgspec.structs.replace(
        with_evidence(judged, limit=what), findings=(finding,), counterexample=shown
    )


def on_world(tries: Examiner, witness: Witness) -> tuple[Finding, ...]:
    """What is wrong on a small database."""
    where = f"On a small database ({witness.world.name})" if witness.world.name else "On a small database"
    if isinstance(witness.stop, Failed):
        advice = "The dataset does not have such rows, another one does."
        message = f"{where} your query ends in an error: {witness.stop.message}"
        return (Finding("world error", message, advice),)
    found = tries.confirmer.comparison_on(witness)
    first, *others = found.findings
    message = f"The dataset shows no difference, but a small database does. {first.message}"
    return (Finding(first.check, message, first.help), *others)
