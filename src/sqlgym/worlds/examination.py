"""An answer on all worlds of its exercise: is there one on which it differs, which is the best to show, and why."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path

import msgspec

from sqlgym.context import ROOMY, SCHEMA, Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.data.reference import Reference
from sqlgym.result import Run
from sqlgym.sandbox import Exceeded, Job, Ran, Shadow, TrialJob
from sqlgym.sandbox import Outcome as End
from sqlgym.schema import Table
from sqlgym.sql.reading import Reading
from sqlgym.verdict import Counterexample, Grid
from sqlgym.worlds.confirm import Confirmer, Rank
from sqlgym.worlds.expected import Expectations
from sqlgym.worlds.fresh import fresh_worlds
from sqlgym.worlds.judgement import PLAIN, Compared, Settling, not_compared
from sqlgym.worlds.outcome import Outcome, Side, Witness, outcomes
from sqlgym.worlds.run import CANARIES, Begins, begin, leave, spread, suite_job
from sqlgym.worlds.suite import Case, Suite, contents, same
from sqlgym.worlds.suite_cache import suite
from sqlgym.worlds.world import World

SHRINKING = 1.0
"""Seconds that a counterexample may take to become small."""


class Examination(msgspec.Struct, frozen=True):
    """What the worlds say: on how many both results were compared, of how many, and the witnesses against the answer.

    `edges` are witnesses that break an assumption of the exercise; they never fail an answer. `gap` says why it could
    not be compared where it had to be, by our doing. `results` has what the answer gave on each world of the suite,
    for telling which mistake it is, and `second` what it gave on the second database, where it came to that.
    """

    tried: int
    of: int
    witnesses: tuple[Witness, ...] = ()
    edges: tuple[Witness, ...] = ()
    gap: str = ""
    results: dict[int, Outcome] = {}
    second: Outcome | None = None
    small: bool = False
    """Whether the witness is as small as it gets."""


class Alike(msgspec.Struct, frozen=True):
    """A small database that tells a known mistake from the reference, with the kind of difference there.

    `tried` is on how many worlds the results of the mistake were compared, which are those of whatever behaves alike.
    """

    world: World
    kind: str
    tried: int


class Examiner:
    """Tries one answer on worlds."""

    def __init__(
        self, confirmer: Confirmer, suite: Suite, database: Path, exercise: Exercise, reading: Reading
    ) -> None:
        """Take what is needed; `reading` is the answer's."""
        self.confirmer = confirmer
        self.suite = suite
        self.database = database
        self.exercise = exercise
        self.reading = reading
        known = reading.known and suite.reading.known
        every = () if known else (table.name.lower() for table in suite.tables)
        self.read = {*reading.tables, *suite.reading.tables, *every}
        self.at_once = True
        """Whether all that may be needed is begun at once, or only what is: sooner done, or with less work."""
        self.alike: Callable[[Mapping[int, Outcome]], Alike | None] = lambda results: None
        """What is known of whatever behaves on all worlds as an answer does."""
        self.pictured: Witness | None = None
        """The witness that is shown."""

    def for_answer(self, answer: Side) -> "Examiner":
        """An examiner of another answer, with time of its own."""
        return self.with_confirmer(self.confirmer.for_answer(answer))

    def shadowed(self, shadow: Shadow) -> "Examiner":
        """An examiner of the answer with chance and the clock at an extreme."""
        return self.with_confirmer(self.confirmer.shadowed(shadow))

    def with_confirmer(self, confirmer: Confirmer) -> "Examiner":
        """An examiner that confirms otherwise."""
        found = copy(self)
        found.confirmer = confirmer
        return found

    def examine(self, begun: Begins | None = None) -> Examination:
        """Try the suite and, where it has too little of what the answer compares with, fresh worlds."""
        begun = begun or self.begin()
        settling = self.settling(dict(enumerate(self.suite.cases)))
        batched = self.batched(begun) if begun.canaries is None else None
        if batched is not None and (shared := self.shared(batched, settling)):
            return shared
        if batched is not None and (refuted := settling.refuted(batched)):
            found = (len(refuted.tried), len(settling.assumed), refuted.witnesses, refuted.edges)
            return Examination(*found, results=batched, second=self.second())
        return self.whole(begun, settling, batched)

    def shared(self, batched: dict[int, Outcome], settling: Settling) -> Examination | None:
        """What is known of a mistake that behaves alike, where one plain run on its small database says the same."""
        began, middle = time.monotonic(), self.suite.middle
        known = self.alike(batched)
        self.confirmer.deadline += (
            time.monotonic() - began
        )  # what is found out of others is not at its expense
        if known is None:
            return None
        worlds = [known.world, *([middle.world] if middle else [])]
        expected, actual = self.confirmer.both(worlds, "tables")
        right = {0: expected[0]} if 0 in expected else {}
        witness = next(self.confirmer.differing(worlds, right, actual), None)
        if witness is None or witness.kind != known.kind or not witness.tells:
            return None
        if self.confirmer.right_but_for_ties(worlds, right, actual):
            return None
        found = (known.tried, len(settling.assumed), (witness,))
        return Examination(*found, results=batched, second=actual.get(1), small=True)

    def whole(self, begun: Begins, settling: Settling, batched: dict[int, Outcome] | None) -> Examination:
        """What all worlds say; `batched` is what the batch gave, if that is known already."""
        found, planned, second = self.results(begun, batched)
        settled, within = settling.settle(found, planned), settling.assumed
        if settled.witnesses or settled.gap:
            fresh, drawn = Compared(), frozenset[int]()
        else:
            fresh, drawn = self.fresh()
        return Examination(
            len(settled.tried) + len(fresh.tried),
            len(within) + len(drawn),
            settled.witnesses or fresh.witnesses,
            settled.edges,
            settled.gap or fresh.gap,
            found,
            second,
        )

    def settling(self, cases: Mapping[int, Case]) -> Settling:
        """What settles the results on the worlds of some cases."""
        return Settling(self.confirmer, cases, self.rank)

    def results(
        self, begun: Begins, known: dict[int, Outcome] | None
    ) -> tuple[dict[int, Outcome], Iterable[int], Outcome | None]:
        """What the answer gave on worlds, those on which it must be compared, and what on the second database."""
        every = range(len(self.suite.cases))
        found, batched, second = self.everything(begun, known)
        if batched:
            return found, every, second
        planned = spread(every, PLAIN)
        if any(one.run is not None for one in found.values()) and not any(
            one.halted for one in found.values()
        ):
            left = tuple(number for number in planned if number not in found)
            found |= self.suite_trials(left, "views", self.confirmer.limits.seconds / 2)[0]
        return found, (*planned, *(number for number in found if number not in planned)), second

    def begin(self, canaries: int = CANARIES) -> Begins:
        """Start the answer on all worlds in a batch and, beside that, on some of them plainly."""
        batch = self.job(range(len(self.suite.cases)), "batch", self.confirmer.limits.seconds)
        return begin(self.confirmer.sandbox, batch, canaries, self.suite.second, at_once=self.at_once)

    def leave(self, begun: Begins) -> None:
        """End an answer on its way through the worlds."""
        leave(self.confirmer.sandbox, begun)

    def batched(self, begun: Begins) -> dict[int, Outcome]:
        """What the batch gave."""
        parts, end = self.confirmer.sandbox.collect(begun.batch)
        return outcomes(parts, begun.jobs[0], end)

    def second(self) -> Outcome | None:
        """What the answer gives on the second database, if there is one."""
        return self.suite_trials(self.suite.second, "views")[0].get(len(self.suite.cases))

    def everything(
        self, begun: Begins, known: dict[int, Outcome] | None = None
    ) -> tuple[dict[int, Outcome], bool, Outcome | None]:
        """What the answer gives on all worlds, and whether a batch was made; without one, on the canaries.

        The last is what it gives on the second database. A canary is run plainly or not at all: what the batch says of
        it does not count.
        """
        sandbox, canaries = self.confirmer.sandbox, begun.jobs[1]
        parts, end = sandbox.collect(begun.canaries or sandbox.start(canaries))
        plain = outcomes(parts, canaries, end)
        if end == Exceeded("time"):  # a batch of all of them comes to no end either
            self.leave(begun)
            found: dict[int, Outcome] = {}
        else:
            found = self.batched(begun) if known is None else known
        kept = {number: one for number, one in found.items() if number not in canaries.worlds}
        second = plain.pop(len(self.suite.cases), None)
        return {**kept, **plain}, bool(found), second

    def alone(self, world: World) -> Outcome | None:
        """What the answer gives on one world by itself, on real tables, in all of its seconds."""
        texts = contents(self.suite.tables, {0: world})
        job = self.confirmer.job(self.confirmer.answer, (0,), texts, "tables")
        job = msgspec.structs.replace(job, limits=self.confirmer.limits)
        return self.confirmer.finished(self.confirmer.answer, job, self.confirmer.sandbox.start(job)).get(0)

    def suite_trials(
        self, worlds: Iterable[int], how: str, seconds: float = 0.2
    ) -> tuple[dict[int, Outcome], End]:
        """What the answer gives on worlds of the suite in the seconds left or these, and how the job ended."""
        job = self.job(worlds, how, seconds)
        parts, end = self.confirmer.sandbox.try_worlds(job)
        return outcomes(parts, job, end), end

    def job(self, worlds: Iterable[int], how: str, seconds: float = 0.2) -> TrialJob:
        """The answer on worlds of the suite."""
        answer, bound = self.confirmer.answer, self.exercise.parameters
        numbers = tuple(worlds)
        limits = self.confirmer.allowed(seconds, len(numbers))
        job = suite_job(answer.sql, answer.types, self.suite, self.database, numbers, how, limits, bound)
        return msgspec.structs.replace(job, shadow=self.confirmer.shadow)

    def rank(self, world: World, results: Sequence[Run | None]) -> tuple[int, ...]:
        """How good a world is to be shown: with rows, results that have some, few NULLs, and small."""
        read = World("", {table: some for table, some in world.rows.items() if table.lower() in self.read})
        empty = sum(run is None or not run.rows for run in results)
        return (read.size == 0, empty, read.nulls, read.size, world.size)

    def merit(self, witness: Witness) -> tuple[int, ...]:
        """How good a witness is to be shown."""
        return self.rank(witness.world, [witness.expected, witness.actual])

    def fresh(self) -> tuple[Compared, frozenset[int]]:
        """What worlds say that are made for this answer, and which of them count."""
        worlds = fresh_worlds(self.confirmer, self.suite, self.exercise, self.reading)
        if not worlds:
            return Compared(), frozenset()
        expected, actual = self.confirmer.both(worlds, "batch")
        if not expected:
            return Compared(gap=not_compared(len(worlds), len(worlds))), frozenset()
        held = self.confirmer.assumed_worlds(worlds)
        cases = {number: Case(worlds[number], one, number not in held) for number, one in expected.items()}
        found = {number: one for number, one in actual.items() if number in cases}
        settling = self.settling(cases)
        settled = settling.settle(found, cases)
        if settled.witnesses and self.suite.reading.ordered:
            cases = self.steady(cases)
            settling = self.settling(cases)
            settled = settling.settle(
                {number: one for number, one in found.items() if number in cases}, cases
            )
        return settled, settling.assumed

    def steady(self, cases: Mapping[int, Case]) -> dict[int, Case]:
        """Those on which the reference returns the same with the rows stored the other way round."""
        turned = {number: case.world.turned() for number, case in cases.items()}
        again = self.confirmer.references(turned)
        how = self.exercise.settings
        assert isinstance(how, QuerySettings)
        return {
            number: case
            for number, case in cases.items()
            if number in again and same(case.reference, again[number], how.compare.order)
        }

    def smallest(
        self, witnesses: Sequence[Witness], kind: str = "", within: float = SHRINKING
    ) -> Witness | None:
        """The best small witness that can be made of some, confirmed once more; None where none shows anything.

        Those of the `kind` go before others, and a witness is only made smaller as far as it stays of its own kind.
        """
        from sqlgym.worlds.shrink import shrink, simplest, simplify

        telling = [witness for witness in witnesses if witness.tells]
        best = min(telling, key=lambda one: (one.halted, one.kind != kind, *self.merit(one)), default=None)
        if best is None or best.halted:
            return best
        until = max(self.confirmer.seconds_left() - within, 0.3)
        tables, kept = self.suite.tables, best.kind

        def differ(worlds: Sequence[World], rank: Rank | None = None) -> Iterator[Witness]:
            """The worlds on which the two differ in the same way."""
            fair = self.confirmer.fair(worlds, rank)
            return (one for one in fair if one.kind == kept and one.tells)

        world = shrink(best.world, tables, differ, self.merit, lambda: self.confirmer.seconds_left() > until)
        found = self.first([*simplest(world, tables), world], kept)
        if found is None or found.world is world:
            simple = simplify(world, tables, differ)
            found = (self.first([simple], kept) if simple is not world else None) or found
        return found or best

    def first(self, worlds: Sequence[World], kind: str) -> Witness | None:
        """The first of some worlds that is a witness of this kind when both are run plainly, and loads."""
        found = self.confirmer.confirm(worlds)
        held = self.confirmer.assumed_worlds([one.world for one in found])
        same = (one for number, one in enumerate(found) if number in held and one.kind == kind and one.tells)
        return next((one for one in same if self.loads(one.world)), None)

    def loads(self, world: World) -> bool:
        """Whether the engine takes a world's rows into the schema's tables with every constraint."""
        known = self.confirmer.expected.loads if self.confirmer.expected else {}
        key = repr(world.rows)
        if key not in known:
            known[key] = self.load(world)
        return known[key]

    def load(self, world: World) -> bool:
        """Load a world's rows into the schema's tables."""
        from sqlgym.worlds.reproduction import loading  # a right answer needs it not

        sql = "\n".join(loading(self.suite.tables, world))
        job = Job(sql=sql, policy=SCHEMA, limits=ROOMY, trusted=True, shared=True)
        return isinstance(self.confirmer.sandbox.run(job), Ran)

    def picture(self, witness: Witness) -> Counterexample:
        """A witness as the little tables that matter and the two results."""
        from sqlgym.worlds.reproduction import end_text, replayed, reproduction, runnable

        self.pictured = witness
        tables = {
            table.name: grid
            for table in self.suite.tables
            if (grid := self.grid(table, witness.world)) is not None
        }
        actual = result(witness.actual) if witness.actual else Grid(("error",), ((end_text(witness),),))
        name, shown = self.suite.engine, self.suite.tables
        answer = runnable(self.confirmer.answer.sql, self.exercise.parameters, name)
        sql = reproduction(shown, witness, replayed(shown, witness, answer, name), name)
        return Counterexample(tables, result(witness.expected), actual, sql)

    def grid(self, table: Table, world: World) -> Grid | None:
        """A table's rows in the columns that one of the two queries reads; None for a table neither reads.

        A star, a whole row as a value or what can't be read may be any column.
        """
        if table.name.lower() not in self.read:
            return None
        named = {*self.reading.columns, *self.suite.reading.columns}
        whole = self.reading.whole or self.suite.reading.whole
        keys = {name.lower() for name in table.primary_key}
        used = [
            index
            for index, column in enumerate(table.columns)
            if whole or column.name.lower() in named or column.name.lower() in keys
        ]
        columns = tuple(table.columns[index].name for index in used)
        return Grid(columns, tuple(tuple(row[index] for index in used) for row in world.rows[table.name]))


def result(run: Run) -> Grid:
    """A result as a table to be shown."""
    return Grid(tuple(column.name for column in run.columns), run.rows)


def examiner(
    exercise: Exercise,
    context: Context,
    reference: Reference,
    answer: Side,
    reading: Reading,
    opened: tuple[Suite, Path] | None = None,
) -> Examiner:
    """What tries an answer on the worlds of its exercise, which may have been `opened` already."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    found, database = opened or suite(exercise, context)
    steady = found.reading.known and not found.reading.volatile
    keyed = Side(reference.keyed_sql, reference.keyed.columns) if reference.keyed else None
    confirmer = Confirmer(
        context.sandbox,
        found.tables,
        answer,
        Side(exercise.reference, reference.run.columns),
        keyed,
        reference,
        settings.compare,
        settings.limits,
        settings.worlds.assume,
        exercise.parameters,
        context.once("expected", found.key, Expectations) if steady else None,
        exercise.engine,
    )
    tries = Examiner(confirmer, found, database, exercise, reading)
    tries.at_once = context.at_once
    return tries
