"""A second database of middle size, whose rows a learner can't know, and what the reference returns on it.

Where the dataset is drawn by a recipe or inferred, its rows are drawn anew by the seed and some of them are taken; else
some rows of the dataset are. Then values are permuted within their columns. Of several draws the first one is taken on
which the reference tells most.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sqlgym import cache
from sqlgym.compare.comparison import compare
from sqlgym.context import ROOMY, Context
from sqlgym.course import Exercise, QuerySettings
from sqlgym.data import dataset_cache
from sqlgym.data.dataset import Dataset
from sqlgym.data.reference import READING, Reference
from sqlgym.engines import DATASETS
from sqlgym.errors import CourseError
from sqlgym.result import Row, Run
from sqlgym.sandbox import Job, Ran
from sqlgym.schema import Table
from sqlgym.sql.quoting import quote
from sqlgym.worlds.permute import permuted
from sqlgym.worlds.rng import Random
from sqlgym.worlds.subset import Rows, subset
from sqlgym.worlds.world import World, violations

FORM = "3"
"""Changes when the same dataset and seed give other rows."""

DRAWS = 8
"""Databases that are drawn for an exercise until one of them fits."""

MORE = 2
"""Draws after one that fits in which a better one is looked for: a reference that reads no table has none."""

PERMUTED = 2
"""The first draws, in which values are permuted; in those after them, values may be lost and come again."""

LOOKED = 20_000
"""Rows of a table from which some are chosen; of a larger one, rows at equal distances."""


class Middle(msgspec.Struct, frozen=True):
    """The second database of an exercise and what the reference returns on it.

    `draw` is its number among those of the schema. `telling` counts what it tells: that the reference returns rows
    there, and that they are others than on the dataset.
    """

    draw: int
    reference: Reference
    rows: dict[str, int]
    telling: int

    @property
    def size(self) -> int:
        """How many rows it has in all."""
        return sum(self.rows.values())


class Chosen(msgspec.Struct, frozen=True):
    """What was found out of the second database of an exercise: it, or why there is none."""

    middle: Middle | None
    reason: str = ""


def middle(exercise: Exercise, context: Context) -> Chosen:
    """The second database of an exercise: from the cache, or drawn now."""
    return cache.memo("middle", key_of(exercise, context), Chosen, lambda: draw_dataset(exercise, context))


def key_of(exercise: Exercise, context: Context) -> str:
    """The cache's key of the second database of an exercise."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    settled = msgspec.json.encode((settings.worlds.assume, settings.compare))
    bound = msgspec.json.encode(exercise.parameters)
    parts = (exercise.reference, exercise.engine, str(context.seed), settled, bound)
    return cache.key(FORM, context.dataset(exercise).key, *parts)


def draw_dataset(exercise: Exercise, context: Context) -> Chosen:
    """The second database of an exercise, made now."""
    best, reason = None, ""
    for draw in range(DRAWS):
        found = fitting(exercise, context, draw)
        if isinstance(found, str):
            reason = found
        elif best is None or found.telling > best.telling:
            steady = not unsteady(exercise, context, found)
            best, reason = (found, reason) if steady else (best, UNSTEADY)
        if best is not None and (best.telling == TELLING or draw - best.draw >= MORE):
            break
    return Chosen(best, "" if best else reason)


TELLING = 2
"""What the best draws tell."""

UNSTEADY = "what the reference returns on it depends on the order of its rows"


