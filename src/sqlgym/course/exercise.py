"""One task, read from its folder, and the reading of a course's files: text or a CourseError."""

from pathlib import Path

import msgspec

from sqlgym.course.settings import Settings, Value
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError


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

    def on(self, engine: str) -> "Exercise":
        """The exercise on another engine."""
        settings = msgspec.structs.replace(self.settings, engine=engine)
        return msgspec.structs.replace(self, settings=settings)

    def beside(self, key: str, name: str) -> str:
        """The text of a file that a key of exercise.toml names; CourseError where there is none."""
        path = self.folder / name
        if not path.is_file() or path.parent != self.folder:
            there = sorted(one.name for one in self.folder.glob("*.sql"))
            message = f"{key}: there is no file {name} beside it{nearest(name, there)}"
            raise CourseError(self.folder / "exercise.toml", message)
        return read_text(path)


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
