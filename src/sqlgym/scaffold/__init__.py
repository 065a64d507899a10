"""A name, a kind and a schema → the files of a new exercise, with what is to be filled in marked in each.

What stands in the files is in `templates/`; `{name}`, `{kind}` and the like are put in.
"""

from pathlib import Path

from sqlgym import cache
from sqlgym.course import KINDS, NAME, Course, built_in
from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.scaffold.files import written

TEMPLATES = Path(__file__).parent / "templates"

HOME = "https://raw.githubusercontent.com/sqlgym/sqlgym/main/docs/schemas"
"""Where an editor finds the schemas of the settings."""

DOCS = "https://github.com/sqlgym/sqlgym/blob/main/docs/reference"
"""Where a reader finds what they mean."""

EVERY = {
    "exercise.toml": "exercise/exercise.toml",
    "task.md": "{kind}/task.md",
    "reference.sql": "{kind}/reference.sql",
    "starter.sql": "{kind}/starter.sql",
    "accepted/.gitkeep": "exercise/accepted.txt",
    "wrong/.gitkeep": "exercise/wrong.txt",
}
"""The files of an exercise → what stands in them at first."""

MORE = {
    "transaction": {"scenarios/.gitkeep": "transaction/scenarios.txt"},
    "index": {"workload.sql": "index/workload.sql"},
    "design": {"staging.sql": "design/staging.sql"},
}
"""Kind of an exercise → the files that only this kind has."""

WANTED = {
    "query": "a query, judged by the rows it returns",
    "script": "statements that change tables, judged by what the tables hold afterwards",
    "transaction": "the same in one transaction, judged by breaking it on purpose",
    "index": "CREATE INDEX statements, judged by the work they save",
    "design": "CREATE TABLE statements, judged by normal forms",
}
"""Kind of an exercise → what a learner writes."""

NEXT = """\
Next:
  1. write the statement in task.md, and title and hints in exercise.toml
  2. write {reference} in reference.sql{besides}
  3. write other right answers in accepted/, likely mistakes in wrong/
  4. sqlgym audit {name}{course}
"""
REFERENCES = {"query": "the query", "script": "the script", "transaction": "the transaction"}
BESIDES = {
    "transaction": ", and set-ups under which it is tried in scenarios/",
    "index": ", and what is to be fast in workload.sql",
    "design": ", and today's one wide table in staging.sql",
}

NEXT_SCHEMA = """\
Next:
  1. write CREATE TABLE statements in schema.sql
  2. say in data.toml how they are filled, or delete it: then it is inferred
  3. sqlgym build {name}{course}
"""


def new(course: Course, name: str, kind: str, schema: str | None = None) -> list[Path]:
    """Write the files of a new exercise; UsageError where there is such a one, or nothing it could be about."""
    folder = free(course, course.exercises, name)
    refuse_kind(kind)
    files = EVERY | MORE.get(kind, {})
    chosen = f'schema = "{the_schema(course, schema)}"\n' if has_schema(kind) else ""
    words = {"name": name, "kind": kind, "schema": chosen, "options": ""}
    options = TEMPLATES / kind / "options.toml"
    words["options"] = render(options, words) if options.exists() else ""
    return [
        written(folder / path, render(TEMPLATES / source.format(kind=kind), words))
        for path, source in files.items()
    ]


def new_schema(course: Course, name: str) -> list[Path]:
    """Write the files of a new schema; UsageError where there is one of this name."""
    folder = free(course, course.root / "schema", name)
    return [
        written(folder / path, render(TEMPLATES / "schema" / path, {}))
        for path in ("schema.sql", "data.toml")
    ]


def begin_course(root: Path) -> list[Path]:
    """Make a folder a course if it is none yet; the files made."""
    if (root / "exercises").is_dir():
        return []
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} is a file; a course that takes exercises is a folder")
    words = {"title": root.resolve().name.replace('"', "'")}
    return [written(root / "exercises" / "course.toml", render(TEMPLATES / "course" / "course.toml", words))]


def has_schema(kind: str) -> bool:
    """Whether exercises of a kind are about a schema."""
    return "schema" in KINDS[kind].__struct_fields__


def next_steps(name: str, kind: str, option: str) -> str:
    """What to do after an exercise was begun."""
    reference = REFERENCES.get(kind, "the best answer")
    return NEXT.format(name=name, course=option, reference=reference, besides=BESIDES.get(kind, ""))


def free(course: Course, place: Path, name: str) -> Path:
    """A folder of this name that is not there yet; UsageError where it is, or cannot be."""
    refuse_name(name)
    refuse_course(course)
    refuse_taken(place / name)
    return place / name


def refuse_course(course: Course) -> None:
    """Raise UsageError for a course that cannot take anything new."""
    if course.root.name == "builtin" and course.root == built_in():
        raise UsageError("the course that comes with sqlgym takes no exercises; name yours with --course DIR")
    if course.root.is_relative_to(cache.directory()):
        raise UsageError("a zip takes no exercises; unpack it, and name the folder with --course DIR")


def refuse_name(name: str) -> None:
    """Raise UsageError for what cannot be the name of an exercise or a schema."""
    if not NAME.fullmatch(name):
        raise UsageError(f"“{name}” cannot be a name; use letters without accents, digits, _ and -")


def refuse_kind(kind: str) -> None:
    """Raise UsageError for what is no kind of exercise."""
    if kind not in KINDS:
        raise UsageError(f"there is no kind “{kind}”{nearest(kind, KINDS)}")


def refuse_taken(folder: Path) -> None:
    """Raise UsageError where there is such a folder."""
    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another name, or delete it")


def the_schema(course: Course, given: str | None) -> str:
    """The schema asked for, or the only one there is."""
    if given is not None:
        return course.schema_folder(given).name
    if not course.schemas:
        raise UsageError("the course has no schema yet; begin one with `sqlgym new --schema-only NAME`")
    if len(course.schemas) > 1:
        raise UsageError(f"say which schema with --schema; there is: {', '.join(course.schemas)}")
    return course.schemas[0]


def render(path: Path, words: dict[str, str]) -> str:
    """A template with its words put in; other braces stay as they are."""
    text = path.read_text(encoding="utf-8")
    for word, value in {**words, "home": HOME, "docs": DOCS}.items():
        text = text.replace(f"{{{word}}}", value)
    return text
