"""A stranger's ZIP file → its files, read in memory and never more than asked for; nothing is unpacked to disk."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from sqlgym.course.archive import DAMAGED

MOST_ENTRIES = 1_000
"""Files in one archive; a student hands in some dozens."""

MOST_BYTES = 16 << 20
"""Bytes of one archive, packed."""

END = b"PK\5\6"
COMMENT = 65_557
"""The longest end record: 22 bytes and a comment of 65,535 (PKWARE's APPNOTE, 4.3.16)."""

LINK = stat.S_IFLNK

Read = Callable[[int], bytes]
"""Reads so many bytes from the beginning of a file."""


class Unusable(Exception):
    """An archive that is not read, in words that follow its name."""


def entries(source: Read) -> Iterator[tuple[tuple[str, ...], Read]]:
    """The files in an archive: the parts of each name (none for one that is not taken), and how to read it.

    The archive is read anew for each, so that none stays in memory.
    """
    data = source(MOST_BYTES + 1)
    refuse(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
    except (*DAMAGED, OSError) as error:
        raise Unusable("is damaged or no ZIP file") from error
    for info in infos:
        yield parts_of(info), partial(read, source, info)


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
    parts = tuple(part for part in info.filename.split("/") if part not in {"", "."})
    link = stat.S_IFMT(info.external_attr >> 16) == LINK
    return () if link or ".." in parts or info.filename.startswith("/") else parts


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
