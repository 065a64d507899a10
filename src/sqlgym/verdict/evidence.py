"""What a verdict rests on: its probes, and what they showed, in one type for each kind of exercise.

The types are tagged by their kind where verdicts are stored; in the JSON report a verdict's `kind` tells as much. A
field without a value is left out of the report.
"""

from typing import Literal

import msgspec

from sqlgym.plan import Plan
from sqlgym.result import Cell, Column, Row
from sqlgym.verdict.probe import Probe, Untried
from sqlgym.verdict.values import Count, Finding, Grid

Limit = Literal["time", "memory", "rows", "bytes", "trials"]

Kind = Literal["missing", "extra", "changed"]


class Shown(msgspec.Struct, frozen=True):
    """One row of a difference; a missing row has no actual cells, an extra row no expected ones."""

    kind: Kind
    expected: Row | None = None
    actual: Row | None = None
    changed: tuple[int, ...] = ()
    """The indexes of the cells that differ."""


class Difference(msgspec.Struct, frozen=True):
    """Rows that are missing, extra or changed: at most ten to show, and how many more there are of each."""

    expected: tuple[Column, ...]
    actual: tuple[Column, ...]
    rows: tuple[Shown, ...]
    more: dict[Kind, int]
    key: tuple[int, ...] = ()
    """The columns by which changed rows were matched."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="evidence"):
    """What every kind may tell: its probes, a limit that was reached, a blank answer's task, a rehearsal's result."""

    probes: tuple[Probe, ...] = ()
    limit: Limit | None = None
    task: str = ""
    result: Grid | None = None


class Unjudged(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="none"):
    """There was nothing to compare: the answer did not run to its end, or it could not be judged."""


class WorkCount(msgspec.Struct, frozen=True):
    """The work of an answer, of the query to be beaten and of the reference, and SQLite's plan of the answer.

    Work is counted in steps of SQLite's virtual machine.
    """

    answer: int
    of: int
    reference: int
    at_most: float
    plan: tuple[str, ...]

    @property
    def share(self) -> float:
        """The answer's work as a share of that of the query to be beaten."""
        return self.answer / max(1, self.of)


class ParameterSet(msgspec.Struct, frozen=True):
    """The parameters with which a mistake shows: what they are, and their values by name."""

    say: str
    values: dict[str, Cell]


class QueryEvidence(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="query"):
    """Rows of two results: how many, and those that differ."""

    dataset: str = ""
    expected_rows: Count | None = None
    actual_rows: Count | None = None
    second_rows: Count | None = None
    """Rows of the second database that was tried."""
    difference: Difference | None = None
    work: WorkCount | None = None
    parameters: ParameterSet | None = None


class ScriptEvidence(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="script"):
    """What a script left: the first table that differs; `step` has the most rows changed between two commits."""

    statements: Count | None = None
    step: Count | None = None
    table: str = ""
    difference: Difference | None = None


class CardLine(msgspec.Struct, frozen=True):
    """A line of a transaction's card: what was done, what was seen, on which engine; `passed` is None for not tried.

    `status` is then what that makes of the verdict.
    """

    name: str
    passed: bool | None
    did: str
    saw: str
    help: str = ""
    engine: str = ""
    tried: int = 0
    status: Untried | None = None


class TransactionEvidence(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="transaction"):
    """The five lines of the card, and the first table whose rows differ from the reference's state."""

    statements: Count | None = None
    lines: tuple[CardLine, ...] = ()
    table: str = ""
    difference: Difference | None = None


class WorkloadQuery(msgspec.Struct, frozen=True):
    """One query or write: its work without indexes, with the answer's and the reference's, and its plans.

    Work is in steps of SQLite's virtual machine, for a write in entries; plans are in SQLite's own lines. `constants`
    is the query with the constants that all of it was measured with, where those are not the workload's own.
    """

    name: str
    weight: float
    write: bool
    before: int
    after: int
    reference: int
    plan_before: tuple[str, ...]
    plan_after: tuple[str, ...]
    used: tuple[str, ...]
    constants: str = ""

    def slow(self, tolerance: float) -> bool:
        """Whether a read takes more work than the reference's indexes need."""
        return not self.write and self.after > self.reference * tolerance

    @property
    def saved(self) -> float:
        """The share of the reference's saving, 0 to 1."""
        if self.before <= self.reference:
            return 1.0
        return min(1.0, max(0.0, (self.before - self.after) / (self.before - self.reference)))


class IndexLine(msgspec.Struct, frozen=True):
    """One index of the answer: what it is on, the queries it serves, the entries that the writes put into it.

    `width` is how many bytes an entry of it takes.
    """

    name: str
    on: str
    serves: tuple[str, ...]
    entries: int
    width: int = 0


class OnDuckDB(msgspec.Struct, frozen=True):
    """How DuckDB runs one query of the workload, whatever indexes there are."""

    query: str
    plan: Plan


class IndexEvidence(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="index"):
    """The workload's work query by query, the indexes, and DuckDB's plan of the weightiest query, or null."""

    queries: tuple[WorkloadQuery, ...]
    indexes: tuple[IndexLine, ...]
    duckdb: OnDuckDB | None


class ColumnReading(msgspec.Struct, frozen=True):
    """What one column was taken for and how that was found; no attribute where it holds nothing of the original."""

    table: str
    column: str
    attribute: str | None
    how: str


class Try(msgspec.Struct, frozen=True):
    """A contradiction that the learner's tables accepted: the statements, and what was then the case."""

    check: str
    sql: tuple[str, ...]
    effect: str


class TableCard(msgspec.Struct, frozen=True):
    """One table: the normal form it reaches, its key, what is wrong with it, and what can be tried."""

    table: str
    form: str
    target: str
    reached: bool
    key: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    tries: tuple[Try, ...] = ()


class Whole(msgspec.Struct, frozen=True):
    """The design as a whole; `rebuilt` is None where the tables do not hold every attribute.

    `lossless` is None where finding out takes too many steps. `cases` counts the rows put in besides that had to be
    taken or refused, `untried` those that could not be tried.
    """

    lossless: bool | None
    checkable: bool
    rebuilt: bool | None
    rows: int
    findings: tuple[Finding, ...] = ()
    tries: tuple[Try, ...] = ()
    cases: int = 0
    untried: int = 0


class BoxLine(msgspec.Struct, frozen=True):
    """A column in the drawing: its name and type, and `PK`, `U` or `→ table.column`."""

    column: str
    type: str
    marks: tuple[str, ...]


class Box(msgspec.Struct, frozen=True):
    """A table in the drawing."""

    table: str
    lines: tuple[BoxLine, ...]


class DesignEvidence(Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="design"):
    """The columns as they were read, a card a table, the whole, a drawing, and the next move or an empty text."""

    columns: tuple[ColumnReading, ...]
    cards: tuple[TableCard, ...]
    whole: Whole
    drawing: tuple[Box, ...]
    next: str


AnyEvidence = Unjudged | QueryEvidence | ScriptEvidence | TransactionEvidence | IndexEvidence | DesignEvidence
