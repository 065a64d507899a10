"""A schema's folder → its dataset: a DuckDB file in the cache, built once for each content of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from sqlgym import __version__, cache
from sqlgym.cache.versions import installed
from sqlgym.errors import BuildError, CourseError, UsageError
from sqlgym.schema import Table, refuse_unsupported, spelled
from sqlgym.sql.quoting import quote, text_literal

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from sqlgym.data.populate.budget import Budget
    from sqlgym.data.populate.write import Progress
    from sqlgym.result import Row

GENERATOR = "1"
"""Counted up when the same recipe begins to give other rows, so that no older dataset is taken for it."""

_KIND = "dataset"
_DATABASE = "dataset.duckdb"
_RECORD = "dataset.json"
_MEMORY = "1GB"


class RunScript(Protocol):
    """Runs SQL of a course in an empty in-memory DuckDB, shut in a sandbox.

    Returns the tables that are there at the end and, with `dump`, the rows of each; raises CourseError with
    path and line where the SQL fails.
    """

    def __call__(self, sql: str, path: Path, dump: bool) -> tuple[tuple[Table, ...], dict[str, list[Row]]]:
        """Run the SQL, which stands in the file `path`."""


class Dataset(msgspec.Struct, frozen=True):
    """A schema filled with data: the database file (read only), its tables and how many rows each has.

    The file's tables carry no constraints; `tables` says which hold. `key` names what it was built from.
    """

    path: Path
    tables: tuple[Table, ...]
    key: str
    rows: dict[str, int]


class _Record(msgspec.Struct, frozen=True):
    tables: tuple[Table, ...]
    rows: dict[str, int]


class _Source(msgspec.Struct, frozen=True):
    """The files of a schema's folder: DDL, and what fills it (`data` is None where that is inferred)."""

    folder: Path
    schema: bytes
    data: bytes | None
    data_name: str

    @property
    def path(self) -> Path:
        """The file that rows come from, for messages."""
        return self.folder / (self.data_name or "schema.sql")


def dataset(
    schema_dir: Path,
    run_script: RunScript,
    *,
    rows: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Dataset:
    """Return the dataset of a schema's folder, from the cache or newly built into it.

    `rows` sets the size of the recipe's scaled table, the others follow in proportion. Raises CourseError
    for a mistake in the folder, BuildError if it cannot be written, UsageError if `rows` does not fit.
    """
    source = _read(schema_dir)
    _refuse_rows(source, rows)
    key = cache.key(
        *(GENERATOR, __version__, installed("duckdb"), installed("faker")),
        *(source.schema, source.data_name, source.data or b"", str(rows), str(seed)),
    )

    def fill(place: Path) -> None:
        _build(source, place, run_script, rows, seed, progress)

    return _load(cache.create(_KIND, key, fill), key)


def backwards(dataset: Dataset) -> Dataset:
    """The dataset with the rows of every table put in the other way round, from the cache or made now."""
    key = cache.key("backwards", dataset.key)

    def fill(place: Path) -> None:
        import duckdb

        with duckdb.connect(str(place / _DATABASE)) as connection:
            quiet(connection)
            path = text_literal(str(dataset.path))
            connection.execute(f"ATTACH {path} AS forwards (READ_ONLY)")
            for table in dataset.tables:
                name = quote(table.name)
                connection.execute(
                    f"CREATE TABLE {name} AS SELECT * FROM forwards.{name} ORDER BY rowid DESC"
                )

    path = cache.create("backwards", key, fill) / _DATABASE
    return msgspec.structs.replace(dataset, path=path, key=key)


def quiet(connection: DuckDBPyConnection) -> None:
    """Let DuckDB draw no bar on standard output, where only the report goes.

    In a Jupyter kernel without ipywidgets the bar is off, and 2.0.1 refuses every SET of it, even to false.
    """
    found = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
    if found != (False,):
        connection.execute("SET enable_progress_bar = false")


def _read(folder: Path) -> _Source:
    schema = _content(folder / "schema.sql")
    if schema is None:
        raise CourseError(
            folder / "schema.sql", "is missing; a schema needs its CREATE TABLE statements there"
        )
    found = {name: _content(folder / name) for name in ("data.toml", "data.sql")}
    given = [name for name, content in found.items() if content is not None]
    if len(given) > 1:
        raise CourseError(folder, "has both data.toml and data.sql; keep the one that is to fill the tables")
    name = given[0] if given else ""
    return _Source(folder, schema, found.get(name), name)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CourseError(path, f"cannot be read: {error.strerror}") from error


def _refuse_rows(source: _Source, rows: int | None) -> None:
    if rows is None:
        return
    if rows < 1:
        raise UsageError(f"{rows} rows cannot be built; give a number from 1 upwards")
    if source.data_name == "data.sql":
        raise UsageError(f"{source.path}: its rows are fixed, so their number cannot be chosen")


def _load(place: Path, key: str) -> Dataset:
    try:
        record = msgspec.json.decode((place / _RECORD).read_bytes(), type=_Record)
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildError(f"{place}: the dataset is damaged; run `sqlgym build --clean`") from error
    return Dataset(place / _DATABASE, spelled(record.tables), key, record.rows)


def _build(
    source: _Source,
    place: Path,
    run_script: RunScript,
    rows: int | None,
    seed: int,
    progress: Progress | None,
) -> None:
    """Write the database and its record into an empty directory."""
    tables = _tables(source, run_script)
    given = _given(source, tables, run_script)
    import duckdb

    from sqlgym.data.populate.budget import Budget, watched

    try:
        with duckdb.connect(str(place / _DATABASE)) as connection:
            quiet(connection)
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            connection.execute("SET enable_external_access = false")
            budget = Budget(str(source.path))
            with watched(connection, budget, place):
                counts = _fill(connection, source, tables, given, rows, seed, progress, budget)
                connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise BuildError(f"{source.folder}: the dataset could not be built: {error}") from error
    (place / _RECORD).write_bytes(msgspec.json.encode(_Record(tables, counts)))


def _tables(source: _Source, run_script: RunScript) -> tuple[Table, ...]:
    path = source.folder / "schema.sql"
    tables, _ = run_script(_text(source.schema, path), path, False)
    if not tables:
        raise CourseError(path, "creates no table; write its CREATE TABLE statements there")
    refuse_unsupported(tables, str(path))
    return tables


def _given(source: _Source, tables: tuple[Table, ...], run_script: RunScript) -> dict[str, list[Row]] | None:
    """Return the rows that data.sql inserts into tables without keys, or None if there is no data.sql.

    The tables are created on the first line of the script, so that lines are counted as in the file.
    """
    from sqlgym.engines.duckdb.catalog import create_sql

    if source.data_name != "data.sql" or source.data is None:
        return None
    created = " ".join(f"{statement};" for statement in create_sql(tables, constraints=False))
    _, rows = run_script(f"{created} {_text(source.data, source.path)}", source.path, True)
    return rows


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(path, "is not UTF-8 text; save it as UTF-8") from error


def _fill(
    connection: DuckDBPyConnection,
    source: _Source,
    tables: tuple[Table, ...],
    given: dict[str, list[Row]] | None,
    rows: int | None,
    seed: int,
    progress: Progress | None,
    budget: Budget,
) -> dict[str, int]:
    """Fill the tables from data.sql's rows, by data.toml or as inferred, and check what was declared."""
    from sqlgym.data.populate.recipe import Recipe, read
    from sqlgym.data.populate.verify import verify
    from sqlgym.data.populate.write import generate, insert

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
