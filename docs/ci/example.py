"""The files that these pages show, as `sqlgym export` makes them; cog calls it."""

import io
import zipfile
from pathlib import Path

from sqlgym import __version__
from sqlgym.course import Course
from sqlgym.export import files
from sqlgym.export.distribution import NAME, Wheel
from sqlgym.export.request import Request

WHEEL = f"{NAME.replace('-', '_')}-{__version__}-py3-none-any.whl"
ROOT = Path(__file__).parents[2]
LANGUAGES = {".yml": "yaml", ".sh": "bash", "": "bash", ".py": "python", ".json": "json", ".html": "html"}


def block(system: str, path: str, *, fetched: bool = False) -> str:
    """A file of an export as a fenced block; one in a zip by its name. `fetched` is without a wheel."""
    request = Request(
        course=Course(ROOT),
        exercises=("second_highest", "transfer_orders"),
        wheel=None if fetched else Wheel(WHEEL, b""),
        seed=20261122,
    )
    found = {one.path: one.data for one in files(system, request)}
    for name, data in [*found.items()]:
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found |= {entry: archive.read(entry) for entry in archive.namelist()}
    language = "dockerfile" if path.endswith("Dockerfile") else LANGUAGES[Path(path).suffix]
    return f"\n```{language}\n{found[path].decode().rstrip()}\n```\n"
