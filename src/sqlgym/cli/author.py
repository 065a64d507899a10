"""`sqlgym new`: begins an exercise or a schema; what the options do not say is asked for on a terminal."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from sqlgym import scaffold
from sqlgym.cli.options import HERE
from sqlgym.course import Course, find_course
from sqlgym.errors import UsageError
from sqlgym.scaffold import questions


@click.command()
@click.argument("name", required=False)
@click.option(
    "--kind", metavar="KIND", help=f"What is asked for: {', '.join(scaffold.WANTED)}.  [default: query]"
)
@click.option("--schema", metavar="NAME", help="The tables it is about.  [default: the only ones there are]")
@click.option("--schema-only", is_flag=True, help="Begin a schema of this name instead of an exercise.")
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    help="The course it belongs to; begun if there is none yet.  [default: as for check]",
)
@click.option(
    "--from",
    "questions_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Begin an exercise for each line of this CSV file: title, task, reference, points, tags.",
)
def new(
    name: str | None,
    kind: str | None,
    schema: str | None,
    schema_only: bool,
    course: Path | None,
    questions_file: Path | None,
) -> None:
    """Begin an exercise or a schema: its files, with what is to be filled in marked in each.

    On a terminal it asks for what the options do not say.
    """
    if name is not None:
        scaffold.refuse_name(name)
    if kind is not None:
        scaffold.refuse_kind(kind)
    report_files(scaffold.begin_course(course) if course else [])
    found = find_course(course, HERE)
    scaffold.refuse_course(found)
    option = f" --course {course}" if course else ""
    if questions_file is not None:
        begin_all(found, questions_file, schema, option, name or kind)
        return
    if schema_only:
        begin_schema(found, name or asked_name(found.root / "schema", "schema"), option)
        return
    name = name or asked_name(found.exercises, "exercise")
    kind = kind or asked_kind()
    if schema is None and scaffold.has_schema(kind):
        schema = asked_schema(found, option)
    report_files(scaffold.new(found, name, kind, schema))
    click.echo(scaffold.next_steps(name, kind, option), err=True, nl=False)


def begin_all(course: Course, path: Path, schema: str | None, option: str, other: str | None) -> None:
    """Begin an exercise for each line of a list."""
    if other is not None:
        raise UsageError("--from takes names and kinds from its file; leave NAME and --kind out")
    made = questions.begin(course, path, schema)
    folders = sorted({file.parent for file in made if file.name == "exercise.toml"})
    report_files(folders)
    click.echo(f"Next:\n  sqlgym audit{option}", err=True)


def begin_schema(course: Course, name: str, option: str) -> None:
    """Begin a schema and say what to do next."""
    report_files(scaffold.new_schema(course, name))
    click.echo(scaffold.NEXT_SCHEMA.format(name=name, course=option), err=True, nl=False)


def report_files(made: list[Path]) -> None:
    """Say which files were made."""
    for path in made:
        click.echo(f"made {path}")


def on_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked_name(place: Path, what: str) -> str:
    """A name that is still free, asked for until it is one."""
    if not on_terminal():
        raise UsageError(f"the name of the {what} is missing: sqlgym new NAME")
    check = free_name(place)
    name: str = click.prompt(f"Name of the {what} (letters, digits, _ and -)", value_proc=check, err=True)
    return name


def free_name(place: Path) -> Callable[[str], str]:
    """What takes a name or says why not."""

    def check(given: str) -> str:
        try:
            scaffold.refuse_name(given)
            scaffold.refuse_taken(place / given)
        except UsageError as error:
            raise click.BadParameter(str(error)) from error
        return given

    return check


def asked_kind() -> str:
    """The kind: asked for on a terminal, query elsewhere."""
    if not on_terminal():
        return "query"
    click.echo("What does a learner write?", err=True)
    for kind, wanted in scaffold.WANTED.items():
        click.echo(f"  {kind:12}{wanted}", err=True)
    choice = click.Choice(list(scaffold.WANTED))
    chosen: str = click.prompt("Kind", type=choice, default="query", show_choices=False, err=True)
    return chosen


def asked_schema(course: Course, option: str) -> str | None:
    """The schema where there are several: asked for on a terminal; a first one is begun there."""
    if not on_terminal() or len(course.schemas) == 1:
        return None
    if course.schemas:
        choice = click.Choice(course.schemas)
        chosen: str = click.prompt("Schema", type=choice, default=course.schemas[0], err=True)
        return chosen
    click.echo("The course has no tables yet; a schema is begun first.", err=True)
    begun = asked_name(course.root / "schema", "schema")
    begin_schema(course, begun, option)
    return begun
