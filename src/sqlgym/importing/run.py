"""Sources in a folder → the files of a schema in the same folder, and what is to be said about them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import sqlglot

from sqlgym.ddl.draft import Change, Draft, Unread
from sqlgym.ddl.lexis import DIALECTS, dialect_of
from sqlgym.engines import datasets
from sqlgym.engines.protocol import StatementError
from sqlgym.importing import files
from sqlgym.importing.job import DATA, PROGRESS, RECIPE, SCHEMA, Result, Source, TableCount
from sqlgym.importing.keys import Keys
from sqlgym.importing.script import MOST_NAMED, Script
from sqlgym.importing.staging import Staging
from sqlgym.importing.text import blocks, encoding_of
from sqlgym.importing.write import data_sql, recipe, schema_sql, without_effect
from sqlgym.schema import Table, parents_first
from sqlgym.sql.quoting import quote


def warm() -> None:
    """Load what a locked process needs and could not load itself."""
    datetime.strptime("2020", "%Y")
    for dialect in DIALECTS:
        sqlglot.transpile("SELECT CAST(a AS INTEGER) FROM b WHERE c = 'd'", read=dialect, write="duckdb")


class Import:
    """One import in its folder."""

    def __init__(
        self, connection: datasets.Connection, folder: Path, rows: int | None, invent: bool, dialect: str
    ) -> None:
        """Begin with an empty database; `dialect` is empty where the scripts are to tell."""
        self.folder = folder
        self.most = rows
        self.invent = invent
        self.dialect = dialect
        self.connection = connection
        self.staging = Staging(self.connection, dialect, self.transpile)
        self.changes = self.staging.changes
        self.left: list[Change] = self.staging.left
        self.passed: list[Change] = []
        self.views: dict[str, str] = {}

    def transpile(self, text: str) -> str:
        """An expression or a statement as DuckDB writes it."""
        found = sqlglot.transpile(text, read=self.dialect or "duckdb", write="duckdb", identify=False)
        if len(found) != 1:
            raise ValueError(f"{text[:60]} is not one expression")
        return found[0].replace(" AS MONEY)", " AS DECIMAL(19, 4))")

    def execute(self, text: str) -> int:
        """Run a statement of a script on the tables so far."""
        found = self.connection.execute(self.transpile(text)).fetchone()
        return int(found[0]) if found and isinstance(found[0], int) else 0

    def read(self, source: Source) -> None:
        """Read one source, and note of what is said about it that it is its."""
        try:
            self.read_one(source)
        except Unread as error:
            error.file = source.title
            raise
        for said in (self.changes, self.left, self.passed):
            said[:] = [one if one.file else msgspec.structs.replace(one, file=source.title) for one in said]

    def read_one(self, source: Source) -> None:
        """Read one source."""
        path = self.folder / source.file
        report = self.reporter(path.stat().st_size, source.title)
        if source.form == "sql":
            self.read_script(path, source, report)
        elif source.form == "sqlite":
            self.with_script(
                "sqlite", source, lambda script: files.read_sqlite(path, self.staging, script, report)
            )
        elif source.form == "duckdb":
            self.with_script(
                "",
                source,
                lambda script: files.read_duckdb(path, self.connection, self.staging, script, report),
            )
        elif source.form == "csv":
            files.read_csv(path, source, self.staging, report)
        else:
            files.read_rows(path, source, self.connection, self.staging, report)

    def reporter(self, total: int, title: str) -> Callable[[int], None]:
        """What writes down how far a source is read."""

        def report(done: int) -> None:
            (self.folder / PROGRESS).write_text(f"{done} {total} {title}")

        return report

    def read_script(self, path: Path, source: Source, report: Callable[[int], None]) -> None:
        """Read a script; its dialect is found where it is not said."""
        encoding = encoding_of(path)
        if encoding == "cp1252":
            self.changes.append(Change(0, source.title, "it is not UTF-8; read as Windows-1252"))
        head = next(blocks(path, encoding, lambda done: None), "")
        self.dialect = self.dialect or dialect_of(head)
        self.with_script(self.dialect, source, lambda script: script.read(blocks(path, encoding, report)))

    def with_script(self, dialect: str, source: Source, read: Callable[[Script], None]) -> None:
        """Read statements of a dialect, and gather what is to be said of them."""
        self.dialect = self.staging.dialect = dialect
        script = Script(self.staging, self.execute, dialect)
        try:
            read(script)
        finally:
            self.changes += script.changes
            self.left += script.left
            self.passed += [
                Change(script.first[what], what, f"{count:,} ×") for what, count in script.passed.items()
            ]
        self.staging.settle()
        for name, statement in script.views:
            self.left.append(Change(statement.line, f"CREATE VIEW {name}", "views do not come in"))

    def write(self) -> Result:
        """Try what was declared, and write the files."""
        self.staging.settle()
        self.staging.generate()
        drafts = {stage.draft.name: stage.draft for stage in self.staging.stages.values()}
        if not drafts:
            raise Unread(0, "there is no table in it")
        keys = Keys(self.connection, self.staging.find, self.transpile)
        tables = [keys.table(draft) for draft in drafts.values()]
        self.left += keys.left
        tables = self.without_circles(tables, drafts)
        self.changes += [change for draft in drafts.values() for change in without_effect(draft)]
        read = {stage.draft.name: stage.read for stage in self.staging.stages.values()}
        if self.most is not None:
            cut(self.connection, tables, self.most)
        counts = self.write_files(tables, drafts)
        return Result(
            tuple(
                TableCount(one.name, read[one.name], counts[one.name], keys_in_words(one), len(one.checks))
                for one in tables
            ),
            short(sorted(self.changes, key=lambda one: one.line)),
            short(sorted(self.left, key=lambda one: one.line)),
            tuple(self.passed),
            self.dialect,
            tuple(tables),
            tuple(self.views),
        )

    def without_circles(self, tables: Sequence[Table], drafts: dict[str, Draft]) -> list[Table]:
        """The tables as they are."""
        return list(tables)

    def write_files(self, tables: Sequence[Table], drafts: dict[str, Draft]) -> dict[str, int]:
        """Write schema.sql, and the rows or how to invent some."""
        (self.folder / SCHEMA).write_text(schema_sql(tables, drafts, self.views), encoding="utf-8")
        if self.invent:
            (self.folder / RECIPE).write_text("\n".join(recipe(self.connection, tables)), encoding="utf-8")
            return {table.name: 0 for table in tables}
        with (self.folder / DATA).open("w", encoding="utf-8", newline="\n") as file:
            return data_sql(self.connection, tables, file)


def cut(connection: datasets.Connection, tables: Sequence[Table], most: int) -> None:
    """Leave at most so many rows of each table, and none that refers to a row which is gone."""
    changed = True
    while changed:
        changed = False
        for table in parents_first(tables):
            name = quote(table.name)
            orphans = [orphan(key.columns, key.table, key.references) for key in table.foreign_keys]
            for where in orphans:
                found = connection.execute(f"DELETE FROM {name} AS child WHERE {where}").fetchone()
                changed |= bool(found and found[0])
            few = f"SELECT rowid FROM {name} ORDER BY rowid LIMIT {most}"
            found = connection.execute(f"DELETE FROM {name} WHERE rowid NOT IN ({few})").fetchone()
            changed |= bool(found and found[0])


def orphan(columns: Sequence[str], parent: str, references: Sequence[str]) -> str:
    """The condition of a row that refers to one which is not there."""
    present = " AND ".join(f"child.{quote(name)} IS NOT NULL" for name in columns)
    same = " AND ".join(
        f"parent.{quote(one)} = child.{quote(name)}" for one, name in zip(references, columns, strict=True)
    )
    return f"{present} AND NOT EXISTS (SELECT 1 FROM {quote(parent)} AS parent WHERE {same})"


def keys_in_words(table: Table) -> tuple[str, ...]:
    """A table's keys in words."""
    keys = [", ".join(table.primary_key)] if table.primary_key else []
    keys += [f"unique {', '.join(names)}" for names in table.unique]
    return (*keys, *(f"{', '.join(key.columns)} → {key.table}" for key in table.foreign_keys))


def short(changes: Sequence[Change]) -> tuple[Change, ...]:
    """As many as are named; of the others their number."""
    if len(changes) <= MOST_NAMED:
        return tuple(changes)
    more = Change(changes[MOST_NAMED].line, f"{len(changes) - MOST_NAMED:,} more", "from this line on")
    return (*changes[:MOST_NAMED], more)


def imported(
    connection: datasets.Connection,
    folder: Path,
    sources: Sequence[Source],
    rows: int | None,
    invent: bool,
    dialect: str,
) -> Result:
    """Import sources; StatementError where nothing can come in."""
    work = Import(connection, folder, rows, invent, dialect)
    try:
        for source in sources:
            work.read(source)
        return work.write()
    except Unread as error:
        raise StatementError(error.said()) from error
    except datasets.Error as error:
        raise StatementError(str(error).splitlines()[0]) from error
    finally:
        work.connection.close()
