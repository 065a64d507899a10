"""An answer in; which probes on which engine, and from their lines the verdict, out."""

from collections.abc import Iterator

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise, TransactionSettings
from sqlgym.course.answer import Answer
from sqlgym.course.mistakes import known_mistake
from sqlgym.engines import TRANSACTIONAL, engine
from sqlgym.kinds.failures import verdict
from sqlgym.kinds.script import unfinished
from sqlgym.kinds.transaction.boundaries import explicit
from sqlgym.kinds.transaction.consistency import consistency, right_state
from sqlgym.kinds.transaction.probes import atomicity, durability, isolation
from sqlgym.kinds.transaction.runs import Trials
from sqlgym.state.difference import changes
from sqlgym.state.eager_keys import came_through, run_on_engine
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import After, require_state
from sqlgym.verdict import Counterexample, Finding, Verdict
from sqlgym.verdict import probe as probes
from sqlgym.verdict.evidence import CardLine, TransactionEvidence
from sqlgym.verdict.probe import Probe, status

LINES = ("explicit", "atomicity", "consistency", "isolation", "durability")
"""The lines of the card, in their order."""

FORM = "3"
PROBES = {"atomicity": atomicity, "durability": durability}
"""The probes that are made on the exercise's own engine."""


def judge(exercise: Exercise, answer: Answer, context: Context) -> Verdict:
    """Run the answer, disturb it in every way, and tell what was seen."""
    context = context.with_allowance(exercise.settings.limits)
    tried: dict[str, Judged] = {}

    def run(there: Exercise) -> After:
        tried[there.engine] = Judged(there, answer, context)
        return tried[there.engine].trials.plain_run

    there, whole = run_on_engine(exercise, run)
    found = tried[there.engine]
    return found.unfinished() or found.verdict(whole.notes)


class Judged:
    """An answer to an exercise on one engine."""

    def __init__(self, exercise: Exercise, answer: Answer, context: Context) -> None:
        """Take what is needed; what is run is run when asked for."""
        assert isinstance(exercise.settings, TransactionSettings)
        self.exercise = exercise
        self.answer = answer
        self.context = context
        self.options = exercise.settings.transaction
        self.trials = trials(context, exercise, answer.text)
        self.shown: list[Counterexample] = []

    def unfinished(self) -> Verdict | None:
        """The verdict on an answer that did not run to its end."""
        return unfinished(self.exercise, self.answer, self.context, self.trials.plain_run)

    def verdict(self, notes: tuple[str, ...]) -> Verdict:
        """The verdict from the five lines, with notes on how the script was run."""
        lines, more = self.lines()
        right = right_state(self.trials)
        evidence = self.evidence(lines)
        judged = status(evidence.probes) in {"correct", "wrong"}
        return verdict(
            self.exercise,
            self.answer,
            evidence,
            score=score(lines, right) if judged else 0.0,
            findings=tuple(findings(lines)),
            notes=(*self.answer.notes, *notes, *more),
            diagnosis=None
            if all(line.passed for line in lines)
            else known_mistake(self.exercise, self.answer),
            counterexample=self.shown[0] if self.shown else None,
        )

    def evidence(self, lines: tuple[CardLine, ...]) -> TransactionEvidence:
        """The card, and the rows that differ from the reference's state."""
        found = TransactionEvidence(
            probes=tuple(map(as_probe, lines)), lines=lines, statements=len(self.trials.statements)
        )
        expected = course_state(self.context, self.exercise, self.exercise.reference)
        shown = next(changes(expected, self.trials.after), None)
        if shown is None:
            return found
        return msgspec.structs.replace(found, table=shown.table, difference=shown.rows)

    def lines(self) -> tuple[tuple[CardLine, ...], tuple[str, ...]]:
        """The lines of the card in their order, and notes on what was tried elsewhere."""
        notes: list[str] = []
        found = {"explicit": explicit(self.trials.statements)}
        for name, probe in PROBES.items():
            tried = self.on_engine(name)
            found[name] = self.fair(probe(tried))
            notes += self.elsewhere(name, tried.engine)
        found["isolation"] = self.isolation()
        found["consistency"], more = consistency(self.trials, self.options.invariants, self.shown)
        return tuple(found[name] for name in LINES), (*dict.fromkeys(notes), *more)

    def isolation(self) -> CardLine:
        """The line on isolation; without other writers where the engine loses changes of the reference as well."""
        tried = self.on_engine("isolation")
        lossy = tried.engine != TRANSACTIONAL and "isolation" in dropped(self.context, self.exercise)
        return self.fair(isolation(tried, () if lossy else self.options.writers))

    def fair(self, line: CardLine) -> CardLine:
        """A line; one that failed where even the reference fails, as SQLite does not run the script, was not tried."""
        if line.passed is not False or line.engine == TRANSACTIONAL:
            return line
        if line.name not in dropped(self.context, self.exercise):
            return line
        here, there = engine(line.engine).title, engine(TRANSACTIONAL).title
        saw = f"on {here} even the reference does not pass, and {there} does not run this script"
        advice = f"Write it in words that {there} knows as well."
        return msgspec.structs.replace(line, passed=None, saw=saw, help=advice, status="error")

    def on_engine(self, name: str) -> Trials:
        """The trials of a probe: on the exercise's engine, unless the reference fails there or it is isolation's."""
        own = self.exercise.engine
        if own == TRANSACTIONAL or (name != "isolation" and name not in dropped(self.context, self.exercise)):
            return self.trials
        there = trials(self.context, self.exercise.on(TRANSACTIONAL), self.answer.text)
        return there if came_through(there.plain_run) else self.trials

    def elsewhere(self, name: str, used: str) -> Iterator[str]:
        """A note on a probe that was made on another engine, as the reference itself does not pass it here."""
        if used != self.exercise.engine:
            here = engine(self.exercise.engine).title
            yield f"{name.capitalize()} was tried on {engine(used).title}: on {here} even the reference does not pass."


