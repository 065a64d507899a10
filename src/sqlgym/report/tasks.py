"""A course's tasks for people: the list of them, one with its tables, and the rows of a query that is only run."""

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from sqlgym.course import Course, Exercise
from sqlgym.course.given import given_files
from sqlgym.data.dataset import Dataset
from sqlgym.report.draw.table import draw_table
from sqlgym.report.draw.tree import draw as draw_plan
from sqlgym.report.style import Style
from sqlgym.report.text import note_lines, verdict_lines
from sqlgym.result import Leaving, Row, Run
from sqlgym.result.cells import visible, visible_lines
from sqlgym.schema import Column, Table
from sqlgym.verdict import Verdict


def draw_list(course: Course, names: Sequence[str], passed: Collection[str] | None, style: Style) -> str:
    """Exercises of a course, a line each; with what has passed, if that is known."""
    exercises = [course.exercise(name) for name in names]
    parts = [draw_exercises(group, passed, style) for group in groups(exercises)]
    below = f"\n\n{progress(exercises, passed)}" if passed is not None else ""
    headed = zip(HEADINGS, parts, strict=True) if len(parts) > 1 else [("", part) for part in parts]
    return f"{visible(course.title)}\n\n" + "\n\n".join(heading + part for heading, part in headed) + below


BASICS = "basics"
"""The tag of a course's first steps, which are listed apart from all else."""

HEADINGS = ("Basics, one idea each\n\n", "After that\n\n")


def groups(exercises: Sequence[Exercise]) -> list[Sequence[Exercise]]:
    """The first steps and all else, if there are both; or all of them together."""
    basics = [one for one in exercises if BASICS in one.settings.tags]
    others = [one for one in exercises if BASICS not in one.settings.tags]
    return [basics, others] if basics and others else [exercises]


def draw_exercises(
    exercises: Sequence[Exercise], passed: Collection[str] | None, style: Style, tags: bool = True
) -> str:
    """Exercises as a table; with what has passed, if that is known."""
    names: tuple[str, ...] = LISTED if tags else LISTED[:-1]
    rows = [line(one)[: len(names)] for one in exercises]
    if passed is not None:
        done = [("✓" if one.name in passed else "-",) for one in exercises]
        names, rows = ("done", *names), [(*mark, *row) for mark, row in zip(done, rows, strict=True)]
    return draw_table(names, rows, style.width)


LISTED = ("exercise", "kind", "points", "title", "tags")


def line(exercise: Exercise) -> Row:
    """An exercise as a row of the list."""
    settings = exercise.settings
    return (
        exercise.name,
        exercise.kind,
        Decimal(f"{settings.points:g}"),
        settings.title,
        ", ".join(settings.tags),
    )


def progress(exercises: Sequence[Exercise], passed: Collection[str]) -> str:
    """`2 of 5 done, 20 of 50 points`."""
    done = [one for one in exercises if one.name in passed]
    points, most = (sum(one.settings.points for one in some) for some in (done, exercises))
    return f"{len(done)} of {len(exercises)} done, {points:g} of {most:g} points"


def draw_task(exercise: Exercise, dataset: Dataset | None, samples: Sequence[Run], style: Style) -> str:
    """A task: its statement, then its tables if it has a schema."""
    title = "" if exercise.task.lstrip().startswith("# ") else f"# {exercise.settings.title}\n\n"
    schema = draw_schema(dataset, samples, style) if dataset else ()
    return "\n".join([visible_lines(title + exercise.task.strip()), "", *schema, *draw_files(exercise)])


MOST_LINES = 40
"""Lines of a file that are shown with the task; a workspace has all of it."""


def draw_files(exercise: Exercise) -> Iterator[str]:
    """The files that the task speaks of, but for what stands in the task itself."""
    for file in given_files(exercise):
        lines = file.text.strip().splitlines()
        if not lines or visible_lines(file.text.strip()) in visible_lines(exercise.task):
            continue
        yield visible(file.name)
        yield ""
        yield from (f"    {visible_lines(line)}".rstrip() for line in lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            rest = f"{len(lines) - MOST_LINES:,} more lines"
            yield f"    … and {rest}; a workspace has them in {exercise.name}/{file.name}"
        yield ""


def draw_schema(dataset: Dataset, samples: Sequence[Run], style: Style) -> Iterator[str]:
    """Every table: its columns with types, keys and references, and its first rows."""
    for table, sample in zip(dataset.tables, samples, strict=True):
        yield f"{visible(table.name)}  {dataset.rows[table.name]:,} rows"
        yield from columns(table)
        yield ""
        names = [column.name for column in sample.columns]
        types = [column.type for column in sample.columns]
        yield textwrap.indent(draw_table(names, sample.rows, style.width - 4, types=types), "    ").rstrip()
        yield ""


def columns(table: Table) -> Iterator[str]:
    """The columns of a table, aligned."""
    widest = max(len(visible(column.name)) for column in table.columns)
    types = max(len(column.type) for column in table.columns)
    for index, column in enumerate(table.columns):
        branch = "└" if index == len(table.columns) - 1 else "├"
        line = f"{branch} {visible(column.name):{widest}}  {column.type:{types}}  {', '.join(roles(table, column))}"
        yield f"  {line.rstrip()}"


def roles(table: Table, column: Column) -> Iterator[str]:
    """What a column is in its table: a key, a reference, one that always has a value."""
    if column.name in table.primary_key:
        yield "primary key"
    elif not column.nullable:
        yield "never NULL"
    for unique in table.unique:
        if column.name in unique:
            yield "unique" if len(unique) == 1 else f"unique with {together(unique, column)}"
    for key in table.foreign_keys:
        if column.name in key.columns:
            yield f"→ {key.table}.{key.references[key.columns.index(column.name)]}"


def together(names: Iterable[str], column: Column) -> str:
    """The other columns of a key."""
    return ", ".join(name for name in names if name != column.name)


def draw_ran(verdict: Verdict, run: Run | None, most: int, style: Style) -> str:
    """What a query that was only run returned, at most so many rows, and its plan; or why it did not run."""
    if run is None:
        return "\n".join(verdict_lines(verdict, style))
    lines = [draw_rows(run, most, style), *note_lines(verdict, style)]
    if verdict.plans.answer is not None:
        lines += ["", draw_plan(verdict.plans.answer, style.width, style.colour).rstrip()]
    return "\n".join(lines)


def draw_left(verdict: Verdict, left: Sequence[Leaving] | None, most: int, style: Style) -> str:
    """What an answer that was only run left behind; or why it did not run."""
    if left is None or (len(left) == 1 and not left[0].said):
        return draw_ran(verdict, left[0].run if left else None, most, style)
    parts = [
        "\n".join(filter(None, (visible(one.said), draw_rows(one.run, most, style) if one.run else "")))
        for one in left
    ]
    return "\n".join(["\n\n".join(parts), *note_lines(verdict, style)])


def draw_rows(run: Run, most: int, style: Style) -> str:
    """The rows of a result, at most so many, and their number."""
    names = [column.name for column in run.columns]
    types = [column.type for column in run.columns]
    table = draw_table(names, run.rows[:most], style.width, types=types).rstrip()
    rows = f"{len(run.rows):,} row{'' if len(run.rows) == 1 else 's'}"
    more = f"; the first {most} are shown" if len(run.rows) > most else ""
    return f"{table}\n({rows}{more})"
