"""`sqlgym new` and `audit`: for who writes exercises."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sqlgym.cli.options import HERE, course_option, sandbox_option, style
from sqlgym.course import find_course
from sqlgym.sandbox import Mode, Sandbox


@click.command()
@click.argument("name")
@click.option("--kind", default="query", metavar="KIND", help="What is asked for.  [default: query]")
@click.option("--schema", metavar="NAME", help="The tables it is about.  [default: the only ones there are]")
@course_option
def new(name: str, kind: str, schema: str | None, course: Path | None) -> None:
    """Begin an exercise: its files, with what is to be filled in marked in each."""
    from sqlgym import scaffold

    for path in scaffold.new(find_course(course, HERE), name, kind, schema):
        click.echo(f"made {path}")
    option = f" --course {course}" if course else ""
    click.echo(scaffold.NEXT.format(name=name, course=option), err=True, nl=False)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@course_option
@click.option("--jobs", type=click.IntRange(min=1), help="Exercises at a time.  [default: one for each core]")
@sandbox_option
def audit(names: tuple[str, ...], course: Path | None, jobs: int | None, sandbox: Mode) -> None:
    """Test the exercises themselves: right answers pass, wrong ones and likely mistakes do not.

    Exit status: 0 nothing was found, 1 something is to be repaired, 2 some exercise could not be judged.
    """
    from sqlgym import audit
    from sqlgym.bench import Bench
    from sqlgym.report.audit import draw_audit, summary

    found = find_course(course, HERE)

    @contextmanager
    def bench() -> Iterator[Bench]:
        with Sandbox(sandbox) as locked:
            yield Bench(found, locked, plan=False)

    done = []
    for one in audit.audits(names or found.names, bench, jobs or os.cpu_count() or 1):
        done.append(one)
        click.echo(draw_audit(one, style(None)))
    click.echo(summary(done))
    sys.exit(audit.exit_status(done))
