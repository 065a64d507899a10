"""A class as a gradebook takes it: a row a student, a column an exercise, the sum, and who passed.

With a roster (what the platform itself exports) its own columns stand first, word for word, and whoever is in it has a
row, what they handed in or not. What could not be judged is an empty cell, not a zero.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from sqlgym.report.csv import cell
from sqlgym.report.figures import Standing, standings, worths
from sqlgym.report.roster import Gradebook, Platform, Roster
from sqlgym.report.sentences import earned, graded, whole
from sqlgym.report.style import Style
from sqlgym.verdict import Report

IDENTITY: dict[Platform, tuple[str, ...]] = {
    "canvas": ("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
    "moodle": (
        *("Identifier", "Full name", "First name", "Surname", "Last name", "ID number", "Username"),
        *("Email address", "Institution", "Department"),
    ),
    "csv": (),
}
"""The columns by which a platform knows a student, as its own export heads them; of a CSV file all columns are."""

NUMBERED = re.compile(r"(?P<name>.*)_(?P<number>\d+)", re.DOTALL)
"""A student as Canvas and Moodle name them in a download: a name and the platform's number."""

PARTICIPANT = re.compile(r"Participant (\d+)")
"""How Moodle's grading worksheet writes its number."""

POSSIBLE = "Points Possible"
"""How Canvas heads its second row, after four blanks."""


def write(report: Report, style: Style) -> str:
    """The file, as a platform takes it in."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(table(report, style.gradebook))
    return text.getvalue()


def table(report: Report, book: Gradebook) -> Iterator[Sequence[object]]:
    """Its rows, the head first."""
    worth = worths(report.results)
    found = {one.student: one for one in standings(report)}
    roster = book.roster or Roster(("student",), tuple((name,) for name in found))
    kept = identity(roster, book.platform)
    late = [roster.columns.index(book.late)] if book.late else []
    kept = [place for place in kept if place not in late]
    yield (
        *(roster.columns[place] for place in kept),
        *(headed(name, roster) for name in worth),
        *("total", *(() if report.pass_mark is None else ("passed",)), *("late" for _ in late)),
    )
    if book.platform == "canvas":
        yield (*possible_cells(kept), *(whole(worth[name]) for name in worth), whole(sum(worth.values())))
    owners = matched(roster, list(found))
    for place, row in enumerate(roster.rows):
        if not row[0].strip().startswith(POSSIBLE):
            one = found.get(owners.get(place, ""))
            yield (
                *(cell(row[at]) for at in kept),
                *grades(one, worth, report.pass_mark),
                *(cell(row[at]) for at in late),
            )


def identity(roster: Roster, platform: Platform) -> list[int]:
    """The places of the columns that say who somebody is."""
    wanted = IDENTITY[platform]
    return [place for place, name in enumerate(roster.columns) if not wanted or name in wanted] or [0]


def headed(exercise: str, roster: Roster) -> str:
    """An exercise's column: the roster's own head (`name (4711)` in Canvas) where there is one for it."""
    own = re.compile(rf"{re.escape(exercise)}(?: \(\d+\))?")
    return next((name for name in roster.columns if own.fullmatch(name)), cell(exercise))


def possible_cells(kept: Sequence[int]) -> Iterator[str]:
    """The first cells of Canvas's row of the points that are to be had."""
    yield f"    {POSSIBLE}"
    yield from ("" for _ in kept[1:])


def grades(one: Standing | None, worth: Mapping[str, float], mark: float | None) -> Iterator[object]:
    """A student's points in each exercise, their sum, and whether they pass; nothing handed in is worth nothing."""
    results = {} if one is None else {result.exercise: result for result in one.results}
    for name in worth:
        result = results.get(name)
        yield 0 if result is None else whole(earned(result)) if graded(result) else ""
    yield 0 if one is None else whole(one.points)
    if mark is not None:
        yield "no" if one is None else one.passed(mark)


def matched(roster: Roster, students: Sequence[str]) -> dict[int, str]:
    """Which row of a roster is whose; a student whom two rows fit, or none, is in none."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(roster.rows):
        for key in keys(roster, row):
            places.setdefault(key, []).append(place)
    found: dict[int, str] = {}
    for student in students:
        for wanted in spellings(student):
            fitting = places.get(wanted, [])
            if len(fitting) == 1:
                found.setdefault(fitting[0], student)
            if fitting:
                break
    return found


def unmatched(report: Report, book: Gradebook) -> list[str]:
    """The students of a report whom the roster does not know."""
    students = list(dict.fromkeys(one.student for one in report.results))
    if book.roster is None:
        return []
    known = set(matched(book.roster, students).values())
    return [student for student in students if student not in known]


def spellings(student: str) -> Iterator[str]:
    """What a student may be called in a roster, the surest first: by name, by the platform's number, without it."""
    yield folded(student)
    if found := NUMBERED.fullmatch(student):
        yield found["number"]
        yield folded(found["name"])


def keys(roster: Roster, row: Sequence[str]) -> set[str]:
    """All that a row can be found by: its cells, and both names together in either order."""
    named = dict(zip(roster.columns, row, strict=False))
    first = named.get("First name", "")
    last = named.get("Last name", named.get("Surname", ""))
    cells = [*(named.get(name, "") for name in identity_names(roster)), f"{first} {last}", f"{last} {first}"]
    numbers = [found[1] for text in cells if (found := PARTICIPANT.fullmatch(text.strip()))]
    return {folded(text) for text in cells if text.strip()} | set(numbers)


def identity_names(roster: Roster) -> list[str]:
    """The columns to look into: those that some platform knows students by, else the first three."""
    known = {name for names in IDENTITY.values() for name in names} - {"Section", "Institution", "Department"}
    return [name for name in roster.columns if name in known] or list(roster.columns[:3])


def folded(text: str) -> str:
    """A name without what platforms leave out of file names: case, blanks, commas, points."""
    return re.sub(r"[\s,.'-]+", "", text).casefold()
