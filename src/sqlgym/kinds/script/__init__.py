"""Kind script: the same state of all tables as after the reference."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise, ScriptOptions, ScriptSettings
from sqlgym.course.answer import Answer
from sqlgym.course.mistakes import known_mistake
from sqlgym.kinds.failures import RUN, failure, located, unjudged, verdict
from sqlgym.kinds.script.interference import interference, interference_notes, largest
from sqlgym.kinds.small_databases import SCENARIOS, Found, of_scenario, of_small, placeless
from sqlgym.sandbox import Failed, Script, State
from sqlgym.state.attempts import attempts
from sqlgym.state.difference import DEFINED, Changed, changes, definitions, same, worded
from sqlgym.state.effects import left_open
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import After
from sqlgym.state.scenarios import Scenario, by_chance, scenarios
from sqlgym.state.worlds import on_small, run_beside, run_where_it_counts
from sqlgym.verdict import Counterexample, Finding, Unjudged, Verdict
from sqlgym.verdict.evidence import ScriptEvidence
from sqlgym.verdict.probe import Probe, passed, probe, untried


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Run the answer on the dataset and compare what it leaves behind with what the reference leaves behind."""
    assert isinstance(exercise.settings, ScriptSettings)
    options, context = exercise.settings.script, context.with_allowance(exercise.settings.limits)
    asked = tuple(one.sql for one in options.alive)
    tried = attempted(context, exercise, answer)
    exercise, after = run_where_it_counts(context, exercise, answer.text, alive=asked, **tried)
    stopped = unfinished(exercise, answer, context, after)
    if stopped is not None:
        return stopped
    assert isinstance(after.script, Script)
    assert isinstance(after.state, State)
    expected = course_state(context, exercise, exercise.reference, **tried)
    findings = (*faults(answer, after.script, expected, after.state), *interference(after.script, options))
    findings = findings or tuple(otherwise(expected, after.state, tried.get("attempts", ())))
    probes: tuple[Probe, ...] = (of_findings("dataset", findings),)
    shown: Counterexample | None = None
    if not findings:
        probes, findings, shown = elsewhere(exercise, answer, context, after.sql, after.script, probes)
    differing = next(changes(expected, after.state), None)
    return verdict(
        exercise,
        answer,
        evidence(after.script, differing, options, probes),
        findings=findings,
        notes=(*answer.notes, *after.notes, *([] if findings else interference_notes(options))),
        diagnosis=known_mistake(exercise, answer) if findings else None,
        counterexample=shown,
    )


TABLES = re.compile(r"\b(CREATE|ALTER|DROP)\b", re.IGNORECASE)


def attempted(context: Context, exercise: Exercise, answer: Answer) -> dict[str, tuple[str, ...]]:
    """What is attempted on the tables that the script leaves; nothing where neither it nor the reference makes any."""
    if not TABLES.search(answer.text) and not TABLES.search(exercise.reference):
        return {}
    return {"attempts": attempts(course_state(context, exercise, exercise.reference))}


def otherwise(expected: State, actual: State, tried: Sequence[str]) -> Iterator[Finding]:
    """The first statement that the tables take and must refuse, or the other way round."""
    for sql, wanted, there in zip(tried, expected.attempts, actual.attempts, strict=False):
        if bool(wanted) is not bool(there):
            said = (
                f"Your tables refuse {sql}: {there.splitlines()[0]}" if there else f"Your tables take {sql}"
            )
            right = "they must take it" if there else f"they must refuse it: {wanted.splitlines()[0]}"
            yield Finding("constraints", f"{said.rstrip('.')}; {right.rstrip('.')}.", DEFINED)
            return


def elsewhere(
    exercise: Exercise, answer: Answer, context: Context, sql: str, script: Script, probes: tuple[Probe, ...]
) -> tuple[tuple[Probe, ...], tuple[Finding, ...], Counterexample | None]:
    """The probes with those of the scenarios and of the small databases, as far as the first that does not pass."""
    tables = context.dataset(exercise).tables
    tried = (*scenarios(exercise), *by_chance(exercise.engine, script.statements))
    if tried:
        probe, finding = in_scenarios(exercise, answer, context, sql, tried)
        probes = (*probes, probe)
        if finding is not None:
            return probes, (finding,), None
    small = on_small(context, exercise, sql)
    probe, finding = of_small(exercise, answer, small, tables)
    return (*probes, probe), () if finding is None else (finding,), small.shown


def of_findings(name: str, findings: Sequence[Finding], compared: int = 1) -> Probe:
    """The probe that some findings came out of; it passed where there are none."""
    return probe(name, not findings, findings[0].message if findings else "", compared)


def in_scenarios(
    exercise: Exercise, answer: Answer, context: Context, sql: str, tried: Sequence[Scenario]
) -> Found:
    """What the scenarios showed, up to the first in which the script does not leave what the reference leaves."""
    for number, scenario in enumerate(tried, 1):
        found = run_beside(context, exercise, sql, **scenario.given)
        if not found.same:
            return of_scenario(exercise, answer, scenario, found, number, context.dataset(exercise).tables)
    return passed(SCENARIOS, len(tried)), None


def unfinished(exercise: Exercise, answer: Answer, context: Context, after: After) -> Verdict | None:
    """The verdict on a script that did not run to its end; None on one that did."""
    tables = context.dataset(exercise).tables
    if not isinstance(after.script, Script):
        return unjudged(exercise, answer, after.script, tables)
    if not isinstance(after.state, State):
        return unjudged(exercise, answer, placeless(after.state), tables)
    if after.script.error is None:
        return None
    kept = course_state(context, exercise, NOTHING)
    findings = (failure(answer, in_answer(after, after.script.error), tables), *half_done(after, kept))
    notes = (*answer.notes, *after.notes)
    evidence = Unjudged(probes=(untried(RUN, findings[0].message, "error"),))
    return verdict(exercise, answer, evidence, findings=findings, notes=notes)


def in_answer(after: After, failed: Failed) -> Failed:
    """The error without its place where another text than the answer was run."""
    return Failed(failed.message) if after.notes else failed


def half_done(after: After, before: State) -> Iterator[Finding]:
    """The finding for a script that failed and left something changed."""
    assert isinstance(after.state, State)
    if isinstance(after.script, Script) and not same(before, after.state):
        place = f"statement {after.script.done + 1} of {len(after.script.statements)}"
        said = f"It stopped at {place}, and what came before stays."
        yield Finding("half done", said, "Put what belongs together between BEGIN and COMMIT.")


def faults(answer: Answer, script: Script, expected: State, actual: State) -> Iterator[Finding]:
    """What is not as it should be after a script that ran to its end."""
    begun = left_open(script.statements)
    if begun is not None:
        place = located(answer, begun.start, len(begun.text)) if begun.text in answer.text else None
        said = "The transaction that begins here is still open at the end, so all it did is undone."
        yield Finding("open", said, "End it with COMMIT.", place)
    yield from definitions(expected, actual)
    for change in changes(expected, actual):
        yield Finding(
            "rows", worded(change), "Compare which rows your script touches with those the task names."
        )


def evidence(
    script: Script, change: Changed | None, options: ScriptOptions, probes: tuple[Probe, ...]
) -> ScriptEvidence:
    """What a verdict on a script rests on: what was tried, and the rows that differ in the first such table."""
    found = ScriptEvidence(
        probes=probes,
        statements=len(script.statements),
        step=None if options.step is None else largest(script)[0],
    )
    if change is None:
        return found
    return msgspec.structs.replace(found, table=change.table, difference=change.rows)
