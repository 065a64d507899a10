"""The small databases on which scripts are compared with the reference: found once, then from the cache."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sqlgym import cache
from sqlgym.context import READING_ALL, ROOMY, Context
from sqlgym.course import Exercise, read_sql
from sqlgym.data.materialise import values
from sqlgym.data.reference import outcome_text
from sqlgym.engines import DATASETS, engine
from sqlgym.errors import CourseError
from sqlgym.result import Row
from sqlgym.sandbox import Job, Ran, Script, State
from sqlgym.sandbox.codec import encode
from sqlgym.schema import Table
from sqlgym.sql.comments import leading_comment
from sqlgym.sql.constants import Constants
from sqlgym.sql.literals import constants
from sqlgym.sql.quoting import quote
from sqlgym.state.difference import same
from sqlgym.state.memo import NOTHING
from sqlgym.state.run import Contents, decode, state_after
from sqlgym.state.scenarios import scenarios

if TYPE_CHECKING:
    from sqlgym.worlds.world import World

FORM = "5"
"""Changes when the same exercise gives other small databases."""

WANTED = {"script": 8, "transaction": 20}
"""Kind of an exercise → the small databases on which the reference has to change something."""

LEAST = 8
"""Those that have to be found, in parts of the dataset where need be."""

SILENT = 2
"""Those on which it changes nothing that are tried besides: a script may do too much there."""

DRAWN, PARTS = 32, 24
"""The most worlds that are drawn, and the most parts of the dataset, until enough are found."""


class Case(msgspec.Struct, frozen=True):
    """A small database and what the reference leaves there; `speaks` if that is another state than before."""

    rows: dict[str, tuple[Row, ...]]
    state: bytes
    speaks: bool
    say: str = ""

    @property
    def expected(self) -> State:
        """What the reference leaves."""
        found = decode(self.state)
        assert isinstance(found, State)
        return found


class Suite(msgspec.Struct, frozen=True):
    """The small databases of an exercise."""

    cases: tuple[Case, ...]

    @property
    def speaking(self) -> int:
        """On how many of them the reference changes something."""
        return sum(case.speaks for case in self.cases)

    @property
    def enough(self) -> bool:
        """Whether that is on as many as are wanted."""
        return self.speaking >= LEAST


def suite(context: Context, exercise: Exercise) -> Suite:
    """The small databases of an exercise on its engine."""
    hands = {str(path): read_sql(path) for path in handmade(context, exercise)}
    version = engine(exercise.engine).version
    parts = (exercise.kind, exercise.engine, version, exercise.name, exercise.reference, *hands.values())
    wanted = WANTED[exercise.kind]
    counts = map(str, (wanted, SILENT, DRAWN, PARTS))
    key = cache.key(FORM, context.dataset(exercise).key, *counts, *parts)
    return cache.memo("script-worlds", key, Suite, lambda: Suite(tuple(built(context, exercise, hands))))


def handmade(context: Context, exercise: Exercise) -> list[Path]:
    """The files of small databases that are made by hand: the schema's, then the exercise's."""
    folders = (context.course.schema_of(exercise), exercise.folder)
    return [path for folder in folders for path in sorted((folder / "worlds").glob("*.sql"))]


def built(context: Context, exercise: Exercise, hands: dict[str, str]) -> Iterator[Case]:
    """Those made by hand, those of border values, and of drawn ones and parts of the dataset as many as wanted."""
    speaking = silent = 0
    for path, sql in hands.items():
        one = case(
            context, exercise, rows_made_by_hand(context, exercise, Path(path), sql), leading_comment(sql)
        )
        if one is None:
            raise CourseError(Path(path), "reference.sql does not run on it")
        speaking += one.speaks
        yield one
    for say, rows in bordered(context, exercise):
        one = case(context, exercise, rows, say)
        if one is not None:
            speaking += one.speaks
            yield one
    for wanted, rows in candidates(context, exercise):
        if speaking >= wanted:
            return
        one = case(context, exercise, rows)
        if one is not None and (one.speaks or silent < SILENT):
            speaking, silent = speaking + one.speaks, silent + (not one.speaks)
            yield one


def bordered(context: Context, exercise: Exercise) -> Iterator[tuple[str, dict[str, tuple[Row, ...]]]]:
    """The databases in which rows that the reference is about have every border value, also after each scenario."""
    from sqlgym.state.borders import border_worlds  # not needed where the cache has them

    keeps = partial(satisfies_checks, context, exercise)
    schema, known = context.dataset(exercise).tables, constants(exercise.reference)
    worlds = [world.rows for world in border_worlds(schema, known, keeps)]
    yield from (("", rows) for rows in worlds)
    for scenario in scenarios(exercise):
        contents = Contents(schema, worlds[0])
        after = state_after(
            context, exercise, NOTHING, contents=contents, trusted=True, setup=(scenario.sql,)
        )
        if isinstance(after.state, State):
            names = {
                table.name: run.rows
                for table, run in zip(after.state.tables, after.state.contents, strict=True)
            }
            yield scenario.say, {table.name: names.get(table.name, ()) for table in schema}


def with_borders(context: Context, exercise: Exercise, known: Constants) -> dict[str, tuple[Row, ...]]:
    """The database in which the rows that some constants are about have every border value."""
    from sqlgym.state.borders import border_world  # most scripts have no constants of their own

    schema, keeps = context.dataset(exercise).tables, partial(satisfies_checks, context, exercise)
    return border_world(schema, known, keeps).rows


def candidates(context: Context, exercise: Exercise) -> Iterator[tuple[int, dict[str, tuple[Row, ...]]]]:
    """Drawn worlds, all but the first two with the reference's constants in its columns, then parts of the dataset.

    With each goes how many must have been found for it not to be tried any more.
    """
    from sqlgym.state.aim import aimed  # not needed where the cache has them
    from sqlgym.state.subset import parts

    schema, known = context.dataset(exercise).tables, constants(exercise.reference)
    for number, world in enumerate(drawn(context, exercise, known, 0, DRAWN)):
        rows = world.rows if number < 2 else aimed(world, schema, known, f"{exercise.name}/{number}").rows
        yield WANTED[exercise.kind], rows
    yield from ((LEAST, world.rows) for world in parts(context, exercise, known, PARTS))


def drawn(
    context: Context, exercise: Exercise, known: Constants, start: int, count: int
) -> "tuple[World, ...]":
    """Worlds that keep every constraint of the schema; the engine is asked about a CHECK that is not understood."""
    from sqlgym.worlds.generate import generate, unchecked  # nor this

    schema = context.dataset(exercise).tables
    holds = partial(satisfies_checks, context, exercise) if unchecked(schema) else None
    return generate(schema, known, count, exercise.name, start=start, holds=holds)


def satisfies_checks(context: Context, exercise: Exercise, table: Table, rows: Sequence[Row]) -> list[bool]:
    """Whether each row of a table keeps its CHECKs, as the engine sees it."""
    if not rows:
        return []
    checks = " AND ".join(f"({check})" for check in table.checks)
    filling = f"INSERT INTO {quote(table.name)} VALUES {', '.join(map(values, rows))}"
    outcome = context.sandbox.run(
        Job(
            sql=f"SELECT coalesce({checks}, true) FROM {quote(table.name)}",
            policy=READING_ALL,
            before=(*engine(DATASETS).create([table], constraints=False), filling),
            limits=ROOMY,
            trusted=True,
        )
    )
    if not isinstance(outcome, Ran):
        path = context.course.schema_of(exercise) / "schema.sql"
        raise CourseError(path, f"a CHECK of {table.name} does not run: {outcome_text(outcome)}")
    return [bool(row[0]) for row in outcome.runs[0].rows]


def rows_made_by_hand(
    context: Context, exercise: Exercise, path: Path, sql: str
) -> dict[str, tuple[Row, ...]]:
    """The rows of a small database that is made by hand."""
    made = " ".join(f"{one};" for one in engine(DATASETS).create(context.dataset(exercise).tables))
    _, rows = context.run_script(sql, path, True, before=f"{made} ")
    return {name: tuple(some) for name, some in rows.items()}


def case(
    context: Context, exercise: Exercise, rows: dict[str, tuple[Row, ...]], say: str = ""
) -> Case | None:
    """A small database with what the reference leaves there; None where it does not run to its end."""
    contents = Contents(context.dataset(exercise).tables, rows)
    watched = (
        f"{NOTHING};\n{exercise.reference}"  # after its first statement one sees the state before the others
    )
    after = state_after(context, exercise, watched, contents=contents, trusted=True, watch=True)
    script, state = after.script, after.state
    if not isinstance(script, Script) or script.error is not None or not isinstance(state, State):
        return None
    return Case(rows, encode(state), not same(script.seen[0], state), say)
