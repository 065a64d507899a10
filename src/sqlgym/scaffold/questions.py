"""A list of questions in, a line each → the files of an exercise each; all of them, or none and the wrong line."""

import csv
import json
import re
import unicodedata
from pathlib import Path

import msgspec

from sqlgym.course import Course
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError, UsageError
from sqlgym.scaffold import EVERY, HOME, MORE, TEMPLATES, free, has_schema, refuse_kind, render, the_schema
from sqlgym.scaffold.files import written

REQUIRED = ("title", "task", "reference")
OPTIONAL = ("name", "kind", "schema", "engine", "points", "tags", "hints")
SEVERAL = re.compile(r"\s*[;|]\s*")
"""What stands between several tags or hints in one cell."""


class Question(msgspec.Struct, frozen=True):
    """One exercise to be: what the list says of it, and on which line."""

    line: int
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The name that is given, or one made of the title."""
        return self.cells.get("name") or slug(self.cells["title"])

    @property
    def kind(self) -> str:
        """The kind, a query if nothing is said."""
        return self.cells.get("kind") or "query"


def slug(title: str) -> str:
    """A title in small letters without accents, with _ for all else."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60]


def read(path: Path) -> list[Question]:
    """The questions of a CSV file; CourseError for the first line that says too little."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(path, "is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    first = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
    head = [one.strip().lower() for one in next(rows, [])]
    refuse_head(path, head)
    found = []
    for cells in rows:
        if any(cell.strip() for cell in cells):
            found.append(question(path, rows.line_num, head, cells))
    if not found:
        raise CourseError(path, "holds no question; write one a line, below the names of the columns")
    return found


def refuse_head(path: Path, head: list[str]) -> None:
    """Raise CourseError for a first line that names a column nobody knows, or lacks one that must be there."""
    known = (*REQUIRED, *OPTIONAL)
    for name in head:
        if name not in known:
            raise CourseError(path, f"there is no column “{name}”{nearest(name, known)}", 1)
    if missing := [name for name in REQUIRED if name not in head]:
        raise CourseError(path, f"the column “{missing[0]}” is missing; needed are {', '.join(REQUIRED)}", 1)


def question(path: Path, line: int, head: list[str], cells: list[str]) -> Question:
    """One line of the list."""
    if len(cells) != len(head):
        raise CourseError(path, f"has {len(cells)} cells for {len(head)} columns", line)
    named = {name: cell.strip() for name, cell in zip(head, cells, strict=True)}
    if empty := [name for name in REQUIRED if not named[name]]:
        raise CourseError(path, f"{empty[0]} is empty", line)
    points = named.get("points") or "1"
    if not re.fullmatch(r"\d+(\.\d+)?", points):
        raise CourseError(path, f"points: “{points}” is no number", line)
    return Question(line, named)


def begin(course: Course, path: Path, schema: str | None) -> list[Path]:
    """Write an exercise for each line of a list; nothing where one of them cannot be."""
    found = read(path)
    folders: dict[Path, Question] = {}
    for one in found:
        try:
            refuse_kind(one.kind)
            folder = free(course, course.exercises, one.name)
            chosen = the_schema(course, one.cells.get("schema") or schema) if has_schema(one.kind) else ""
        except UsageError as error:
            raise CourseError(path, str(error), one.line) from error
        if folder in folders:
            before = folders[folder].line
            raise CourseError(path, f"“{one.name}” is the name of line {before} too; give a name", one.line)
        folders[folder] = msgspec.structs.replace(one, cells={**one.cells, "schema": chosen})
    return [path for folder, one in folders.items() for path in files(folder, one)]


def files(folder: Path, one: Question) -> list[Path]:
    """Write the files of one exercise."""
    texts = {
        "exercise.toml": settings(one),
        "task.md": one.cells["task"] + "\n",
        "reference.sql": one.cells["reference"].rstrip("; \n") + ";\n",
    }
    words = {"name": one.name, "kind": one.kind}
    return [
        written(folder / path, texts.get(path) or render(TEMPLATES / source.format(kind=one.kind), words))
        for path, source in (EVERY | MORE.get(one.kind, {})).items()
    ]


def settings(one: Question) -> str:
    """The text of exercise.toml."""
    lines = [
        f"#:schema {HOME}/exercise.json",
        "",
        f"title  = {quoted(one.cells['title'])}",
        f"kind   = {quoted(one.kind)}",
    ]
    for name in ("schema", "engine"):
        if one.cells.get(name):
            lines.append(f"{name} = {quoted(one.cells[name])}")
    lines.append(f"points = {one.cells.get('points') or 1}")
    for name in ("tags", "hints"):
        items = [item for item in SEVERAL.split(one.cells.get(name, "")) if item]
        lines.append(f"{name}   = [{', '.join(map(quoted, items))}]")
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as TOML has it, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
