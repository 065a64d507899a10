"""workload.sql in, its queries and writes out: each led by `-- name: …; weight: N`."""

import re

import msgspec

from sqlgym.course import Exercise, IndexOptions, read_sql
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError

HEAD = re.compile(
    r"^--\s*name:\s*(?P<name>[^;\n]+?)\s*(?:;\s*weight:\s*(?P<weight>[\d.]+)\s*)?$", re.MULTILINE
)


class Item(msgspec.Struct, frozen=True):
    """One query or write of a workload."""

    name: str
    weight: float
    sql: str


def workload(exercise: Exercise, options: IndexOptions) -> tuple[Item, ...]:
    """The workload of an exercise; weights in exercise.toml go before those in the file."""
    path = exercise.folder / "workload.sql"
    text = read_sql(path)
    heads = list(HEAD.finditer(text))
    if not heads:
        raise CourseError(
            path,
            "there is no query in it; lead each by a line such as `-- name: orders of a week; weight: 5`",
        )
    ends = [head.start() for head in heads[1:]] + [len(text)]
    items = tuple(
        Item(head["name"], weight(head, options), text[head.end() : end].strip().rstrip(";"))
        for head, end in zip(heads, ends, strict=True)
    )
    names = [item.name for item in items]
    for name in options.weights:
        if name not in names:
            raise CourseError(
                exercise.folder / "exercise.toml",
                f"index.weights.{name}: there is no such query{nearest(name, names)}",
            )
    return items


def weight(head: re.Match[str], options: IndexOptions) -> float:
    """How much a query counts."""
    return options.weights.get(head["name"], float(head["weight"] or 1))
