"""The files of a folder ↔ a file of their checksums, so that damage is noticed before anything is read from them.

CRC-32 finds every flipped byte and, but for one in four billion, any other damage; it is no defence against whoever may
write into the cache. It reads 2 GB a second, where SHA-256 reads 1.4 and BLAKE2b 0.7.
"""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

NAME = "checksums"

State = tuple[tuple[str, int, int, int, int], ...]
"""Name, inode, size and both times of each file: while they stay, a folder is not read again."""


def write(folder: Path) -> None:
    """Write down what the files of a folder are."""
    lines = [f"{of(folder / name):08x} {name}\n" for name in sorted(names(folder))]
    text = "".join(lines).encode("utf-8", "surrogateescape")
    (folder / NAME).write_bytes(b"%08x\n" % zlib.crc32(text) + text)


def hold(folder: Path) -> bool:
    """Whether all files of a folder are as they were written down."""
    try:
        return all(of(folder / name) == known for name, known in noted(folder))
    except (OSError, ValueError):
        return False


def state(folder: Path) -> State | None:
    """What the file system says of the files that are written down; None where one of them is missing."""
    try:
        found = [(name, os.stat(folder / name)) for name in (NAME, *(name for name, _ in noted(folder)))]
    except (OSError, ValueError):
        return None
    return tuple((name, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for name, one in found)


def noted(folder: Path) -> list[tuple[str, int]]:
    """Each file with its checksum; ValueError where the list itself is damaged."""
    own, _, text = (folder / NAME).read_bytes().partition(b"\n")
    if int(own, 16) != zlib.crc32(text):
        raise ValueError("the checksums do not fit themselves")
    lines = text.decode("utf-8", "surrogateescape").split("\n")
    return [(line[9:], int(line[:8], 16)) for line in lines if line]


def names(folder: Path) -> Iterator[str]:
    """The files of a folder and of those in it."""
    for place, _, files in os.walk(folder):
        for name in files:
            yield os.path.relpath(os.path.join(place, name), folder)


def of(path: Path) -> int:
    """The CRC-32 of a file."""
    found = 0
    with path.open("rb", buffering=0) as file:
        while part := file.read(1 << 20):
            found = zlib.crc32(part, found)
    return found
