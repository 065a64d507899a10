"""The line on consistency: the reference's state, the invariants, and every scenario."""

from collections.abc import Iterator

import msgspec

from sqlgym.course import Invariant
from sqlgym.kinds.small_databases import COURSE, SILENT
from sqlgym.kinds.transaction.probes import stop_reason
from sqlgym.kinds.transaction.runs import Trials, final_state
from sqlgym.result import Run
from sqlgym.result.wording import plural
from sqlgym.sandbox import Outcome, State
from sqlgym.state.difference import changes, definitions, same, worded
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.scenarios import Scenario, by_chance, scenarios
from sqlgym.state.worlds import Small, on_small, run_beside
from sqlgym.verdict import Counterexample
from sqlgym.verdict.evidence import CardLine
from sqlgym.verdict.probe import Untried


def right_state(trials: Trials) -> bool:
    """Whether the script leaves what the reference leaves on the dataset."""
    return same(course_state(trials.context, trials.exercise, trials.exercise.reference), trials.after)


class Seen(msgspec.Struct, frozen=True):
    """What is not right and the next move; `status` is what a run that did not end makes of the verdict."""

    saw: str
    help: str
    status: Untried | None = None


def consistency(
    trials: Trials, invariants: tuple[Invariant, ...], shown: list[Counterexample]
) -> tuple[CardLine, tuple[str, ...]]:
    """The line of the card, and notes on scenarios that were tried on another engine; `shown` gets a counterexample."""
    tried = (*scenarios(trials.exercise), *by_chance(trials.engine, trials.statements))
    notes = list[str]()
    saw = next(faults(trials, invariants, tried, notes), None)
    small = Small(0) if saw else on_small(trials.context, trials.exercise, trials.sql)
    shown += [small.shown] if small.shown else []
    saw = saw or in_worlds(trials, small)
    did = "compared with the reference on the dataset"
    did += f", in {plural(len(tried), 'scenario')}" if tried else ""
    did += f" and on {plural(small.compared, 'small database')}" if small.compared else ""
    count, engine = 1 + len(tried) + small.compared, trials.engine
    if saw is not None:
        line = CardLine(
            "consistency", None if saw.status else False, did, saw.saw, saw.help, engine, count, saw.status
        )
        return line, tuple(notes)
    kept = f"; {', '.join(one.say for one in invariants)}: unchanged" if invariants else ""
    line = CardLine("consistency", True, did, f"the same state everywhere{kept}", "", engine, count)
    return line, tuple(dict.fromkeys(notes))


def faults(
    trials: Trials, invariants: tuple[Invariant, ...], tried: tuple[Scenario, ...], notes: list[str]
) -> Iterator[Seen]:
    """What is not right, and the next move; the first is the one to tell."""
    yield from on_dataset(trials)
    yield from broken(trials, invariants)
    for scenario in tried:
        yield from in_scenario(trials, scenario, notes)


def on_dataset(trials: Trials) -> Iterator[Seen]:
    """How the state on the dataset differs from the reference's."""
    expected = course_state(trials.context, trials.exercise, trials.exercise.reference)
    if same(trials.before, trials.after) and not same(trials.before, expected):
        yield Seen(
            "after the script everything is as it was before",
            "Look at what is kept, and which rows are meant.",
        )
    for finding in definitions(expected, trials.after):
        yield Seen(finding.message.rstrip("."), finding.help)
    for change in changes(expected, trials.after):
        advice = "Compare the rows your script touches with those the task names."
        yield Seen(worded(change).rstrip("."), advice)


def broken(trials: Trials, invariants: tuple[Invariant, ...]) -> Iterator[Seen]:
    """The invariants that do not hold."""
    if not invariants:
        return
    ask = tuple(one.sql for one in invariants)
    before = course_state(trials.context, trials.exercise, NOTHING, ask=ask)
    after = final_state(trials.run(ask=ask))
    if not isinstance(after, State):
        yield unended("asked for what must stay as it was", after, trials)
        return
    for one, was, now in zip(invariants, before.answers, after.answers, strict=True):
        if was.rows != now.rows:
            told = f"{one.say}: {flat(was)} before, {flat(now)} after"
            yield Seen(told, "The script must leave this as it was.")


def unended(where: str, outcome: Outcome, trials: Trials) -> Seen:
    """What was seen of a script that did not come to its end somewhere."""
    status, saw, advice = stop_reason(outcome, trials.exercise.settings.limits)
    return Seen(f"{where}: {saw}", advice, status)


def flat(run: Run) -> str:
    """A small result on one line."""
    return "; ".join(", ".join(map(str, row)) for row in run.rows[:3])


def in_scenario(trials: Trials, scenario: Scenario, notes: list[str]) -> Iterator[Seen]:
    """How the state after a scenario differs from the reference's, whose failing leaves the state before."""
    found = run_beside(trials.context, trials.exercise, trials.sql, **scenario.given)
    if found.engine != trials.engine:
        notes.append(f"Tried on SQLite, as DuckDB checks foreign keys too early: {scenario.say}.")
    if found.ended is not None:
        yield unended(f"where {scenario.where}", found.ended, trials)
    elif not found.same:
        yield Seen(f"where {scenario.where}: {found.summary()}", "Think this case through.")


def in_worlds(trials: Trials, small: Small) -> Seen | None:
    """What small databases showed that is not right."""
    if small.found is not None and small.found.ended is not None:
        return unended(f"on {small.place}", small.found.ended, trials)
    if small.found is not None:
        return Seen(f"on {small.place}: {small.found.summary()}", small.help)
    return None if small.compared else Seen(SILENT.rstrip("."), COURSE, "ungraded")
