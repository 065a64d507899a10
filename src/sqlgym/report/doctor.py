"""What works on this machine, for people: the sandbox's layers, the engines, versions, the course and the cache."""

import platform
import tempfile
from collections.abc import Callable, Iterator

from sqlgym import __version__, cache
from sqlgym.cache.versions import installed
from sqlgym.course import Course
from sqlgym.engines import ENGINES, Engine
from sqlgym.errors import BuildError, EngineError, SqlgymError
from sqlgym.export.distribution import NAME, owners
from sqlgym.sandbox import Sandbox
from sqlgym.sandbox.contract import run_contract, sentence
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.layers import STRICT, available
from sqlgym.sandbox.parent import Failure

Part = Callable[[], Iterator[str]]


class Health:
    """What is said of each part of an installation, and whether all of them can be used."""

    def __init__(self, course: Callable[[], Course]) -> None:
        self.works = True
        self.course = course

    def text(self) -> str:
        """All parts; one that cannot be used says why, and the others are still told."""
        parts = {
            "Sandbox": sandbox,
            "Engines": engines,
            "Versions": versions,
            "Course": self.found_course,
            "Cache": usable_cache,
        }
        return "\n\n".join("\n".join([title, *self.lines(part)]) for title, part in parts.items())

    def lines(self, part: Part) -> Iterator[str]:
        """The lines of one part."""
        try:
            yield from part()
        except SqlgymError as error:
            self.works = False
            yield f"  ✗ {error}"

    def found_course(self) -> Iterator[str]:
        """The course that would be judged by."""
        course = self.course()
        yield f"  {course.title}: {len(course.names)} exercises in {course.root}"


def sandbox() -> Iterator[str]:
    """Each layer, and what follows."""
    found = available()
    for layer in found:
        yield f"  {'✓' if layer.available else '✗'} {layer.name:18} {layer.why}"
    strict = all(layer.available for layer in found if layer.name in STRICT)
    yield f"  --sandbox strict {'works' if strict else 'does not work'} here"
    yield f"  answers run in {'forked' if LINUX else 'fresh'} processes"


def engines() -> Iterator[str]:
    """Each engine with its version, and whether it does what is assumed of it, tried now; EngineError if not."""
    broken: list[str] = []
    with Sandbox() as sandbox:
        for name, one in ENGINES.items():
            if missing := one.missing():
                yield f"  – {name:18} {missing}"
                continue
            try:
                found = run_contract(sandbox, name)
            except (EngineError, Failure) as error:  # a server that does not start
                broken.append(f"{one.title} cannot be asked: {str(error).strip().splitlines()[-1]}")
                yield f"  ✗ {name}"
                continue
            failed = [one for one in found.checked if one.seen]
            broken += [sentence(found, one) for one in failed if one.kinds]
            yield f"  {'✗' if failed else '✓'} {name:18} {one.version}{running(one)}"
            yield from (f"    {'✗' if one.seen else '✓'} {one.name:16} {one.why}" for one in found.checked)
            yield from (f"      {one.name}: {one.seen}" for one in failed)
    if broken:
        raise EngineError(broken[0])


def running(one: Engine) -> str:
    """Where an engine's server runs, if it has one."""
    where = one.served()
    return f", {where}" if where else ""


def versions() -> Iterator[str]:
    """What else verdicts may depend on, and whether `sqlgym` is really this program."""
    yield f"  sqlgym {__version__}, Faker {installed('faker')}, Python {platform.python_version()}"
    yield f"  {platform.platform()}"
    if others := owners():
        names = " ".join(others)
        yield f"  ✗ the import name sqlgym is also claimed by another package here: {names}"
        yield f"    pip uninstall {names}, then install {NAME} anew: removing it may take files of ours along"


def usable_cache() -> Iterator[str]:
    """Where the cache lies; BuildError if nothing can be kept there."""
    folder = cache.directory()
    yield f"  {folder}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        said = f"nothing can be written there ({error.strerror}); set SQLGYM_CACHE to a directory of your own"
        raise BuildError(said) from error
