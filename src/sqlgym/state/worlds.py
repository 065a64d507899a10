"""A script and its reference on small databases: on how many they were compared, and the one that tells them apart."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

import msgspec

from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.data.materialise import filling_of
from sqlgym.errors import CourseError
from sqlgym.result import Cell, Row, Run
from sqlgym.sandbox import Outcome, Script, State
from sqlgym.schema import Table
from sqlgym.sql.literals import constants
from sqlgym.state.difference import changes, definitions, same, tables, worded
from sqlgym.state.eager_keys import run_on_engine
from sqlgym.state.memo import NOTHING, course_state
from sqlgym.state.run import After, Contents, state_after
from sqlgym.state.second import second
from sqlgym.state.suite import DRAWN, drawn, suite, with_borders
from sqlgym.verdict import Counterexample, Grid

OWN = 2
"""Worlds that are drawn besides by the constants that only the answer has; each is two processes."""


class Beside(msgspec.Struct, frozen=True):
    """What a script and the reference leave of the same database, and the engine it was tried on."""

    expected: State
    after: After
    engine: str

    @property
    def ended(self) -> Outcome | None:
        """What ended the script or kept its state from being read, so that there is nothing to compare."""
        return None if isinstance(self.after.state, State) else self.after.state

    @property
    def same(self) -> bool:
        """Whether both leave the same."""
        return isinstance(self.after.state, State) and same(self.expected, self.after.state)

    def summary(self) -> str:
        """How they differ, in one phrase."""
        assert isinstance(self.after.state, State)
        script = self.after.script
        error = script.error if isinstance(script, Script) else None
        if error is not None:
            return f"your script ends in an error: {error.message.splitlines()[0].rstrip('.')}"
        found = next(changes(self.expected, self.after.state), None)
        if found:
            return worded(found).rstrip(".")
        return next(definitions(self.expected, self.after.state)).message.rstrip(".")


def comparable(after: After) -> After:
    """A script that did not come to its end has no state to be compared, whatever the database holds then."""
    return after if isinstance(after.script, Script) else msgspec.structs.replace(after, state=after.script)


def run_beside(
    context: Context, exercise: Exercise, sql: str, expected: State | None = None, **given: Any
) -> Beside:
    """Run a script beside the reference; on SQLite where DuckDB refuses it only for checking a key too early.

    `expected` is what the reference leaves on the exercise's own engine, where that is known.
    """
    there, after = run_where_it_counts(context, exercise, sql, **given)
    if expected is None or there.engine != exercise.engine:
        expected = course_state(context, there, exercise.reference, **given)
    return Beside(expected, comparable(after), there.engine)


def run_where_it_counts(
    context: Context, exercise: Exercise, sql: str, **given: Any
) -> tuple[Exercise, After]:
    """A script's run, and the exercise on the engine that it counts on."""
    return run_on_engine(exercise, lambda there: state_after(context, there, sql, **given))


class Small(msgspec.Struct, frozen=True):
    """What small databases showed: on how many of them both results were compared, and one on which they differ.

    Counted are those on which the reference changes something; `found` may also be one on which the script did not
    come to its end. It is the second dataset where `second` says how many rows that has.
    """

    compared: int
    found: Beside | None = None
    shown: Counterexample | None = None
    second: int = 0

    @property
    def place(self) -> str:
        """Where it was found, in words."""
        return f"a second dataset of {self.second:,} rows" if self.second else "a small database"

    @property
    def help(self) -> str:
        """The next move."""
        if self.second:
            return "Let your script follow from the rows that it finds, not from those that are there today."
        return "Follow your script on these few rows by hand."


def on_small(context: Context, exercise: Exercise, sql: str) -> Small:
    """Run a script on one small database after another, up to the first on which it is not right; then on the second.

    That is a dataset too large to be shown, and is not counted among them.
    """
    compared, tried = 0, list(pairs(context, exercise, sql))
    if all_same(context, exercise, sql, tried):
        compared, tried = sum(speaks for _, _, speaks in tried), []
    for contents, expected, speaks in tried:
        found = run_beside(context, exercise, sql, expected, contents=contents)
        if not found.same:
            return Small(compared + (found.ended is None), found, picture(contents, found))
        compared += speaks
    if (case := second(context, exercise)) is not None:
        contents = Contents(context.dataset(exercise).tables, case.rows)
        found = run_beside(context, exercise, sql, case.expected, contents=contents)
        if not found.same:
            return Small(compared, found, second=sum(map(len, case.rows.values())))
    return Small(compared)


