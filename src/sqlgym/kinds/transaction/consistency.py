"""The line on consistency: the reference's state, the invariants, and every scenario."""

from collections.abc import Iterator

import msgspec

from sqlgym.course import Exercise, Invariant, read_sql
from sqlgym.kinds.script import NOTHING, kept_state
from sqlgym.kinds.transaction.card import Line
from sqlgym.kinds.transaction.trials import Trials
from sqlgym.mistakes import leading_comment
from sqlgym.result import Run
from sqlgym.sandbox import Script, State
from sqlgym.state_difference import changes, definitions, same, worded
from sqlgym.states import state_after


class Scenario(msgspec.Struct, frozen=True):
    """A set-up under which the script is tried; `say` names it."""

    say: str
    sql: str


def scenarios(exercise: Exercise) -> tuple[Scenario, ...]:
    """The scenarios of an exercise, by the names of their files."""
    paths = sorted((exercise.folder / "scenarios").glob("*.sql"))
    texts = [(path, read_sql(path)) for path in paths]
    return tuple(Scenario(leading_comment(text).rstrip(".") or path.stem, text) for path, text in texts)


def right_state(trials: Trials) -> bool:
    """Whether the script leaves what the reference leaves on the dataset."""
    return same(kept_state(trials.bench, trials.exercise, trials.exercise.reference), trials.after)


def consistency(trials: Trials, invariants: tuple[Invariant, ...]) -> tuple[Line, tuple[str, ...]]:
    """The line of the card, and notes on scenarios that were tried on another engine."""
    tried = scenarios(trials.exercise)
    did = "compared with the reference on the dataset"
    did += f" and in {len(tried)} scenarios" if tried else ""
    notes: list[str] = []
    saw = next(faults(trials, invariants, tried, notes), None)
    if saw is not None:
        told, advice = saw
        return Line("consistency", False, did, told, advice, trials.engine, 1 + len(tried)), tuple(notes)
    kept = f"; {', '.join(one.say for one in invariants)}: unchanged" if invariants else ""
    line = Line(
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
    exercise = trials.exercise
    after = state_after(trials.bench, exercise, trials.sql, setup=(scenario.sql,), trusted=trials.trusted)
    if refused_key(after.script) and exercise.engine == "duckdb":
        settings = msgspec.structs.replace(exercise.settings, engine="sqlite")
        there = msgspec.structs.replace(exercise, settings=settings)
        again = state_after(trials.bench, there, trials.sql, setup=(scenario.sql,), trusted=trials.trusted)
        if isinstance(again.script, Script) and again.script.error is None:
            exercise, after = there, again
            notes.append(f"Tried on SQLite, as DuckDB checks foreign keys too early: {scenario.say}.")
    expected = kept_state(trials.bench, exercise, exercise.reference, setup=(scenario.sql,))
    if not isinstance(after.state, State):
        yield f"where {lower(scenario.say)}: the script does not come to an end", "Try it on fewer rows."
    elif not same(expected, after.state):
        yield f"where {lower(scenario.say)}: {apart(expected, after.state)}", "Think this case through."


def refused_key(script: object) -> bool:
    """Whether a script was ended by a foreign key."""
    return (
        isinstance(script, Script)
        and script.error is not None
        and "foreign key" in script.error.message.lower()
    )


def lower(text: str) -> str:
    """A sentence's beginning inside of another sentence."""
    return text[:1].lower() + text[1:]


def apart(expected: State, actual: State) -> str:
    """How two states differ, in one phrase."""
    found = next(changes(expected, actual), None)
    return (
        worded(found).rstrip(".") if found else next(iter(definitions(expected, actual))).message.rstrip(".")
    )
