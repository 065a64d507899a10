"""Which course judges an answer, and which exercise an answer belongs to."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from sqlgym.course.loader import Course
from sqlgym.errors import UsageError

KEPT = ".sqlgym"
"""The folder that makes a learner's folder a workspace; all that is remembered of it lies in there."""


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
