"""An answer on all worlds of its exercise: is there one on which it differs, which is the best to show, and why."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sqlgym.bench import Bench
from sqlgym.course import Exercise, QuerySettings
from sqlgym.engines.duckdb_catalog import create_sql, quote
from sqlgym.engines.reading import Reading
from sqlgym.reference import Reference
from sqlgym.result import Cell, Run
from sqlgym.sandbox import Exceeded, Outcome, TrialJob
from sqlgym.schema import Table, parents_first
from sqlgym.verdict import Counterexample, Grid
from sqlgym.worlds import duel as duels
from sqlgym.worlds.duel import Duel, Side, Witness, outcomes
from sqlgym.worlds.lacking import lacking
from sqlgym.worlds.starting import CANARIES, Begins, begin, spread, suite_job
from sqlgym.worlds.suite import Case, Suite, suite, text
from sqlgym.worlds.world import World

PLAIN = 100
"""Worlds that are run plainly where a batch can't be made or can't be trusted."""

ATTEMPTS = 5
"""Suspects that are tried before the batch is given up as wrong."""

FRESH = 200
"""Worlds that are drawn with the answer's own constants, where the exercise has half as many of its own."""

SHRINKING = 1.0
"""Seconds that a counterexample may take to become small."""


class Examination(msgspec.Struct, frozen=True):
    """What the worlds say: how many were tried, the witnesses against the answer, and where time ran out.

    `edges` are witnesses that break an assumption of the exercise; they never fail an answer. `results` has what
    the answer gave on each world of the suite, for telling which mistake it is.
    """

    tried: int
    witnesses: tuple[Witness, ...] = ()
    edges: tuple[Witness, ...] = ()
    stuck: World | None = None
    results: dict[int, duels.Outcome] = {}


class Examiner:
    """Tries one answer on worlds."""

    def __init__(
        self, duel: Duel, suite: Suite, database: Path, exercise: Exercise, reading: Reading
    ) -> None:
        """Take what is needed; `reading` is the answer's."""
        self.duel = duel
        self.suite = suite
        self.database = database
        self.exercise = exercise
        self.reading = reading
        self.read = {*reading.tables, *suite.reading.tables}

    def of(self, answer: Side) -> "Examiner":
        """The same for another answer, with time of its own."""
        return Examiner(self.duel.of(answer), self.suite, self.database, self.exercise, self.reading)

    def examine(self, begun: Begins | None = None) -> Examination:
        """Try the suite and, where it has too little of what the answer compares with, fresh worlds."""
        found, last = self.everything(begun or self.begin())
        worlds = spread(range(len(self.suite.cases)), PLAIN if not found else CANARIES)
        if not found:
            found, last = self.suite_trials(worlds, "views")
        if isinstance(last, Exceeded) and last.what == "time":
            return Examination(len(found), stuck=self.stuck(worlds, found), results=found)
        confirmed = self.confirmed(self.suspects(found))
        edges = tuple(witness for edge, witness in confirmed if edge)
        witnesses = tuple(witness for edge, witness in confirmed if not edge)
        if witnesses or not lacking(self.suite, self.reading):
            return Examination(len(found), witnesses, edges, results=found)
        return Examination(len(found) + self.more, tuple(self.fresh()), edges, results=found)

    def begin(self, canaries: int = CANARIES) -> Begins:
        """Start the answer on all worlds in a batch and, beside that, on some of them plainly."""
        return begin(self.duel.sandbox, self.job(range(len(self.suite.cases)), "batch"), canaries)

    def leave(self, begun: Begins) -> None:
        """Take no notice of what comes of it."""
        self.duel.sandbox.leave(*begun)

    def everything(self, begun: Begins) -> tuple[dict[int, duels.Outcome], Outcome]:
        """What the answer gives on all worlds, and what ended it; nothing where no batch can be made."""
        batch, last = self.duel.sandbox.tried(begun.batch)
        canaries, end = self.duel.sandbox.tried(begun.canaries)
        if not batch:
            return {}, last
        return outcomes([*batch, *canaries]), end

    def suite_trials(self, worlds: Iterable[int], how: str) -> tuple[dict[int, duels.Outcome], Outcome]:
        """What the answer gives on worlds of the suite, and how the job ended."""
        parts, last = self.duel.sandbox.try_worlds(self.job(worlds, how))
        return outcomes(parts), last

    def job(self, worlds: Iterable[int], how: str) -> TrialJob:
        """The answer on worlds of the suite."""
        limits = msgspec.structs.replace(self.duel.limits, seconds=max(0.2, self.duel.left()))
        answer, bound = self.duel.answer, self.exercise.parameters
        return suite_job(answer.sql, answer.types, self.suite, self.database, worlds, how, limits, bound)

    def stuck(self, worlds: Iterable[int], found: dict[int, duels.Outcome]) -> World | None:
        """The first of some worlds on which the answer was not done in time."""
        left = [number for number in worlds if number not in found or not found[number].plain]
        return self.suite.cases[left[0]].world if left else None

    def suspects(self, found: dict[int, duels.Outcome]) -> list[Case]:
        """The cases on which the answer seems not to be right, the best to show first."""
        wrong = [
            ((case.edge, *self.rank(case.world, [case.reference.run, outcome.run])), number)
            for number, outcome in found.items()
            if not self.duel.right(self.filled((case := self.suite.cases[number]).reference), outcome)
        ]
        return [self.suite.cases[number] for _, number in sorted(wrong)]

    def filled(self, reference: Reference) -> Reference:
        """A reference's result on a world with the names of its columns."""
        return msgspec.structs.replace(reference, run=Run(self.duel.reference.columns, reference.run.rows))

    def rank(self, world: World, results: Sequence[Run | None]) -> tuple[int, ...]:
        """How good a world is to be shown: with rows, results that have some, few NULLs, and small."""
        read = World("", {table: some for table, some in world.rows.items() if table.lower() in self.read})
        empty = sum(run is None or not run.rows for run in results)
        return (read.size == 0, empty, read.nulls, read.size, world.size)

    def merit(self, witness: Witness) -> tuple[int, ...]:
        """How good a witness is to be shown."""
        return self.rank(witness.world, [witness.expected, witness.actual])

    def confirmed(self, suspects: Sequence[Case]) -> list[tuple[bool, Witness]]:
        """Witnesses among the suspects, with whether they are edges; where a batch only seemed to find any, plainly."""
        found = self.confirm(suspects[:ATTEMPTS])
        if found or len(suspects) < 3:
            return found
        plain, _ = self.suite_trials(spread(range(len(self.suite.cases)), PLAIN), "views")
        return self.confirm(self.suspects(plain)[:ATTEMPTS])

    def confirm(self, suspects: Sequence[Case]) -> list[tuple[bool, Witness]]:
        """The suspects on which the answer differs when both queries are run plainly."""
        if not suspects:
            return []
        edges = {id(case.world) for case in suspects if case.edge}
        return [(id(one.world) in edges, one) for one in self.duel.confirm([case.world for case in suspects])]

    @property
    def more(self) -> int:
        """How many worlds are drawn with the answer's own constants."""
        settings = self.exercise.settings
        assert isinstance(settings, QuerySettings)
        return min(FRESH, 2 * settings.worlds.count)

    def fresh(self) -> list[Witness]:
        """Witnesses among worlds that are drawn with the constants of both queries."""
        from sqlgym.worlds.generate import generate

        both = self.reading.constants | self.suite.reading.constants
        settings = self.exercise.settings
        assert isinstance(settings, QuerySettings)
        seed = f"{self.suite.seed}/{self.duel.answer.sql}"
        worlds = generate(self.suite.tables, both, self.more, seed, cycles=settings.worlds.cycles)
        suspects = sorted(self.duel.fair(worlds), key=self.merit)
        return self.duel.confirm([suspect.world for suspect in suspects[:ATTEMPTS]])

    def smallest(self, witnesses: Sequence[Witness], within: float = SHRINKING) -> Witness:
        """The best small witness that can be made of some; confirmed once more."""
        from sqlgym.worlds.shrink import shrink, simplify

        until = max(self.duel.left() - within, 0.3)
        best = min(witnesses, key=self.merit)
        tables, suspect = self.suite.tables, self.duel.fair
        world = shrink(best.world, tables, suspect, self.merit, lambda: self.duel.left() > until)
        found = self.duel.confirm([simplify(world, tables, suspect), world])
        return found[0] if found else best

    def picture(self, witness: Witness) -> Counterexample:
        """A witness as the little tables that matter and the two results."""
        tables = {
            table.name: grid
            for table in self.suite.tables
            if (grid := self.grid(table, witness.world)) is not None
        }
        actual = result(witness.actual) if witness.actual else Grid(("error",), ((witness.failed,),))
        sql = reproduction(self.suite.tables, witness, self.duel.answer.sql)
        return Counterexample(tables, result(witness.expected), actual, sql)

    def grid(self, table: Table, world: World) -> Grid | None:
        """A table's rows in the columns that one of the two queries mentions; None for a table neither reads."""
        if table.name.lower() not in self.read:
            return None
        named = {*self.reading.columns, *self.suite.reading.columns}
        keys = {name.lower() for name in table.primary_key}
        used = [
            index
            for index, column in enumerate(table.columns)
            if "*" in self.reading.columns or column.name.lower() in named or column.name.lower() in keys
        ]
        columns = tuple(table.columns[index].name for index in used)
        return Grid(columns, tuple(tuple(row[index] for index in used) for row in world.rows[table.name]))


