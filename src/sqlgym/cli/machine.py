"""`sqlgym build` and `doctor`: what is prepared on this machine, and what works on it."""

from pathlib import Path

import click

from sqlgym import cache
from sqlgym.cli.options import HERE, checker, course_option, sandbox_option
from sqlgym.course import find_course
from sqlgym.engines import ENGINES
from sqlgym.errors import UsageError
from sqlgym.report.doctor import Health
from sqlgym.sandbox import Mode


@click.command()
@click.argument("schemas", nargs=-1, metavar="[SCHEMA...]")
@course_option
@click.option(
    "--rows", type=click.IntRange(min=1), help="Rows of the largest table; the others in proportion."
)
@click.option(
    "--full", is_flag=True, help="Hunt likely mistakes too, so that checks know them; takes minutes."
)
@click.option("--clean", is_flag=True, help="Empty the cache instead.")
@sandbox_option
def build(
    schemas: tuple[str, ...], course: Path | None, rows: int | None, full: bool, clean: bool, sandbox: Mode
) -> None:
    """Build the datasets of the course into the cache, so that the first check need not."""
    if clean:
        click.echo(f"emptied {cache.directory()}: {cache.clean():,} bytes")
        return
    with checker(sandbox, course) as found:
        context = found.context(HERE)
        for name in schemas or context.course.schemas:
            dataset = context.schema_dataset(context.course.schema_folder(name), rows)
            counts = ", ".join(f"{table} {count:,}" for table, count in dataset.rows.items())
            click.echo(f"{name}: {counts}\n  {dataset.path}")
        if full:
            from sqlgym.audit import build_all  # `sqlgym --help` does not pay for sqlglot

            for name in build_all(context, schemas):
                click.echo(f"{name}: all likely mistakes tried")


@click.command()
@course_option
@click.option("--stop", is_flag=True, help="Stop the servers that sqlgym has started instead.")
def doctor(course: Path | None, stop: bool) -> None:
    """Say which sandbox layers, engines and versions work here."""
    if stop:
        stopped = [one.title for one in ENGINES.values() if one.stop()]
        click.echo(f"stopped {', '.join(stopped)}" if stopped else "no server of sqlgym's runs here")
        return
    health = Health(lambda: find_course(course, HERE))
    click.echo(health.text())
    if not health.works:
        raise UsageError("something above has to be mended before sqlgym can judge here")
