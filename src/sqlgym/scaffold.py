"""A name, a kind and a schema → the files of a new exercise, with what is to be filled in marked in each."""

from pathlib import Path

from sqlgym.course import NAME, Course, built_in
from sqlgym.errors import UsageError
from sqlgym.settings import nearest

SETTINGS = """\
title  = "TODO: a few words"
kind   = "query"
schema = "{schema}"
points = 1
tags   = []
hints  = []    # each tells a little more than the one before

# What an answer may take for granted. On a small database where one of these is not true, it is never failed.
# [worlds]
# assume = ["SELECT count(*) > 0 FROM …"]

# Rows are compared in any order, unless the reference ends in ORDER BY; rows that tie may come in any order.
# [compare]
# order = "exact"
"""

TASK = """\
TODO: say what to return. Which rows, and which not? Which columns, in which order? What stands where there is
nothing: NULL, 0, or no row at all? What if several share first place? Sorted by what, if at all?
"""

REFERENCE = "-- TODO: the query whose result is right.\n"

STARTER = "-- Write your query here.\n"

ACCEPTED = "Other right answers, one .sql file each: all of them must pass.\n"

WRONG = """\
Likely mistakes, one .sql file each: all of them must fail. The comment at the top of a file says what is mistaken;
whoever writes something that behaves the same is shown it.
"""

FILES = {
    "query": {
        "exercise.toml": SETTINGS,
        "task.md": TASK,
        "reference.sql": REFERENCE,
        "starter.sql": STARTER,
        "accepted/.gitkeep": ACCEPTED,
        "wrong/.gitkeep": WRONG,
    }
}
"""Kind of an exercise → its files and what stands in them at first."""

NEXT = """\
Next:
  1. write the statement in task.md, and title and hints in exercise.toml
  2. write the query in reference.sql
  3. write other right answers in accepted/, likely mistakes in wrong/
  4. sqlgym audit {name}{course}
"""


def new(course: Course, name: str, kind: str, schema: str | None = None) -> list[Path]:
    """Write the files of a new exercise; UsageError where there is such a one, or nothing it could be about."""
    if not NAME.fullmatch(name):
        raise UsageError(f"“{name}” cannot be a name; use letters without accents, digits, _ and -")
    if kind not in FILES:
        raise UsageError(f"no exercise of kind “{kind}” can be begun yet{nearest(kind, FILES)}")
    if course.root.name == "builtin" and course.root == built_in():
        raise UsageError("the course that comes with sqlgym takes no exercises; name yours with --course DIR")
    folder = course.exercises / name
    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another name, or delete it")
    chosen = the_schema(course, schema)
    return [written(folder / path, text.format(schema=chosen)) for path, text in FILES[kind].items()]


def the_schema(course: Course, given: str | None) -> str:
    """The schema asked for, or the only one there is."""
    if given is not None:
        return course.schema_folder(given).name
    if not course.schemas:
        place = course.root / "schema" / "NAME" / "schema.sql"
        raise UsageError(f"the course has no schema yet; write CREATE TABLE statements into {place}")
    if len(course.schemas) > 1:
        raise UsageError(f"say which schema with --schema; there is: {', '.join(course.schemas)}")
    return course.schemas[0]


def written(path: Path, text: str) -> Path:
    """Write one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
