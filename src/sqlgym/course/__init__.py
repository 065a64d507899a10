"""A folder → the course and its exercises; the only place that reads the files of a course."""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Literal, get_args

import msgspec

from sqlgym.course.toml import load, nearest
from sqlgym.errors import CourseError, UsageError

NAME = re.compile(r"[A-Za-z0-9_-]+")
PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

KEPT = ".sqlgym"
"""The folder that makes a learner's folder a workspace; all that is remembered of it lies in there."""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one answer may use: seconds, MiB of memory, rows of a result."""

    seconds: float = 5
    """Seconds that it runs."""
    memory_mb: int = 512
    """Memory in MiB."""
    rows: int = 100_000
    """Rows of the result."""

    @property
    def together(self) -> float:
        """The seconds of all runs of one script: it is run again and again, disturbed in every way."""
        return self.seconds * 1.2

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


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """One task, read from its folder."""

    name: str
    folder: Path
    kind: str
    settings: Settings
    task: str
    reference: str
    parameters: dict[str, Value] = {}
    """What the parameters of an answer are bound to: a set of exercise.toml, the first unless another is chosen."""
    withheld: bool = False
    """Whether the reference is kept from this copy of the course, so that answers are only run."""

    @property
    def engine(self) -> str:
        """The engine it runs on unless another is asked for."""
        return self.settings.engine

    @property
    def schema(self) -> str:
        """The name of its schema, or nothing where it needs none."""
        return str(getattr(self.settings, "schema", ""))

    @property
    def starter(self) -> str:
        """What a learner begins with."""
        path = self.folder / "starter.sql"
        return read_text(path) if path.exists() else f"-- {self.settings.title}\n"

    @property
    def explanation(self) -> str:
        """What is said to whoever has solved it; nothing where the course says nothing."""
        path = self.folder / "explanation.md"
        return read_text(path) if path.exists() else ""

    def beside(self, key: str, name: str) -> str:
        """The text of a file that a key of exercise.toml names; CourseError where there is none."""
        path = self.folder / name
        if not path.is_file() or path.parent != self.folder:
            there = sorted(one.name for one in self.folder.glob("*.sql"))
            message = f"{key}: there is no file {name} beside it{nearest(name, there)}"
            raise CourseError(self.folder / "exercise.toml", message)
        return read_text(path)


class Course:
    """A folder with `schema/` and `exercises/`; exercises are read one by one, when asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.exercises = root / "exercises"
        if not self.exercises.is_dir():
            raise UsageError(
                f"{root} is no course: it has no folder exercises/; name the folder that holds it"
            )

    @cached_property
    def settings(self) -> CourseSettings:
        """What course.toml says; without one, the defaults."""
        path = self.exercises / "course.toml"
        return load(path, CourseSettings) if path.exists() else CourseSettings()

    @property
    def title(self) -> str:
        """The course's title, or its folder's name."""
        return self.settings.title or self.root.resolve().name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all exercises: in course.toml's order, then the others by name."""
        found = {path.parent.name for path in self.exercises.glob("*/exercise.toml")}
        listed = [name for name in self.settings.exercises if name in found]
        return (*listed, *sorted(found.difference(listed)))

    def exercise(self, name: str) -> Exercise:
        """One exercise; UsageError for an unknown name, CourseError for a malformed one."""
        folder = self.exercises / name
        if not (folder / "exercise.toml").is_file():
            raise UsageError(f"there is no exercise “{name}”{nearest(name, self.names)}")
        if not NAME.fullmatch(name):
            raise UsageError(f"“{name}” cannot be a name; use letters without accents, digits, _ and -")
        settings = self._settings(folder / "exercise.toml")
        sets = parameters(folder / "exercise.toml", settings)
        withheld = self.settings.graded == "elsewhere"
        return Exercise(
            name=name,
            folder=folder,
            kind=kind_of(settings),
            settings=settings,
            task=self._task(folder, settings),
            reference="" if withheld else read_sql(folder / "reference.sql"),
            parameters=sets[0].bound if sets else {},
            withheld=withheld,
        )

    def _settings(self, path: Path) -> Settings:
        kind = load(path, dict[str, object]).get("kind")
        if kind not in KINDS:
            wrong = "this key is missing" if kind is None else f"there is no kind “{kind}”"
            raise CourseError(path, f"kind: {wrong}{nearest(str(kind or ''), KINDS)}")
        fields = {field.encode_name for field in msgspec.structs.fields(KINDS[str(kind)])}
        defaults = {key: value for key, value in self.settings.defaults.items() if key in fields}
        return in_range(path, load(path, KINDS[str(kind)], defaults))

    def _task(self, folder: Path, settings: Settings) -> str:
        path = folder / "task.md"
        return read_text(path) if path.exists() else settings.task

    @property
    def schemas(self) -> tuple[str, ...]:
        """The names of all schemas."""
        return tuple(sorted(path.parent.name for path in (self.root / "schema").glob("*/schema.sql")))

    def schema_folder(self, name: str) -> Path:
        """The folder of a schema; UsageError for an unknown name."""
        folder = self.root / "schema" / name
        if not NAME.fullmatch(name) or not (folder / "schema.sql").is_file():
            raise UsageError(f"there is no schema “{name}”{nearest(name, self.schemas)}")
        return folder

    def schema_of(self, exercise: Exercise) -> Path:
        """The folder of an exercise's schema; CourseError where exercise.toml names an unknown one."""
        try:
            return self.schema_folder(exercise.schema)
        except UsageError as error:
            raise CourseError(exercise.folder / "exercise.toml", f"schema: {error}") from error

    def digest(self) -> bytes:
        """A SHA-256 over all that the course's verdicts can depend on: names and contents of its files."""
        return self._digest([*self.exercises.glob("*/**/*"), *(self.root / "schema").glob("*/**/*")])

    def digest_of(self, exercise: Exercise) -> bytes:
        """The same for one exercise: its own files and its schema's."""
        schema = self.schema_of(exercise).glob("**/*") if exercise.schema else ()
        return self._digest([*exercise.folder.glob("**/*"), *schema])

    def _digest(self, paths: Sequence[Path]) -> bytes:
        digest = hashlib.sha256()
        for path in sorted(paths):
            if path.is_file():
                data = path.read_bytes()
                digest.update(f"{path.relative_to(self.root).as_posix()}\0{len(data)}\0".encode() + data)
        return digest.digest()


