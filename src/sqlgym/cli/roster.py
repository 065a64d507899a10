"""A roster: the CSV file of a class that a platform exports, read with its columns as they are."""

import csv
import io
from pathlib import Path

from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.report.roster import Roster


def read(path: Path, late: str = "") -> Roster:
    """The roster in a file; UsageError for one that is no CSV, has no rows, or lacks the column `late`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = [
            tuple(row)
            for row in csv.reader(io.StringIO(text), dialect=dialect(text), strict=True)
            if any(row)
        ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"{path}: this is no readable CSV file; export it again, as UTF-8 ({error})"
        ) from error
    if len(rows) < 2:
        raise UsageError(f"{path}: there is nobody in it; a roster has a head and a row for each student")
    columns = rows[0]
    if late and late not in columns:
        raise UsageError(f"{path}: there is no column “{late}” for --late{nearest(late, columns)}")
    width = len(columns)
    return Roster(columns, tuple((*row, *("",) * width)[:width] for row in rows[1:]))


def dialect(text: str) -> type[csv.Dialect]:
    """What stands between the cells: a comma, a semicolon or a tab, whichever the head has most of."""

    class Found(csv.excel):
        delimiter = max(",;\t", key=text.partition("\n")[0].count)

    return Found
