"""An answer that asks chance or the clock, run again with other values of them: it passes only if it never differs."""

import time
from collections.abc import Iterator, Sequence
from itertools import product

import msgspec

from sqlgym.compare.comparison import compare
from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.course.answer import Answer
from sqlgym.data.reference import READING, Reference
from sqlgym.engines import engine
from sqlgym.kinds.failures import stopped, with_probes
from sqlgym.sandbox import Exceeded, Outcome, Ran, Shadow
from sqlgym.sql.reading import Extreme, Reading
from sqlgym.verdict import Finding, Verdict
from sqlgym.verdict.probe import failed, passed, untried
from sqlgym.worlds.examination import Examiner

VOLATILE = "chance and clock"

BEGINNINGS = 4
"""How often an answer that asks chance is run again as it is."""

MOST_CONDITIONS = 3
"""Conditions decided by chance that are tried in every way they can come out together; with more, no answer passes."""

EXTREMES: tuple[Extreme, ...] = ("low", "high")

ADVICE = "What is right is the same each time: say what you want by the rows themselves."

PATIENCE = 2
"""How many times its limit an answer may take with all the values on the dataset."""


def steady(
    exercise: Exercise,
    answer: Answer,
    context: Context,
    reference: Reference,
    asked: Reading,
    judged: Verdict,
    tries: Examiner,
) -> Verdict:
    """A verdict on an answer that is right, and what becomes of it with other values of what it asks, as read."""
    names = tuple(sorted({*asked.volatile} - {*asked_by_reference(exercise, context)}))
    if not names:
        return judged
    decided = () if asked.conditions is None else of_names(asked.conditions, names)
    if asked.conditions is None or sum(decided) > MOST_CONDITIONS:
        return not_tried(judged, names)
    shadows = (
        *(Shadow(names, extreme) for extreme in EXTREMES),
        *both_ways(names, decided),
        *by_number(exercise.engine, names, answer.text, asked),
    )
    found = on_dataset(exercise, answer, context, reference, judged, shadows)
    for shadow in shadows:
        if found.status != "correct":
            return found
        found = on_worlds(found, tries.shadowed(shadow), shadow)
    if found.status != "correct":
        return found
    note = f"Your query {asks(names)}. It was run again with other values, and never differed."
    return msgspec.structs.replace(with_probes(found, passed(VOLATILE)), notes=(*found.notes, note))


def of_names(conditions: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[bool, ...]:
    """Of each condition whether one of these functions decides it."""
    return tuple(not {*names}.isdisjoint(one) for one in conditions)


def both_ways(names: tuple[str, ...], decided: Sequence[bool]) -> Iterator[Shadow]:
    """Every way in which the conditions that are decided by chance can come out, up to MOST_CONDITIONS of them."""
    if any(decided):
        for outcomes in product(*((True, False) if one else (None,) for one in decided)):
            yield Shadow(names, "low", outcomes)


def by_number(name: str, names: tuple[str, ...], text: str, asked: Reading) -> Iterator[Shadow]:
    """The numbers of an answer as values of chance, where no tree says which conditions it decides."""
    if not asked.tree and "random" in names:
        yield from (Shadow(names, "low", value=one) for one in engine(name).volatile().values(text))


def not_tried(judged: Verdict, names: Sequence[str]) -> Verdict:
    """The verdict on an answer of which can't be tried what chance makes of it: by its own doing, so no pass."""
    message = f"Your query {asks(names)} in more ways than can be tried."
    finding = Finding("volatile", message, ADVICE)
    probed = with_probes(judged, untried(VOLATILE, message, "refused"))
    return msgspec.structs.replace(probed, findings=(finding,), bound=None)


def asked_by_reference(exercise: Exercise, context: Context) -> tuple[str, ...]:
    """What the reference itself asks, which then is the course's fault."""
    outcome = context.run(exercise, exercise.reference, READING)
    return outcome.reading.volatile if isinstance(outcome, Ran) else ()


def on_dataset(
    exercise: Exercise,
    answer: Answer,
    context: Context,
    reference: Reference,
    judged: Verdict,
    shadows: Sequence[Shadow],
) -> Verdict:
    """The verdict with other values on the dataset."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    how, names = settings.compare, shadows[0].names
    for shadow, outcome in again(exercise, answer, context, shadows):
        if not isinstance(outcome, Ran):
            status, finding = stopped(exercise, answer, outcome, context.dataset(exercise).tables)
            said = f"Your query {asks(names)}. With another value: {finding.message}"
            probe = untried(VOLATILE, said, status)
            finding = Finding(finding.check, said, finding.help, finding.place)
            return msgspec.structs.replace(with_probes(judged, probe), findings=(finding,))
        run = outcome.runs[0]
        if not compare(reference.expected(how), run, columns=how.columns, tolerance=how.tolerance).equal:
            return differs(judged, names, shadow)
    return judged


def again(
    exercise: Exercise, answer: Answer, context: Context, shadows: Sequence[Shadow]
) -> Iterator[tuple[Shadow | None, Outcome]]:
    """What becomes of an answer with the extremes, and with other beginnings."""
    job = msgspec.structs.replace(context.job(exercise, answer.text, READING), plan=False)
    until = time.monotonic() + PATIENCE * job.limits.seconds
    for shadow in (*shadows, *(None,) * BEGINNINGS):
        if time.monotonic() > until:
            yield shadow, Exceeded("time")
            return
        yield shadow, context.sandbox.run(msgspec.structs.replace(job, shadow=shadow))


def on_worlds(judged: Verdict, tries: Examiner, shadow: Shadow) -> Verdict:
    """The verdict with one extreme on small databases."""
    examination = tries.examine()
    if examination.witnesses:
        witness = tries.smallest(examination.witnesses)
        shown = tries.picture(witness) if witness else None
        return msgspec.structs.replace(differs(judged, shadow.names, shadow), counterexample=shown)
    if not examination.gap:
        return judged
    probe = untried(VOLATILE, examination.gap, "ungraded")
    finding = Finding(
        "course", examination.gap, "This is no fault of your answer: tell whoever runs the course."
    )
    return msgspec.structs.replace(with_probes(judged, probe), findings=(finding,))


def differs(judged: Verdict, names: Sequence[str], shadow: Shadow | None) -> Verdict:
    """The verdict on an answer that returns something else for another value."""
    other = (
        "where a condition on that comes out the other way,"
        if shadow and shadow.outcomes
        else "with another value"
    )
    message = f"Your query {asks(names)}: {other} it returns something else."
    finding = Finding("volatile", message, ADVICE)
    probed = with_probes(judged, failed(VOLATILE, message))
    return msgspec.structs.replace(probed, findings=(finding,), bound=None)


def asks(names: Sequence[str]) -> str:
    """What an answer asks, in words."""
    functions = [f"{name}()" for name in names if name != "sample"]
    sample = ["a sample of the rows"] if "sample" in names else []
    return f"asks chance or the clock by {' and '.join([*functions, *sample])}"
