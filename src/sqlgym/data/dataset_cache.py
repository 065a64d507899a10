"""A schema's folder → its dataset: a DuckDB file in the cache, built once for each content of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sqlgym import __version__, cache
from sqlgym.cache.versions import installed
from sqlgym.data.dataset import DATABASE, RECORD, Dataset, ReadScripts, Record, RunScript, Source
from sqlgym.engines import DATASETS, engine
from sqlgym.errors import BuildError, CourseError, UsageError
from sqlgym.schema import spelled

if TYPE_CHECKING:
    from pathlib import Path

    from sqlgym.data.populate.write import Progress

GENERATOR = "1"
"""Counted up when the same recipe begins to give other rows, so that no older dataset is taken for it."""


def dataset(
    schema_dir: Path,
    run_script: RunScript,
    *,
    rows: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    read_scripts: ReadScripts | None = None,
) -> Dataset:
    """Return the dataset of a schema's folder, from the cache or newly built into it.

    `rows` sets the size of the recipe's scaled table, the others follow in proportion. Raises CourseError
    for a mistake in the folder, BuildError if it cannot be written, UsageError if `rows` does not fit.
    """
    source = _read(schema_dir)
    _refuse_rows(source, rows)
    key = cache.key(
        *(GENERATOR, __version__, installed(engine(DATASETS).distribution), installed("faker")),
        *(source.schema, source.data_name, source.data or b"", str(rows), str(seed)),
    )

    def fill(place: Path) -> None:
        from sqlgym.data.build import build

        build(source, place, run_script, rows, seed, progress, read_scripts)

    return _load(cache.create("dataset", key, fill), key)


def backwards(dataset: Dataset) -> Dataset:
    """The dataset with the rows of every table put in the other way round, from the cache or made now."""
    key = cache.key("backwards", dataset.key)

    def fill(place: Path) -> None:
        from sqlgym.data.build import turn

        turn(dataset, place / DATABASE)

    path = cache.create("backwards", key, fill) / DATABASE
    return msgspec.structs.replace(dataset, path=path, key=key, turned=not dataset.turned)


def _read(folder: Path) -> Source:
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
    return Source(folder, schema, found.get(name), name)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CourseError(path, f"cannot be read: {error.strerror}") from error


def _refuse_rows(source: Source, rows: int | None) -> None:
    if rows is None:
        return
    if rows < 1:
        raise UsageError(f"{rows} rows cannot be built; give a number from 1 upwards")
    if source.data_name == "data.sql":
        raise UsageError(f"{source.path}: its rows are fixed, so their number cannot be chosen")


def _load(place: Path, key: str) -> Dataset:
    try:
        record = msgspec.json.decode((place / RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildError(f"{place}: the dataset is damaged; run `sqlgym build --clean`") from error
    return Dataset(place / DATABASE, spelled(record.tables), key, record.rows)
