"""An answer against the reference on small databases: suspected in batches, confirmed by running both plainly.

The two are never run in one process: what runs an answer holds nothing of the reference.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sqlgym.compare.comparison import compare
from sqlgym.compare.difference import Comparison
from sqlgym.course import Compare, Limits, Value
from sqlgym.reference import Reference
from sqlgym.result import Column, Run
from sqlgym.sandbox import Begun, Sandbox, TrialJob, Tried
from sqlgym.schema import Table
from sqlgym.worlds.suite import contents
from sqlgym.worlds.world import World


class Side(msgspec.Struct, frozen=True):
    """One of the two queries and the columns of its result."""

    sql: str
    columns: tuple[Column, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its columns."""
        return tuple(column.type for column in self.columns)


class Witness(msgspec.Struct, frozen=True):
    """A world on which the two differ; an answer that fails there has no run but the engine's words."""

    world: World
    expected: Run
    actual: Run | None
    failed: str = ""
    keyed: Run | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What a query gave on one world, run plainly or not."""

    run: Run | None
    failed: str
    plain: bool

    @property
    def holds(self) -> bool:
        """Whether it is the one value true."""
        return self.run is not None and [row[0] for row in self.run.rows] == [True]


class Duel:
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
    ) -> None:
        """Take both queries; `keyed` is the reference with its sort keys, `template` says what those are."""
        self.parameters = parameters or {}
        self.sandbox = sandbox
        self.tables = tables
        self.answer = answer
        self.reference = reference
        self.keyed = keyed
        self.template = template
        self.settings = settings
        self.limits = limits
        self.assume = assume
        self.deadline = time.monotonic() + limits.seconds

    def of(self, answer: Side) -> "Duel":
        """The same for another answer, with time of its own."""
        fixed = (self.reference, self.keyed, self.template, self.settings, self.limits, self.assume)
        return Duel(self.sandbox, self.tables, answer, *fixed, self.parameters)

    def left(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()

    def suspect(self, worlds: Sequence[World]) -> list[Witness]:
        """The worlds on which the two seem to differ; one where the reference fails is none."""
        return list(self.witnesses(worlds, "batch"))

    def fair(self, worlds: Sequence[World]) -> list[Witness]:
        """Those of the suspects in which every assumption of the exercise is true."""
        found = self.suspect(worlds)
        for query in self.assume:
            side = Side(query, (Column("", "BOOLEAN"),))
            numbered = dict(enumerate(witness.world for witness in found))
            (held,) = self.trials([side], tuple(numbered), contents(self.tables, numbered), "batch")
            found = [witness for number, witness in enumerate(found) if number in held and held[number].holds]
        return found

    def confirm(self, worlds: Sequence[World]) -> list[Witness]:
        """The worlds on which the two differ when both are run plainly on tables of their own."""
        return list(self.witnesses(worlds, "tables"))

    def witnesses(self, worlds: Sequence[World], how: str) -> Iterator[Witness]:
        """The worlds on which the two differ when they are run in some way."""
        if not worlds:
            return
        numbered = dict(enumerate(worlds))
        texts = contents(self.tables, numbered)
        actual, *runs = self.trials((self.answer, *self.right_ones), tuple(numbered), texts, how)
        expected = self.expectations(*runs)
        for number, reference in expected.items():
            if number in actual and not self.right(reference, actual[number]):
                found = actual[number]
                named = reference.named(self.settings)
                yield Witness(numbered[number], named, self.shown(found), found.failed, reference.keyed)

    def compared(self, witness: Witness) -> Comparison:
        """What differs on a witness."""
        reference = msgspec.structs.replace(self.template, run=witness.expected, keyed=witness.keyed)
        return self.comparison(reference, witness.actual or Run((), ()))

    def shown(self, outcome: Outcome) -> Run | None:
        """The answer's run with its columns' names; PIVOT may give it others on each world."""
        run = outcome.run
        if run is None or any(len(row) != len(self.answer.columns) for row in run.rows[:1]):
            return run
        return Run(self.answer.columns, run.rows)

    def right(self, reference: Reference, outcome: Outcome) -> bool:
        """Whether what the answer gave on a world is right."""
        if outcome.run is None:
            return False
        return self.comparison(reference, outcome.run).equal

    def comparison(self, reference: Reference, run: Run) -> Comparison:
        """The answer's result on a world against the reference's."""
        how = self.settings
        named = Run(self.answer.columns, run.rows)
        return compare(reference.expected(how), named, columns=how.columns, tolerance=how.tolerance)

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
                run=Run(self.reference.columns, one.run.rows),
                keyed=keyed[number].run if keyed is not None else None,
            )
            for number, one in plain.items()
            if one.run is not None and (keyed is None or (number in keyed and keyed[number].run is not None))
        }

    def trials(
        self, sides: Iterable[Side], worlds: tuple[int, ...], texts: dict[str, str], how: str
    ) -> list[dict[int, Outcome]]:
        """What each query gives on each world, all side by side; in views where a batch can't be made."""
        jobs = [self.job(side, worlds, texts, how) for side in sides]
        begun = [self.sandbox.start(job) for job in jobs]
        return [self.finished(job, one) for job, one in zip(jobs, begun, strict=True)]

    def finished(self, job: TrialJob, begun: Begun) -> dict[int, Outcome]:
        """What a job that was started gives."""
        parts, _ = self.sandbox.tried(begun)
        if not parts and job.how == "batch":
            parts, _ = self.sandbox.try_worlds(msgspec.structs.replace(job, how="views"))
        return outcomes(parts)

    def job(self, side: Side, worlds: tuple[int, ...], texts: dict[str, str], how: str) -> TrialJob:
        """One query on worlds whose rows are `texts`."""
        return TrialJob(
            sql=side.sql,
            tables=self.tables,
            types=side.types,
            worlds=worlds,
            how="tables" if how == "tables" else "batch",
            contents=texts,
            limits=msgspec.structs.replace(self.limits, seconds=max(0.2, self.left())),
            parameters=self.parameters,
        )


def outcomes(parts: Sequence[Tried]) -> dict[int, Outcome]:
    """The trials of a job by world; one that was made plainly counts before one that was not."""
    found: dict[int, Outcome] = {}
    for part in parts:
        for trial in part.trials:
            found[trial.world] = Outcome(trial.run, trial.failed, part.plain)
    return found
