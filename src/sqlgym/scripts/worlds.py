"""A script and its reference on small databases: the worlds they are tried on, and the one that tells them apart."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from sqlgym.bench import Bench
from sqlgym.course import Exercise
from sqlgym.engines.constants import Constant, Constants, collected
from sqlgym.engines.sqlite_words import TOKEN
from sqlgym.sandbox import Script, State
from sqlgym.schema import Table
from sqlgym.scripts.difference import changes, definitions, same, tables, worded
from sqlgym.scripts.kept import kept_state
from sqlgym.scripts.states import After, Contents, state_after
from sqlgym.verdict import Counterexample, Grid
from sqlgym.worlds.generate import generate, unchecked

COUNT, OWN = 8, 4
"""Worlds by the reference's constants, and more by those that only the answer has; each is two processes."""

DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Beside(msgspec.Struct, frozen=True):
    """What a script and the reference leave of the same database, and the engine it was tried on."""

    expected: State
    after: After
    engine: str

    @property
    def same(self) -> bool:
        """Whether both leave the same."""
        return isinstance(self.after.state, State) and same(self.expected, self.after.state)

    def told(self) -> str:
        """How they differ, in one phrase."""
        if not isinstance(self.after.state, State):
            return "the script does not come to an end"
        found = next(changes(self.expected, self.after.state), None)
        if found:
            return worded(found).rstrip(".")
        return next(definitions(self.expected, self.after.state)).message.rstrip(".")


def beside(bench: Bench, exercise: Exercise, sql: str, **given: Any) -> Beside:
    """Run a script beside the reference; on SQLite where DuckDB refuses it only for checking a key too early."""
    exercise, after = settled(bench, exercise, sql, **given)
    return Beside(kept_state(bench, exercise, exercise.reference, **given), after, exercise.engine)


EAGER = (
    "DuckDB refuses a statement for a foreign key that is in order once the statement or transaction ends; "
    "the answer was judged on SQLite instead."
)


def settled(bench: Bench, exercise: Exercise, sql: str, **given: Any) -> tuple[Exercise, After]:
    """A script's run, and the exercise on the engine that it counts on: SQLite where DuckDB checks a key too early."""
    after = state_after(bench, exercise, sql, **given)
    if exercise.engine == "duckdb" and refused_key(after):
        settings = msgspec.structs.replace(exercise.settings, engine="sqlite")
        there = msgspec.structs.replace(exercise, settings=settings)
        again = state_after(bench, there, sql, **given)
        if isinstance(again.script, Script) and again.script.error is None:
            return there, msgspec.structs.replace(again, notes=(*again.notes, EAGER))
    return exercise, after


def refused_key(after: After) -> bool:
    """Whether a script was ended by a foreign key."""
    script = after.script
    return (
        isinstance(script, Script)
        and script.error is not None
        and "foreign key" in script.error.message.lower()
    )


def differing(bench: Bench, exercise: Exercise, sql: str) -> Iterator[tuple[Beside, Counterexample]]:
    """The small databases on which a script does not leave what the reference leaves."""
    for contents in contents_of(bench, exercise, sql):
        found = beside(bench, exercise, sql, contents=contents)
        if not found.same:
            yield found, picture(contents, found)


def contents_of(bench: Bench, exercise: Exercise, sql: str) -> Iterator[Contents]:
    """The worlds of an exercise, and some more with what only this script compares with."""
    schema = bench.dataset(exercise).tables
    if unchecked(schema):
        return
    known = constants(exercise.reference)
    yield from (Contents(schema, world.rows) for world in generate(schema, known, COUNT, exercise.name))
    if constants(sql) - known:
        own = generate(schema, constants(sql) | known, OWN, exercise.name, start=COUNT)
        yield from (Contents(schema, world.rows) for world in own)


def constants(sql: str) -> Constants:
    """The numbers, dates and texts in a script."""
    found = []
    for token in TOKEN.finditer(sql):
        if token.lastgroup == "word" and token[0].isdecimal():
            found.append(Constant("", "", "number", token[0]))
        elif token.lastgroup == "quoted" and token[0].startswith("'"):
            text = token[0][1:-1].replace("''", "'")
            found.append(Constant("", "", "date" if DATE.fullmatch(text) else "text", text))
    return collected(found, ())


def picture(contents: Contents, found: Beside) -> Counterexample:
    """The database before, and the first table that differs, as expected and as it is."""
    before = {table.name: grid(table, contents) for table in contents.tables if contents.rows.get(table.name)}
    name = next((change.table.lower() for change in of(found)), "")
    wanted = tables(found.expected).get(name)
    there = tables(found.after.state).get(name) if isinstance(found.after.state, State) else None
    expected, actual = (
        Grid(tuple(column.name for column in one[1].columns), one[1].rows) if one else Grid((), ())
        for one in (wanted, there)
    )
    return Counterexample(before, expected, actual)


def of(found: Beside) -> Iterator[Any]:
    """The tables whose rows differ."""
    if isinstance(found.after.state, State):
        yield from changes(found.expected, found.after.state)


def grid(table: Table, contents: Contents) -> Grid:
    """A table of a world."""
    return Grid(tuple(column.name for column in table.columns), tuple(contents.rows[table.name]))
