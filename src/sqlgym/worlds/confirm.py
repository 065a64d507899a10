"""An answer against the reference on small databases: suspected in batches, confirmed by running both plainly.

The two are never run in one process: what runs an answer holds nothing of the reference.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from sqlgym.compare.comparison import compare, equal
from sqlgym.compare.difference import Comparison
from sqlgym.course import Compare, Limits, Value
from sqlgym.data.reference import Reference
from sqlgym.engines import DATASETS
from sqlgym.result import Column, Run
from sqlgym.sandbox import Begun, Sandbox, Shadow, TrialJob
from sqlgym.schema import Table
from sqlgym.worlds.expected import Expectations
from sqlgym.worlds.outcome import NOTHING, Outcome, Settled, Side, Witness, kind_of, outcomes
from sqlgym.worlds.run import small
from sqlgym.worlds.suite import contents
from sqlgym.worlds.world import World

if TYPE_CHECKING:
    from sqlgym.worlds.ties import Again

Rank = Callable[[Witness], tuple[int, ...]]
"""How good a witness is to be shown: the least is the best."""

AGAIN = 1.0
"""Seconds that an answer has at least where it is tried on worlds made smaller, however much it has used before."""

FEW = 16
"""Worlds for which tables can be made and filled in no time; for more of them an answer has all of its seconds."""


class Confirmer:
    """Runs the answer and the reference on worlds of a schema, within what is left of the time."""

    def __init__(
        self,
        sandbox: Sandbox,
        tables: tuple[Table, ...],
        answer: Side,
        reference: Side,
        keyed: Side | None,
        template: Reference,
        settings: Compare,
        limits: Limits,
        assume: tuple[str, ...] = (),
        parameters: dict[str, Value] | None = None,
        expected: Expectations | None = None,
        engine: str = DATASETS,
    ) -> None:
        """Take both queries; `keyed` is the reference with its sort keys, `template` says what those are.

        `expected` is what is known already of the reference; None where it may give something else each time.
        """
        self.expected = expected
        self.parameters = parameters or {}
        self.engine = engine
        self.sandbox = sandbox
        self.tables = tables
        self.answer = answer
        self.reference = reference
        self.keyed = keyed
        self.template = template
        self.settings = settings
        self.limits = limits
        self.assume = assume
        self.shadow: Shadow | None = None
        self.deadline = time.monotonic() + limits.seconds

    def for_answer(self, answer: Side) -> "Confirmer":
        """The confirmer of another answer, with time of its own."""
        fixed = (self.reference, self.keyed, self.template, self.settings, self.limits, self.assume)
        return Confirmer(
            self.sandbox, self.tables, answer, *fixed, self.parameters, self.expected, self.engine
        )

    def shadowed(self, shadow: Shadow) -> "Confirmer":
        """The confirmer of the answer with chance and the clock at an extreme, with time of its own."""
        found = self.for_answer(self.answer)
        found.shadow = shadow
        return found

    def seconds_left(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()

    def suspect(self, worlds: Sequence[World]) -> list[Witness]:
        """The worlds on which the two seem to differ; one where the reference fails is none."""
        return list(self.differing(worlds, *self.both(worlds, "batch")))

    def fair(self, worlds: Sequence[World], rank: Rank | None = None) -> Iterator[Witness]:
        """Those of the suspects in which every assumption of the exercise is true, the least by `rank` first.

        How two results differ takes longer to say than that they do: it is said of those that are asked for.
        """
        found = list(self.unlike(worlds, *self.both(worlds, "batch")))
        held = self.assumed_worlds([witness.world for witness in found])
        fair = [witness for number, witness in enumerate(found) if number in held]
        yield from map(self.with_kind, sorted(fair, key=rank) if rank else fair)

    def assumed_worlds(self, worlds: Sequence[World]) -> frozenset[int]:
        """The places of the worlds in which every assumption of the exercise is true."""
        left = dict(enumerate(worlds))
        for query in self.assume:
            side = Side(query, (Column("", "BOOLEAN"),), DATASETS)
            (found,) = self.trials([side], tuple(left), contents(self.tables, left), "batch")
            if again := {number: left[number] for number in left if found.get(number, NOTHING).run is None}:
                (tables,) = self.trials([side], tuple(again), contents(self.tables, again), "tables")
                found |= tables
            left = {
                number: world for number, world in left.items() if number in found and found[number].holds
            }
        return frozenset(left)

    def confirm(self, worlds: Sequence[World]) -> list[Witness]:
        """The worlds on which the two differ when both are run plainly on tables of their own."""
        return list(self.settle(worlds).witnesses)

    def settle(self, worlds: Sequence[World]) -> Settled:
        """Run both plainly on worlds: those on which they differ, and those on which the answer is right."""
        expected, actual = self.both(worlds, "tables")
        right = {
            number for number in expected if number in actual and self.right(expected[number], actual[number])
        }
        ties = self.right_but_for_ties(worlds, expected, actual, right)
        right |= ties
        left = {number: one for number, one in expected.items() if number not in right}
        return Settled(tuple(self.differing(worlds, left, actual)), frozenset(right), ties)

    def right_but_for_ties(
        self,
        worlds: Sequence[World],
        expected: Mapping[int, Reference],
        actual: Mapping[int, Outcome],
        right: Collection[int] = (),
    ) -> frozenset[int]:
        """The worlds on which the answer differs only in how it rounds what lies half-way between two numbers."""
        left = [
            number
            for number, one in expected.items()
            if number not in right
            and number in actual
            and (run := actual[number].run) is not None
            and len(run.rows) == len(one.run.rows)
        ]
        if not left or not may_tie(self.answer.sql, self.reference.sql) or self.unrounded is None:
            return frozenset()
        runs = self.rerun(self.unrounded, {number: worlds[number] for number in left})
        return frozenset(
            number
            for number in left
            if self.right_again(
                self.unrounded, expected[number], actual[number], [one.get(number) for one in runs]
            )
        )

    def rerun(self, again: "Again", worlds: Mapping[int, World]) -> list[dict[int, Outcome]]:
        """What the queries give before ROUND; the answer has all its seconds once more: looking again is our wish."""
        texts = contents(self.tables, worlds)
        found = []
        for query, own in zip(again.queries, (self.answer, *self.right_ones), strict=True):
            side = Side(query.sql, (*own.columns, *(Column("", "DOUBLE") for _ in query.rounded)))
            job = self.job(side, tuple(worlds), texts, "tables")
            parts, end = self.sandbox.try_worlds(job)
            found.append(outcomes(parts, job, end))
        return found

    def right_again(
        self, again: "Again", reference: Reference, outcome: Outcome, runs: Sequence[Outcome | None]
    ) -> bool:
        """Whether the answer is right on a world once ties are rounded alike."""
        assert outcome.run is not None
        named = Run(self.answer.columns, outcome.run.rows)
        found = again.without_ties(
            self.settings,
            reference,
            named,
            [one.run for one in runs if one is not None and one.run is not None],
        )
        return found is not None and found.equal

    @cached_property
    def unrounded(self) -> "Again | None":
        """Both queries as they are run again to see their numbers before ROUND."""
        from sqlgym.worlds.ties import again  # now: hardly an answer needs it

        width = len(self.answer.columns)
        return again(self.sandbox, self.answer.sql, width, self.reference.sql, self.template, self.parameters)

    def differing(
        self, worlds: Sequence[World], expected: Mapping[int, Reference], actual: Mapping[int, Outcome]
    ) -> Iterator[Witness]:
        """The worlds on which an answer gave something else, or nothing, where the reference has a result."""
        yield from map(self.with_kind, self.unlike(worlds, expected, actual))

    def unlike(
        self, worlds: Sequence[World], expected: Mapping[int, Reference], actual: Mapping[int, Outcome]
    ) -> Iterator[Witness]:
        """The same worlds, without the kind of their difference."""
        for number, reference in expected.items():
            if number in actual and not self.right(reference, actual[number]):
                found, named = actual[number], reference.named(self.settings)
                yield Witness(worlds[number], named, self.with_names(found), found.stop, reference.keyed)

    def with_kind(self, witness: Witness) -> Witness:
        """A witness with the kind of its difference."""
        kind = "error" if witness.actual is None else kind_of(self.comparison_on(witness).findings[0].check)
        return msgspec.structs.replace(witness, kind=kind)

    def both(self, worlds: Sequence[World], how: str) -> tuple[dict[int, Reference], dict[int, Outcome]]:
        """What is right on each world where the reference runs, and what the answer gives on each it comes to."""
        if not worlds:
            return {}, {}
        numbered = dict(enumerate(worlds))
        known = self.expected.known(numbered, how) if self.expected else {}
        left = {number: world for number, world in numbered.items() if number not in known}
        texts = contents(self.tables, numbered)
        begun = self.begin([self.answer], tuple(numbered), texts, how)
        begun += self.begin(self.right_ones, tuple(left), contents(self.tables, left), how) if left else []
        actual, *runs = [self.finished(*each) for each in begun]
        found = self.expectations(*runs) if left else {}
        if self.expected:
            self.expected.keep(left, how, found)
        found |= known
        return {number: found[number] for number in numbered if number in found}, actual

    def with_columns(self, reference: Reference) -> Reference:
        """What is kept of the reference on a world, with the names of its columns."""
        return msgspec.structs.replace(reference, run=Run(self.reference.columns, reference.run.rows))

    def comparison_on(self, witness: Witness) -> Comparison:
        """What differs on a witness."""
        reference = msgspec.structs.replace(self.template, run=witness.expected, keyed=witness.keyed)
        return self.comparison(reference, witness.actual or Run(self.answer.columns, ()))

    def with_names(self, outcome: Outcome) -> Run | None:
        """The answer's run with its columns' names; PIVOT may give it others on each world."""
        run = outcome.run
        if run is None or any(len(row) != len(self.answer.columns) for row in run.rows[:1]):
            return run
        return Run(self.answer.columns, run.rows)

    def right(self, reference: Reference, outcome: Outcome) -> bool:
        """Whether what the answer gave on a world is right."""
        if outcome.run is None:
            return False
        how = self.settings
        if same_rows(reference.run, outcome.run) and how.columns == "position":
            return True
        found = self.with_own_names(outcome.run)
        return equal(reference.expected(how), found, columns=how.columns, tolerance=how.tolerance)

    def kind(self, reference: Reference, outcome: Outcome) -> str:
        """How what the answer gave on a world differs from what is right; empty where it does not."""
        if outcome.run is None:
            return "error"
        found = self.comparison(reference, outcome.run)
        return "" if found.equal else kind_of(found.findings[0].check)

    def comparison(self, reference: Reference, run: Run) -> Comparison:
        """The answer's result on a world against the reference's."""
        how, named = self.settings, self.with_own_names(run)
        return compare(reference.expected(how), named, columns=how.columns, tolerance=how.tolerance)

    def with_own_names(self, run: Run) -> Run:
        """A run with the names of the answer's columns, unless it has more or fewer."""
        return Run(self.answer.columns, run.rows) if len(run.columns) == len(self.answer.columns) else run

    @property
    def right_ones(self) -> tuple[Side, ...]:
        """The reference and, where it has them, the reference with its sort keys."""
        return (self.reference, self.keyed) if self.keyed else (self.reference,)

    def references(self, worlds: Mapping[int, World]) -> dict[int, Reference]:
        """What the reference seems to give on each world where it runs, by a batch."""
        texts = contents(self.tables, worlds)
        return self.expectations(*self.trials(self.right_ones, tuple(worlds), texts, "batch"))

    def expectations(
        self, plain: Mapping[int, Outcome], keyed: Mapping[int, Outcome] | None = None
    ) -> dict[int, Reference]:
        """What the reference gives on each world where it runs; `keyed` is what it gives with its sort keys."""
        return {
            number: msgspec.structs.replace(
                self.template,
                run=Run(self.reference.columns, one.run.rows if one.run else ()),
                keyed=keyed[number].run if keyed is not None else None,
            )
            for number, one in plain.items()
            if self.fits(one) and (keyed is None or (number in keyed and keyed[number].run is not None))
        }

    def fits(self, outcome: Outcome) -> bool:
        """Whether the reference has a result with its own columns; with others, as a PIVOT may have, none is right."""
        return outcome.run is not None and len(outcome.run.columns) == len(self.reference.columns)

    def trials(
        self, sides: Sequence[Side], worlds: tuple[int, ...], texts: dict[str, str], how: str
    ) -> list[dict[int, Outcome]]:
        """What each query gives on each world, all side by side; in views where a batch can't be made."""
        return [self.finished(*each) for each in self.begin(sides, worlds, texts, how)]

    def begin(
        self, sides: Sequence[Side], worlds: tuple[int, ...], texts: dict[str, str], how: str
    ) -> list[tuple[Side, TrialJob, Begun]]:
        """Start each query on each world."""
        jobs = [(side, self.job(side, worlds, texts, how)) for side in sides]
        return [(side, job, self.sandbox.start(job)) for side, job in jobs]

    def finished(self, side: Side, job: TrialJob, begun: Begun) -> dict[int, Outcome]:
        """What a job that was started gives."""
        parts, end = self.sandbox.collect(begun)
        if not parts and job.how == "batch":
            job = msgspec.structs.replace(job, how="views", limits=self.limited(side, "views", job.worlds))
            parts, end = self.sandbox.try_worlds(job)
        return outcomes(parts, job, end)

    def job(self, side: Side, worlds: tuple[int, ...], texts: dict[str, str], how: str) -> TrialJob:
        """One query on worlds whose rows are `texts`."""
        return TrialJob(
            sql=side.sql,
            tables=self.tables,
            types=side.types,
            worlds=worlds,
            how="tables" if how == "tables" else "batch",
            engine=side.engine or self.engine,
            contents=texts,
            limits=self.limited(side, how, worlds),
            parameters=self.parameters,
            shadow=self.shadow if side is self.answer else None,
        )

    def limited(self, side: Side, how: str, worlds: Sequence[int]) -> Limits:
        """The limits of a job: the reference never pays for the answer, what counts for no clock on a wall."""
        if side is not self.answer or (how == "tables" and len(worlds) > FEW):
            return self.limits
        return self.allowed(self.limits.seconds if how == "tables" else AGAIN, len(worlds))

    def allowed(self, least: float, worlds: int) -> Limits:
        """The limits of a job of the answer's: the seconds that are left, or at least so many, as for few rows."""
        limits = small(self.limits, worlds)
        return msgspec.structs.replace(limits, seconds=min(limits.seconds, max(least, self.seconds_left())))


def same_rows(expected: Run, actual: Run) -> bool:
    """Whether two results have the same rows of the same types in the same order: then no closer look is needed."""
    types = [[column.type for column in run.columns] for run in (expected, actual)]
    return expected.rows == actual.rows and types[0] == types[1]


def may_tie(answer: str, reference: str) -> bool:
    """Whether both texts speak of ROUND at all."""
    return "round" in answer.lower() and "round" in reference.lower()