def score(lines: tuple[CardLine, ...], right: bool) -> float:
    """The share of lines passed; half of it where the state left behind is not the reference's."""
    passed = sum(line.passed is True for line in lines) / len(lines)
    return round(passed if right else passed / 2, 4)


def as_probe(line: CardLine) -> Probe:
    """A line of the card as a probe."""
    if line.passed is None:
        return probes.untried(line.name, line.saw, line.status or "ungraded", line.tried)
    return probes.probe(line.name, line.passed, "" if line.passed else line.saw, line.tried)


def findings(lines: tuple[CardLine, ...]) -> Iterator[Finding]:
    """A finding for every line that did not pass."""
    for line in lines:
        if line.passed is False:
            did = f" ({line.did})" if line.did and line.name not in {"explicit", "consistency"} else ""
            yield Finding(line.name, f"{line.saw[:1].upper()}{line.saw[1:]}{did}.", line.help)
    if all(line.passed is not False for line in lines):
        yield from (
            Finding(line.name, f"{line.name.capitalize()}: {line.saw}.", line.help)
            for line in lines
            if line.passed is None
        )


def trials(context: Context, exercise: Exercise, sql: str, trusted: bool = False) -> Trials:
    """The runs of a script on an exercise's dataset."""
    return Trials(context, exercise, sql, course_state(context, exercise, NOTHING), trusted)


def dropped(context: Context, exercise: Exercise) -> tuple[str, ...]:
    """The probes that the reference itself does not pass on its engine; found out once and kept."""
    version = engine(exercise.engine).version
    settings = msgspec.json.encode(exercise.settings)
    key = cache.key(
        FORM, context.dataset(exercise).key, exercise.engine, version, exercise.reference, settings
    )

    def make() -> tuple[str, ...]:
        tried = trials(context, exercise, exercise.reference, trusted=True)
        require_state(tried.plain_run, exercise)
        assert isinstance(exercise.settings, TransactionSettings)
        made = [probe(tried) for probe in PROBES.values()]
        made.append(isolation(tried, exercise.settings.transaction.writers))
        return tuple(line.name for line in made if not line.passed and line.status != "ungraded")

    return cache.memo("probes", key, tuple[str, ...], make)
