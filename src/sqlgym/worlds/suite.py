"""The worlds of an exercise with what the reference returns on each: built once in the sandbox, then from the cache."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.bench import Bench
from sqlgym.build import QUIET, Dataset
from sqlgym.course import Exercise, Limits, QuerySettings, read_sql
from sqlgym.engines.duckdb_catalog import quote
from sqlgym.engines.reading import Reading
from sqlgym.errors import CourseError
from sqlgym.reference import Reference, Runner, told
from sqlgym.result import Cell, Row, Run
from sqlgym.sandbox import Done, Ran, Trial, TrialJob
from sqlgym.schema import Table
from sqlgym.wire import load, store
from sqlgym.worlds.generate import generate, unchecked
from sqlgym.worlds.pins import Pins, pins_of
from sqlgym.worlds.world import World, violations

FORM = "4"
"""Changes when worlds or what is kept of them change."""

PATIENT = Limits(seconds=120, memory_mb=1024)


class Case(msgspec.Struct, frozen=True):
    """A world, and what the reference returns on it; `edge` if the exercise's assumptions do not hold there."""

    world: World
    reference: Reference
    edge: bool = False


class Suite(msgspec.Struct, frozen=True):
    """The worlds of an exercise; `dropped` counts those on which the reference fails or depends on row order.

    `unstable` are those of the dropped on which it depends on row order.
    """

    tables: tuple[Table, ...]
    cases: tuple[Case, ...]
    reading: Reading
    seed: int
    dropped: int
    key: str
    unstable: int = 0


def suite(exercise: Exercise, bench: Bench, *, pinned: bool = True) -> tuple[Suite, Path]:
    """The suite of an exercise and the database file with its worlds, from the cache or built now.

    What is pinned comes last: the worlds before it are those of the suite without pins.
    """
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    dataset, count, seed = bench.dataset(exercise), bench.worlds or settings.worlds.count, bench.seed
    hands = dict(handmade(exercise, bench))
    bound = msgspec.json.encode(exercise.parameters).decode()
    parts = (exercise.reference, exercise.engine, str(count), str(seed), bound, *hands, *hands.values())
    base = cache.key(FORM, dataset.key, msgspec.json.encode((settings.worlds, settings.compare)), *parts)
    pins = pins_of(base) if pinned else ()
    key = cache.key(base, store(Pins(pins))) if pins else base
    found = cache.entry("worlds", key)
    if found is None:
        builder = Builder(exercise, settings, bench, dataset)
        ran = builder.runner.run(exercise.reference)
        worlds = (*builder.handmade(hands), *builder.generated(ran.reading, count, f"{base}/{seed}"))
        built = builder.suite(ran, (*worlds, *pins), seed, key)
        found = cache.create("worlds", key, lambda folder: keep(built, folder))
    return load((found / "suite.msgpack").read_bytes(), Suite), found / "worlds.duckdb"


def handmade(exercise: Exercise, bench: Bench) -> Iterator[tuple[str, str]]:
    """The hand-made worlds of a schema and of an exercise: path and SQL."""
    for folder in (bench.course.schema_of(exercise), exercise.folder):
        for path in sorted((folder / "worlds").glob("*.sql")):
            yield str(path), read_sql(path)


def keep(suite: Suite, folder: Path) -> None:
    """Write a suite and its worlds' database into a folder."""
    (folder / "suite.msgpack").write_bytes(store(suite))
    database(suite.tables, [case.world for case in suite.cases], folder / "worlds.duckdb")


def database(tables: Sequence[Table], worlds: Sequence[World], path: Path) -> None:
    """Write worlds, numbered in their order, into a database file as a TrialJob takes it."""
    import duckdb

    from sqlgym.engines.duckdb_trials import loading

    with duckdb.connect(str(path)) as connection:
        connection.execute(QUIET)
        texts = contents(tables, dict(enumerate(worlds)))
        for table in tables:
            connection.execute(loading(table), [texts[table.name]])


def contents(tables: Sequence[Table], worlds: Mapping[int, World]) -> dict[str, str]:
    """Worlds by number as the JSON that a TrialJob takes."""
    return {
        table.name: json.dumps(
            [
                [str(number), str(place), *map(text, row)]
                for number, world in worlds.items()
                for place, row in enumerate(world.rows.get(table.name, ()))
            ]
        )
        for table in tables
    }


