"""A learner's folder made from a course: a starter for every exercise, what the editor needs, and a README."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.course import KEPT, Course
from sqlgym.course.given import given_files
from sqlgym.errors import SqlgymError, UsageError
from sqlgym.learn.workspace import ci, editor
from sqlgym.scaffold.files import written

README = """# {title}

{count} SQL exercises. Each `.sql` file here is one: open it, write your query, and check it.

    sqlgym watch

shows the next exercise and checks it whenever you save. One at a time, by hand:

    sqlgym list
    sqlgym show {first}
    sqlgym schema {first}
    sqlgym check {first}.sql
    sqlgym hint {first}

{exercises}
"""

IGNORED = "# What sqlgym remembers of your work on this machine.\n.sqlgym/\n"

Table = Callable[[str], Path]
"""A schema's name → an SQLite file with its tables."""


def make(
    folder: Path, course: Course, given: Path | None, forge: str | None
) -> tuple[list[Path], list[Path]]:
    """Write what is missing; returns the paths made and those that were there and were left as they are."""
    made: list[Path] = []
    kept: list[Path] = []
    for name, content in files(course, given, forge):
        path = folder / name
        if path.exists():
            kept.append(path)
            continue
        written(path, content)
        made.append(path)
    remember(folder, given)
    return made, kept


def remember(folder: Path, given: Path | None) -> None:
    """Make a folder a workspace of the course that was given, or of the built-in one."""
    try:
        (folder / KEPT).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder / KEPT} cannot be made: {error.strerror}; choose another folder"
        ) from error
    if given is not None:
        written(folder / KEPT / "course", f"{given.resolve()}\n")
    else:
        (folder / KEPT / "course").unlink(missing_ok=True)


def files(course: Course, given: Path | None, forge: str | None) -> Iterator[tuple[str, str | bytes]]:
    """Every file of a workspace with what is in it."""
    for name in course.names:
        exercise = course.exercise(name)
        yield f"{name}.sql", exercise.starter
        for file in given_files(exercise):
            yield f"{name}/{file.name}", file.text
    yield "README.md", readme(course)
    yield ".gitignore", IGNORED
    yield ".vscode/settings.json", editor.settings(course.schemas)
    yield ".vscode/extensions.json", editor.extensions()
    if forge is not None:
        yield from ci.files(forge, given is not None)


def readme(course: Course) -> str:
    """The workspace's README."""
    lines = [f"- `{name}.sql`: {course.exercise(name).settings.title}" for name in course.names]
    first = course.names[0] if course.names else "NAME"
    return README.format(title=course.title, count=len(lines), first=first, exercises="\n".join(lines))


def databases(folder: Path, course: Course, tables: Table) -> Iterator[str]:
    """Put the tables of every schema where the editor finds them; yields what is to be said where that fails."""
    for name in course.schemas:
        try:
            (folder / editor.database_name(name)).write_bytes(tables(name).read_bytes())
        except (SqlgymError, OSError) as error:
            yield f"the editor will not show the tables of {name}: {error}"