RANGES = {
    "limits.seconds": (0.01, 3_600),
    "limits.memory_mb": (1, 1 << 20),
    "limits.rows": (1, 1_000_000_000),
    "points": (0, 1_000_000),
}
"""Keys of exercise.toml → the least and the most that they may be."""


def in_range(path: Path, settings: Settings) -> Settings:
    """Settings with which an answer can be judged; CourseError for a limit that none could keep, or all."""
    for key, (least, most) in RANGES.items():
        value = attrgetter(key)(settings)
        if not least <= value <= most:
            raise CourseError(path, f"{key}: {value} is not between {least:g} and {most:,}")
    return settings


def parameters(path: Path, settings: Settings) -> tuple[Parameters, ...]:
    """The sets of parameters of an exercise; CourseError where one lacks a value that another has."""
    sets: tuple[Parameters, ...] = getattr(settings, "parameters", ())
    names = [name for one in sets for name in one.bound]
    for number, one in enumerate(sets, start=1):
        for name in names:
            if not PARAMETER.fullmatch(name):
                raise CourseError(path, f"parameters: “{name}” is no name; use letters, digits and _")
            if name not in one.bound:
                message = f"set {number} gives no “{name}”, which another one does{nearest(name, one.bound)}"
                raise CourseError(path, f"parameters: {message}; for NULL put it into nulls")
    return sets


def kind_of(settings: Settings) -> str:
    """The kind that settings belong to."""
    return next(kind for kind, settings_type in KINDS.items() if type(settings) is settings_type)


def read_sql(path: Path) -> str:
    """A file of SQL that a course must have."""
    try:
        return read_text(path)
    except FileNotFoundError:
        raise CourseError(path, "this file is missing; an exercise needs it") from None


def read_text(path: Path) -> str:
    """The text of a file of a course; CourseError where it is none."""
    try:
        return own(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CourseError(path, "this file is not UTF-8 text; save it as UTF-8") from error


def own(path: Path) -> Path:
    """A file of a course; CourseError for a link, which would show and pack what lies elsewhere."""
    if path.is_symlink() or path.parent.is_symlink():
        raise CourseError(path, "this is a link, or lies in one; put the file itself there")
    return path


def built_in() -> Path:
    """The course that comes with sqlgym: in the wheel, or in the checkout it is installed from."""
    package = Path(__file__).parents[1]
    return package / "builtin" if (package / "builtin").is_dir() else package.parents[1]


def in_ci(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a CI service runs this (they set CI=true): then nothing around an answer is trusted."""
    return environment.get("CI", "").lower() in {"true", "1"}


def find_course(
    given: Path | None, answer: Path | None, environment: Mapping[str, str] = os.environ
) -> Course:
    """The course to judge by: `given`, else $SQLGYM_COURSE, else the one around the answer, else the built-in one.

    A folder `exercises/` without an exercise in it, such as a learner's own, is not a course; a workspace that was
    made from another course than the built-in one says so in `.sqlgym/course`, and that counts as around it.
    Nothing around the answer counts where CI=true: there an answer must not choose who judges it.
    """
    if given is not None:
        return Course(opened(given))
    if environment.get("SQLGYM_COURSE"):
        return Course(opened(Path(environment["SQLGYM_COURSE"])))
    if answer is not None and not in_ci(environment):
        for parent in answer.absolute().parents:
            if next((parent / "exercises").glob("*/exercise.toml"), None):
                return Course(parent)
            if (source := parent / KEPT / "course").is_file():
                return made_from(source)
    return Course(built_in())


def opened(path: Path) -> Path:
    """The folder of a course; a zip is unpacked into the cache."""
    if not path.is_file():
        return path
    from sqlgym.course.archive import unpacked

    return unpacked(path)


def made_from(source: Path) -> Course:
    """The course whose path stands in a workspace's file."""
    root = Path(source.read_text(encoding="utf-8", errors="replace").strip())
    if not root.exists():
        raise UsageError(f"{source}: the course {root} is no longer there; say where it is with --course")
    return Course(opened(root))


EXERCISE_LINE = re.compile(r"\s*--\s*exercise:\s*(?P<name>\S+)\s*$", re.IGNORECASE | re.MULTILINE)


def exercise_name(path: Path, text: str) -> str:
    """The exercise of an answer: as its first lines say, else the exercise's folder it lies in, else its stem."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("--"):
            break
        if found := EXERCISE_LINE.match(line):
            return found["name"]
    for parent in path.absolute().parents:
        if (parent / "exercise.toml").is_file():
            return parent.name
    return path.stem
