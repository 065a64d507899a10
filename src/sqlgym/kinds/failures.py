"""What is said of an answer that did not run to its end, whatever its kind."""

import difflib
import re
from collections.abc import Iterable

import msgspec

from sqlgym.course import Exercise, Limits
from sqlgym.course.answer import Answer, place
from sqlgym.kinds.requirements import required
from sqlgym.sandbox import Blank, Crashed, Exceeded, Failed, Outcome, Refused
from sqlgym.schema import Table
from sqlgym.verdict import AnyEvidence, Finding, Place, Unjudged, Verdict
from sqlgym.verdict.probe import Probe, Untried, status, untried

LIMITS = {
    "time": (
        "It ran for more than {limits.seconds:g} seconds and was stopped.",
        "Look for a join without a condition, or a recursion without an end.",
    ),
    "trials": (
        "All the runs by which it is tried took more than {limits.together:g} seconds.",
        "Make it faster: it is run again for each of its statements.",
    ),
    "memory": (
        "It needed more than {limits.memory_mb} MiB of memory and was stopped.",
        "Look for what grows with every row: a long text, a long list, a join of everything with everything.",
    ),
    "rows": (
        "It returns more than {limits.rows:,} rows and was stopped.",
        "Look for a join without a condition.",
    ),
    "bytes": (
        "Its result is larger than {limits.result_bytes:,} bytes and was stopped.",
        "Return only what the task asks for.",
    ),
}
"""What ran out → the fact and the next move."""

WORD = re.compile(r"\w+")

GUESS = re.compile(r"\s*(Did you mean|Candidate bindings:).*", re.DOTALL)
"""DuckDB's own guesses, which know neither the exercise's tables from its own nor spelling."""

OVERLOADS = re.compile(
    r"\s*(You might need to add explicit type casts\.)?\s*Candidate functions:.*", re.DOTALL
)
"""DuckDB's list of all ways to call a function, which may be fifty lines."""


def verdict(exercise: Exercise, answer: Answer, evidence: AnyEvidence, **more: object) -> Verdict:
    """The verdict that rests on some evidence, with what every verdict on this answer has."""
    found = status(evidence.probes, required(exercise))
    known = Verdict(
        exercise=exercise.name,
        answer=answer.path,
        kind=exercise.kind,
        engine=exercise.engine,
        status=found,
        score=1.0 if found == "correct" else 0.0,
        points=exercise.settings.points,
        notes=answer.notes,
        details=evidence,
    )
    return msgspec.structs.replace(known, **more)


def with_evidence(judged: Verdict, **more: object) -> Verdict:
    """A verdict that tells more of what it rests on; its probes, and so its status, stay."""
    return msgspec.structs.replace(judged, details=msgspec.structs.replace(judged.details, **more))


def with_probes(judged: Verdict, *probes: Probe) -> Verdict:
    """A verdict that rests on further probes as well: its status by all of them, no score where that is not right."""
    whole = with_evidence(judged, probes=(*judged.details.probes, *probes))
    found = status(whole.details.probes)
    return msgspec.structs.replace(whole, status=found, score=judged.score if found == judged.status else 0.0)


RUN = "run"
"""The probe of an answer that must come to its end before anything can be compared."""


def unjudged(exercise: Exercise, answer: Answer, outcome: Outcome, tables: Iterable[Table]) -> Verdict:
    """The verdict on an answer which gave no result to compare."""
    found, finding = stopped(exercise, answer, outcome, tables)
    evidence = Unjudged(
        probes=(untried(RUN, finding.message, found),),
        limit=outcome.what if isinstance(outcome, Exceeded) else None,
        task=exercise.task if isinstance(outcome, Blank) else "",
    )
    return verdict(exercise, answer, evidence, findings=(finding,))


def stopped(
    exercise: Exercise, answer: Answer, outcome: Outcome, tables: Iterable[Table]
) -> tuple[Untried, Finding]:
    """Why an answer gave no result to compare: what the verdict is for it, and what is said."""
    match outcome:
        case Blank():
            advice = "Write your answer into the file; the task is below."
            return "blank", Finding("blank", "There is no statement in the file yet.", advice)
        case Refused(message, advice, start, length):
            return "refused", Finding("refused", message, advice, located(answer, start, length))
        case Failed():
            return "error", failure(answer, outcome, tables)
        case Exceeded(what):
            return "limit", exceeded(what, exercise.settings.limits)
        case Crashed(how):
            message = f"The engine broke down on this statement ({how})."
            advice = "Write it in a simpler way; this is the engine's fault as well."
            return "error", Finding("crash", message, advice)
    raise TypeError(f"{outcome!r} is no outcome of an answer that did not run")


def exceeded(what: str, limits: Limits) -> Finding:
    """The finding for a limit that was reached."""
    message, advice = LIMITS[what]
    return Finding("limit", message.format(limits=limits), advice)


def failure(answer: Answer, failed: Failed, tables: Iterable[Table]) -> Finding:
    """The engine's own message with the place it names and the nearest name that exists."""
    from sqlgym.kinds.engine_errors import next_move, slip, unknown_form  # few fail

    found = located(answer, failed.start, failed.length)
    word = answer.text[failed.start : failed.start + failed.length] if failed.start is not None else ""
    known = tuple(tables)
    advice = slip(failed.message, answer.text, failed.start, failed.length)
    advice = (
        advice
        or unknown_form(failed.message, answer.text, failed.start)
        or spelling(word.strip('"'), named_in(answer.text, known))
        or spelling(word.strip('"'), known)
    )
    message = OVERLOADS.sub("", failed.message)
    advice = advice or next_move(message, known)
    message = GUESS.sub("", message) if advice else message
    return Finding("sql", message, advice, found)


def located(answer: Answer, start: int | None, length: int) -> Place | None:
    """The place in the learner's file, if the engine named one."""
    return None if start is None else place(answer.text, start, length)


def named_in(text: str, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables that a text names: a column that is misspelt is most likely one of theirs."""
    words = {word.lower() for word in WORD.findall(text)}
    return tuple(table for table in tables if table.name.lower() in words)


def spelling(word: str, tables: tuple[Table, ...]) -> str:
    """The table or column whose name is nearest to a word that is none of them; empty when none is near."""
    names = {
        column.name.lower(): f"{table.name} has a column {column.name}"
        for table in tables
        for column in table.columns
    }
    names |= {table.name.lower(): f"there is a table {table.name}" for table in tables}
    wanted = word.rpartition(".")[2].lower()
    is_name = wanted.isidentifier() and wanted not in names
    near = difflib.get_close_matches(wanted, names, 1, 0.6) if is_name else []
    return f"Is it the spelling? {names[near[0]][:1].upper()}{names[near[0]][1:]}." if near else ""
