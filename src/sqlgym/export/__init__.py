"""A course → the files that another system grades it with: one function a system, and the one table of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlgym.errors import UsageError
from sqlgym.export import classroom50, github, gitlab, gradescope, prairielearn
from sqlgym.export.request import File, Request

Target = Callable[[Request], Iterator[File]]

TARGETS: dict[str, Target] = {
    "github": github.files,
    "gitlab": gitlab.files,
    "classroom50": classroom50.files,
    "gradescope": gradescope.files,
    "prairielearn": prairielearn.files,
}
"""Name of a system → what makes the files it needs."""


def files(target: str, request: Request) -> tuple[File, ...]:
    """All files for a system."""
    return tuple(TARGETS[target](request))


def write(target: str, request: Request, folder: Path) -> Iterator[Path]:
    """Write the files into a folder, which must have none of these names yet (UsageError); gives their paths."""
    made = files(target, request)
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
