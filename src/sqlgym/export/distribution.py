"""The distribution that this program came in: its name in a package index, and its wheel."""

import base64
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackagePath, packages_distributions
from pathlib import Path

import msgspec

from sqlgym import __version__
from sqlgym.errors import UsageError

NAME = "sqlgym-sandbox"
"""What pip calls it; `sqlgym` is another's package there."""

REQUIREMENT = f"{NAME}=={__version__}"
"""What pip is told, to install this version."""

_METADATA = ("METADATA", "WHEEL", "entry_points.txt", "licenses")
"""What a wheel says of itself; an installer adds files of its own beside these."""


class Wheel(msgspec.Struct, frozen=True):
    """A wheel that pip can install: its file name and its bytes."""

    name: str
    data: bytes

    @classmethod
    def read(cls, path: Path) -> "Wheel":
        """A wheel from a file."""
        try:
            return cls(path.name, path.read_bytes())
        except OSError as error:
            raise UsageError(f"there is no wheel {path}: {error.strerror}") from error


def wheel() -> Wheel:
    """The wheel of the very program that runs: built from its checkout, or packed anew from where it is installed."""
    package = Path(__file__).parents[1]
    checkout = package.parents[1]
    if package.parent.name == "src" and (checkout / "pyproject.toml").is_file():
        return built(checkout)
    return repacked(package.parent)


def built(checkout: Path) -> Wheel:
    """The wheel of a checkout, as its own build backend makes it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-P",
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            folder,
        ]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True)
        found = next(Path(folder).glob("*.whl"), None)
        if done.returncode or found is None:
            last = (done.stderr.strip().splitlines() or ["it made nothing"])[-1]
            raise UsageError(f"no wheel can be built in {checkout}: {last}; is hatchling installed?")
        return Wheel.read(found)


def repacked(site: Path) -> Wheel:
    """The wheel of which a folder of packages holds the files; UsageError if they are no longer what it held."""
    information = next(site.glob(f"{NAME.replace('-', '_')}-{__version__}.dist-info"), None)
    if information is None:
        raise UsageError(f"no wheel can be made: {NAME} {__version__} is not what is installed in {site}")
    distribution = Distribution.at(information)
    files = sorted(carried(distribution.files or (), information.name), key=str)
    tag = next(
        line for line in (distribution.read_text("WHEEL") or "").splitlines() if line.startswith("Tag: ")
    )
    name = f"{information.name.removesuffix('.dist-info')}-{tag.removeprefix('Tag: ')}.whl"
    record = f"{information.name}/RECORD"
    lines = [f"{file},{file.hash and f'{file.hash.mode}={file.hash.value}'},{file.size}" for file in files]
    texts = {str(file): unchanged(site, file) for file in files}
    return Wheel(name, zipped({**texts, record: "\n".join([*lines, f"{record},,", ""]).encode()}))


def carried(files: Iterable[PackagePath], information: str) -> Iterator[PackagePath]:
    """Of the files that an installer lists, those that came in the wheel."""
    for file in files:
        inside = file.parts[0] == "sqlgym" and "__pycache__" not in file.parts
        if inside or (file.parts[0] == information and file.parts[1] in _METADATA):
            yield file


def unchanged(site: Path, file: PackagePath) -> bytes:
    """What is in an installed file, if it is what was installed."""
    path = site / file
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"no wheel can be made: {path} cannot be read: {error.strerror}") from error
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    if file.hash is None or (file.hash.mode, file.hash.value) != ("sha256", digest):
        raise UsageError(
            f"no wheel can be made: {path} was changed since it was installed; install {NAME} anew"
        )
    return data


def zipped(files: dict[str, bytes]) -> bytes:
    """Files as a zip, the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def owners() -> tuple[str, ...]:
    """The other distributions here that own the import name `sqlgym`."""
    return tuple(sorted({one for one in packages_distributions().get("sqlgym", ()) if one != NAME}))
