"""A zip that holds a course → a folder of the cache with the course in it; what could do harm is refused.

Only regular files below `exercises/` and `schema/` are taken, at the top of the zip or in the one folder that it holds,
as zips made of a repository have it. Nothing is written before every name was looked at.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sqlgym import cache
from sqlgym.errors import UsageError

FORM = "1"
"""Changes when the same zip gives another folder."""

DEEPEST = 20
"""Folders within folders; a course has three."""

LONGEST = 200
"""Bytes of a name; file systems take 255."""

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises for archives that are damaged, encrypted or packed in a way it does not know."""

MOST_FILES = 10_000
MOST_BYTES = 100 << 20
"""Of all files together once they are unpacked, and of the zip itself."""

CHUNK = 1 << 16
FOLDERS = ("exercises", "schema")
"""What a course is made of."""

NAME = "course"


def unpacked(path: Path) -> Path:
    """The folder of the course in a zip, unpacked when its content is new; UsageError for what is no such zip."""
    if not zipfile.is_zipfile(path):
        raise UsageError(f"{path} is no course: neither a folder nor a zip")
    if path.stat().st_size > MOST_BYTES:
        raise harmful(path, f"it is larger than {MOST_BYTES >> 20} MiB")
    stem = re.sub(r"[^\w-]", "_", path.stem, flags=re.ASCII)
    key = cache.key(FORM, stem, hashlib.sha256(path.read_bytes()).digest())
    return cache.create("course", key, lambda folder: extract(path, folder / stem)) / stem


def extract(path: Path, target: Path) -> None:
    """Unpack a zip's course into a folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = members(path, archive.infolist())
            left = MOST_BYTES
            for place, info in files.items():
                left = copied(archive, info, target / place, left)
                if left < 0:
                    raise harmful(path, f"it holds more than {MOST_BYTES >> 20} MiB")
    except DAMAGED as error:
        raise UsageError(f"{path}: the zip cannot be unpacked: {error}") from error


def copied(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Unpack one file, as long as bytes are left; returns how many are then, fewer than 0 where it is too large.

    The bytes are counted as they come: what a zip says about its sizes is not believed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source, target.open("xb") as file:
        while left >= 0 and (part := source.read(CHUNK)):
            left -= len(part)
            file.write(part)
    return left


def members(path: Path, infos: list[zipfile.ZipInfo]) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """The files of the course by their places in it."""
    if len(infos) > MOST_FILES:
        raise harmful(path, f"it holds more than {MOST_FILES:,} files")
    places = {place_of(path, info): info for info in infos if not info.is_dir()}
    top = next(iter({place.parts[0] for place in places} - set(FOLDERS)), "")
    inner = any(place.parts[0] == "exercises" for place in places)
    found = dict(places if inner else within(places, top))
    if not any(place.parts[0] == "exercises" for place in found):
        raise UsageError(f"{path} is no course: it has no folder exercises/")
    kept = {
        place: info for place, info in found.items() if place.parts[0] in FOLDERS and len(place.parts) > 1
    }
    if len({str(place).casefold() for place in kept}) < len(infos_of(infos, kept)):
        raise harmful(path, "two of its files have the same name")
    folders = {str(parent).casefold() for place in kept for parent in place.parents}
    if both := next((place for place in kept if str(place).casefold() in folders), None):
        raise harmful(path, f"{both} in it is a file and a folder")
    return kept


def infos_of(
    infos: list[zipfile.ZipInfo], kept: dict[PurePosixPath, zipfile.ZipInfo]
) -> list[zipfile.ZipInfo]:
    """All entries with the names of those that are kept; more than those where a name comes twice."""
    names = {info.filename for info in kept.values()}
    return [info for info in infos if info.filename in names]


def within(
    places: dict[PurePosixPath, zipfile.ZipInfo], top: str
) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    """The files of one folder by their places in it."""
    for place, info in places.items():
        if place.parts[0] == top and len(place.parts) > 1:
            yield PurePosixPath(*place.parts[1:]), info


def place_of(path: Path, info: zipfile.ZipInfo) -> PurePosixPath:
    """The place of a file in a zip; UsageError where that leads out of it, or where the file is none."""
    name = info.orig_filename
    parts = name.split("/")
    if any(sign in name for sign in "\\:\0") or any(part in ("", ".", "..") for part in parts):
        raise harmful(path, f"it holds a file with the name {name!r}")
    if len(parts) > DEEPEST:
        raise harmful(path, f"it holds folders within folders, {len(parts):,} levels deep")
    if long := next((part for part in parts if len(part.encode("utf-8", "replace")) > LONGEST), ""):
        raise harmful(path, f"it holds a name of {len(long)} characters: {long[:20]}…")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise harmful(path, f"{name!r} in it is a link or a device")
    if info.flag_bits & 1:
        raise UsageError(f"{path} is locked with a password; a course is not")
    return PurePosixPath(*parts)


def harmful(path: Path, reason: str) -> UsageError:
    """The error for a zip that is not unpacked."""
    return UsageError(f"{path} is not unpacked: {reason}")
