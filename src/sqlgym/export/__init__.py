"""A course → the files that another system grades it with: one function a system, and the one table of them."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from sqlgym.errors import UsageError
from sqlgym.export.request import File, Wish

Target = Callable[[Wish], Iterator[File]]

TARGETS = {
    "github": "sqlgym.export.github",
    "gitlab": "sqlgym.export.gitlab",
    "classroom50": "sqlgym.export.classroom50",
    "gradescope": "sqlgym.export.gradescope",
    "prairielearn": "sqlgym.export.prairielearn",
}
"""Name of a system → the module whose `files` makes what it needs."""


def files(target: str, wish: Wish) -> tuple[File, ...]:
    """All files for a system."""
    return tuple(import_module(TARGETS[target]).files(wish))


def write(target: str, wish: Wish, folder: Path) -> Iterator[Path]:
    """Write the files into a folder, which must have none of these names yet (UsageError); gives their paths."""
    made = files(target, wish)
    if there := next((one.path for one in made if (folder / one.path).exists()), None):
        raise UsageError(f"{folder / there} is there already; name another folder, or delete it first")
    for one in made:
        path = folder / one.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
            path.chmod(0o755 if one.executable else 0o644)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from error
        yield path
