"""A class's folder, or a list of its files → who handed in what for which exercise; nothing is lost without a word."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sqlgym.course.answer import MOST_BYTES, Answer, broken, reason
from sqlgym.course.toml import nearest
from sqlgym.errors import UsageError
from sqlgym.grade.archive import Read
from sqlgym.grade.files import File, Files, Parts, printable, read

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


COLUMNS = ("student", "exercise", "path")
"""What a manifest has."""


class Submission(NamedTuple):
    """A file that a student handed in for an exercise: its place as it is told, and how to read it."""

    student: str
    exercise: str
    path: str
    read: Read

    def data(self) -> bytes:
        """Its bytes, one more than an answer may have at most; OSError where it can't be read."""
        return self.read(MOST_BYTES + 1)


class Class(NamedTuple):
    """Whoever is in a class, all they handed in (one file for each exercise), and what could not be used."""

    students: tuple[str, ...]
    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]


def unreadable(path: str, error: OSError) -> Answer:
    """A submission that can't be read, which is nobody's fault."""
    said = f"The file cannot be read: {reason(error)}."
    return broken(Path(path), "ungraded", said, "Look at it on the disk, and grade again.")


def collected(root: Path, exercises: Collection[str], layout: str = "folders") -> Class:
    """What a folder or ZIP file holds, read in a layout."""
    files = Files(root)
    sorting = Sorting(exercises, LAYOUTS[layout])
    for file in files:
        sorting.take(file)
    kept = sorted(sorting.chosen.values(), key=lambda one: (one.student, one.exercise))
    return Class(tuple(sorted(sorting.students)), tuple(kept), (*files.notes, *sorting.notes))


class Sorting:
    """Files one by one, sorted by student and exercise."""

    def __init__(self, exercises: Collection[str], layout: Layout) -> None:
        """Nothing is sorted yet."""
        self.exercises = exercises
        self.layout = layout
        self.students: set[str] = set()
        self.chosen: dict[tuple[str, str], Submission] = {}
        self.notes: list[str] = []

    def take(self, file: File) -> None:
        """Sort one file, or note why it can't be."""
        place = self.layout(file.parts if file.read else (*file.parts, ""))
        if place is None:
            if file.read:
                self.notes.append(f"{file.label}: it is not told whose this is; see --layout")
            return
        student, names = place
        self.students.add(student)
        if file.read is None:
            return
        exercise = next((name for name in names if name in self.exercises), None)
        if exercise is None or not is_sql(file.parts[-1]):
            self.notes.append(f"{file.label}: {self.unknown(file, names[0], exercise)}")
        else:
            self.choose(Submission(student, exercise, file.label, file.read))

    def unknown(self, file: File, name: str, exercise: str | None) -> str:
        """Why a file is no answer."""
        if exercise is None and is_sql(file.parts[-1]):
            return f"there is no exercise “{name}”{nearest(name, self.exercises)}"
        return "not a .sql file, left out"

    def choose(self, found: Submission) -> None:
        """Keep the file that lies highest; the others for the same exercise are told."""
        key = (found.student, found.exercise)
        first, second = sorted([self.chosen.get(key, found), found], key=height)
        self.chosen[key] = first
        if first is not second:
            self.notes.append(f"{second.path}: left out, {first.path} is graded for {found.exercise}")


def height(submission: Submission) -> tuple[int, str]:
    """How far below the class's folder a file lies."""
    return submission.path.count("/"), submission.path


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
