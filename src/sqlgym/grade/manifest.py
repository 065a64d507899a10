"""A manifest in: a CSV file that lists who handed in which file for which exercise."""

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.grade.files import printable, read
from sqlgym.grade.submissions import Class, Submission

COLUMNS = ("student", "exercise", "path")
"""What a manifest has."""


def listed(manifest: Path, root: Path | None, exercises: Sequence[str]) -> Class:
    """What a manifest lists; its paths begin in `root`, else in the folder it lies in."""
    base = (root or manifest.parent).resolve()
    found: dict[tuple[str, str], Submission] = {}
    for line, row in rows(manifest):
        one = Submission(row["student"], row["exercise"], row["path"], partial(inside, base, row["path"]))
        if one.exercise not in exercises:
            raise fault(
                manifest, line, f"there is no exercise “{one.exercise}”{nearest(one.exercise, exercises)}"
            )
        if found.setdefault((one.student, one.exercise), one) is not one:
            raise fault(manifest, line, f"{one.student} has a file for {one.exercise} already; keep one line")
    kept = sorted(found.values(), key=lambda one: (one.student, one.exercise))
    return Class(tuple(sorted({one.student for one in kept})), tuple(kept), ())


def rows(manifest: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a manifest that hold something, with their numbers."""
    try:
        text = manifest.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{manifest}: this is no readable CSV file; save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise fault(manifest, 1, f"the column {missing[0]} is missing; there must be {', '.join(COLUMNS)}")
    try:
        for row in reader:
            yield reader.line_num, manifest_row(manifest, reader.line_num, row)
    except csv.Error as error:
        raise fault(manifest, reader.line_num, f"this is not CSV: {error}") from error


def manifest_row(manifest: Path, line: int, row: dict[str, str | None]) -> dict[str, str]:
    """The cells of a line that count, none of them empty."""
    cells = {name: printable((row[name] or "").strip()) for name in COLUMNS}
    if empty := [name for name, cell in cells.items() if not cell]:
        raise fault(manifest, line, f"{empty[0]} is empty")
    return cells


def fault(manifest: Path, line: int, said: str) -> UsageError:
    """A mistake in a manifest."""
    return UsageError(f"{manifest}:{line}: {said}")


def inside(base: Path, path: str, most: int) -> bytes:
    """The first bytes of a file below a folder; OSError where the path leads out of it."""
    place = (base / path).resolve()
    if not place.is_relative_to(base):
        raise OSError(None, "it lies outside the class's folder")
    return read(place, most)