def all_same(
    context: Context, exercise: Exercise, sql: str, tried: Sequence[tuple[Contents, State, bool]]
) -> bool:
    """Whether a transaction leaves what the reference leaves on all of these, run one after another in one process.

    Where it is not so, or does not come to that, each is run by itself, to see on which and how.
    """
    if exercise.kind != "transaction":
        return False
    after = state_after(
        context.without_allowance(),
        exercise,
        sql,
        contents=tried[0][0],
        rounds=tuple(filling_of(one.tables, one.rows) for one, _, _ in tried),
    )
    script = after.script
    if not isinstance(script, Script) or len(script.seen) < len(tried):
        return False
    alike = all(same(expected, seen) for (_, expected, _), seen in zip(tried, script.seen, strict=True))
    if alike and context.allowance is not None:
        context.allowance.pay(script.seconds)
    return alike


def pairs(context: Context, exercise: Exercise, sql: str) -> Iterator[tuple[Contents, State, bool]]:
    """The small databases of an exercise, and some more with what only this script compares with.

    With each goes what the reference leaves there, and whether it changes anything.
    """
    schema = context.dataset(exercise).tables
    for case in suite(context, exercise).cases:
        yield Contents(schema, case.rows), case.expected, case.speaks
    known = constants(exercise.reference)
    if constants(sql) - known:
        more = constants(sql) | known
        others = (world.rows for world in drawn(context, exercise, more, DRAWN, OWN))
        for rows in chain([with_borders(context, exercise, more)], others):
            contents = Contents(schema, rows)
            with suppress(CourseError):  # a database that cannot be made tells nothing about the answer
                before, after = (
                    course_state(context, exercise, text, contents=contents)
                    for text in (NOTHING, exercise.reference)
                )
                yield contents, after, not same(before, after)


MOST_SHOWN = 12
"""Rows of a table beyond which only those are shown that it is about."""


def picture(contents: Contents, found: Beside) -> Counterexample:
    """The database before, and the first table that differs, as expected and as it is; of many rows those about it."""
    name = next((change.table.lower() for change in of(found)), "")
    wanted = tables(found.expected).get(name)
    there = tables(found.after.state).get(name) if isinstance(found.after.state, State) else None
    left, right = (one[1].rows if one else () for one in (wanted, there))
    about = {name: key_cells(wanted[0], set(left) ^ set(right))} if wanted else {}
    before = {
        table.name: shortened(table, contents.rows[table.name], about.get(table.name.lower(), set()))
        for table in contents.tables
        if contents.rows.get(table.name)
    }
    keys = about.get(name, set())
    return Counterexample(before, result(wanted, keys), result(there, keys))


def key_cells(table: Table | None, rows: Iterable[Row]) -> set[Cell]:
    """The first cell of the key of some rows."""
    place = key_place(table)
    return {row[place] for row in rows}


def key_place(table: Table | None) -> int:
    """The place of the first column of a table's key; else of its first column."""
    names = [column.name for column in table.columns] if table else []
    return names.index(table.primary_key[0]) if table and table.primary_key else 0


def result(one: tuple[Table | None, Run] | None, about: set[Cell]) -> Grid:
    """A table as it is afterwards."""
    if one is None:
        return Grid((), ())
    return Grid(tuple(column.name for column in one[1].columns), chosen(one[0], one[1].rows, about))


def shortened(table: Table, rows: Sequence[Row], about: set[Cell]) -> Grid:
    """A table as it was before."""
    return Grid(tuple(column.name for column in table.columns), chosen(table, rows, about))


def chosen(table: Table | None, rows: Sequence[Row], about: set[Cell]) -> tuple[Row, ...]:
    """All rows, or of many those with these keys, or the first."""
    if len(rows) <= MOST_SHOWN:
        return tuple(rows)
    place = key_place(table)
    found = [row for row in rows if row[place] in about]
    return tuple((found or list(rows))[:MOST_SHOWN])


def of(found: Beside) -> Iterator[Any]:
    """The tables whose rows differ."""
    if isinstance(found.after.state, State):
        yield from changes(found.expected, found.after.state)
