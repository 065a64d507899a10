"""The probes of a transaction, each really made: kills, errors, an observer, other writers; each gives a line."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.course import Limits, Writer
from sqlgym.errors import CourseError
from sqlgym.kinds.failures import LIMITS
from sqlgym.kinds.transaction.runs import Trials, final_state, rows_apart
from sqlgym.result.wording import often
from sqlgym.sandbox import Crashed, Exceeded, Failed, Outcome, Refused, Script, State
from sqlgym.state.difference import same
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.verdict.evidence import CardLine
from sqlgym.verdict.probe import Untried

UNTRIED = "the script changes nothing, so there is nothing to try"


def unchanged(name: str, trials: Trials) -> CardLine:
    """The line of a probe where the script leaves everything as it was.

    If the reference does so too, that is a fault of the course; else the state is wrong, and so is the verdict.
    """
    help_ = "Get the change right first."
    return CardLine(name, None, "", UNTRIED, help_, trials.engine, status="ungraded")


def unfinished(name: str, trials: Trials, did: str, outcome: Outcome, tried: int) -> CardLine:
    """The line of a probe in which the script did not come as far as it must, or left what cannot be read."""
    status, saw, advice = stop_reason(outcome, trials.exercise.settings.limits)
    return CardLine(name, None, did, saw, advice, trials.engine, tried, status)


def stop_reason(outcome: Outcome, limits: Limits) -> tuple[Untried, str, str]:
    """What the verdict is for a run that did not come to its end, what was seen, and the next move."""
    match outcome:
        case Exceeded(what):
            said, advice = LIMITS[what]
            return "limit", lower(said.format(limits=limits)), advice
        case Crashed(how):
            return "error", f"the engine broke down ({how})", "Write it in a simpler way."
        case Refused(message, advice):
            return "refused", lower(message), advice
        case Failed(message):
            said = f"it ended in an error: {message.splitlines()[0]}"
            return (
                "error",
                said.rstrip("."),
                "What do your statements take for granted that is not so there?",
            )
        case _:
            raise TypeError(f"{outcome!r} does not end a script")


def lower(sentence: str) -> str:
    """A sentence as a phrase."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def atomicity(trials: Trials) -> CardLine:
    """Kill the process after each statement, and let an error follow each: all or nothing must be there."""
    if not trials.changed:
        return unchanged("atomicity", trials)
    tried = 0
    for how in ("kill", "fail"):
        for place in trials.boundaries[:-1] if how == "fail" else trials.boundaries:
            seen = final_state(trials.run(stop=place, how=how), place)
            did = f"{ENDED[how]} after statement {place} of {len(trials.statements)}"
            if not isinstance(seen, State):
                return unfinished("atomicity", trials, did, seen, tried)
            tried += 1
            if not (same(trials.before, seen) or same(trials.after, seen)):
                return torn(trials, did, seen, tried)
    count, last = len(trials.statements), len(trials.boundaries)
    did = f"killed after {each(count)}"
    if count > 1:
        did += ", and stopped by an error after each but the last"
    if last < count:
        did = f"killed after {last} of {count} statements, and stopped by an error after them"
    return CardLine(
        "atomicity", True, did, f"reopened {often(tried)}: all or nothing was there", "", trials.engine, tried
    )


def each(count: int) -> str:
    """`each of 3 statements`, `its one statement`."""
    return f"each of {count:,} statements" if count > 1 else "its one statement"


ENDED = {"kill": "killed", "fail": "stopped by an error"}


def torn(trials: Trials, did: str, seen: State, tried: int) -> CardLine:
    """The line where something between was found."""
    saw = f"reopened: {part(trials, seen)}"
    advice = "What belongs together must be one transaction: look at what is committed before."
    return CardLine("atomicity", False, did, saw, advice, trials.engine, tried)


def part(trials: Trials, seen: State) -> str:
    """How much of the change was there, such as `12 of 33 changes were there`."""
    there = rows_apart(trials.before, seen)
    count = f"{min(there, trials.changed)} of {trials.changed}" if there <= trials.changed else str(there)
    return f"{count} changed rows were there"


