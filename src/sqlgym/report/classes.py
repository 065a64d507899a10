"""The report on a class for people: a line a student, a line an exercise, what could not be graded, and the counts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlgym.report.draw.table import draw_table
from sqlgym.report.figures import Standing, standings, worths
from sqlgym.report.sentences import by_hand, earned, graded
from sqlgym.report.style import MARKS, Style, counts, indented
from sqlgym.result.cells import cut, display_width, visible
from sqlgym.verdict import Report, Verdict

WIDEST = 28
"""Columns of a student's name."""

GAP = 2


def write(report: Report, style: Style) -> str:
    """The whole report."""
    found = standings(report)
    exercises = list(dict.fromkeys(result.exercise for result in report.results))
    parts = [
        f"{visible(report.course)}: {counted(len(found), 'student')}, {counted(len(exercises), 'exercise')}",
        "\n".join(table(found, exercises, report.pass_mark, style)),
        "\n".join(lines(report, exercises)),
        "\n".join(open_results(report, style)),
        "\n".join(file_notes(report, style)),
        "\n".join(overrides(report, style)),
        "\n".join(ending(report, found)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def counted(number: int, word: str) -> str:
    """`3 students`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def table(
    found: Sequence[Standing], exercises: Sequence[str], mark: float | None, style: Style
) -> Iterator[str]:
    """A line a student: what each exercise came to, and the sum; exercises by number where names don't fit."""
    cells = {one.student: {result.exercise: cell(result) for result in one.results} for one in found}
    ends = [(number(one.points), number(one.possible), *verdict(one, mark)) for one in found]
    last = ("points", "of", *(() if mark is None else ("passed",)))
    room = style.width - min(WIDEST, max(display_width(visible(one.student)) for one in found))
    room -= sum(
        GAP + max(len(name), *(len(str(end[place])) for end in ends)) for place, name in enumerate(last)
    )
    names = heads(exercises, cells, room)
    rows = [
        (
            cut(visible(one.student), WIDEST),
            *(cells[one.student].get(name, "") for name in exercises[: len(names)]),
            *end,
        )
        for one, end in zip(found, ends, strict=True)
    ]
    yield draw_table(("student", *names, *last), rows, style.width).rstrip()
    if len(names) < len(exercises):
        yield f"({len(names)} of {len(exercises)} exercises are shown; all are in the points)"


def heads(exercises: Sequence[str], cells: dict[str, dict[str, str]], room: int) -> list[str]:
    """The heads of the exercises' columns: names if all fit, else numbers, as many as fit."""
    widths = [max(len(row.get(name, "")) for row in cells.values()) for name in exercises]
    if sum(GAP + max(width, len(name)) for width, name in zip(widths, exercises, strict=True)) <= room:
        return list(exercises)
    fitting: list[str] = []
    for number, width in enumerate(widths, start=1):
        room -= GAP + max(width, len(str(number)))
        if room < 0:
            break
        fitting.append(str(number))
    return fitting


def cell(result: Verdict) -> str:
    """`✓ 10`, `✗ 2.5`, and the mark alone where there is nothing to be scored."""
    scored = result.override is not None or result.status not in {"blank", "ungraded"}
    given = "*" if result.override is not None else ""
    return f"{MARKS[result.status]} {earned(result):g}{given}" if scored else MARKS[result.status]


def number(points: float) -> Decimal:
    """Points as a table sets numbers."""
    return Decimal(f"{points:g}")


def verdict(one: Standing, mark: float | None) -> tuple[str, ...]:
    """Whether a student passes, where that is asked."""
    return () if mark is None else (one.passed(mark),)


def lines(report: Report, exercises: Sequence[str]) -> Iterator[str]:
    """A line an exercise: its number, what it is worth, how many have it right."""
    worth = worths(report.results)
    rows = []
    for place, name in enumerate(exercises, start=1):
        results = [one for one in report.results if one.exercise == name]
        right = sum(one.status == "correct" for one in results)
        rows.append((place, visible(name), number(worth[name]), f"{right:,} of {len(results):,}"))
    yield draw_table(("", "exercise", "points", "right"), rows, 100).rstrip()


NAMED = 3
"""Students that are named where something went wrong for many."""


def open_results(report: Report, style: Style) -> Iterator[str]:
    """What could not be graded, and why; these are no zeros."""
    reasons: dict[str, list[str]] = {}
    for one in report.results:
        if not graded(one):
            said = one.findings[0].message if one.findings else ""
            reasons.setdefault(f"{one.exercise}: {said}", []).append(one.student)
    if reasons:
        yield "Not graded, which is no fault of the students:"
    for said, students in reasons.items():
        more = len(students) - NAMED
        names = ", ".join(students[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
        yield from indented(f"{names}, {said}", style)


MOST_NOTES = 50
"""Notes on files that are written out; the JSON report and the page have all of them."""


def file_notes(report: Report, style: Style) -> Iterator[str]:
    """Whose file has a name that is not quite right, and which of several counts."""
    noted = [(one, note) for one in report.results for note in one.file_notes]
    told = dict.fromkeys(f"{one.student}: {note}" for one, note in noted)
    if told:
        yield "Files:"
    for said in list(told)[:MOST_NOTES]:
        yield from indented(said, style)
    if len(told) > MOST_NOTES:
        yield from indented(f"… and {len(told) - MOST_NOTES:,} more", style)


def overrides(report: Report, style: Style) -> Iterator[str]:
    """What a lecturer gave, and why."""
    given = [one for one in report.results if one.override is not None]
    if given:
        yield "* given by hand:"
    for one in given:
        yield from indented(f"{one.student}, {one.exercise}: {by_hand(one)}", style)


def ending(report: Report, found: Sequence[Standing]) -> Iterator[str]:
    """The counts, who passes, and the seed."""
    yield from counts(report)
    if report.pass_mark is not None:
        passed = [one.passed(report.pass_mark) for one in found]
        left = f", {passed.count('open'):,} open" if "open" in passed else ""
        yield f"Pass mark {report.pass_mark:g} %: {passed.count('yes'):,} of {len(passed):,} pass{left}"
    if report.seed is not None:
        yield f"Small databases drawn with --seed {report.seed}"
