"""A result in, its rows for programs out: JSON or CSV, all of them or at most so many."""

import csv
import io
from collections.abc import Callable

import msgspec

from sqlgym.result import Run
from sqlgym.result.cells import jsonable


def as_json(run: Run, most: int | None) -> str:
    """`{"columns": […], "rows": [[…]]}` on one line."""
    names = [column.name for column in run.columns]
    rows = [[jsonable(cell) for cell in row] for row in run.rows[:most]]
    return msgspec.json.encode({"columns": names, "rows": rows}).decode() + "\n"


def as_csv(run: Run, most: int | None) -> str:
    """A line of names, then a line for each row; NULL is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in run.columns])
    writer.writerows(["" if cell is None else jsonable(cell) for cell in row] for row in run.rows[:most])
    return text.getvalue()


PROGRAMS: dict[str, Callable[[Run, int | None], str]] = {"json": as_json, "csv": as_csv}
"""Format → what writes rows in it."""
