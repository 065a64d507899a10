"""What a shell offers behind a word that is begun: exercises, schemas, tags, engines; never an error."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from click import Context, Parameter

from sqlgym.course import Course, find_course
from sqlgym.engines import ENGINES
from sqlgym.errors import SqlgymError

Completion = Callable[[Context, Parameter, str], list[str]]


def of_course(offered: Callable[[Course], Iterable[str]]) -> Completion:
    """Offers names of the course that the command is about; none where there is no such course."""

    def complete(ctx: Context, param: Parameter, begun: str) -> list[str]:
        """The names that go on from what is begun, whatever its case."""
        names: list[str] = []
        with suppress(SqlgymError, OSError):
            given = ctx.params.get("course")
            names = [*offered(find_course(Path(given) if given else None, Path("answer.sql")))]
        return beginning(names, begun)

    return complete


def beginning(names: Iterable[str], begun: str) -> list[str]:
    """The names that go on from what is begun, whatever its case."""
    return [name for name in names if name.lower().startswith(begun.lower())]


def tags_of(course: Course) -> list[str]:
    """All tags, in the order of the alphabet."""
    return sorted({tag for name in course.names for tag in course.exercise(name).settings.tags})


exercises = of_course(lambda course: course.names)
exercises_and_schemas = of_course(lambda course: (*course.names, *course.schemas))
tags = of_course(tags_of)


def engines(ctx: Context, param: Parameter, begun: str) -> list[str]:
    """The engines by name."""
    return beginning(ENGINES, begun)


def answers(ctx: Context, param: Parameter, begun: str) -> list[str]:
    """Files that are there, and exercises, by whose name the file is found as well."""
    folder = Path(begun).parent if Path(begun).name else Path(begun)
    there = sorted(folder.glob("*")) if "/" in begun else sorted(Path().glob("*.sql"))
    found = [f"{one}/" if one.is_dir() else str(one) for one in there if str(one).startswith(begun)]
    taken = {Path(one).stem for one in found}
    return [*found, *(one for one in exercises(ctx, param, begun) if one not in taken)]
