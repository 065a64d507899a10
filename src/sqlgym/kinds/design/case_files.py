"""A file of INSERTs into the staging table in, the cases in it out: rows to be taken or refused, with what they are."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from sqlgym.context import ROOMY, SCHEMA, Context
from sqlgym.data.reference import outcome_text
from sqlgym.errors import CourseError
from sqlgym.result import Row
from sqlgym.sandbox import Job, Ran
from sqlgym.sql.quoting import quote


class Case(msgspec.Struct, frozen=True):
    """Further rows that the tables must take (`taken`) or refuse, and what they are; each list unfolded.

    `foreseen` are those that no course wrote. With `updated`, the rows stand in place of those with the same keys.
    """

    say: str
    rows: tuple[Row, ...]
    taken: bool
    foreseen: bool = False
    updated: bool = False


def read(context: Context, path: Path, staging: str, table: str, taken: bool) -> tuple[Case, ...]:
    """The cases in a file of INSERTs into the staging table, each led by the comment that names it."""
    found = tuple(parts_of(path))
    count = f"SELECT count(*) AS {COUNT} FROM {quote(table)}"
    sql = "\n;\n".join([staging, count, *(text for _, part in found for text in (part, count))])
    allowed = msgspec.structs.replace(SCHEMA, kinds=SCHEMA.kinds | {"SELECT"})
    outcome = context.sandbox.run(Job(sql=sql, policy=allowed, limits=ROOMY, dump=True, trusted=True))
    if not isinstance(outcome, Ran):
        raise CourseError(path, f"it does not run: {outcome_text(outcome)}")
    counts = [run.rows[0][0] for run in outcome.runs if [one.name for one in run.columns] == [COUNT]]
    places = {one.name.lower(): place for place, one in enumerate(outcome.tables)}
    rows = outcome.contents[places[table.lower()]].rows
    return tuple(
        Case(say, rows[start:stop], taken)
        for (say, _), (start, stop) in zip(found, pairwise(counts), strict=True)
    )


COUNT = "sqlgym_rows"


def parts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The parts of a file, each with the comment that leads it; CourseError for one without."""
    say: list[str] = []
    body: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("--") and "".join(body).strip():
            yield part(path, say, body)
            say, body = [], []
        (say if line.startswith("--") else body).append(line)
    if "".join(body).strip():
        yield part(path, say, body)


def part(path: Path, say: list[str], body: list[str]) -> tuple[str, str]:
    """A part as its name and its INSERTs; CourseError where no comment names it."""
    text = " ".join(line.lstrip("-").strip() for line in say).rstrip(".")
    if not text:
        raise CourseError(path, "lead each INSERT by a comment that says what case it is")
    return text, "\n".join(body).strip().rstrip(";")
