"""What is to be exported, and the parts that all systems share: the course's files, and the command that grades."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sqlgym.course import Course, Level
from sqlgym.export.distribution import REQUIREMENT, Wheel
from sqlgym.sandbox import Mode

STUDENT = "student"
"""The one student of a class, where a system hands over one hand-in at a time."""


class File(msgspec.Struct, frozen=True):
    """One file to be made: its path, its bytes, and whether it can be run."""

    path: str
    data: bytes
    executable: bool = False


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported, and how it is to grade.

    `wheel` is put in and installed; without one, pip is told to install `install`. `repository` is where the course
    lies for the systems that fetch it; `seed` draws the same small databases for everybody.
    """

    course: Course
    exercises: tuple[str, ...]
    install: str = REQUIREMENT
    wheel: Wheel | None = None
    repository: str = "OWNER/COURSE"
    seed: int = 0
    sandbox: Mode = "strict"
    feedback: Level = "counterexample"

    def installed(self, folder: str) -> str:
        """What pip is told: the wheel where the folder lies there, or what to fetch."""
        return f"{folder}/{self.wheel.name}" if self.wheel else self.install


def text(path: str, template: str, values: Mapping[str, str], executable: bool = False) -> File:
    """A file of text: a template in which @name@ stands for a value."""
    filled = re.sub(r"@(\w+)@", lambda found: values[found[1]], template.lstrip("\n"))
    return File(path, filled.encode(), executable)


def course_files(request: Request, folder: str) -> Iterator[File]:
    """The course without sample answers, and the wheel if there is one, as files below a folder."""
    yield from wheel_files(request, folder)
    root = request.course.root
    parts = [root / "schema", *(root / "exercises" / name for name in request.exercises)]
    for path in sorted(path for part in parts for path in part.rglob("*") if path.is_file()):
        yield File(f"{folder}/course/{path.relative_to(root).as_posix()}", path.read_bytes())
    if (settings := root / "exercises" / "course.toml").is_file():
        yield File(f"{folder}/course/exercises/course.toml", settings.read_bytes())


def wheel_files(request: Request, folder: str) -> Iterator[File]:
    """The wheel, if there is one, in a folder."""
    if request.wheel is not None:
        yield File(f"{folder}/{request.wheel.name}", request.wheel.data)


def options(request: Request) -> Sequence[str]:
    """The options of `sqlgym grade` that are the same everywhere.

    Every exercise is named, so that one that was not handed in counts as well.
    """
    named = [option for name in request.exercises for option in ("--exercise", name)]
    return (*named, *how(request))


def how(request: Request) -> Sequence[str]:
    """The options that say how to judge and what to tell."""
    sandbox = () if request.sandbox == "strict" else ("--sandbox", request.sandbox)
    return ("--seed", str(request.seed), "--feedback", request.feedback, *sandbox)


def lines(words: Sequence[str], indent: str, end: str = " \\") -> str:
    """Options as lines of a shell command: each with its value, continued to the next."""
    pairs = [
        f"{shlex.quote(name)} {shlex.quote(value)}"
        for name, value in zip(words[::2], words[1::2], strict=True)
    ]
    return f"{end}\n{indent}".join(pairs)
