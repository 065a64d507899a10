"""The line on consistency: the reference's state, the invariants, and every scenario."""

from collections.abc import Iterator
from itertools import chain

from sqlgym.course import Invariant
from sqlgym.kinds.transaction.trials import Trials
from sqlgym.result import Run
from sqlgym.sandbox import State
from sqlgym.scripts.difference import changes, definitions, same, worded
from sqlgym.scripts.kept import NOTHING, kept_state
from sqlgym.scripts.scenarios import Scenario, scenarios
from sqlgym.scripts.worlds import beside, differing
from sqlgym.verdict import Counterexample
from sqlgym.verdict.evidence import CardLine


def right_state(trials: Trials) -> bool:
    """Whether the script leaves what the reference leaves on the dataset."""
    return same(kept_state(trials.bench, trials.exercise, trials.exercise.reference), trials.after)


def consistency(
    trials: Trials, invariants: tuple[Invariant, ...], shown: list[Counterexample]
) -> tuple[CardLine, tuple[str, ...]]:
    """The line of the card, and notes on scenarios that were tried on another engine; `shown` gets a counterexample."""
    tried = scenarios(trials.exercise)
    did = "compared with the reference on the dataset"
    did += f", in {len(tried)} scenarios" if tried else ""
    notes: list[str] = []
    did += " and on small databases"
    saw = next(chain(faults(trials, invariants, tried, notes), in_worlds(trials, shown)), None)
    if saw is not None:
        told, advice = saw
        return CardLine("consistency", False, did, told, advice, trials.engine, 1 + len(tried)), tuple(notes)
    kept = f"; {', '.join(one.say for one in invariants)}: unchanged" if invariants else ""
    line = CardLine(
        "consistency", True, did, f"the same state everywhere{kept}", "", trials.engine, 1 + len(tried)
    )
    return line, tuple(dict.fromkeys(notes))


def faults(
    trials: Trials, invariants: tuple[Invariant, ...], tried: tuple[Scenario, ...], notes: list[str]
) -> Iterator[tuple[str, str]]:
    """What is not right, and the next move; the first is the one to tell."""
    yield from on_dataset(trials)
    yield from broken(trials, invariants)
    for scenario in tried:
        yield from in_scenario(trials, scenario, notes)


def on_dataset(trials: Trials) -> Iterator[tuple[str, str]]:
    """How the state on the dataset differs from the reference's."""
    expected = kept_state(trials.bench, trials.exercise, trials.exercise.reference)
    if same(trials.before, trials.after) and not same(trials.before, expected):
        yield (
            "after the script everything is as it was before",
            "Look at what is kept, and which rows are meant.",
        )
    for finding in definitions(expected, trials.after):
        yield finding.message.rstrip("."), finding.help
    for change in changes(expected, trials.after):
        yield worded(change).rstrip("."), "Compare the rows your script touches with those the task names."


def broken(trials: Trials, invariants: tuple[Invariant, ...]) -> Iterator[tuple[str, str]]:
    """The invariants that do not hold."""
    if not invariants:
        return
    ask = tuple(one.sql for one in invariants)
    before = kept_state(trials.bench, trials.exercise, NOTHING, ask=ask)
    after = trials.run(ask=ask).state
    answers: tuple[Run, ...] = after.answers if isinstance(after, State) else ()
    for one, was, now in zip(invariants, before.answers, answers, strict=False):
        if was.rows != now.rows:
            told = f"{one.say}: {flat(was)} before, {flat(now)} after"
            yield told, "The script must leave this as it was."


def flat(run: Run) -> str:
    """A small result on one line."""
    return "; ".join(", ".join(map(str, row)) for row in run.rows[:3])


def in_scenario(trials: Trials, scenario: Scenario, notes: list[str]) -> Iterator[tuple[str, str]]:
    """How the state after a scenario differs from the reference's, whose failing leaves the state before."""
    found = beside(trials.bench, trials.exercise, trials.sql, setup=(scenario.sql,))
    if found.engine != trials.engine:
        notes.append(f"Tried on SQLite, as DuckDB checks foreign keys too early: {scenario.say}.")
    if not found.same:
        yield f"where {scenario.where}: {found.told()}", "Think this case through."


def in_worlds(trials: Trials, shown: list[Counterexample]) -> Iterator[tuple[str, str]]:
    """How the state differs on a small database, which is shown."""
    for found, counterexample in differing(trials.bench, trials.exercise, trials.sql):
        shown.append(counterexample)
        yield f"on a small database: {found.told()}", "Follow your script on these few rows by hand."
