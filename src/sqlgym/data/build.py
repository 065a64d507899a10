"""The files of a schema's folder in; the database of its dataset, filled and checked, out."""

from pathlib import Path

import msgspec

from sqlgym.data.dataset import DATABASE, RECORD, Dataset, ReadScripts, Record, RunScript, Source
from sqlgym.data.populate.budget import Budget, watched
from sqlgym.data.populate.recipe import Recipe, read
from sqlgym.data.populate.write import Progress, generate, insert
from sqlgym.ddl.plain import everything_stays
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
    read_scripts: ReadScripts | None = None,
) -> None:
    """Write the database and its record into an empty directory."""
    tables, given = _made(source, run_script, read_scripts)
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


Given = dict[str, list[Row]] | None
"""The rows of each table where they are fixed."""


def _made(
    source: Source, run_script: RunScript, read_scripts: ReadScripts | None
) -> tuple[tuple[Table, ...], Given]:
    """The tables, and their rows where these are fixed.

    Scripts that the engine takes without losing anything are run as they are. Others are read as an import reads
    them; where that fails too, what the engine said comes first.
    """
    path = source.folder / "schema.sql"
    if read_scripts is None:
        tables = _tables(source, run_script)
        return tables, _given(source, tables, run_script)
    refused: CourseError | None = None
    if everything_stays(_text(source.schema, path)):
        try:
            tables = _tables(source, run_script)
            return tables, _given(source, tables, run_script)
        except CourseError as error:
            refused = error
    try:
        return _read(source, read_scripts, run_script)
    except CourseError as error:
        raise refused or error from error


def _read(
    source: Source, read_scripts: ReadScripts, run_script: RunScript
) -> tuple[tuple[Table, ...], Given]:
    """The tables and rows as an import reads them."""
    paths = [source.folder / "schema.sql", *([source.path] if source.data_name == "data.sql" else [])]
    found = read_scripts(paths)
    refuse_unsupported(found.tables, str(paths[0]))
    if not found.rows and source.data_name != "data.sql":
        return found.tables, None
    if source.data_name == "data.toml":
        raise CourseError(source.path, "schema.sql has rows already; keep them, or the data.toml")
    created = "".join(f"{one}; " for one in datasets.create_sql(found.tables, constraints=False))
    _, rows = run_script(found.inserts, source.path, True, created)
    return found.tables, rows


def _tables(source: Source, run_script: RunScript) -> tuple[Table, ...]:
    path = source.folder / "schema.sql"
    tables, _ = run_script(_text(source.schema, path), path, False)
    if not tables:
        raise CourseError(path, "creates no table; write its CREATE TABLE statements there")
    refuse_unsupported(tables, str(path))
    return tables


def _given(source: Source, tables: tuple[Table, ...], run_script: RunScript) -> dict[str, list[Row]] | None:
    """Return the rows that data.sql inserts into tables without keys, or None if there is no data.sql."""
    if source.data_name != "data.sql" or source.data is None:
        return None
    created = "".join(f"{statement}; " for statement in datasets.create_sql(tables, constraints=False))
    _, rows = run_script(_text(source.data, source.path), source.path, True, created)
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
