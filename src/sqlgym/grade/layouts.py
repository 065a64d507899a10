"""How platforms arrange what a class handed in: the place of a file → whose it is, and what it is for."""

import re
from collections.abc import Callable
from typing import NamedTuple

from sqlgym.grade.files import Parts


class Place(NamedTuple):
    """A student, names of exercises that a file may be for (the likeliest first), and the platform's number of it.

    A platform counts its numbers up: of two files the one with the higher number is the newer.
    """

    student: str
    names: tuple[str, ...]
    number: int = 0


Layout = Callable[[Parts], Place | None]

CANVAS = re.compile(
    r"(?P<student>.+?(?:_LATE)?_\d+|(?:LATE_)?anon_[^_]+)_(?P<number>\d+)_(?P<rest>.+)", re.DOTALL
)
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
    return Place(stem(parts[0], ".zip"), (stem(parts[-1]),))


def canvas(parts: Parts) -> Place | None:
    """A download from Canvas; a student is the name and number that Canvas writes."""
    found = matched(CANVAS, parts)
    if found is None:
        return None
    name = rest(found, parts)
    student = found["student"].replace("_LATE_", "_").removeprefix("LATE_")
    return Place(student, (name, RENUMBERED.sub("", name)), int(found["number"]))


def moodle(parts: Parts) -> Place | None:
    """A download from Moodle, with a folder for each student or without; a student is name and number."""
    found = matched(MOODLE, parts)
    return None if found is None else Place(found["student"], (rest(found, parts),))


LAYOUTS: dict[str, Layout] = {"folders": folders, "canvas": canvas, "moodle": moodle}
"""Name of a layout → how it reads the place of a file."""


def matched(pattern: re.Pattern[str], parts: Parts) -> re.Match[str] | None:
    """The first part of a place that fits a platform's pattern."""
    return next((found for part in parts if (found := pattern.fullmatch(part))), None)


def rest(found: re.Match[str], parts: Parts) -> str:
    """The stem of the file's own name: what the platform left of it, or the last part of the place."""
    return stem(found["rest"] if found.string == parts[-1] else parts[-1])


def stem(name: str, suffix: str = ".sql") -> str:
    """A name without its suffix, whatever its case."""
    cut = len(name) - len(suffix)
    return name[:cut] if name.lower().endswith(suffix) and cut else name