def reproduction(tables: Sequence[Table], witness: Witness, answer: str) -> str:
    """SQL for the engine's own shell that makes a witness's database and runs the answer on it."""
    lines = ["-- A small database on which the answer differs; the answer stands at the end."]
    lines += [f"{statement};" for statement in create_sql(tables, constraints=True)]
    for table in parents_first(tables):
        for row in witness.world.rows[table.name]:
            cells = ", ".join(
                literal(cell, column.type) for cell, column in zip(row, table.columns, strict=True)
            )
            lines.append(f"INSERT INTO {quote(table.name)} VALUES ({cells});")
    return "\n".join([*lines, "", answer.strip().rstrip(";") + ";", ""])


def literal(cell: Cell, kind: str) -> str:
    """A cell as SQL."""
    shown = text(cell)
    if shown is None or isinstance(cell, int):
        return shown or "NULL"
    quoted = shown.replace("'", "''")
    return f"'{quoted}'" if isinstance(cell, str) else f"'{quoted}'::{kind}"


def result(run: Run) -> Grid:
    """A result as a table to be shown."""
    return Grid(tuple(column.name for column in run.columns), run.rows)


def examiner(
    exercise: Exercise,
    bench: Bench,
    reference: Reference,
    answer: Side,
    reading: Reading,
    opened: tuple[Suite, Path] | None = None,
) -> Examiner:
    """What tries an answer on the worlds of its exercise, which may have been `opened` already."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    found, database = opened or suite(exercise, bench)
    keyed = Side(reference.keyed_sql, reference.keyed.columns) if reference.keyed else None
    duel = Duel(
        bench.sandbox,
        found.tables,
        answer,
        Side(exercise.reference, reference.run.columns),
        keyed,
        reference,
        settings.compare,
        settings.limits,
        settings.worlds.assume,
        exercise.parameters,
    )
    return Examiner(duel, found, database, exercise, reading)