def text(cell: Cell) -> str | None:
    """A cell as text that the engine casts back."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bytes):
        return "".join(f"\\x{byte:02X}" for byte in cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


class Builder:
    """Builds the suite of an exercise."""

    def __init__(self, exercise: Exercise, settings: QuerySettings, bench: Bench, dataset: Dataset) -> None:
        self.exercise = exercise
        self.settings = settings
        self.bench = bench
        self.tables = dataset.tables
        self.runner = Runner(exercise, dataset, dataset.path, bench.sandbox)

    def suite(self, ran: Ran, worlds: Sequence[World], seed: int, key: str) -> Suite:
        """Let the reference run on every world, and leave out those that can't judge; `ran` is how it ran."""
        numbered = dict(enumerate(worlds))
        expected = self.expected(ran.runs[0], numbered, backwards=False)
        found = self.steady(ran, numbered, expected) if ran.reading.ordered else expected
        edges = self.edges(numbered)
        cases = tuple(Case(numbered[number], one, number in edges) for number, one in found.items())
        dropped, unstable = len(worlds) - len(cases), len(expected) - len(cases)
        return Suite(self.tables, cases, ran.reading, seed, dropped, key, unstable)

    def generated(self, reading: Reading, count: int, seed: str) -> tuple[World, ...]:
        """Worlds that keep every constraint of the schema."""
        holds = self.holds if unchecked(self.tables) else None
        cycles = self.settings.worlds.cycles
        return generate(self.tables, reading.constants, count, seed, cycles=cycles, holds=holds)

    def holds(self, table: Table, rows: Sequence[Row]) -> list[bool]:
        """Whether each row of a table keeps its CHECKs, as the engine sees it."""
        checks = " AND ".join(f"({check})" for check in table.checks)
        query = f"SELECT coalesce({checks}, true) FROM {quote(table.name)}"
        (trial,) = self.trials(query, {0: World("", {table.name: tuple(rows)})}, 1)
        if trial.run is None:
            raise CourseError(self.exercise.folder, f"a CHECK of {table.name} does not run: {trial.failed}")
        return [bool(row[0]) for row in trial.run.rows]

    def handmade(self, hands: Mapping[str, str]) -> Iterator[World]:
        """The hand-made worlds, each named by the comment that leads its file."""
        ddl = read_sql(self.bench.course.schema_of(self.exercise) / "schema.sql")
        for path, sql in hands.items():
            _, rows = self.bench.run_script(f"{ddl}\n;\n{sql}", Path(path), True)
            world = World(
                leading_comment(sql) or Path(path).stem, {name: tuple(some) for name, some in rows.items()}
            )
            if broken := violations(world, self.tables):
                raise CourseError(path, broken[0])
            yield world

    def edges(self, worlds: Mapping[int, World]) -> set[int]:
        """The worlds in which an assumption of the exercise is not true."""
        return {
            trial.world
            for query in self.settings.worlds.assume
            for trial in self.trials(query, worlds, 1)
            if trial.run is None or not trial.run.rows or trial.run.rows[0][0] is not True
        }

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
        plain = self.runs(self.exercise.reference, worlds, len(run.columns), backwards)
        found = self.runner.ordering(run) if self.settings.compare.order == "auto" else None
        if found is None:
            return {number: Reference(one, None, 0.0) for number, one in plain.items()}
        sql = self.runner.deserialised(found.tree)
        keyed = self.runs(sql, worlds, len(run.columns) + len(found.keys), backwards)
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
        self, sql: str, worlds: Mapping[int, World], width: int, backwards: bool = False
    ) -> list[Trial]:
        """A query of the course on worlds, plainly."""
        job = TrialJob(
            sql=sql,
            tables=self.tables,
            types=("",) * width,
            worlds=tuple(worlds),
            how="tables" if backwards else "views",
            backwards=backwards,
            contents=contents(self.tables, worlds),
            limits=PATIENT,
            parameters=self.exercise.parameters,
        )
        parts, last = self.bench.sandbox.try_worlds(job)
        if not isinstance(last, Done) and not parts:
            raise CourseError(self.exercise.folder, told(last))
        return [trial for part in parts for trial in part.trials]


def same(one: Reference, other: Reference, order: str) -> bool:
    """Whether two results of the reference allow the same answers."""
    if order == "exact":
        return one.run.rows == other.run.rows
    left, right = ((found.keyed or found.run).rows for found in (one, other))
    return sorted(map(repr, left)) == sorted(map(repr, right)) and len(one.run.rows) == len(other.run.rows)


def leading_comment(sql: str) -> str:
    """The text of the comment lines that a file begins with."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.lstrip("-").strip())
    return " ".join(filter(None, lines))
