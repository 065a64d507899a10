"""What a check works with: the sandbox, and the datasets and reference results that are built when first needed."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from sqlgym.course import Compare, Course, Exercise, Limits
from sqlgym.data import assumption, dataset_cache, reference
from sqlgym.data.assumption import Assumed
from sqlgym.data.dataset import Dataset, Scripts
from sqlgym.data.reference import Reference, outcome_text
from sqlgym.engines import DATASETS
from sqlgym.errors import CourseError
from sqlgym.result import Row, Run
from sqlgym.sandbox import Exceeded, Job, Outcome, Policy, Ran, Sandbox
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote

if TYPE_CHECKING:
    from sqlgym.data.populate.write import Progress
    from sqlgym.sandbox.allowance import Allowance

T = TypeVar("T")

SCHEMA = Policy(
    kinds=frozenset({"CREATE", "INSERT", "UPDATE", "DELETE", "ALTER", "TRANSACTION", "COMMENT"}),
    wanted="CREATE and INSERT statements",
)
"""What the SQL of a course may hold that makes tables and fills them."""

READING_ALL = Policy(kinds=frozenset({"SELECT"}), wanted="queries")
SAMPLE = 5
"""Rows of a table that `show` prints."""

ROOMY = Limits(seconds=120, memory_mb=2048, rows=10_000_000)

FILLING = Limits(seconds=60, memory_mb=2048, rows=10_000_000)
"""What schema.sql and data.sql of a course may take; an INSERT takes a millisecond, however many rows it has."""


class Context:
    """The tools of one course's checks; `plan` says whether answers are to show theirs."""

    def __init__(
        self,
        course: Course,
        sandbox: Sandbox,
        plan: bool = True,
        progress: "Progress | None" = None,
        worlds: int | None = None,
        seed: int = 0,
    ) -> None:
        """Take the tools; nothing is built yet. `worlds` is how many are tried instead of the exercise's number."""
        self.course = course
        self.sandbox = sandbox
        self.plan = plan
        self.progress = progress
        self.worlds = worlds
        self.seed = seed
        self.allowance: Allowance | None = None
        self.memory: dict[tuple[str, str], object] = {}
        self.at_once = True
        """Whether somebody waits for a verdict: then all that it may need is begun at once."""

    def with_allowance(self, limits: Limits) -> "Context":
        """A copy for the scripts of one answer, whose runs share the time they may take."""
        from sqlgym.sandbox.allowance import Allowance  # scripts only

        found = copy(self)
        found.allowance = Allowance(limits)
        return found

    def without_allowance(self) -> "Context":
        """A copy for a run that its caller accounts for."""
        found = copy(self)
        found.allowance = None
        return found

    def once(self, what: str, key: str, make: Callable[[], T]) -> T:
        """What is the same for all answers, made when the first of them asks for it."""
        if (what, key) not in self.memory:
            self.memory[what, key] = make()
        return cast("T", self.memory[what, key])

    @cached_property
    def digest(self) -> bytes:
        """The course's content as a SHA-256."""
        return self.course.digest()

    def dataset(self, exercise: Exercise, rows: int | None = None) -> Dataset:
        """The dataset of an exercise's schema on which what it assumes is true, built if it is not in the cache."""
        return self.schema_dataset(self.course.schema_of(exercise), rows, self.assumed(exercise).seed)

    def schema_dataset(self, folder: Path, rows: int | None = None, seed: int = 0) -> Dataset:
        """The dataset of a schema, with `rows` in its largest table if given."""
        return dataset_cache.dataset(
            folder,
            self.first_script,
            rows=rows,
            seed=seed,
            progress=self.progress,
            read_scripts=self.read_scripts,
        )

    def assumed(self, exercise: Exercise) -> Assumed:
        """The seed of a dataset on which all is true that an exercise assumes, or what is at fault."""
        folder = self.course.schema_of(exercise)
        fixed = (folder / "data.sql").exists()
        return assumption.assumed(
            exercise, lambda seed: self.schema_dataset(folder, seed=seed), fixed, self.sandbox
        )

    def require_assumptions(self, exercise: Exercise) -> None:
        """AssumptionError where what an exercise assumes can't be evaluated, or is not true on its dataset."""
        found = self.assumed(exercise)
        if found.fault:
            raise assumption.fault(exercise, found.query, found.fault)

    def database(
        self,
        exercise: Exercise,
        constrained: bool = False,
        rows: int | None = None,
        dataset: Dataset | None = None,
    ) -> Path:
        """The dataset as a file of the exercise's engine; DuckDB's own carries constraints only where asked for."""
        dataset = dataset or self.dataset(exercise, rows)
        if exercise.engine == DATASETS and not constrained:
            return dataset.path
        from sqlgym.data.materialise import materialise

        return materialise(dataset, exercise.engine)

    def backwards(self, exercise: Exercise) -> Dataset:
        """The dataset with the rows of every table put in the other way round."""
        return dataset_cache.backwards(self.dataset(exercise))

    def reference(self, exercise: Exercise, compare: Compare, dataset: Dataset | None = None) -> Reference:
        """The reference's result on the dataset, or on another one, run if it is not in the cache."""
        dataset = dataset or self.dataset(exercise)
        database = self.database(exercise, dataset=dataset)
        return reference.reference(exercise, compare, dataset, database, self.sandbox)

    def first_script(
        self, sql: str, path: Path, dump: bool, before: str = ""
    ) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
        """Run SQL of the course for a dataset that is built now, if the engine does what all judging relies on."""
        from sqlgym.sandbox.contract import assure  # not needed where the cache has the dataset

        assure(self.sandbox, DATASETS, "")
        return self.run_script(sql, path, dump, before)

    def run_script(
        self, sql: str, path: Path, dump: bool, before: str = ""
    ) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
        """Run SQL of the course in an empty database: the tables there are then and, with `dump`, their rows.

        What is to be done `before` what stands in the file is not counted where an error has its place.
        """
        given = Job(sql=f"{before}{sql}", policy=SCHEMA, limits=FILLING, dump=True, trusted=True)
        outcome = self.sandbox.run(given)
        if isinstance(outcome, Exceeded):
            most = f"{FILLING.seconds:g} seconds, {FILLING.memory_mb:,} MB and {FILLING.rows:,} rows"
            raise CourseError(path, f"{outcome_text(outcome)}; it may take {most}")
        if not isinstance(outcome, Ran):
            raise reference.placed(outcome, path, sql, len(before))
        names = [table.name for table in outcome.tables]
        rows = (
            {name: list(run.rows) for name, run in zip(names, outcome.contents, strict=True)} if dump else {}
        )
        return outcome.tables, rows

    def read_scripts(self, paths: Sequence[Path]) -> Scripts:
        """Read a schema's scripts as an import does; CourseError for the first thing that would be lost."""
        from sqlgym.data.scripts import read_scripts  # most courses' scripts run as they are

        return read_scripts(self.sandbox, paths)

    def samples(self, exercise: Exercise, rows: int = SAMPLE) -> tuple[Run, ...]:
        """The first rows of each table of an exercise's dataset."""
        dataset = self.dataset(exercise)
        sql = ";".join(f"SELECT * FROM {quote(table.name)} LIMIT {rows}" for table in dataset.tables)
        job = Job(sql=sql, policy=READING_ALL, database=str(dataset.path), limits=ROOMY, trusted=True)
        outcome = self.sandbox.run(job)
        if not isinstance(outcome, Ran):
            raise CourseError(self.course.schema_of(exercise), outcome_text(outcome))
        return outcome.runs

    def run(self, exercise: Exercise, sql: str, policy: Policy, dataset: Dataset | None = None) -> Outcome:
        """Run an answer to an exercise on its dataset, or on another one."""
        return self.sandbox.run(self.job(exercise, sql, policy, dataset))

    def job(self, exercise: Exercise, sql: str, policy: Policy, dataset: Dataset | None = None) -> Job:
        """An answer to an exercise on its dataset, or on another one."""
        dataset = dataset or self.dataset(exercise)
        return Job(
            sql=sql,
            policy=policy,
            engine=exercise.engine,
            database=str(self.database(exercise, dataset=dataset)),
            tables=tuple(table.name for table in dataset.tables),
            limits=exercise.settings.limits,
            plan=self.plan,
            read=True,
            parameters=exercise.parameters,
            turned=dataset.turned,
        )
