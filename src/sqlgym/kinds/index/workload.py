"""workload.sql in, its queries and writes out, each led by `-- name: …; weight: N`; measured, the report's lines."""

import re

import msgspec

from sqlgym.course import Exercise, IndexOptions, read_sql
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError
from sqlgym.sandbox import Index, Measured, Measurement
from sqlgym.verdict.evidence import IndexLine, WorkloadQuery

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


def query_lines(
    items: tuple[Item, ...], before: Measurement, after: Measurement, reference: Measurement
) -> tuple[WorkloadQuery, ...]:
    """The lines of the queries."""
    measured = zip(items, before.items, after.items, reference.items, strict=True)
    return tuple(query_line(item, *three) for item, *three in measured)


def query_line(item: Item, before: Measured, after: Measured, reference: Measured) -> WorkloadQuery:
    """The line of one query: its work before, with the answer's indexes and with the reference's."""
    works = (before.work, after.work, reference.work)
    return WorkloadQuery(
        item.name, item.weight, after.write, *works, before.details, after.details, after.used
    )


def index_lines(after: Measurement) -> tuple[IndexLine, ...]:
    """The lines of the indexes."""
    return tuple(
        IndexLine(
            index.name,
            index_text(index),
            tuple(item.name for item in after.items if index.name in item.used),
            sum(item.entries.get(index.name, 0) for item in after.items),
        )
        for index in after.indexes
    )


def index_text(index: Index) -> str:
    """`Orders (employee_id, order_date)`."""
    columns = ", ".join(column or "an expression" for column in index.columns)
    return f"{index.table} ({columns}){' WHERE …' if index.partial else ''}"
