"""What works on this machine, for people: the sandbox's layers, the engines, versions, the course and the cache."""

import platform
from collections.abc import Iterator

from sqlgym import __version__, cache
from sqlgym.build import installed
from sqlgym.course import Course
from sqlgym.engines import ENGINES, engine
from sqlgym.report import Style
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.layers import STRICT, available


def draw_doctor(course: Course, style: Style) -> str:
    """All of it, a line each."""
    return "\n".join(lines(course))


def lines(course: Course) -> Iterator[str]:
    """Every line."""
    yield "Sandbox"
    found = available()
    for layer in found:
        yield f"  {'✓' if layer.available else '✗'} {layer.name:18} {layer.why}"
    strict = all(layer.available for layer in found if layer.name in STRICT)
    yield f"  --sandbox strict {'works' if strict else 'does not work'} here"
    yield f"  answers run in {'forked' if LINUX else 'fresh'} processes"
    yield "\nEngines"
    for name in ENGINES:
        yield f"  ✓ {name:18} {engine(name).version}"
    yield "\nVersions"
    yield f"  sqlgym {__version__}, Faker {installed('faker')}, Python {platform.python_version()}"
    yield f"  {platform.platform()}"
    yield "\nCourse"
    yield f"  {course.title}: {len(course.names)} exercises in {course.root}"
    yield "\nCache"
    yield f"  {cache.directory()}"
