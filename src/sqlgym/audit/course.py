"""A course in, what is wrong with its course.toml out: names and defaults that lead nowhere."""

from collections.abc import Iterator

import msgspec

from sqlgym.audit.finding import Audit, Finding, line_of_key, line_of_text, malformed, text_of
from sqlgym.course import KINDS, Course
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError

NAME = "course.toml"
"""What the course itself is audited as; no exercise can be called so."""


def whole(course: Course) -> Audit:
    """The audit of a course as a whole."""
    try:
        return Audit(NAME, findings=(*copies(course), *unlisted(course), *defaults(course), *strays(course)))
    except CourseError as error:
        return Audit(NAME, findings=(malformed(error, course.exercises),))


def copies(course: Course) -> Iterator[Finding]:
    """A copy for learners has nothing that could be audited."""
    if course.settings.graded == "elsewhere":
        said = "This course is a copy for learners, without references."
        yield Finding("file", str(course.exercises / NAME), said, "Audit the course that it was packed from.")


def unlisted(course: Course) -> Iterator[Finding]:
    """Exercises that course.toml lists and that are not there."""
    path = course.exercises / NAME
    for name in course.settings.exercises:
        if name not in course.names:
            said = f"exercises: there is no exercise “{name}”{nearest(name, course.names)}"
            line = line_of_text(text_of(path), f'"{name}"')
            yield Finding("course.order", str(path), said, "Correct the name, or take it out.", line)


def defaults(course: Course) -> Iterator[Finding]:
    """Defaults that no exercise can have."""
    path = course.exercises / NAME
    known = {field.encode_name for kind in KINDS.values() for field in msgspec.structs.fields(kind)}
    for key in course.settings.defaults:
        if key not in known:
            said = f"defaults.{key}: there is no such key{nearest(key, known)}"
            line = line_of_key(text_of(path), f"defaults.{key}")
            yield Finding("course.defaults", str(path), said, "Correct the key, or take it out.", line)


def strays(course: Course) -> Iterator[Finding]:
    """Folders that look like an exercise and are none."""
    for folder in sorted(course.exercises.iterdir()):
        if (
            folder.is_dir()
            and not folder.name.startswith((".", "_"))
            and not (folder / "exercise.toml").exists()
        ):
            said = "There is no exercise.toml in it, so it is no exercise."
            yield Finding("course.folder", str(folder), said, "Write one, or take the folder away.")
