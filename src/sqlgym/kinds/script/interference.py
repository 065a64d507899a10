"""A script that ran while others used the database: whom it disturbed, as findings."""

from collections.abc import Iterator, Sequence

from sqlgym.course import Alive, ScriptOptions
from sqlgym.engines import ContractError
from sqlgym.sandbox import Denied, Returned, Script
from sqlgym.state.effects import effect, word
from sqlgym.verdict import Finding

KEEP = "Others still ask like this: add what is new beside it, and take the old away only when nobody asks for it."


def interference(script: Script, options: ScriptOptions) -> Iterator[Finding]:
    """The queries that it stopped or changed, and steps that are too large."""
    for number, one in enumerate(options.alive):
        seen = [answers[number] for answers in script.alive]
        yield from list(stopped(script, one, seen))[:1]
    rows, place = largest(script) if options.step is not None else (0, 0)
    if options.step is not None and rows > options.step:
        said = (
            f"Up to statement {place} of {len(script.statements)}, {rows:,} rows are changed without a COMMIT; "
            f"at most {options.step:,} are allowed at once."
        )
        yield Finding("step", said, "Change them in several statements, each committed by itself.")


def interference_notes(options: ScriptOptions) -> Iterator[str]:
    """What may be claimed of a script that disturbed nobody."""
    if options.alive:
        names = ", ".join(one.say for one in options.alive)
        yield f"Asked before your script and after each of its statements, and never disturbed: {names}."


def stopped(script: Script, one: Alive, seen: Sequence[Returned | Denied]) -> Iterator[Finding]:
    """Where a query that had run before does not run any more, or returns other rows; or that it never runs."""
    first: Returned | None = None
    for place, answer in enumerate(seen):
        if isinstance(answer, Denied):
            if first is not None or place == len(seen) - 1:
                yield refused(script, one, place, answer, first is not None)
        elif first is None:
            first = answer
        elif one.same and sorted(map(repr, answer.run.rows)) != sorted(map(repr, first.run.rows)):
            yield Finding("alive", f"{after(script, place)}, {one.say} returns other rows than before.", KEEP)


def refused(script: Script, one: Alive, place: int, answer: Denied, ran: bool) -> Finding:
    """The finding for a query that does not run."""
    if not ran:
        said = f"At the end {one.say} does not run: {answer.message}"
        return Finding("alive", said, "Look at the tables and columns that the task asks for.")
    return Finding(
        "alive", f"{after(script, place)}, {one.say} does not run any more: {answer.message}", KEEP
    )


def after(script: Script, place: int) -> str:
    """`After statement 3 of 7 (ALTER TABLE …)`."""
    words = " ".join(script.statements[place - 1].text.split()[:3])
    return f"After statement {place} of {len(script.statements)} ({words} …)"


def largest(script: Script) -> tuple[int, int]:
    """The most rows changed between two commits, with the number of the statement that they end with."""
    return max(steps(script), default=(0, 0))


def steps(script: Script) -> Iterator[tuple[int, int]]:
    """The rows changed between two commits, with the number of the statement that they end with."""
    begun, rows = False, 0
    for place, (statement, changed) in enumerate(zip(script.statements, script.changed, strict=True), 1):
        if changed is None:
            raise ContractError("changes", f"nobody knows how many rows {word(statement)} changed")
        told = effect(statement)
        begun = told == "begin" or (begun and told not in {"commit", "rollback"})
        rows = rows + changed if begun else changed
        yield rows, place
