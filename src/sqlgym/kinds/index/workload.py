"""workload.sql in, its queries and writes out, each led by `-- name: …; weight: N; vary: no`; measured, their lines."""

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sqlgym.course import Exercise, IndexOptions, read_sql
from sqlgym.course.toml import nearest
from sqlgym.errors import CourseError
from sqlgym.sandbox import Index, Measured, Measurement
from sqlgym.verdict.evidence import IndexLine, WorkloadQuery

HEAD = re.compile(r"^--\s*name:\s*(?P<name>[^;\n]+?)\s*(?P<said>(?:;[^;\n]*)*)$", re.MULTILINE)


class Item(msgspec.Struct, frozen=True):
    """One query or write of a workload, and the same with other constants; `vary` is whether it may have those."""

    name: str
    weight: float
    sql: str
    vary: bool = True
    others: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The text itself, then those with other constants."""
        return (self.sql, *self.others)


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
        item(path, text, head, text[head.end() : end].strip().rstrip(";"), options)
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


def item(path: Path, text: str, head: re.Match[str], sql: str, options: IndexOptions) -> Item:
    """One part of the file; CourseError for what its head says and is not known."""
    said = {}
    for part in filter(str.strip, head["said"].split(";")):
        key, _, value = (one.strip() for one in part.partition(":"))
        said[key] = value
        if (key, value) not in {("vary", "yes"), ("vary", "no")} and not (
            key == "weight" and re.fullmatch(r"\d+(\.\d+)?", value)
        ):
            line = text.count("\n", 0, head.start()) + 1
            raise CourseError(
                path, f"“{part.strip()}” is not known; write `weight: 5` or `vary: no`", line=line
            )
    weight = options.weights.get(head["name"], float(said.get("weight", 1)))
    return Item(head["name"], weight, sql, said.get("vary") != "no")


def query_lines(
    items: tuple[Item, ...],
    before: Measurement,
    after: Measurement,
    reference: Measurement,
    tolerance: float,
) -> tuple[WorkloadQuery, ...]:
    """The lines of the queries: with their own constants where those are slow or none is, else with the worst."""
    groups = (grouped(items, one) for one in (before, after, reference))
    return tuple(
        query_line(item, was, now, best, tolerance)
        for item, was, now, best in zip(items, *groups, strict=True)
    )


def grouped(items: tuple[Item, ...], measured: Measurement) -> list[tuple[Measured, ...]]:
    """What was measured, by the items that it is of."""
    rest = iter(measured.items)
    return [tuple(next(rest) for _ in item.texts) for item in items]


def query_line(
    item: Item,
    before: Sequence[Measured],
    after: Sequence[Measured],
    reference: Sequence[Measured],
    tolerance: float,
) -> WorkloadQuery:
    """The line of one query: its work before, with the answer's indexes and with the reference's."""
    ratios = [one.work / max(1, other.work) for one, other in zip(after, reference, strict=True)]
    place = ratios.index(max(ratios)) if ratios[0] <= tolerance < max(ratios) else 0
    was, now, best = before[place], after[place], reference[place]
    return WorkloadQuery(
        item.name,
        item.weight,
        now.write,
        was.work,
        now.work,
        best.work,
        was.details,
        now.details,
        used_in_all(after),
        constants="" if place == 0 else item.texts[place],
    )


def used_in_all(measured: Sequence[Measured]) -> tuple[str, ...]:
    """The indexes that serve a query whatever its constants."""
    return tuple(name for name in measured[0].used if all(name in one.used for one in measured))


def index_lines(items: tuple[Item, ...], after: Measurement) -> tuple[IndexLine, ...]:
    """The lines of the indexes."""
    groups = grouped(items, after)
    return tuple(
        IndexLine(
            index.name,
            index_text(index),
            tuple(some[0].name for some in groups if index.name in used_in_all(some)),
            sum(some[0].entries.get(index.name, 0) for some in groups),
            index.width,
        )
        for index in after.indexes
    )


def index_text(index: Index) -> str:
    """`Orders (employee_id, order_date)`."""
    columns = ", ".join(column or "an expression" for column in index.columns)
    return f"{index.table} ({columns}){PARTIAL if index.partial else ''}"


PARTIAL = " WHERE …"
