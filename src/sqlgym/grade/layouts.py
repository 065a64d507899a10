"""The place of a file below a class's folder → whose it is, and which exercises its name may mean."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

Parts = tuple[str, ...]
"""The folders and the name of a file, from the class's folder down; an archive counts as a folder."""

Place = tuple[str, tuple[str, ...]]
"""A student, and the names of exercises that a file may be for, the likeliest first."""

Layout = Callable[[Parts], Place | None]

CANVAS = re.compile(r"(?P<student>.+?(?:_LATE)?_\d+|(?:LATE_)?anon_[^_]+)_\d+_(?P<rest>.+)", re.DOTALL)
"""`lovelaceada_12345_67890_name.sql`, with `_LATE` before the first number, or `anon_x7Qp2_67890_name.sql`.

The numbers are Canvas's own for the user and for the file (canvas-lms, lib/content_zipper.rb).
"""

RENUMBERED = re.compile(r"-\d+$")
"""What Canvas puts behind a name that is handed in again."""

MOODLE = re.compile(r"(?P<student>.+_\d+)_assignsubmission_file_?(?P<rest>.*)", re.DOTALL)
"""`Ada Lovelace_123456_assignsubmission_file_/name.sql`, or the same as the beginning of the file's own name."""


def folders(parts: Parts) -> Place | None:
    """`student/…/exercise.sql`, or an archive that is named for the student."""
    if len(parts) < 2:
        return None
    return stem(parts[0], ".zip"), (stem(parts[-1]),)


def canvas(parts: Parts) -> Place | None:
    """A download from Canvas; a student is the name and number that Canvas writes."""
    found = matched(CANVAS, parts)
    if found is None:
        return None
    student, name = found
    return student.replace("_LATE_", "_").removeprefix("LATE_"), (name, RENUMBERED.sub("", name))


def moodle(parts: Parts) -> Place | None:
    """A download from Moodle, with a folder for each student or without; a student is name and number."""
    found = matched(MOODLE, parts)
    return None if found is None else (found[0], (found[1],))


LAYOUTS: dict[str, Layout] = {"folders": folders, "canvas": canvas, "moodle": moodle}
"""Name of a layout → how it reads the place of a file."""


def matched(pattern: re.Pattern[str], parts: Parts) -> tuple[str, str] | None:
    """The student that the first fitting part names, and the stem of the file's own name."""
    for number, part in enumerate(parts):
        if found := pattern.fullmatch(part):
            last = number == len(parts) - 1
            return found["student"], stem(found["rest"] if last else parts[-1])
    return None


def stem(name: str, suffix: str = ".sql") -> str:
    """A name without its suffix, whatever its case."""
    cut = len(name) - len(suffix)
    return name[:cut] if name.lower().endswith(suffix) and cut else name


def is_sql(name: str) -> bool:
    """Whether a name is that of an SQL file."""
    return PurePosixPath(name).suffix.lower() == ".sql"