def fitting(exercise: Exercise, context: Context, draw: int) -> Middle | str:
    """One draw with what the reference returns on it, or why it can judge nothing."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    try:
        dataset = database(exercise, context, draw)
        if broken := next(unassumed(settings, context, dataset), None):
            return f"it is not true on it that {broken}"
        found = context.reference(exercise, settings.compare, dataset)
    except CourseError as error:
        return str(error)
    known = context.reference(exercise, settings.compare)
    telling = bool(found.run.rows) + (not accepts(settings, known, found.run))
    return Middle(draw, found, dataset.rows, telling)


def unassumed(settings: QuerySettings, context: Context, dataset: Dataset) -> Iterator[str]:
    """The assumptions of an exercise that are not true on a database."""
    for query in settings.worlds.assume:
        outcome = context.sandbox.run(
            Job(sql=query, policy=READING, database=str(dataset.path), limits=ROOMY, trusted=True)
        )
        if not isinstance(outcome, Ran) or [row[0] for row in outcome.runs[0].rows[:1]] != [True]:
            yield query


def unsteady(exercise: Exercise, context: Context, found: Middle) -> bool:
    """Whether the reference returns something else where the rows are stored the other way round."""
    settings = exercise.settings
    assert isinstance(settings, QuerySettings)
    turned = dataset_cache.backwards(database(exercise, context, found.draw))
    try:
        again = context.reference(exercise, settings.compare, turned)
    except CourseError:
        return True
    return not accepts(settings, found.reference, again.run)


def accepts(settings: QuerySettings, expected: Reference, run: Run) -> bool:
    """Whether a result is right by another one of the reference."""
    how = settings.compare
    return compare(expected.expected(how), run, columns=how.columns, tolerance=how.tolerance).equal


def database(exercise: Exercise, context: Context, draw: int) -> Dataset:
    """The draw of that number: a database file of its own."""
    dataset, folder = context.dataset(exercise), context.course.schema_of(exercise)
    key = cache.key(FORM, dataset.key, str(context.seed), str(draw))

    def fill(place: Path) -> None:
        rng = Random(f"{context.seed}/{draw}/{dataset.key}")
        rows = draw_rows(source(folder, context, dataset), dataset, rng, repeated=draw >= PERMUTED)
        write(place, dataset.tables, rows)

    place = cache.create("second", key, fill)
    counts = msgspec.json.decode((place / COUNTS).read_bytes(), type=dict[str, int])
    return Dataset(place / DATABASE, dataset.tables, key, counts)


DATABASE, COUNTS = f"dataset.{DATASETS}", "rows.json"


def source(folder: Path, context: Context, dataset: Dataset) -> Dataset:
    """What rows are taken from: the dataset drawn anew by the seed, or itself where its rows are fixed."""
    if (folder / "data.sql").exists():
        return dataset
    seed = int.from_bytes(hashlib.sha256(f"second/{context.seed}".encode()).digest()[:6], "big")
    return context.schema_dataset(folder, seed=seed)


def draw_rows(source: Dataset, dataset: Dataset, rng: Random, repeated: bool) -> Rows:
    """Some rows of a source with their values permuted, texts from the dataset among them."""
    some = subset(source.tables, read(source), rng)
    texts = None if source == dataset else read(dataset)
    rows = permuted(source.tables, some, rng, texts, repeated)
    if broken := violations(World("", rows), source.tables):
        raise CourseError(source.path, f"rows taken from it do not fit: {broken[0]}")
    return rows


def read(dataset: Dataset) -> dict[str, list[Row]]:
    """The rows of a dataset by table."""
    from sqlgym.engines.datasets import connected

    with connected(dataset.path) as connection:
        return {
            table.name: connection.execute(reading(table, dataset.rows[table.name])).fetchall()
            for table in dataset.tables
        }


def reading(table: Table, count: int) -> str:
    """A query for the rows of a table, or for so many of them as are looked at."""
    step = -(-count // LOOKED) or 1
    return f"SELECT * FROM {quote(table.name)} WHERE rowid % {step} = 0 ORDER BY rowid"


def write(place: Path, tables: tuple[Table, ...], rows: Rows) -> None:
    """Write rows into a database file, checked against every constraint, and how many there are beside it."""
    from sqlgym.data.populate.write import insert
    from sqlgym.engines.datasets import connected, verify

    with connected(place / DATABASE, write=True) as connection:
        connection.execute("SET enable_external_access = false")
        counts = insert(connection, tables, rows)
        verify(connection, tables, "the second database")
    (place / COUNTS).write_bytes(msgspec.json.encode(counts))


def world(exercise: Exercise, context: Context, found: Middle) -> World:
    """The second database as a world, to be shrunk."""
    dataset = database(exercise, context, found.draw)
    return World("", {name: tuple(rows) for name, rows in read(dataset).items()})
