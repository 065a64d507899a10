"""What is to be exported, and the parts that all systems share: the course's files, and the command that grades."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from sqlgym.course import Course, Level
from sqlgym.sandbox import Mode

STUDENT = "student"
"""The one student of a class, where a system hands over one hand-in at a time."""


class File(msgspec.Struct, frozen=True):
    """One file to be made: its path, its bytes, and whether it can be run."""

    path: str
    data: bytes
    executable: bool = False


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported, and how it is to grade.

    `install` is what pip is told to install, or a wheel that is put in; `repository` is where the course lies for
    the systems that fetch it; `seed` draws the same small databases for everybody.
    """

    course: Course
    exercises: tuple[str, ...]
    install: str
    repository: str = "OWNER/COURSE"
    seed: int = 0
    sandbox: Mode = "strict"
    feedback: Level = "counterexample"

    @property
    def wheel(self) -> Path | None:
        """The wheel that is put in, if `install` is a file."""
        path = Path(self.install)
        return path if path.suffix == ".whl" and path.is_file() else None


def text(path: str, template: str, values: Mapping[str, str], executable: bool = False) -> File:
    """A file of text: a template in which @name@ stands for a value."""
    filled = re.sub(r"@(\w+)@", lambda found: values[found[1]], template.lstrip("\n"))
    return File(path, filled.encode(), executable)


def course_files(wish: Wish, folder: str) -> Iterator[File]:
    """The course without sample answers, and the wheel if there is one, as files below a folder."""
    root = wish.course.root
    parts = [root / "schema", *(root / "exercises" / name for name in wish.exercises)]
    for path in sorted(path for part in parts for path in part.rglob("*") if path.is_file()):
        yield File(f"{folder}/course/{path.relative_to(root).as_posix()}", path.read_bytes())
    if (settings := root / "exercises" / "course.toml").is_file():
        yield File(f"{folder}/course/exercises/course.toml", settings.read_bytes())
    if wish.wheel is not None:
        yield File(f"{folder}/{wish.wheel.name}", wish.wheel.read_bytes())


def options(wish: Wish) -> Sequence[str]:
    """The options of `sqlgym grade` that are the same everywhere.

    Every exercise is named, so that one that was not handed in counts as well.
    """
    named = [option for name in wish.exercises for option in ("--exercise", name)]
    return (*named, *how(wish))


def how(wish: Wish) -> Sequence[str]:
    """The options that say how to judge and what to tell."""
    sandbox = () if wish.sandbox == "strict" else ("--sandbox", wish.sandbox)
    return ("--seed", str(wish.seed), "--feedback", wish.feedback, *sandbox)


def lines(words: Sequence[str], indent: str, end: str = " \\") -> str:
    """Options as lines of a shell command: each with its value, continued to the next."""
    pairs = [
        f"{shlex.quote(name)} {shlex.quote(value)}"
        for name, value in zip(words[::2], words[1::2], strict=True)
    ]
    return f"{end}\n{indent}".join(pairs)
