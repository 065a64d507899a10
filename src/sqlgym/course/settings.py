"""The types of what course.toml and every exercise.toml may say; their docstrings become docs/reference."""

from typing import Literal, get_args

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one answer may use: seconds, MiB of memory, rows of a result."""

    seconds: float = 5
    """Seconds that it runs."""
    memory_mb: int = 512
    """Memory in MiB."""
    rows: int = 100_000
    """Rows of the result."""
    check_seconds: float = 20
    """Seconds on a core that all runs of a script or transaction have together; one run may have all of `seconds`."""

    def times(self, seconds: float, memory: int = 1, rows: int = 1) -> "Limits":
        """So many times each of them."""
        return Limits(self.seconds * seconds, self.memory_mb * memory, self.rows * rows, self.check_seconds)

    @property
    def together(self) -> float:
        """The seconds of all runs of one script: it is run again and again, disturbed in every way."""
        return min(self.seconds * 1.2, max(self.check_seconds, self.seconds))

    @property
    def memory_bytes(self) -> int:
        """The memory in bytes."""
        return self.memory_mb << 20

    @property
    def result_bytes(self) -> int:
        """The most bytes of one result: an eighth of the memory, since it is held a few times over."""
        return self.memory_bytes // 8


class Compare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a query's result is compared; see DESIGN of exercise.toml."""

    order: Literal["auto", "exact", "none"] = "auto"
    """auto: ordered as far as the reference's ORDER BY says, ties free; exact: as the reference; none: in any order."""
    columns: Literal["position", "name"] = "position"
    """Whether columns are matched by their position or by their name."""
    tolerance: float = 1e-9
    """How far inexact numbers may differ, relative to their size."""

    by_luck: Literal["wrong", "note"] = "wrong"
    """What an answer gets that nowhere asks for the order of the reference and still came out so."""


class WorldsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The small databases on which an answer is tried besides the dataset.

    Where one of the queries of `assume` is not true, a difference is a note and never fails an answer; the dataset must
    keep them all.
    """

    assume: tuple[str, ...] = ()
    """Queries that must be true; on a small database where one is not, a difference is only a note."""
    count: int = 300
    """How many small databases are generated."""
    hunt: int = 5_000
    """How many more an audit tries a likely mistake on that these do not tell."""
    cycles: bool = False
    """Whether rows of a table that refers to itself may form circles."""


Level = Literal["full", "counterexample", "hint", "verdict"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""How much a report tells of an answer that is not right; each level tells less than the one before."""


class Feedback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner may be shown."""

    level: Level = "full"
    """How much a report tells of an answer that is not right; `--feedback` can only make it less."""
    counterexample: bool = True
    """Whether a small database that shows a mistake is shown."""
    expected: bool = True
    """Whether the expected rows are shown."""
    reference: Literal["never", "after-pass", "always"] = "after-pass"
    """When the reference's plan is shown."""

    def shows_reference(self, passed: bool) -> bool:
        """Whether the reference may be shown to whose answer has passed or not."""
        asked = self.reference
        return self.level == "full" and (asked == "always" or (asked == "after-pass" and passed))


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every exercise.toml may say, whatever its kind."""

    title: str
    """What the exercise is called, in a few words."""
    engine: str = "duckdb"
    """The engine that an answer runs on unless --engine asks for another."""
    engines: tuple[str, ...] = ()
    """The engines that --engine may ask for; without any, all that the kind knows."""
    points: float = 1
    """What a right answer is worth."""
    task: str = ""
    """The statement, where there is no task.md."""
    tags: tuple[str, ...] = ()
    """Words to find the exercise by."""
    hints: tuple[str, ...] = ()
    """Hints, each telling a little more than the one before."""
    limits: Limits = Limits()
    """What one answer may use."""
    feedback: Feedback = Feedback()
    """What a learner may be shown."""


class Work(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [work]: a right result is to be had with at most this share of another query's work."""

    at_most: float
    """The largest share of the other query's work that passes; work is counted on SQLite, never timed."""
    of: str = "slow.sql"
    """The file of the other query, in the exercise's folder."""
    indexes: str = ""
    """A file of the indexes that are there."""
    rows: int | None = None
    """How many rows the schema's largest table has for this; without it, as many as the dataset."""


Value = str | int | float | bool | None
"""What may be bound to a parameter."""


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Values that an answer's parameters are bound to; those in `nulls` are NULL, and `say` names the set."""

    values: dict[str, str | int | float | bool] = {}
    """Name of a parameter → its value."""
    nulls: tuple[str, ...] = ()
    """The parameters that are NULL."""
    say: str = ""
    """What is special about this set, for the learner."""

    @property
    def bound(self) -> dict[str, Value]:
        """Every parameter with its value."""
        return {**self.values, **dict.fromkeys(self.nulls)}


class QuerySettings(Settings, frozen=True, kw_only=True, tag="query"):
    """An exercise.toml of kind query."""

    schema: str
    """The schema that the exercise is about: a folder of schema/."""
    compare: Compare = Compare()
    """How a result is compared with the reference's."""
    worlds: WorldsSettings = WorldsSettings()
    """The small databases that an answer is tried on besides the dataset."""
    work: Work | None = None
    """How much work an answer may take, beside that of another query."""
    parameters: tuple[Parameters, ...] = ()
    """Sets of values that the parameters of an answer are bound to, one run each."""


class ListColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the staging table that holds a list: what one item is called, and whose list it is."""

    attribute: str
    """What one item of the list is called."""
    owner: str
    """The attribute whose list it is; several with commas between."""
    separator: str = ";"
    """What stands between two items."""


class BusinessRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A functional dependency with the sentence that says it to the learner."""

    fd: str
    """The dependency, such as `employee_id -> name, salary`."""
    say: str
    """The sentence that says it to the learner."""


class Design(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a design is judged by: the rows to be stored and the rules they obey."""

    staging: str
    """The table that staging.sql makes and fills."""
    rules: tuple[BusinessRule, ...]
    """The functional dependencies, one table each."""
    target: Literal["2NF", "3NF", "BCNF"] = "3NF"
    """The normal form asked for."""
    data: Literal["optional", "required", "forbidden"] = "optional"
    """Whether an answer may fill its tables."""
    lists: dict[str, ListColumn] = {}
    """Columns of the staging table that hold lists, by their names."""
    roles: dict[str, str] = {}
    """Attributes that hold the values of another one: `manager_id = "employee_id"`."""
    aliases: dict[str, tuple[str, ...]] = {}
    """Names of attributes that would not be guessed."""
    tolerance: float = 1e-9
    """How far inexact numbers may differ, relative to their size."""
    must_accept: str = ""
    """A file of INSERTs into the staging table that the tables must take as well, each led by a comment."""
    must_reject: str = ""
    """The same with rows that the tables must refuse."""
    allow: tuple[str, ...] = ()
    """Conditions on a row of the staging table; rows made from the rules that break one are not asked for."""
    forbid: tuple[str, ...] = ()
    """Conditions on a row of the staging table that no row may fulfil: such rows must be refused."""


class DesignSettings(Settings, frozen=True, kw_only=True, tag="design"):
    """An exercise.toml of kind design."""

    design: Design
    """What a design is judged by."""


class Alive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query that others ask while a script runs: from its first success on it must go on running, also at the end."""

    say: str
    """Who asks it, or what it is, for the learner."""
    sql: str
    """The query."""
    same: bool = False
    """Whether it must go on returning the rows of that first time."""


class ScriptOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [script]: what must not be disturbed while the script runs."""

    alive: tuple[Alive, ...] = ()
    """Queries that others ask before the first statement and after each."""
    step: int | None = None
    """The most rows that may be changed between two commits; without it, any number."""


class ScriptSettings(Settings, frozen=True, kw_only=True, tag="script"):
    """An exercise.toml of kind script."""

    schema: str
    """The schema that the exercise is about: a folder of schema/."""
    script: ScriptOptions = ScriptOptions()
    """What must not be disturbed while the script runs."""


class Invariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query whose result must be the same before and after; `say` names it."""

    say: str
    """What the query counts, in a few words."""
    sql: str
    """The query."""


class Writer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody else writes while the transaction runs; `say` names it."""

    say: str
    """Who writes what, in a few words."""
    sql: str
    """The statement."""


class TransactionOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [transaction]."""

    invariants: tuple[Invariant, ...] = ()
    """Queries whose result must be the same before and after, one table each."""
    writers: tuple[Writer, ...] = ()
    """What somebody else writes in between, one table each."""


class TransactionSettings(Settings, frozen=True, kw_only=True, tag="transaction"):
    """An exercise.toml of kind transaction."""

    schema: str
    """The schema that the exercise is about: a folder of schema/."""
    transaction: TransactionOptions = TransactionOptions()
    """What a transaction is tried with besides its scenarios."""


class IndexOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [index]: how much more work than the reference is still right, and on how large a dataset."""

    engine: Literal["sqlite"] = "sqlite"
    """The engine that counts the work; there is only one so far."""
    tolerance: float = 1.2
    """How many times the work of the reference's indexes a query may take."""
    write_budget: float = 1.5
    """How many times the work of the reference's indexes the writes may take."""
    max_indexes: int | None = None
    """How many indexes an answer may make; without it, as many as pay."""
    weights: dict[str, float] = {}
    """What queries of the workload weigh, by their names, instead of what workload.sql says."""
    rows: int | None = None
    """Rows of the schema's largest table; without it, as its data.toml says."""


class IndexSettings(Settings, frozen=True, kw_only=True, tag="index"):
    """An exercise.toml of kind index."""

    schema: str
    """The schema that the exercise is about: a folder of schema/."""
    engine: str = "sqlite"
    """The engine that counts the work; DuckDB never uses an index for a join or a range."""
    index: IndexOptions = IndexOptions()
    """How much work is still right, and on how large a dataset."""


KINDS: dict[str, type[Settings]] = {
    "query": QuerySettings,
    "script": ScriptSettings,
    "transaction": TransactionSettings,
    "index": IndexSettings,
    "design": DesignSettings,
}
"""Kind of an exercise → what its exercise.toml may say."""


class CourseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A course.toml: its title, the order of its exercises, and defaults for every exercise.toml."""

    title: str = ""
    """What the course is called; without it, as its folder."""
    exercises: tuple[str, ...] = ()
    """The names of exercises in the order in which they are to be done; the others follow by name."""
    graded: Literal["here", "elsewhere"] = "here"
    """elsewhere: a copy for learners that `sqlgym pack` made; it holds no references, and `check` only runs answers."""
    defaults: dict[str, object] = {}
    """Settings for every exercise.toml that does not say otherwise."""
