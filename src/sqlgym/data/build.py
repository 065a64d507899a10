"""The files of a schema's folder in; the database of its dataset, filled and checked, out."""

from pathlib import Path

import msgspec

from sqlgym.data.dataset import DATABASE, RECORD, Dataset, Record, RunScript, Source
from sqlgym.data.populate.budget import Budget, watched
from sqlgym.data.populate.recipe import Recipe, read
from sqlgym.data.populate.write import Progress, generate, insert
from sqlgym.engines import datasets
from sqlgym.engines.datasets import verify
from sqlgym.errors import BuildError, CourseError
from sqlgym.result import Row
from sqlgym.schema import Table, refuse_unsupported
from sqlgym.sql.quoting import quote

MEMORY = "1GB"


def build(
    source: Source,
    place: Path,
    run_script: RunScript,
    rows: int | None,
    seed: int,
    progress: Progress | None,
) -> None:
    """Write the database and its record into an empty directory."""
    tables = _tables(source, run_script)
    given = _given(source, tables, run_script)
    try:
        with datasets.connected(place / DATABASE, write=True) as connection:
            connection.execute(f"SET memory_limit = '{MEMORY}'")
            connection.execute("SET enable_external_access = false")
            budget = Budget(str(source.path))
            with watched(connection, budget, place):
                counts = _fill(connection, source, tables, given, rows, seed, progress, budget)
                connection.execute("CHECKPOINT")
    except datasets.Error as error:
        raise BuildError(f"{source.folder}: the dataset could not be built: {error}") from error
    (place / RECORD).write_bytes(msgspec.json.encode(Record(tables, counts)))


def turn(dataset: Dataset, path: Path) -> None:
    """Write a database with the rows of every table of a dataset put in the other way round."""
    with datasets.connected(path, write=True) as connection:
        datasets.attach(connection, dataset.path, "forwards")
        for table in dataset.tables:
            name = quote(table.name)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM forwards.{name} ORDER BY rowid DESC")


def _tables(source: Source, run_script: RunScript) -> tuple[Table, ...]:
    path = source.folder / "schema.sql"
    tables, _ = run_script(_text(source.schema, path), path, False)
    if not tables:
        raise CourseError(path, "creates no table; write its CREATE TABLE statements there")
    refuse_unsupported(tables, str(path))
    return tables


def _given(source: Source, tables: tuple[Table, ...], run_script: RunScript) -> dict[str, list[Row]] | None:
    """Return the rows that data.sql inserts into tables without keys, or None if there is no data.sql.

    The tables are created on the first line of the script, so that lines are counted as in the file.
    """
    if source.data_name != "data.sql" or source.data is None:
        return None
    created = " ".join(f"{statement};" for statement in datasets.create_sql(tables, constraints=False))
    _, rows = run_script(f"{created} {_text(source.data, source.path)}", source.path, True)
    return rows


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(path, "is not UTF-8 text; save it as UTF-8") from error


def _fill(
    connection: datasets.Connection,
    source: Source,
    tables: tuple[Table, ...],
    given: dict[str, list[Row]] | None,
    rows: int | None,
    seed: int,
    progress: Progress | None,
    budget: Budget,
) -> dict[str, int]:
    """Fill the tables from data.sql's rows, by data.toml or as inferred, and check what was declared."""
    path = str(source.path)
    if given is not None:
        counts = insert(connection, tables, given)
    else:
        recipe = read(source.path, tables) if source.data_name else Recipe()
        counts = generate(
            connection, tables, recipe, path, seed=seed, rows=rows, progress=progress, budget=budget
        )
    budget.filling = ""
    try:
        verify(connection, tables, path)
    except CourseError as error:
        if source.data_name:
            raise
        hint = "add a data.toml that says how to fill it"
        raise CourseError(path, f"the inferred rows do not fit: {error.reason}; {hint}") from error
    return counts
