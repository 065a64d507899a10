"""`sqlgym import`: a database, a dump or files of tables → a schema of a course, with nothing lost silently."""

import re
import threading
from pathlib import Path

import click

from sqlgym import scaffold
from sqlgym.cli.options import DIALECTS, checker, sandbox_option
from sqlgym.cli.progress import Progress
from sqlgym.context import Context
from sqlgym.course import Course, Limits, find_course
from sqlgym.data.reference import outcome_text
from sqlgym.errors import BuildError, UsageError
from sqlgym.importing.job import DATA, RECIPE, SCHEMA, Result
from sqlgym.report.importing import text
from sqlgym.sandbox import Imported, ImportJob, Intake, Mode, Sandbox
from sqlgym.scaffold.files import written

MEMORY_MB = 1536
"""Memory of an import, however big its source is."""

LOOK = 0.2
"""Seconds between two looks at how far it is."""


@click.command("import")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="SOURCE…"
)
@click.option(
    "--into", type=click.Path(path_type=Path), required=True, help="The course; begun if there is none yet."
)
@click.option("--name", metavar="NAME", help="What the schema is called.  [default: as the first source]")
@click.option(
    "--rows", type=click.IntRange(min=1), help="At most so many rows of each table, with what they refer to."
)
@click.option(
    "--dialect", type=click.Choice(DIALECTS), help="The dialect of the scripts.  [default: found out]"
)
@click.option(
    "--invent", is_flag=True, help="Write no row and no text, only a data.toml that makes others like them."
)
@sandbox_option
def import_(
    sources: tuple[Path, ...],
    into: Path,
    name: str | None,
    rows: int | None,
    dialect: str | None,
    invent: bool,
    sandbox: Mode,
) -> None:
    """Bring tables and rows into a course: from SQL scripts and dumps, SQLite and DuckDB files, CSV, JSON and Parquet.

    It says what came in, what was changed on the way, and what was left out, with lines and reasons.
    """
    name = name or name_of(sources[0])
    scaffold.refuse_name(name)
    folder = into / "schema" / name
    scaffold.refuse_taken(folder)
    with Intake(sources) as intake, checker(sandbox, into) as found:
        result = run(found.sandbox, intake, rows, dialect or "", invent)
        scaffold.begin_course(into)
        for file in (SCHEMA, RECIPE if invent else DATA):
            written(folder / file, intake.content(file) or b"")
        click.echo(text(result, ", ".join(source.title for source in intake.sources)), nl=False)
        count = None if invent else result
        build(find_course(into, into / "answer.sql"), folder, found.sandbox, count)
        click.echo(f"made {folder / SCHEMA}\nmade {folder / (RECIPE if invent else DATA)}")


def name_of(source: Path) -> str:
    """A name for the schema of a source."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", source.resolve().stem).strip("_").lower() or "imported"


def run(sandbox: Sandbox, intake: Intake, rows: int | None, dialect: str, invent: bool) -> Result:
    """Read the sources in a locked process; UsageError where they can't be read."""
    megabytes = intake.size >> 20
    job = ImportJob(
        folder=str(intake.path),
        sources=intake.sources,
        dialect=dialect,
        rows=rows,
        invent=invent,
        room=(1 << 30) + 8 * intake.size,
        limits=Limits(seconds=30 + 10 * megabytes, memory_mb=MEMORY_MB),
    )
    done = threading.Event()
    watch = threading.Thread(target=follow, args=(intake, done), daemon=True)
    begun = sandbox.start(job)
    watch.start()
    try:
        outcome = sandbox.outcome(begun)
    finally:
        done.set()
        watch.join()
    if not isinstance(outcome, Imported):
        names = ", ".join(source.title for source in intake.sources)
        raise UsageError(f"{names}: {outcome_text(outcome)}; nothing was written")
    return outcome.result


def follow(intake: Intake, done: threading.Event) -> None:
    """Show how far the reading is until it is done."""
    progress = Progress()
    while not done.wait(LOOK):
        read, total, title = intake.progress()
        progress(min(read, total - 1), total, f"reading {title}")
    progress.finish()


def build(course: Course, folder: Path, sandbox: Sandbox, result: Result | None) -> None:
    """Build the dataset from what was written, and count: as many rows must be in it as were read."""
    context = Context(course, sandbox, progress=Progress())
    dataset = context.schema_dataset(folder)
    if result is None:
        return
    for table in result.tables:
        if dataset.rows.get(table.name) != table.rows:
            there = dataset.rows.get(table.name, 0)
            raise BuildError(f"{folder}: {table.name} has {there:,} rows, but {table.rows:,} were written")
