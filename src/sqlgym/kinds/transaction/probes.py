"""The probes of a transaction, each really made: kills, errors, an observer, other writers; each gives a line."""

from collections.abc import Iterator

from sqlgym.compare.wording import often
from sqlgym.course import Writer
from sqlgym.kinds.transaction.trials import Trials, rows_apart
from sqlgym.sandbox import Script, State
from sqlgym.scripts.difference import same
from sqlgym.scripts.states import After
from sqlgym.verdict.evidence import CardLine

UNTRIED = "the script changes nothing, so there is nothing to try"


def untried(name: str, trials: Trials) -> CardLine:
    """The line of a probe where the script leaves everything as it was."""
    return CardLine(name, None, "", UNTRIED, "Get the change right first.", trials.engine)


def atomicity(trials: Trials) -> CardLine:
    """Kill the process after each statement, and let an error follow each: all or nothing must be there."""
    if not trials.changed:
        return untried("atomicity", trials)
    tried = 0
    for how in ("kill", "fail"):
        for place in trials.boundaries[:-1] if how == "fail" else trials.boundaries:
            tried += 1
            seen = trials.run(stop=place, how=how).state
            if not isinstance(seen, State) or not (same(trials.before, seen) or same(trials.after, seen)):
                return torn(trials, how, place, seen, tried)
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


def torn(trials: Trials, how: str, place: int, seen: object, tried: int) -> CardLine:
    """The line where something between was found."""
    did = f"{ENDED[how]} after statement {place} of {len(trials.statements)}"
    if not isinstance(seen, State):
        return CardLine(
            "atomicity", False, did, "reopened: the database cannot be read", "", trials.engine, tried
        )
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
        return untried("durability", trials)
    last = len(trials.statements)
    seen = trials.run(stop=last, how="kill").state
    did = "killed right after the last statement (a killed process, not a power cut)"
    if isinstance(seen, State) and same(trials.after, seen):
        return CardLine("durability", True, did, "reopened: the whole change is there", "", trials.engine, 1)
    saw = f"reopened: {part(trials, seen)}" if isinstance(seen, State) else "the database cannot be read"
    return CardLine("durability", False, did, saw, "Only what is committed stays.", trials.engine, 1)


def isolation(trials: Trials, writers: tuple[Writer, ...]) -> CardLine:
    """Look from a second connection after every statement, and let others write in between."""
    if not trials.changed:
        return untried("isolation", trials)
    script = trials.whole.script
    assert isinstance(script, Script)
    for place, seen in zip(script.looked, script.seen, strict=True):
        if not (same(trials.before, seen) or same(trials.after, seen)):
            did = f"a second connection looked after statement {place} of {len(script.statements)}"
            saw = f"it saw a change half done: {part(trials, seen)}"
            advice = "Nobody may see anything between: look at what is committed before."
            return CardLine("isolation", False, did, saw, advice, trials.engine, place)
    tried = len(script.seen)
    for writer in writers:
        for line in interleaved(trials, writer):
            tried += 1
            if line.passed is False:
                return line
    did = f"a second connection looked after {each(len(script.seen))}"
    if writers:
        did += f", and {len(writers)} other writer{'s' if len(writers) > 1 else ''} wrote in between"
    saw = "only before or after was seen" + (", and no change was lost" if writers else "")
    return CardLine("isolation", True, did, saw, "", trials.engine, tried)


def interleaved(trials: Trials, writer: Writer) -> Iterator[CardLine]:
    """A line for each boundary at which somebody else writes."""
    alone = trials.run(setup=(writer.sql,), stop=0, how="fail").state
    first = trials.run(setup=(writer.sql,)).state
    last = trials.run(stop=len(trials.statements), how="other", other=writer.sql).state
    for place in trials.boundaries[:-1]:
        after = trials.run(stop=place, how="other", other=writer.sql)
        allowed = outcomes(trials, after, (first, last), alone)
        fits = isinstance(after.state, State) and any(
            isinstance(one, State) and same(one, after.state) for one in allowed
        )
        did = f"in between, after statement {place}: {writer.say}"
        saw = "it ended as if one had come after the other" if fits else "a change was lost"
        advice = "Let the statement that writes look at the rows itself, inside the transaction."
        yield CardLine("isolation", fits, did, saw, advice, trials.engine, 1)


def outcomes(
    trials: Trials, after: After, serial: tuple[object, object], alone: object
) -> tuple[object, ...]:
    """The states that may be there, by who reported success: both, one of them, or none."""
    script = after.script
    if not isinstance(script, Script):
        return ()
    if script.refused:
        return (trials.before,) if script.error else (trials.after,)
    return (alone,) if script.error else serial
