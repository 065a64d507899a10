"""The work of a query, counted as for indexes, beside that of a query which is to be beaten."""

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise, Limits, Work
from sqlgym.course.answer import Answer
from sqlgym.course.mistakes import known_mistake
from sqlgym.data.reference import READING, outcome_text
from sqlgym.engines import COUNTING, engine
from sqlgym.kinds.failures import located, stopped, with_evidence, with_probes
from sqlgym.kinds.measuring import RAN_OUT, CourseWork, Source, course_work
from sqlgym.sandbox import Exceeded, Failed, MeasureJob, Measurement, Outcome, Policy
from sqlgym.sql.splitting import pieces, statement
from sqlgym.state.run import said_for
from sqlgym.verdict import Finding, Verdict, probe
from sqlgym.verdict.evidence import WorkCount
from sqlgym.verdict.probe import Probe, untried

FORM = "3"
"""Changes when the same query is measured in another way."""

INDEXES = Policy(kinds=frozenset({"CREATE"}), wanted="CREATE INDEX statements")
TITLE = engine(COUNTING).title

ADVICE = f"Write it in words that {TITLE} knows as well: the work is counted there."


def clause(found: WorkCount) -> str:
    """The work in one clause."""
    return (
        f"takes {found.answer:,} steps of {TITLE}'s virtual machine, {percent(found.share)} of the "
        f"{found.of:,} of the query to be beaten"
    )


def percent(share: float) -> str:
    """`4 %`, or with more places where it is less than one."""
    return f"{share * 100:.3g} %"


def with_work(exercise: Exercise, work: Work, answer: Answer, context: Context, judged: Verdict) -> Verdict:
    """A verdict on a right result, with what its work adds to it."""
    slow = known(context, exercise, work, exercise.beside("work.of", work.of), work.of)
    reference = known(context, exercise, work, exercise.reference, "reference.sql")
    limits = reference.least(exercise.settings.limits)
    outcome, notes = measure_answer(context, exercise, work, answer.text, limits)
    notes = (*judged.notes, *notes)
    mistake = known_mistake(exercise, answer)
    if not isinstance(outcome, Measurement):
        finding = unmeasured(answer, outcome, limits)
        status, _ = stopped(exercise, answer, outcome, ())
        return failed(judged, untried("work", finding.message, status), finding, notes, mistake)
    (item,), (beaten,), (own,) = (one.items for one in (outcome, slow.measurement, reference.measurement))
    found = WorkCount(item.work, beaten.work, own.work, work.at_most, item.details)
    judged = with_evidence(judged, work=found)
    if found.share > work.at_most:
        finding = too_much(found)
        return failed(judged, probe.failed("work", finding.message), finding, notes, mistake)
    allowed = f"It {clause(found)}; {percent(work.at_most)} are allowed."
    return msgspec.structs.replace(with_probes(judged, probe.passed("work")), notes=(*notes, allowed))


def failed(
    judged: Verdict, work: Probe, finding: Finding, notes: tuple[str, ...], diagnosis: str | None
) -> Verdict:
    """A verdict on a right result that takes too much work, or work that cannot be counted."""
    found = with_probes(judged, work)
    return msgspec.structs.replace(found, bound=None, findings=(finding,), notes=notes, diagnosis=diagnosis)


def too_much(found: WorkCount) -> Finding:
    """The finding for a query that takes more work than allowed."""
    said = f"The rows are right, but the query {clause(found)}; at most {percent(found.at_most)} are allowed."
    again = any("CORRELATED" in line for line in found.plan)
    scans = [line for line in found.plan if line.startswith("SCAN")]
    advice = (
        "Which condition could find its rows by an index?" if scans else "What is read that is not needed?"
    )
    if again:
        advice = "What is worked out anew for every row, and could be worked out once?"
    return Finding("work", said, f"{TITLE}'s plan is {'; '.join(found.plan)}. {advice}")


def unmeasured(answer: Answer, outcome: Outcome, limits: Limits) -> Finding:
    """The finding for a query of which the work could not be counted."""
    if isinstance(outcome, Exceeded):
        late = f"was not done after {limits.seconds:.3g} seconds"
        ended = late if outcome.what == "time" else RAN_OUT[outcome.what]
        said = f"The rows are right, but {TITLE}, where its work is counted, {ended}."
        return Finding("work", said, "What is worked out anew for every row?")
    place = located(answer, outcome.start, outcome.length) if isinstance(outcome, Failed) else None
    return Finding(
        "work",
        f"The rows are right, but {TITLE} does not run the query: {outcome_text(outcome)}",
        ADVICE,
        place,
    )


def measure_answer(
    context: Context, exercise: Exercise, work: Work, sql: str, limits: Limits
) -> tuple[Outcome, tuple[str, ...]]:
    """The answer measured; where the engine that counts refuses how it is written, in its dialect, with a note."""
    outcome = measure(context, exercise, work, sql, limits)
    if not isinstance(outcome, Failed):
        return outcome, ()
    said = said_for(COUNTING, sql, tuple(statement(sql, tokens, "SELECT") for tokens in pieces(sql)), 0)
    if said is None:
        return outcome, ()
    again = measure(context, exercise, work, said[0], limits)
    return (again, (said[1],)) if isinstance(again, Measurement) else (outcome, ())


def measure(
    context: Context, exercise: Exercise, work: Work, sql: str, limits: Limits, trusted: bool = False
) -> Outcome:
    """The work of one query, with the indexes that are there."""
    dataset = context.dataset(exercise, work.rows)
    return context.sandbox.run(
        MeasureJob(
            sql=exercise.beside("work.indexes", work.indexes) if work.indexes else "",
            policy=INDEXES,
            workload=(("answer", sql),),
            engine=COUNTING,
            database=str(context.database(exercise.on(COUNTING), rows=work.rows)),
            tables=tuple(table.name for table in dataset.tables),
            limits=limits,
            trusted=True,
            reading=None if trusted else READING,
            parameters=exercise.parameters,
        )
    )


def known(context: Context, exercise: Exercise, work: Work, sql: str, name: str) -> CourseWork:
    """The work of a query that the course wrote, from the cache or measured now."""
    indexes = exercise.beside("work.indexes", work.indexes) if work.indexes else ""
    bound = msgspec.json.encode(exercise.parameters)
    dataset = context.dataset(exercise, work.rows)
    key = cache.key(FORM, dataset.key, engine(COUNTING).version, indexes, bound, sql)

    def run(limits: Limits) -> Outcome:
        return measure(context, exercise, work, sql, limits, trusted=True)

    source = Source(exercise.folder / name, f"its work on {TITLE} cannot be counted", run)
    return course_work("query-work", key, source, exercise.settings.limits)
