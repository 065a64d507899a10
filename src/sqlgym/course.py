"""A folder → the course and its exercises; the only place that reads the files of a course."""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from sqlgym.errors import CourseError, UsageError
from sqlgym.settings import load, nearest

NAME = re.compile(r"[A-Za-z0-9_-]+")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one answer may use: wall-clock seconds, MiB of memory, rows of a result."""

    seconds: float = 5
    memory_mb: int = 512
    rows: int = 100_000

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
    columns: Literal["position", "name"] = "position"
    tolerance: float = 1e-9


class WorldsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The small databases on which an answer is tried besides the dataset.

    Where one of the queries of `assume` is not true, a difference is a note and never fails an answer.
    """

    assume: tuple[str, ...] = ()
    count: int = 300
    cycles: bool = False


class Feedback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner may be shown."""

    counterexample: bool = True
    expected: bool = True
    reference: Literal["never", "after-pass", "always"] = "after-pass"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every exercise.toml may say, whatever its kind."""

    title: str
    engine: str = "duckdb"
    engines: tuple[str, ...] = ()
    points: float = 1
    task: str = ""
    tags: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    limits: Limits = Limits()
    feedback: Feedback = Feedback()


class QuerySettings(Settings, frozen=True, kw_only=True, tag="query"):
    """An exercise.toml of kind query."""

    schema: str
    compare: Compare = Compare()
    worlds: WorldsSettings = WorldsSettings()


class ListColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the staging table that holds a list: what one item is called, and whose list it is."""

    attribute: str
    owner: str
    separator: str = ";"


class BusinessRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A functional dependency with the sentence that says it to the learner."""

    fd: str
    say: str


class Design(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a design is judged by: the rows to be stored and the rules they obey."""

    staging: str
    rules: tuple[BusinessRule, ...]
    target: Literal["2NF", "3NF", "BCNF"] = "3NF"
    data: Literal["optional", "required", "forbidden"] = "optional"
    lists: dict[str, ListColumn] = {}
    roles: dict[str, str] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    tolerance: float = 1e-9


class DesignSettings(Settings, frozen=True, kw_only=True, tag="design"):
    """An exercise.toml of kind design."""

    design: Design


class ScriptSettings(Settings, frozen=True, kw_only=True, tag="script"):
    """An exercise.toml of kind script."""

    schema: str


class Invariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A query whose result must be the same before and after; `say` names it."""

    say: str
    sql: str


class Writer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody else writes while the transaction runs; `say` names it."""

    say: str
    sql: str


class TransactionOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [transaction]."""

    invariants: tuple[Invariant, ...] = ()
    writers: tuple[Writer, ...] = ()


class TransactionSettings(Settings, frozen=True, kw_only=True, tag="transaction"):
    """An exercise.toml of kind transaction."""

    schema: str
    transaction: TransactionOptions = TransactionOptions()


class IndexOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section [index]: how much more work than the reference is still right, and on how large a dataset."""

    engine: Literal["sqlite"] = "sqlite"
    tolerance: float = 1.2
    write_budget: float = 1.5
    max_indexes: int | None = None
    weights: dict[str, float] = {}
    rows: int | None = None


class IndexSettings(Settings, frozen=True, kw_only=True, tag="index"):
    """An exercise.toml of kind index."""

    schema: str
    engine: str = "sqlite"
    index: IndexOptions = IndexOptions()


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
    exercises: tuple[str, ...] = ()
    defaults: dict[str, object] = {}


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """One task, read from its folder."""

    name: str
    folder: Path
    kind: str
    settings: Settings
    task: str
    reference: str

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
        return path.read_text(encoding="utf-8") if path.exists() else f"-- {self.settings.title}\n"


class Course:
    """A folder with `schema/` and `exercises/`; exercises are read one by one, when asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.exercises = root / "exercises"
        if not self.exercises.is_dir():
            raise UsageError(f"{root} is no course: it has no folder exercises/")

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
        if not NAME.fullmatch(name) or not (folder / "exercise.toml").is_file():
            raise UsageError(f"there is no exercise “{name}”{nearest(name, self.names)}")
        settings = self._settings(folder / "exercise.toml")
        return Exercise(
            name=name,
            folder=folder,
            kind=kind_of(settings),
            settings=settings,
            task=self._task(folder, settings),
            reference=read_sql(folder / "reference.sql"),
        )

    def _settings(self, path: Path) -> Settings:
        kind = load(path, dict[str, object]).get("kind")
        if kind not in KINDS:
            wrong = "this key is missing" if kind is None else f"there is no kind “{kind}”"
            raise CourseError(path, f"kind: {wrong}{nearest(str(kind or ''), KINDS)}")
        fields = {field.encode_name for field in msgspec.structs.fields(KINDS[str(kind)])}
        defaults = {key: value for key, value in self.settings.defaults.items() if key in fields}
        return load(path, KINDS[str(kind)], defaults)

    def _task(self, folder: Path, settings: Settings) -> str:
        path = folder / "task.md"
        return path.read_text(encoding="utf-8") if path.exists() else settings.task

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


def kind_of(settings: Settings) -> str:
    """The kind that settings belong to."""
    return next(kind for kind, settings_type in KINDS.items() if type(settings) is settings_type)


def read_sql(path: Path) -> str:
    """A file of SQL that a course must have."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(path, "this file is missing; an exercise needs it") from None
    except UnicodeDecodeError as error:
        raise CourseError(path, "this file is not UTF-8 text") from error


def built_in() -> Path:
    """The course that comes with sqlgym: in the wheel, or in the checkout it is installed from."""
    package = Path(__file__).parent
    return package / "builtin" if (package / "builtin").is_dir() else package.parents[1]


def find_course(
    given: Path | None, answer: Path | None, environment: Mapping[str, str] = os.environ
) -> Course:
    """The course to judge by: `given`, else $SQLGYM_COURSE, else the one around the answer, else the built-in one.

    A folder `exercises/` without an exercise in it, such as a learner's own, is not a course.
    Nothing around the answer counts where CI=true: there an answer must not choose who judges it.
    """
    if given is not None:
        return Course(given)
    if environment.get("SQLGYM_COURSE"):
        return Course(Path(environment["SQLGYM_COURSE"]))
    if answer is not None and environment.get("CI", "").lower() not in {"true", "1"}:
        for parent in answer.absolute().parents:
            if next((parent / "exercises").glob("*/exercise.toml"), None):
                return Course(parent)
    return Course(built_in())


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
