"""Worlds in, a suite out: what the reference returns on each of them, found out in the sandbox."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.data.assumption import TRUE, fault, wrong_shape
from sqlgym.data.dataset import Dataset
from sqlgym.data.reference import Reference, Runner, outcome_text
from sqlgym.engines import DATASETS, engine
from sqlgym.errors import CourseError
from sqlgym.result import Run
from sqlgym.sandbox import Done, Ran, Trial, TrialJob
from sqlgym.sql.comments import leading_comment
from sqlgym.sql.reading import Reading
from sqlgym.sql.tableau import Tableau
from sqlgym.worlds.aimed.queries import asking, tableaux_of
from sqlgym.worlds.aimed.worlds import aimed_worlds
from sqlgym.worlds.check_queries import PATIENT, holding
from sqlgym.worlds.generate import generate
from sqlgym.worlds.second_dataset import middle, world
from sqlgym.worlds.suite import Case, Recipe, Suite, contents, same
from sqlgym.worlds.world import World, violations


def build_suite(exercise: Exercise, context: Context, recipe: Recipe) -> Suite:
    """The suite of an exercise, made now."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    builder = Builder(exercise, settings, context, context.dataset(exercise))
    ran = builder.runner.run(exercise.reference)
    seed = f"{recipe.drawn}/{recipe.seed}"
    ask = asking(context.sandbox, PATIENT)
    read = tableaux_of(exercise.reference, ran.reading, builder.tables, exercise.engine, ask)
    aimed = builder.aimed(ran.reading, read, recipe.count // 2, seed)
    drawn = builder.generated(ran.reading, recipe.count - len(aimed), seed)
    worlds = (*builder.handmade(recipe.hands), *drawn, *aimed, *recipe.pins)
    found = builder.suite(ran, worlds, recipe.seed, recipe.key)
    return msgspec.structs.replace(found, tableaux=read, middle=second(exercise, context))


def second(exercise: Exercise, context: Context) -> Case | None:
    """The second database with what the reference returns on it, if there is one that fits."""
    chosen = middle(exercise, context).middle
    if chosen is None:
        return None
    return Case(world(exercise, context, chosen), msgspec.structs.replace(chosen.reference, plan=None))


class Builder:
    """Builds the suite of an exercise."""

    def __init__(
        self, exercise: Exercise, settings: QuerySettings, context: Context, dataset: Dataset
    ) -> None:
        self.exercise = exercise
        self.settings = settings
        self.context = context
        self.tables = dataset.tables
        self.runner = Runner(exercise, dataset, context.database(exercise), context.sandbox)

    def suite(self, ran: Ran, worlds: Sequence[World], seed: int, key: str) -> Suite:
        """Let the reference run on every world, and leave out those that can't judge; `ran` is how it ran."""
        numbered = dict(enumerate(worlds))
        expected = self.expected(ran.runs[0], numbered, backwards=False)
        found = self.steady(ran, numbered, expected) if ran.reading.ordered else expected
        edges = self.edges(numbered)
        cases = tuple(Case(numbered[number], one, number in edges) for number, one in found.items())
        dropped, unstable = len(worlds) - len(cases), len(expected) - len(cases)
        engine = self.exercise.engine
        return Suite(self.tables, cases, ran.reading, seed, dropped, key, unstable, engine)

    def generated(self, reading: Reading, count: int, seed: str) -> tuple[World, ...]:
        """Worlds that keep every constraint of the schema."""
        holds = holding(self.context.sandbox, self.tables, self.exercise.folder)
        cycles = self.settings.worlds.cycles
        return generate(self.tables, reading.constants, count, seed, cycles=cycles, holds=holds)

    def aimed(
        self, reading: Reading, tableaux: Sequence[Tableau], count: int, seed: str
    ) -> tuple[World, ...]:
        """Worlds aimed at the reference."""
        sandbox, cycles = self.context.sandbox, self.settings.worlds.cycles
        ask = asking(sandbox, PATIENT)
        holds = holding(sandbox, self.tables, self.exercise.folder)
        found = (self.tables, reading.constants, tableaux, count, seed, ask)
        return aimed_worlds(*found, cycles=cycles, holds=holds)

    def handmade(self, hands: Mapping[str, str]) -> Iterator[World]:
        """The hand-made worlds, each named by the comment that leads its file."""
        made = " ".join(f"{one};" for one in engine(DATASETS).create(self.tables))
        for path, sql in hands.items():
            _, rows = self.context.run_script(sql, Path(path), True, before=f"{made} ")
            world = World(
                leading_comment(sql) or Path(path).stem, {name: tuple(some) for name, some in rows.items()}
            )
            if broken := violations(world, self.tables):
                raise CourseError(path, broken[0])
            yield world

    def edges(self, worlds: Mapping[int, World]) -> set[int]:
        """The worlds in which an assumption of the exercise is not true, or ends in an error."""
        return {number for query in self.settings.worlds.assume for number in self.beyond(query, worlds)}

    def beyond(self, query: str, worlds: Mapping[int, World]) -> set[int]:
        """Those in which one of the assumptions is not true; what views can't run is run on tables."""
        found = {trial.world: trial for trial in self.trials(query, worlds, 1, engine=DATASETS)}
        left = {number: world for number, world in worlds.items() if self.unknown(found.get(number))}
        found |= (
            {trial.world: trial for trial in self.trials(query, left, 1, on="tables", engine=DATASETS)}
            if left
            else {}
        )
        if len(found) < len(worlds):
            said = "was stopped before it had been evaluated on all small databases"
            raise fault(self.exercise, query, said)
        runs = {number: trial.run for number, trial in found.items() if trial.run is not None}
        if shape := next(filter(None, map(wrong_shape, runs.values())), ""):
            raise fault(self.exercise, query, f"{shape} (on a small database)")
        return {number for number in worlds if number not in runs or runs[number].rows != TRUE}

    @staticmethod
    def unknown(trial: Trial | None) -> bool:
        """Whether a trial says nothing."""
        return trial is None or trial.run is None

    def steady(
        self, ran: Ran, worlds: Mapping[int, World], expected: Mapping[int, Reference]
    ) -> dict[int, Reference]:
        """What the reference returns on each world where that does not depend on the order of rows."""
        again = self.expected(ran.runs[0], worlds, backwards=True)
        compare = self.settings.compare
        return {
            number: one
            for number, one in expected.items()
            if number in again and same(one, again[number], compare.order)
        }

    def expected(self, run: Run, worlds: Mapping[int, World], backwards: bool) -> dict[int, Reference]:
        """What the reference returns on each world where it runs."""
        width = len(run.columns)
        returned = self.runs(self.exercise.reference, worlds, width, backwards)
        # a PIVOT may have other columns on another database, which say nothing
        plain = {number: one for number, one in returned.items() if len(one.columns) == width}
        found = self.runner.keyed(run) if self.settings.compare.order == "auto" else None
        if found is None:
            return {number: Reference(one, None, 0.0) for number, one in plain.items()}
        keyed = self.runs(found.sql, worlds, len(run.columns) + len(found.keys), backwards)
        return {
            number: Reference(one, None, 0.0, keyed[number], found.keys, found.offset)
            for number, one in plain.items()
            if number in keyed
        }

    def runs(self, sql: str, worlds: Mapping[int, World], width: int, backwards: bool) -> dict[int, Run]:
        """What a query returns on the worlds where it runs."""
        trials = self.trials(sql, worlds, width, backwards)
        return {trial.world: trial.run for trial in trials if trial.run is not None}

    def trials(
        self,
        sql: str,
        worlds: Mapping[int, World],
        width: int,
        backwards: bool = False,
        on: Literal["views", "tables"] = "views",
        engine: str = "",
    ) -> list[Trial]:
        """A query of the course on worlds, plainly; on the exercise's engine but for what it assumes."""
        job = TrialJob(
            sql=sql,
            tables=self.tables,
            types=("",) * width,
            worlds=tuple(worlds),
            how=on,
            engine=engine or self.exercise.engine,
            contents=contents(self.tables, worlds, backwards),
            limits=PATIENT,
            parameters=self.exercise.parameters,
            turned=backwards,
        )
        parts, last = self.context.sandbox.try_worlds(job)
        if not isinstance(last, Done) and not parts:
            raise CourseError(self.exercise.folder, outcome_text(last))
        return [trial for part in parts for trial in part.trials]
