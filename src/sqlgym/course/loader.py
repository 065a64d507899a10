"""A folder → the course and its exercises, each checked as far as it can be without running SQL."""

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from sqlgym.course.exercise import Exercise, read_sql, read_text
from sqlgym.course.settings import KINDS, CourseSettings, Parameters, Settings
from sqlgym.course.toml import load, nearest
from sqlgym.errors import CourseError, UsageError

NAME = re.compile(r"[A-Za-z0-9_-]+")
PARAMETER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def loosely(name: str) -> str:
    """A name without its ending, blanks and signs between words, in small letters."""
    return re.sub(r"[\s_-]+", "", re.sub(r"\.sql$", "", name.strip(), flags=re.IGNORECASE)).casefold()


LONGEST = 60
"""Characters of a name that are looked for; of four bytes each, what a file system takes of one name."""


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

    def named(self, text: str) -> str:
        """The exercise that somebody means: of just this name, else the one that differs in case, blanks or ending."""
        if len(text) <= LONGEST and (self.exercises / text / "exercise.toml").is_file():
            return text
        found = [name for name in self.names if loosely(name) == loosely(text)]
        return found[0] if len(found) == 1 else text

    def exercise(self, name: str) -> Exercise:
        """One exercise; UsageError for an unknown name, CourseError for a malformed one."""
        name = self.named(name)
        folder = self.exercises / name
        if len(name) > LONGEST or not (folder / "exercise.toml").is_file():
            raise UsageError(f"there is no exercise “{name[:LONGEST]}”{nearest(name[:LONGEST], self.names)}")
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
        """A SHA-256 over what one exercise depends on: its own files and its schema's."""
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
    "limits.check_seconds": (0.01, 3_600),
    "points": (0, 1_000_000),
    "compare.tolerance": (0, 1),
    "worlds.count": (0, 10_000),
    "work.at_most": (0.000_001, 1_000),
    "worlds.hunt": (0, 1_000_000),
    "design.tolerance": (0, 1),
    "script.step": (1, 1_000_000_000),
    "index.tolerance": (1, 1_000_000),
    "index.write_budget": (1, 1_000_000),
    "index.max_indexes": (1, 1_000),
    "index.rows": (1, 100_000_000),
}
"""Keys of exercise.toml → the least and the most that they may be, where the kind has them."""


def in_range(path: Path, settings: Settings) -> Settings:
    """Settings with which an answer can be judged; CourseError for a value that nothing can be done with."""
    for key, (least, most) in RANGES.items():
        value = value_of(settings, key)
        if value is not None and not least <= value <= most:
            said = f"{key}: {value} is not between {least:g} and {most:,}"
            raise CourseError(path, said, line_of(path, key))
    return settings


def value_of(settings: object, key: str) -> float | None:
    """The number at a key; None where there is no such key, or it is not set."""
    for name in key.split("."):
        settings = getattr(settings, name, None)
    return settings if isinstance(settings, int | float) else None


def line_of(path: Path, key: str) -> int | None:
    """The line of a key's value; None where the file does not have it as plain TOML, or it is a course's default."""
    section, _, name = key.rpartition(".")
    here = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("["):
            here = text.strip("[] ")
        elif here == section and text.partition("=")[0].strip() == name:
            return number
    return None


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
