"""A stranger's ZIP file → its files, read in memory and never more than asked for; nothing is unpacked to disk."""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import IO, NamedTuple

from sqlgym.course.archive import DAMAGED

MOST_ENTRIES = 1_000
"""Files in one archive; a student hands in some dozens."""

MOST_BYTES = 16 << 20
"""Bytes of one archive, packed."""

END = b"PK\5\6"
COMMENT = 65_557
"""The longest end record: 22 bytes and a comment of 65,535 (PKWARE's APPNOTE, 4.3.16)."""

LINK = stat.S_IFLNK

DRIVE = re.compile(r"[A-Za-z]:/")
"""How a path begins on Windows that does not begin in the archive."""

Read = Callable[[int], bytes]
"""Reads so many bytes from the beginning of a file."""


class Unusable(Exception):
    """An archive that is not read, in words that follow its name."""


class Entry(NamedTuple):
    """A file in an archive: the parts of its name (none for one that is not taken), and how to read it.

    `written` is when, in seconds since 1970 by the clock of whoever packed it: an archive has no time zone.
    """

    parts: tuple[str, ...]
    read: Read
    written: int


def entries(source: Read) -> Iterator[Entry]:
    """The files in an archive, in the order of its list.

    The archive is read anew for each, so that none stays in memory.
    """
    data = source(MOST_BYTES + 1)
    refuse(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [info for info in opened.infolist() if not info.filename.endswith(("/", "\\"))]
    except (*DAMAGED, OSError) as error:
        raise Unusable("is damaged or no ZIP file") from error
    for info in infos:
        yield Entry(parts_of(info), partial(read, source, info), written(info))


def refuse(data: bytes) -> None:
    """Raise Unusable for an archive whose list of files alone would take too much memory."""
    if len(data) > MOST_BYTES:
        raise Unusable(f"is larger than {MOST_BYTES >> 20} MiB")
    place = data.rfind(END, max(0, len(data) - COMMENT))
    if place < 0 or len(data) < place + 22:
        raise Unusable("is damaged or no ZIP file")
    (count,) = struct.unpack_from("<H", data, place + 10)
    (size,) = struct.unpack_from("<I", data, place + 12)
    if count > MOST_ENTRIES or size > MOST_ENTRIES * 1024:
        raise Unusable(f"holds more than {MOST_ENTRIES:,} files")


def parts_of(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The parts of an entry's name; none for a link and for a name that leads out of the archive."""
    name = info.filename.replace("\\", "/")  # as Windows' own tools wrote them
    parts = tuple(part for part in name.split("/") if part not in {"", "."})
    link = stat.S_IFMT(info.external_attr >> 16) == LINK
    absolute = name.startswith("/") or DRIVE.match(name)
    return () if link or ".." in parts or absolute else parts


def written(info: zipfile.ZipInfo) -> int:
    """When an entry was last written, by the clock of whoever packed it; 0 where its date is none."""
    try:
        return int(datetime(*info.date_time, tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def read(source: Read, info: zipfile.ZipInfo, most: int) -> bytes:
    """The first bytes of an entry, whatever size it claims to have; OSError where it can't be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(source(MOST_BYTES + 1))) as opened, opened.open(info) as file:
            return exactly(file, most)
    except (*DAMAGED, OSError) as error:
        raise OSError(None, "it cannot be unpacked") from error


def exactly(file: IO[bytes], most: int) -> bytes:
    """So many bytes, or all there are."""
    found = bytearray()
    while len(found) < most and (part := file.read(min(1 << 16, most - len(found)))):
        found += part
    return bytes(found)
