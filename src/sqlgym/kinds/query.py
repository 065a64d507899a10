"""Kind query: the same rows as the reference, on the dataset and on every small database tried."""

import time

import msgspec

from sqlgym.answer import Answer
from sqlgym.bench import Bench
from sqlgym.compare.comparison import Comparison, compare
from sqlgym.course import Exercise, QuerySettings
from sqlgym.kinds.parameters import together, variants, with_set
from sqlgym.kinds.unjudged import unjudged, verdict
from sqlgym.kinds.work import with_work
from sqlgym.reference import READING, Reference
from sqlgym.result import Run
from sqlgym.sandbox import Ran
from sqlgym.scripts.mistakes import known_mistake
from sqlgym.verdict import Finding, Plans, Verdict, Worlds
from sqlgym.worlds import bound
from sqlgym.worlds.diagnosis import behaviours, key, known, pattern, signature
from sqlgym.worlds.duel import Side, Witness
from sqlgym.worlds.examine import Examination, Examiner, examiner


def judge(exercise: Exercise, answer: Answer, bench: Bench) -> Verdict:
    """Compare what the answer returns with what the reference returns, then count its work where that is asked for."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    judged = with_parameters(exercise, settings, answer, bench) if settings.parameters else None
    judged = judged or of_rows(exercise, settings, answer, bench)
    if settings.work is None or judged.status != "correct":
        return judged
    return with_work(exercise, settings.work, answer, bench, judged)


def with_parameters(exercise: Exercise, settings: QuerySettings, answer: Answer, bench: Bench) -> Verdict:
    """The verdict with each set of parameters in turn: the first that is not right, else one for all of them."""
    judged = []
    for one, variant in variants(exercise, settings):
        judged.append(of_rows(variant, settings, answer, bench))
        if judged[-1].status != "correct":
            whatever = judged[-1].status in WHATEVER and len(judged) == 1
            return judged[-1] if whatever else with_set(judged[-1], one, known_mistake(exercise, answer))
    return together(judged, settings)


WHATEVER = frozenset({"blank", "refused", "error"})
"""What becomes of an answer already with the first set, whatever its values."""


def of_rows(exercise: Exercise, settings: QuerySettings, answer: Answer, bench: Bench) -> Verdict:
    """Run the answer on the dataset and on worlds, and compare what it returns with what the reference returns."""
    outcome = bench.run(exercise, answer.text, READING)
    if not isinstance(outcome, Ran):
        return unjudged(exercise, answer, outcome, bench.dataset(exercise).tables)
    reference = bench.reference(exercise, settings.compare)
    found = compared(settings, reference, outcome.runs[0])
    if found.equal and outcome.reading.ordered:
        found = backwards(exercise, settings, answer, bench, found)
    basis = verdict(
        exercise,
        answer,
        "correct" if found.equal else "wrong",
        findings=found.findings,
        notes=(*answer.notes, *found.notes),
        details=details(settings, reference, outcome, found),
    )
    if exercise.engine != "duckdb":  # worlds are DuckDB's
        shown_plans = plans(outcome, reference)
        notes = (*basis.notes, *([ONLY_DATASET] if found.equal else []))
        return msgspec.structs.replace(basis, plans=shown_plans, notes=notes)
    side = Side(answer.text, outcome.runs[0].columns)
    tries = examiner(exercise, bench, reference, side, outcome.reading)
    tries.duel.deadline = time.monotonic() + settings.limits.seconds - outcome.seconds
    judged, examination = tried(settings, basis, tries)
    if judged.status == "correct":
        judged = bounded(exercise, settings, bench, judged, tries)
    if judged.status == "wrong" and not settings.parameters:
        said = diagnosis(exercise, bench, tries, outcome.runs[0], examination)
        judged = msgspec.structs.replace(judged, diagnosis=said or pattern(reference.run, outcome.runs[0]))
    return msgspec.structs.replace(judged, plans=plans(outcome, reference))


ONLY_DATASET = "On this engine the dataset alone is tried; small databases are tried on DuckDB."


def diagnosis(
    exercise: Exercise, bench: Bench, tries: Examiner, run: Run, examination: Examination
) -> str | None:
    """What is said of the known mistake that behaves just as the answer does."""
    suite = tries.suite

    def sign(sql: str) -> str:
        """The signature of a known wrong answer."""
        outcome = bench.run(exercise, sql, READING)
        if not isinstance(outcome, Ran):
            return ""
        found, _ = tries.of(Side(sql, outcome.runs[0].columns)).suite_trials(range(len(suite.cases)), "batch")
        return signature(
            outcome.runs[0], {number: one.run for number, one in found.items()}, len(suite.cases)
        )

    own = signature(run, {number: one.run for number, one in examination.results.items()}, len(suite.cases))
    wrong = known(key(exercise, suite.key, "wrong"), "known", lambda: behaviours(exercise, sign))
    mutants = known(key(exercise, suite.key, "mutants"), "known", None)
    return wrong.said.get(own) or mutants.said.get(own)


def compared(settings: QuerySettings, reference: Reference, run: Run) -> Comparison:
    """A result against the reference's."""
    how = settings.compare
    return compare(reference.expected(how), run, columns=how.columns, tolerance=how.tolerance)


