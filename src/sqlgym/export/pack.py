"""A course → a zip of it: whole for those who grade, or for learners without anything that says what is right.

For learners files and settings are named that go along; whatever else there is, or comes to be, stays behind. The same
course gives the same bytes.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import tomlkit

from sqlgym.course import Course, own
from sqlgym.course.toml import parsed
from sqlgym.errors import UsageError

Reader = Literal["learners", "graders"]
"""Whom a zip is for."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file: a zip depends on what the files hold alone."""

SCHEMA_FILES = ("schema.sql", "data.toml", "data.sql")
EXERCISE_FILES = ("task.md", "starter.sql", "staging.sql", "workload.sql")
"""What a learner gets of an exercise as it is; exercise.toml is written anew."""

SETTINGS = (
    *("title", "kind", "schema", "engine", "engines", "points", "task", "tags", "hints"),
    *("limits", "feedback", "parameters", "index", "design"),
)
"""What a learner gets of exercise.toml."""

DESIGN = ("staging", "rules", "target", "data", "lists", "roles", "tolerance")
"""What a learner gets of its section [design]: what the statement says."""

Files = Iterator[tuple[str, bytes]]
"""Names in the zip with what the files hold."""


def pack(course: Course, target: Path, reader: Reader) -> list[str]:
    """Write a course as a zip; the names of the files in it. CourseError where an exercise is malformed."""
    files = sorted(PACKED[reader](course))
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files:
                info = zipfile.ZipInfo(name, EARLIEST)
                info.external_attr = 0o644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}") from error
    return [name for name, _ in files]


def for_graders(course: Course) -> Files:
    """All files of a course."""
    for folder in (course.exercises, course.root / "schema"):
        for path in folder.rglob("*"):
            place = path.relative_to(course.root)
            if path.is_file() and not any(part.startswith(("__", ".")) for part in place.parts[:-1]):
                yield place.as_posix(), own(path).read_bytes()


def for_learners(course: Course) -> Files:
    """The files of a course that say nothing of what is right."""
    if course.settings.graded == "elsewhere":
        raise UsageError("this course is a copy for learners already; pack the course that it was made of")
    for name in course.schemas:
        yield from present(course.root / "schema" / name, f"schema/{name}", SCHEMA_FILES)
    order = list(course.names)
    defaults = {key: value for key, value in course.settings.defaults.items() if key in SETTINGS}
    yield (
        "exercises/course.toml",
        toml(
            {
                "title": course.title,
                "exercises": order,
                "graded": "elsewhere",
                "defaults": public_settings(defaults),
            }
        ),
    )
    for name in order:
        exercise = course.exercise(name)
        yield from present(exercise.folder, f"exercises/{name}", EXERCISE_FILES)
        yield f"exercises/{name}/exercise.toml", toml(public_settings(raw(exercise.folder / "exercise.toml")))


def present(folder: Path, place: str, names: tuple[str, ...]) -> Files:
    """Those of some files that there are."""
    for name in names:
        if (folder / name).is_file():
            yield f"{place}/{name}", own(folder / name).read_bytes()


def raw(path: Path) -> dict[str, Any]:
    """What a settings file says, which was read before."""
    return parsed(path)


def public_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """What a learner gets of the settings of an exercise."""
    kept = {key: value for key, value in settings.items() if key in SETTINGS}
    if "parameters" in kept:  # the other sets are what an answer is tried with
        kept["parameters"] = kept["parameters"][:1]
    if isinstance(kept.get("design"), dict):
        kept["design"] = {key: value for key, value in kept["design"].items() if key in DESIGN}
    return kept


def toml(settings: dict[str, Any]) -> bytes:
    """Settings as TOML, without any comment."""
    return tomlkit.dumps(settings).encode()


PACKED: dict[Reader, Callable[[Course], Files]] = {"learners": for_learners, "graders": for_graders}
"""Whom a zip is for → the files in it."""
