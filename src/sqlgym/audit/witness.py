"""Queries in, what tells each from the reference out: the dataset, worlds of its suite, or neither."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise, Limits, QuerySettings
from sqlgym.data.reference import READING
from sqlgym.kinds.query.judgement import compare_run
from sqlgym.kinds.query.start import roomy
from sqlgym.result import Run
from sqlgym.sandbox import Blank, Crashed, Exceeded, Failed, Ran, Refused
from sqlgym.sql.reading import Reading
from sqlgym.worlds.diagnosis import Trace
from sqlgym.worlds.examination import Examiner, examiner
from sqlgym.worlds.judgement import PLAIN
from sqlgym.worlds.outcome import Outcome, Side
from sqlgym.worlds.run import spread
from sqlgym.worlds.suite import Case
from sqlgym.worlds.suite_cache import suite

PATIENT = Limits(seconds=10, memory_mb=1024)
"""What one query may use on all worlds together."""

PAIR = 2
"""Worlds looked for that tell a query from the reference."""

ENDED = {Blank: "blank", Refused: "refused", Failed: "error", Exceeded: "limit", Crashed: "limit"}
"""How a query ended that did not run → the status an answer gets for it."""


class Witness(msgspec.Struct, frozen=True):
    """What tells a query from the reference.

    `ran` is empty, or how it ended on the dataset instead. `dataset` says that the dataset tells it, `worlds`
    are the numbers of up to two worlds that do, `endless` that it comes to no end on some.
    """

    ran: str = ""
    dataset: bool = False
    worlds: tuple[int, ...] = ()
    endless: bool = False
    side: Side | None = None

    @property
    def by_worlds(self) -> bool:
        """Whether the worlds alone tell it from the reference."""
        return bool(self.worlds) or self.endless

    @property
    def apart(self) -> bool:
        """Whether anything tells it from the reference."""
        return self.dataset or self.by_worlds


class WitnessFinder:
    """Tells queries from the reference of an exercise; `pinned` says whether pinned worlds count."""

    def __init__(self, exercise: Exercise, context: Context, *, pinned: bool = False) -> None:
        settings = exercise.settings
        assert isinstance(settings, QuerySettings)
        context.require_assumptions(exercise)
        self.settings = settings
        self.context = context
        self.reference = context.reference(exercise, settings.compare)
        exercise = self.exercise = roomy(exercise, self.reference)
        self.suite, database = suite(exercise, context, pinned=pinned)
        side = Side(exercise.reference, self.reference.run.columns)
        confirmer = examiner(exercise, context, self.reference, side, Reading()).confirmer
        confirmer.limits = PATIENT
        self.tries = Examiner(confirmer, self.suite, database, exercise, Reading())
        self.traces: dict[str, tuple[Side, Trace]] = {}
        """What queries did that were tried already."""

    def witness_of(self, sql: str) -> Witness:
        """What tells a query from the reference; confirmed by running it plainly."""
        outcome = self.context.run(self.exercise, sql, READING)
        if not isinstance(outcome, Ran):
            return Witness(ENDED.get(type(outcome), "error"), dataset=True)
        run = outcome.runs[0]
        side = Side(sql, run.columns)
        same = run == self.reference.run or compare_run(self.settings, self.reference, run).equal
        one = self.tries.for_answer(side)
        found, last = one.suite_trials(range(len(self.suite.cases)), "batch")
        if not found:
            found, last = one.suite_trials(spread(range(len(self.suite.cases)), PLAIN), "views")
        endless = isinstance(last, Exceeded) and last.what == "time"
        self.traces[sql] = side, trace_of(run, found)
        return Witness("", not same, confirmed(one, suspects(one, found)), endless, side)

    def with_pins(self) -> "WitnessFinder":
        """A finder for which pinned worlds count; what is known of the worlds before them is known to it too."""
        whole = WitnessFinder(self.exercise, self.context, pinned=True)
        if whole.suite.cases[: len(self.suite.cases)] == self.suite.cases:
            whole.traces = dict(self.traces)
        return whole

    def sign(self, sql: str) -> str:
        """The signature of a query on the dataset and the suite; empty where it does not run on all of it."""
        known = self.traces.get(sql) or self.trace(sql)
        if known is None:
            return ""
        side, trace = known
        if left := [number for number in range(len(self.suite.cases)) if number not in trace.worlds]:
            trace = trace.further(self.batch(side, left))
            self.traces[sql] = side, trace
        return trace.signature(len(self.suite.cases))

    def trace(self, sql: str) -> tuple[Side, Trace] | None:
        """What a query does on the dataset, for a beginning; None where it does not run."""
        outcome = self.context.run(self.exercise, sql, READING)
        if not isinstance(outcome, Ran):
            return None
        return Side(sql, outcome.runs[0].columns), trace_of(outcome.runs[0], {})

    def batch(self, side: Side, numbers: Sequence[int]) -> dict[int, Run | None]:
        """What a query gives on worlds in a batch."""
        found, _ = self.tries.for_answer(side).suite_trials(numbers, "batch")
        return {number: each.run for number, each in found.items()}

    def runs(self, sql: str) -> bool:
        """Whether the engine accepts a query at all, whatever happens when it runs."""
        return isinstance(self.context.run(self.exercise, f"SELECT * FROM ({sql}) LIMIT 0", READING), Ran)


def trace_of(run: Run, found: Mapping[int, Outcome]) -> Trace:
    """The digests of what a query gave on the dataset and on worlds."""
    return Trace.of(run, {number: each.run for number, each in found.items()})


def suspects(one: Examiner, found: Mapping[int, Outcome]) -> Iterator[int]:
    """The worlds within the exercise's assumptions on which a query seems not to be right, as far as asked for."""
    alike = one.confirmer.answer.types == one.confirmer.reference.types
    for number, outcome in sorted(found.items()):
        case = one.suite.cases[number]
        if case.edge or (alike and same_rows(case, outcome.run)):
            continue
        if not one.confirmer.right(one.confirmer.with_columns(case.reference), outcome):
            yield number


def same_rows(case: Case, run: Run | None) -> bool:
    """Whether a run has the very rows of the reference's; a quick word where most are."""
    return run is not None and run.rows == case.reference.run.rows


def confirmed(one: Examiner, numbers: Iterator[int]) -> tuple[int, ...]:
    """Two of the suspects on which the query is not right when run plainly; any others if it is on those."""
    first = tuple(islice(numbers, PAIR + 1))
    found = plainly(one, first)
    if not found and len(first) > PAIR:
        found = plainly(one, spread(range(len(one.suite.cases)), PLAIN))
    return found


def plainly(one: Examiner, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Two of these worlds on which a query is not right when run by itself."""
    return tuple(islice(suspects(one, one.suite_trials(numbers, "views")[0]), PAIR)) if numbers else ()