def backwards(
    exercise: Exercise, settings: QuerySettings, answer: Answer, bench: Bench, found: Comparison
) -> Comparison:
    """The same on the dataset with its rows put in the other way round, if the reference stands that."""
    turned = bench.backwards(exercise)
    other = bench.reference(exercise, settings.compare, turned)
    if not compared(settings, other, bench.reference(exercise, settings.compare).run).equal:
        return found
    outcome = bench.run(exercise, answer.text, READING, turned)
    if not isinstance(outcome, Ran) or (again := compared(settings, other, outcome.runs[0])).equal:
        return found
    message = "Your query is right only by luck: with the same rows stored in another order it returns something else."
    advice = "Which of two equal rows comes first, or is kept, is left open: sort or choose by more columns."
    finding = Finding("unstable", message, advice)
    return msgspec.structs.replace(again, findings=(finding, *again.findings))


def tried(settings: QuerySettings, basis: Verdict, tries: Examiner) -> tuple[Verdict, Examination]:
    """A verdict on the dataset with what the worlds add to it."""
    examination = tries.examine()
    worlds = Worlds(examination.tried, tries.suite.seed)
    basis = msgspec.structs.replace(basis, worlds=worlds)
    if examination.stuck is not None and basis.status == "correct":
        found = (stuck(settings, examination),)
        details = {**basis.details, "limit": "time"}
        judged = msgspec.structs.replace(basis, status="limit", score=0.0, findings=found, details=details)
        return judged, examination
    if examination.witnesses:
        return against(settings, basis, tries, examination), examination
    notes = (*basis.notes, *(edge_note(settings) for _ in examination.edges[:1]))
    return msgspec.structs.replace(basis, notes=notes), examination


def bounded(
    exercise: Exercise, settings: QuerySettings, bench: Bench, judged: Verdict, tries: Examiner
) -> Verdict:
    """A pass with the bound up to which every database was tried, where that can be done."""
    found = bound.tried(exercise, bench, tries)
    if found is None or judged.worlds is None:
        return judged
    if found.witnesses:
        return against(settings, judged, tries, Examination(judged.worlds.tried, found.witnesses))
    others = f"the {settings.schema} dataset and {judged.worlds.tried} small databases"
    claim = f"Agrees with the reference on {found.claim}, and on {others}."
    return msgspec.structs.replace(judged, bound=claim)


def against(settings: QuerySettings, basis: Verdict, tries: Examiner, examination: Examination) -> Verdict:
    """A verdict with a counterexample, and a finding of its own where the dataset had shown nothing."""
    witness = tries.smallest(examination.witnesses)
    findings = basis.findings if basis.status == "wrong" else on_world(tries, witness)
    return msgspec.structs.replace(
        basis, status="wrong", score=0.0, findings=findings, counterexample=tries.picture(witness)
    )


def on_world(tries: Examiner, witness: Witness) -> tuple[Finding, ...]:
    """What is wrong on a small database."""
    where = f"On a small database ({witness.world.name})" if witness.world.name else "On a small database"
    if witness.actual is None:
        advice = "The dataset does not have such rows, another one does."
        return (Finding("world error", f"{where} your query ends in an error: {witness.failed}", advice),)
    found = tries.duel.compared(witness)
    first, *others = found.findings
    message = f"The dataset shows no difference, but a small database does. {first.message}"
    return (Finding(first.check, message, first.help), *others)


def stuck(settings: QuerySettings, examination: Examination) -> Finding:
    """The finding for an answer that found no end on a world."""
    world = examination.stuck
    size = sum(map(len, world.rows.values())) if world else 0
    name = f" ({world.name})" if world and world.name else ""
    message = (
        f"It took more than {settings.limits.seconds:g} seconds on a small database of {size} rows{name}."
    )
    return Finding("limit", message, "Look for a recursion or a loop that finds its end only on some rows.")


def edge_note(settings: QuerySettings) -> str:
    """What is said of a difference only where an assumption of the exercise does not hold."""
    assumed = "; ".join(settings.worlds.assume)
    return (
        f"Your query differs from the reference where this is not true, which does not count here: {assumed}."
    )


def details(
    settings: QuerySettings, reference: Reference, outcome: Ran, found: Comparison
) -> dict[str, object]:
    """What a verdict on a query tells besides: the counts of rows, and the rows that differ."""
    counts: dict[str, object] = {
        "dataset": settings.schema,
        "expected_rows": len(reference.run.rows),
        "actual_rows": len(outcome.runs[0].rows),
    }
    return counts if found.difference is None else {**counts, "difference": found.difference}


def plans(outcome: Ran, reference: Reference) -> Plans:
    """The answer's plan and the reference's, if the answer's was asked for."""
    return Plans(outcome.plan, reference.plan if outcome.plan else None)
