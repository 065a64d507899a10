"""The report as Markdown, for the summary of a job on GitHub or a comment on a merge request.

What a learner or an engine wrote stands in code only, in fences longer than any run of backticks in it, so it can be
no link, no mention, no image and no HTML. GitHub refuses a summary of more than 1 MiB: it ends at 900 kB.
"""

import re
from collections.abc import Iterable, Iterator

from sqlgym.report.classes import cell
from sqlgym.report.figures import Standing, standings
from sqlgym.report.sentences import earned, explained, flat, graded, possible, totals
from sqlgym.report.style import MARKS, Style
from sqlgym.verdict import Report, Verdict

MOST_BYTES = 900_000
RUNS = re.compile("`+")


def write(report: Report, style: Style) -> str:
    """A table of all answers, then what is said of each that is not right."""
    blocks = [
        *table(report),
        *(part for one in report.results if one.status != "correct" for part in said(one)),
        *file_notes(report),
    ]
    return "\n".join(fitting(blocks)) + "\n"


def fitting(blocks: list[str]) -> Iterator[str]:
    """The first blocks, as many as there is room for, and a word on the rest."""
    taken = 0
    for number, block in enumerate(blocks):
        taken += len(block.encode()) + 1
        if taken > MOST_BYTES:
            yield f"\n… and {len(blocks) - number:,} more lines, for which there is no room here."
            return
        yield block


def table(report: Report) -> Iterator[str]:
    """The head with the sums, and a row for each student, or for each answer where there are no students."""
    yield f"### {code(report.course)}\n\n{totals(report.results)}\n"
    if any(one.student for one in report.results):
        exercises = tuple(dict.fromkeys(one.exercise for one in report.results))
        yield from head("student", *map(code, exercises), "points")
        yield from (table_row(of_student(one, exercises)) for one in standings(report))
    else:
        yield from head("exercise", "", "points", "answer")
        yield from (table_row(of_answer(one)) for one in report.results)


def head(*names: str) -> Iterator[str]:
    """The first two lines of a table."""
    yield table_row(names)
    yield f"|{'---|' * len(names)}"


def table_row(cells: Iterable[str]) -> str:
    """A row; a bar within a cell would end it."""
    return f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |"


def of_student(one: Standing, exercises: Iterable[str]) -> Iterator[str]:
    """The cells of a student: what each exercise came to, and the sum."""
    found = {result.exercise: cell(result) for result in one.results}
    yield code(one.student)
    yield from (found.get(name, "–") for name in exercises)
    yield f"{one.points:g} of {one.possible:g}" + (f", {one.open:g} open" if one.open else "")


def of_answer(verdict: Verdict) -> tuple[str, ...]:
    """The cells of an answer."""
    points = f"{earned(verdict):g} of {possible(verdict):g}" if graded(verdict) else "–"
    mark = f"{MARKS[verdict.status]} {verdict.status}"
    return (code(verdict.exercise), mark, points, code(verdict.answer))


def said(verdict: Verdict) -> Iterator[str]:
    """All that is said of one answer."""
    whose = f"{code(verdict.student)}: " if verdict.student else ""
    text = explained(verdict)
    fence = "`" * max(3, 1 + longest_run(text))
    title = f"#### {MARKS[verdict.status]} {whose}{code(verdict.exercise)} is {verdict.status}"
    yield f"\n{title}\n\n{fence}text\n{text}\n{fence}"


def file_notes(report: Report) -> Iterator[str]:
    """What is to be said of the files of right answers; the others have it with all that is said of them."""
    for one in report.results:
        if one.status == "correct" and one.file_notes:
            whose = f"{code(one.student)}, {code(one.exercise)}" if one.student else code(one.exercise)
            yield f"\n- {whose}: {code(' '.join(one.file_notes))}"


def code(text: str) -> str:
    """A text as code within a line."""
    told = flat(text) or "–"
    fence = "`" * (1 + longest_run(told))
    gap = " " if told.startswith("`") or told.endswith("`") else ""
    return f"{fence}{gap}{told}{gap}{fence}"


def longest_run(text: str) -> int:
    """How many backticks stand side by side at most."""
    return max((len(run) for run in RUNS.findall(text)), default=0)
