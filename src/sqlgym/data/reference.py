"""What the reference of an exercise returns on a dataset, run once in the sandbox and kept in the cache."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.course import Compare, Exercise, Limits
from sqlgym.data.dataset import Dataset
from sqlgym.engines import DATASETS, Keyed, Unordered, engine
from sqlgym.errors import CourseError
from sqlgym.plan import Plan
from sqlgym.result import Block, Column, Expected, Row, Run
from sqlgym.sandbox import Crashed, Exceeded, Failed, Job, Outcome, Policy, Ran, Refused, Sandbox

FORM = "6"
"""Changes when what is kept changes its form."""

IDENTIFIER = re.compile(r"[^\W\d]\w*")

GENEROUS = 2
"""How many times the time and memory of an answer the reference has."""

SLOWER = 2
"""How many times as long as the reference an answer may always take."""

MORE_ROWS = 10
"""An answer may always return as many rows as the reference and a tenth: what it has too many of can then be shown."""

READING = Policy(kinds=frozenset({"SELECT", "MULTI"}), wanted="one query", single=True)


class Reference(msgspec.Struct, frozen=True):
    """What the reference returns, and how to see its ties.

    `keyed` has all rows that LIMIT and OFFSET choose from, with the sort keys at the columns `keys`, and is what
    `keyed_sql` returns; None where rows may come in any order and none are left out.
    """

    run: Run
    plan: Plan | None
    seconds: float
    keyed: Run | None = None
    keys: tuple[int, ...] = ()
    offset: int = 0
    keyed_sql: str = ""
    memory_mb: int = 0
    """The memory that it was given beyond its exercise's limit, as it did not do with that; else 0."""
    tree: str = ""
    """Its syntax tree as JSON, where its engine gives one."""

    def least(self, limits: Limits) -> Limits:
        """The limits, but no less than what the reference needed and some more."""
        rows = len(self.run.rows)
        return Limits(
            max(limits.seconds, self.seconds * SLOWER),
            max(limits.memory_mb, self.memory_mb),
            max(limits.rows, rows + rows // MORE_ROWS),
        )

    def expected(self, compare: Compare) -> Expected:
        """What is right under the settings of `[compare]`."""
        return Expected(self.named(compare), tuple(self.blocks(compare)))

    def named(self, compare: Compare) -> Run:
        """The run; a column that the reference gives no name has its number for one: its own would be SQL."""
        if compare.columns == "name":
            return self.run
        columns = [
            column if IDENTIFIER.fullmatch(column.name) else Column(f"column {number}", column.type)
            for number, column in enumerate(self.run.columns, start=1)
        ]
        return Run(tuple(columns), self.run.rows)

    def blocks(self, compare: Compare) -> Iterable[Block]:
        """The rows of a result in blocks within which any order is right."""
        if compare.order == "exact":
            return (Block(1, (row,)) for row in self.run.rows)
        if compare.order == "none" or self.keyed is None:
            return (Block(len(self.run.rows), self.run.rows),)
        return blocks(self.keyed.rows, self.keys, len(self.run.columns), self.window())

    def window(self) -> tuple[int, int]:
        """The places of all rows which the result takes."""
        return self.offset, self.offset + len(self.run.rows)


def blocks(
    rows: tuple[Row, ...], keys: tuple[int, ...], width: int, window: tuple[int, int]
) -> Iterator[Block]:
    """The runs of rows with equal sort keys, each with the number of its rows that lie in the window."""
    start = 0
    for _, group in groupby(rows, key=lambda row: [row[key] for key in keys]):
        candidates = tuple(row[:width] for row in group)
        inside = min(window[1], start + len(candidates)) - max(window[0], start)
        if inside > 0:
            yield Block(inside, candidates)
        start += len(candidates)


def reference(
    exercise: Exercise, compare: Compare, dataset: Dataset, database: Path, sandbox: Sandbox
) -> Reference:
    """The reference's result on a dataset: from the cache, or run now; CourseError when it does not run."""
    key = key_of(exercise, compare, dataset)

    def run() -> Reference:
        from sqlgym.sandbox.contract import assure  # not needed where the cache has it

        assure(sandbox, DATASETS, exercise.kind)
        assure(sandbox, exercise.engine, exercise.kind)
        return Runner(exercise, dataset, database, sandbox).reference(compare.order)

    return cache.memo("reference", key, Reference, run)


def cached(exercise: Exercise, compare: Compare, dataset: Dataset) -> Reference | None:
    """The reference's result on a dataset, if it was run before."""
    return cache.find("reference", key_of(exercise, compare, dataset), Reference)


def key_of(exercise: Exercise, compare: Compare, dataset: Dataset) -> str:
    """The cache's key of the reference's result on a dataset."""
    bound = msgspec.json.encode(exercise.parameters)
    days = day_of(exercise.reference)
    return cache.key(FORM, dataset.key, exercise.reference, compare.order, exercise.engine, bound, *days)


ASKS = re.compile(
    r"\b(now|today|current_\w+|local(time|timestamp)|get_current_\w+|transaction_timestamp|random\w*|uuid\w*"
    r"|gen_random_uuid|tablesample|using\s+sample)\b|\b(age|date|time|datetime|julianday|unixepoch|strftime)\s*\(",
    re.IGNORECASE,
)
"""Words in a text that may ask the clock or chance: rather too many, for each only makes a cache last a day."""


def day_of(sql: str) -> tuple[str, ...]:
    """Today, as a part of a cache's key, for what may not be the same on another day; else nothing."""
    return (date.today().isoformat(),) if ASKS.search(sql) else ()


VALUES: dict[str, str] = {}
"""The trees of references and the texts of trees: a reference that runs on many databases asks for them each time."""


class Runner:
    """Runs an exercise's reference and what is derived from it, in the sandbox like any other SQL."""

    def __init__(self, exercise: Exercise, dataset: Dataset, database: Path, sandbox: Sandbox) -> None:
        self.exercise = exercise
        self.dataset = dataset
        self.database = database
        self.sandbox = sandbox

    def reference(self, order: str) -> Reference:
        """Run it, and once more with its sort keys where ties or a LIMIT may matter."""
        ran, memory = self.measured(self.exercise.reference)
        plain = Reference(ran.runs[0], ran.plan, ran.seconds, memory_mb=memory, tree=ran.reading.tree)
        if order != "auto":
            return plain
        found = self.keyed(plain.run)
        if found is None:
            return plain
        keyed = self.run(found.sql).runs[0]
        return msgspec.structs.replace(
            plain, keyed=keyed, keys=found.keys, offset=found.offset, keyed_sql=found.sql
        )

    def keyed(self, run: Run) -> Keyed | None:
        """How to see the reference's ties; None where it does not order its rows and has no LIMIT."""
        names = [column.name for column in run.columns]
        columns = frozenset(column.name.lower() for table in self.dataset.tables for column in table.columns)
        try:
            return engine(self.exercise.engine).keyed(self.exercise.reference, names, columns, self.value)
        except Unordered as error:
            raise self.fault(str(error)) from error

    def value(self, expression: str) -> str:
        """What an expression of the engine gives that depends on nothing but its text."""
        if expression not in VALUES:
            VALUES[expression] = str(self.run(f"SELECT {expression}", DATASETS).runs[0].rows[0][0])
        return VALUES[expression]

    def measured(self, sql: str) -> tuple[Ran, int]:
        """One query, and the memory that it was given where the exercise's own did not do, else 0."""
        outcome = self.outcome(sql)
        if not isinstance(outcome, Exceeded) or outcome.what not in {"memory", "bytes"}:
            return self.ran(outcome), 0
        return self.run(sql), self.exercise.settings.limits.memory_mb * GENEROUS

    def run(self, sql: str, engine: str = "") -> Ran:
        """Run one query on the dataset, with more memory than an answer has."""
        return self.ran(self.outcome(sql, engine, GENEROUS), sql)

    def ran(self, outcome: Outcome, sql: str = "") -> Ran:
        """What ran; whatever goes wrong is the course's fault, and in the reference itself it has a place."""
        if isinstance(outcome, Ran):
            return outcome
        path = self.exercise.folder / "reference.sql"
        found = (
            placed(outcome, path, sql)
            if sql == self.exercise.reference
            else self.fault(outcome_text(outcome))
        )
        raise CourseError(path, f"the reference does not run: {found.reason}", found.line, found.column)

    def outcome(self, sql: str, engine: str = "", memory: int = 1) -> Outcome:
        """What becomes of one query on the dataset with more time and rows than an answer has, and so much memory."""
        engine = engine or self.exercise.engine
        limits = self.exercise.settings.limits
        return self.sandbox.run(
            Job(
                sql=sql,
                policy=READING,
                engine=engine,
                database=str(self.database if engine == self.exercise.engine else self.dataset.path),
                tables=tuple(table.name for table in self.dataset.tables),
                limits=limits.times(GENEROUS, memory, rows=10),
                plan=True,
                read=True,
                parameters=self.exercise.parameters,
                turned=self.dataset.turned,
            )
        )

    def fault(self, message: str) -> CourseError:
        """An error that names the reference's file."""
        return CourseError(self.exercise.folder / "reference.sql", message)


def placed(outcome: Outcome, path: Path, sql: str, before: int = 0) -> CourseError:
    """The error for SQL of a course that does not run: with its place in the file, and the line that stands there.

    So many characters of what was run stand `before` the file's own.
    """
    start = outcome.start if isinstance(outcome, Failed | Refused) else None
    if start is None or start < before:
        return CourseError(path, outcome_text(outcome))
    start -= before
    begin = sql.rfind("\n", 0, start) + 1
    shown = sql[begin:].split("\n", 1)[0].strip()
    message = f"{outcome_text(outcome)}\n    {shown[:LONGEST_LINE]}"
    return CourseError(path, message, sql.count("\n", 0, start) + 1, start - begin + 1)


LONGEST_LINE = 160
"""Characters of a line that are shown."""


def outcome_text(outcome: Outcome) -> str:
    """What became of SQL that should have run, in a few words."""
    match outcome:
        case Refused(message) | Failed(message):
            return message
        case Exceeded(what):
            return f"it ran out of {what}"
        case Crashed(how):
            return f"the engine crashed ({how})"
        case _:
            return "there is no statement in it"
