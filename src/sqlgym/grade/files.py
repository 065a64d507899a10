"""A class's folder → the files in it, in order; links are not followed, archives are looked into."""

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlgym.errors import UsageError
from sqlgym.grade import archive
from sqlgym.grade.archive import Read, Unusable

Parts = tuple[str, ...]
"""The folders and the name of a file, from the class's folder down; an archive counts as a folder."""

DEPTH = 32
"""Folders within folders that are looked into."""

JUNK = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__"})
"""What systems leave behind; nobody handed it in."""

CALM = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Open no link, and do not wait for a pipe."""


class File(NamedTuple):
    """A file: its place below the class's folder, and how to read it; without `read` it is a folder.

    `age` sorts files by when they were written: seconds since 1970 (in an archive of its own clock), then their
    order in the archive.
    """

    parts: Parts
    read: Read | None
    age: tuple[int, int] = (0, 0)

    @property
    def label(self) -> str:
        """Its place as it is told."""
        return "/".join(self.parts)


class Files:
    """The files of a class; `notes` says what is left out and why."""

    def __init__(self, root: Path) -> None:
        """Nothing is read yet."""
        self.root = root
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[File]:
        """All files, and the folders that lie in the class's own."""
        if not self.root.is_dir():
            raise UsageError(f"{self.root}: there is no such folder; a downloaded archive is unpacked first")
        yield from self.folder(self.root, ())

    def folder(self, path: Path, parts: Parts) -> Iterator[File]:
        """What a folder holds."""
        if len(parts) > DEPTH:
            self.note(parts, "lies too deep and is left out")
            return
        try:
            with os.scandir(path) as found:
                listed = sorted(found, key=lambda item: os.fsencode(item.name))
        except OSError as error:
            self.note(parts, f"cannot be read: {error.strerror}")
            return
        for item in listed:
            yield from self.item(item, (*parts, printable(item.name)))

    def item(self, item: os.DirEntry[str], parts: Parts) -> Iterator[File]:
        """One thing in a folder."""
        if item.name in JUNK or item.name.startswith("._"):
            return
        if item.is_symlink():
            self.note(parts, "is a link; links are not followed")
        elif item.is_dir(follow_symlinks=False):
            if len(parts) == 1 and not item.name.startswith("."):
                yield File(parts, None)
            yield from () if item.name == ".git" else self.folder(Path(item.path), parts)
        elif not item.is_file(follow_symlinks=False):
            self.note(parts, "is no file")
        else:
            written = int(item.stat(follow_symlinks=False).st_mtime)
            yield from self.opened(parts, partial(read, Path(item.path)), written)

    def opened(self, parts: Parts, source: Read, written: int) -> Iterator[File]:
        """A file, or what an archive holds."""
        if not is_archive(parts):
            yield File(parts, source, (written, 0))
            return
        if len(parts) == 1:
            yield File(parts, None)
        try:
            for place, entry in enumerate(archive.entries(source)):
                yield from self.entry(parts, place, entry)
        except Unusable as error:
            self.note(parts, str(error))
        except OSError as error:
            self.note(parts, f"cannot be read: {error.strerror}")

    def entry(self, parts: Parts, place: int, entry: archive.Entry) -> Iterator[File]:
        """A file in an archive, and where it stands in its list."""
        inner = tuple(map(printable, entry.parts))
        if not inner:
            self.note(parts, "holds a link or a name that leads out of it, which is left out")
        elif is_archive(inner):
            self.note((*parts, *inner), "is an archive within an archive and is not opened")
        elif not JUNK.intersection(inner) and not inner[-1].startswith("._"):
            yield File((*parts, *inner), entry.read, (entry.written, place))

    def note(self, parts: Parts, said: str) -> None:
        """Remember what is left out."""
        self.notes.append(f"{'/'.join(parts) or self.root.name}: {said}")


def is_archive(parts: Parts) -> bool:
    """Whether a name is that of a ZIP file."""
    return parts[-1].lower().endswith(".zip")


def printable(name: str) -> str:
    """A name as text that can be kept anywhere: what is not Unicode is spelt out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace("\0", "\\x00")


def read(path: Path, most: int) -> bytes:
    """The first bytes of a regular file; OSError for a link, a pipe, a device."""
    descriptor = os.open(path, CALM)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(None, "it is no file")
        return file.read(most)