def durability(trials: Trials) -> CardLine:
    """Kill the process right after the last statement: the change must be there."""
    if not trials.changed:
        return unchanged("durability", trials)
    last = len(trials.statements)
    seen = final_state(trials.run(stop=last, how="kill"), last)
    did = "killed right after the last statement (a killed process, not a power cut)"
    if not isinstance(seen, State):
        return unfinished("durability", trials, did, seen, 0)
    if same(trials.after, seen):
        return CardLine("durability", True, did, "reopened: the whole change is there", "", trials.engine, 1)
    saw = f"reopened: {part(trials, seen)}"
    return CardLine("durability", False, did, saw, "Only what is committed stays.", trials.engine, 1)


def isolation(trials: Trials, writers: tuple[Writer, ...]) -> CardLine:
    """Look from a second connection after every statement, and let others write in between."""
    if not trials.changed:
        return unchanged("isolation", trials)
    script = trials.script
    if not trials.watched:
        did = f"a second connection looked after {each(len(script.statements))}"
        return unfinished("isolation", trials, did, Exceeded("time"), 0)
    for place, seen in zip(script.looked, script.seen, strict=True):
        if not (same(trials.before, seen) or same(trials.after, seen)):
            did = f"a second connection looked after statement {place} of {len(script.statements)}"
            saw = f"it saw a change half done: {part(trials, seen)}"
            advice = "Nobody may see anything between: look at what is committed before."
            return CardLine("isolation", False, did, saw, advice, trials.engine, place)
    tried = len(script.seen)
    for writer in writers:
        for line in interleaved(trials, writer):
            if line.passed is not True:
                return msgspec.structs.replace(line, tried=tried + line.tried)
            tried += line.tried
    did = f"a second connection looked after {each(len(script.seen))}"
    if writers:
        did += f", and {len(writers)} other writer{'s' if len(writers) > 1 else ''} wrote in between"
    saw = "only before or after was seen" + (", and no change was lost" if writers else "")
    return CardLine("isolation", True, did, saw, "", trials.engine, tried)


def interleaved(trials: Trials, writer: Writer) -> Iterator[CardLine]:
    """A line for each boundary at which somebody else writes, up to a run that did not come to its end."""
    last = len(trials.statements)
    alone = by_itself(trials, writer)
    orders = (
        ("before the first statement", final_state(trials.run(setup=(writer.sql,)))),
        ("after the last statement", final_state(trials.run(stop=last, how="other", other=writer.sql))),
    )
    serial: list[State] = []
    for when, state in orders:
        if not isinstance(state, State):
            yield unfinished("isolation", trials, f"{when}: {writer.say}", state, 0)
            return
        serial.append(state)
    for place in trials.boundaries[:-1]:
        yield between(trials, writer, place, serial, alone)


def by_itself(trials: Trials, writer: Writer) -> State:
    """The state after somebody else wrote alone."""
    try:
        return course_state(trials.context, trials.exercise, NOTHING, setup=(writer.sql,))
    except CourseError as error:
        path = trials.exercise.folder / "exercise.toml"
        raise CourseError(path, f"transaction.writers: {writer.say}: {error.reason}") from error


def between(trials: Trials, writer: Writer, place: int, serial: Sequence[State], alone: State) -> CardLine:
    """The line of one boundary at which somebody else writes."""
    after = trials.run(stop=place, how="other", other=writer.sql)
    did, seen = f"in between, after statement {place}: {writer.say}", final_state(after)
    if not isinstance(seen, State):
        return unfinished("isolation", trials, did, seen, 0)
    assert isinstance(after.script, Script)
    fits = any(same(one, seen) for one in outcomes(trials, after.script, serial, alone))
    saw = "it ended as if one had come after the other" if fits else "a change was lost"
    advice = "Let the statement that writes look at the rows itself, inside the transaction."
    return CardLine("isolation", fits, did, saw, advice, trials.engine, 1)


def outcomes(trials: Trials, script: Script, serial: Sequence[State], alone: State) -> Sequence[State]:
    """The states that may be there, by who reported success: both, one of them, or none."""
    if script.refused:
        return (trials.before,) if script.error else (trials.after,)
    return (alone,) if script.error else serial
