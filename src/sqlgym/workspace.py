"""A learner's folder made from a course: a starter for every exercise, and a README."""

from collections.abc import Iterator
from pathlib import Path

from sqlgym.course import Course

README = """# {title}

{count} SQL exercises. Each `.sql` file here is one: open it, write your query, and check it.

    sqlgym list{course}
    sqlgym show {first}{course}
    sqlgym check {first}.sql{course}
    sqlgym hint {first}{course}

{exercises}
"""


def make(folder: Path, course: Course, given: Path | None) -> tuple[list[Path], list[Path]]:
    """Write what is missing; returns the paths made and those that were there and were left as they are."""
    made: list[Path] = []
    kept: list[Path] = []
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(course, given):
        path = folder / name
        (kept if path.exists() else made).append(path)
        if path in made:
            path.write_text(text, encoding="utf-8")
    return made, kept


def files(course: Course, given: Path | None) -> Iterator[tuple[str, str]]:
    """Every file of a workspace with its text."""
    for name in course.names:
        yield f"{name}.sql", course.exercise(name).starter
    yield "README.md", readme(course, given)


def readme(course: Course, given: Path | None) -> str:
    """The workspace's README; a course that is not the built-in one is named in every command."""
    lines = [f"- `{name}.sql`: {course.exercise(name).settings.title}" for name in course.names]
    option = f" --course {given.resolve()}" if given else ""
    first = course.names[0] if course.names else "NAME"
    return README.format(
        title=course.title, count=len(lines), course=option, first=first, exercises="\n".join(lines)
    )
