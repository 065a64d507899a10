"""A learner's file as text, with what is odd about the file itself, and places in it."""

import re
import sys
from pathlib import Path
from typing import Literal

import msgspec

from sqlgym.sql.tokens import TOKEN
from sqlgym.verdict import Finding, Place

MOST_BYTES = 1 << 20
"""An answer is a page of SQL; a file of more than this is not read."""

BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\xef\xbb\xbf": "UTF-8"}

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00a0]")
"""Characters that look like nothing, like a blank, or that turn the direction of what follows."""

PATH_ALONE = re.compile(r"\S+\.sql")
TEXT_IS_SQL = "A text is taken as SQL; for a file, give a pathlib.Path."


class Problem(msgspec.Struct, frozen=True):
    """Why a file is no answer: the status it gets and what is said."""

    status: Literal["error", "refused", "ungraded"]
    finding: Finding


class Answer(msgspec.Struct, frozen=True):
    """A learner's file: where it was found, its text, notes on it, and why it can't be run if so."""

    path: str
    text: str = ""
    notes: tuple[str, ...] = ()
    problem: Problem | None = None


def read(path: Path, guarded: bool = False) -> Answer:
    """Read a learner's file, or standard input for `-`; what is wrong with it is a problem of the answer.

    `guarded` is for a checkout that is not trusted: it follows no link, which may lead to a reference, and opens
    nothing but ordinary files.
    """
    if guarded and (link := first_link(path)):
        return broken(
            path, "refused", f"“{link.name}” is a link to another file.", "Hand in the file itself."
        )
    if guarded and path.exists() and not path.is_dir() and not path.is_file():
        return broken(path, "refused", "It is not an ordinary file.", "Hand in a text file with the SQL.")
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return broken(path, "ungraded", f"The file cannot be read: {reason(error)}.", "Check the path.")
    return decoded(path, data)


def first_link(path: Path) -> Path | None:
    """The first symbolic link on the way to a file, from the current folder on if it lies there.

    Elsewhere the folders at the top do not count, where some systems have links of their own (/tmp, /home).
    """
    steps = [*reversed(path.parents), path]
    here = [place for place, step in enumerate(steps) if step.exists() and step.samefile(Path())]
    return next((step for step in steps[max(here, default=1) + 1 :] if step.is_symlink()), None)


def given(text: str) -> Answer:
    """A text as an answer: nothing is read, whatever the text looks like."""
    found = decoded(Path("answer"), text.encode("utf-8", "surrogatepass"))
    if PATH_ALONE.fullmatch(text):
        return msgspec.structs.replace(found, notes=(*found.notes, TEXT_IS_SQL))
    return found


def reason(error: OSError) -> str:
    """Why a file can't be read, in a few words."""
    if isinstance(error, FileNotFoundError):
        return "there is none of this name"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return "permission denied" if isinstance(error, PermissionError) else str(error.strerror or error)


def broken(path: Path, status: Literal["error", "refused", "ungraded"], message: str, advice: str) -> Answer:
    """An answer that can't be run."""
    return Answer(str(path), problem=Problem(status, Finding("file", message, advice)))


def decoded(path: Path, data: bytes) -> Answer:
    """The bytes of a file as an answer."""
    if len(data) > MOST_BYTES:
        return broken(
            path, "refused", "The file is larger than 1 MiB.", "Hand in the SQL alone, without data."
        )
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    notes = ("The file is saved as UTF-16; it was read all the same.",) if len(mark) == 2 else ()
    try:
        text = data.decode("utf-16" if BYTE_ORDER_MARKS.get(mark) == "UTF-16" else "utf-8-sig")
    except UnicodeDecodeError as error:
        old = data.decode("latin-1")
        if mark or not only_in_comments(old):
            line = data.count(b"\n", 0, error.start) + 1
            said = f"The file is not UTF-8 text: line {line} holds a byte that is none."
            return broken(path, "error", said, "Save it as UTF-8 in your editor.")
        text, notes = old, ("The file is not saved as UTF-8; only its comments are touched by that.",)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return broken(path, "error", f"Line {line} holds a NUL character.", "Save the file as plain text.")
    return Answer(str(path), text, notes + tuple(invisible(text)))


def only_in_comments(text: str) -> bool:
    """Whether all that is not ASCII stands in comments, whatever the engine; no dollar quotes, which hide them."""
    tokens = TOKEN.finditer(text)
    return "$" not in text and all(token.lastgroup == "skip" or token[0].isascii() for token in tokens)


def invisible(text: str) -> list[str]:
    """A note on the first invisible character of a text, if it has one."""
    found = INVISIBLE.search(text)
    if found is None:
        return []
    line = text.count("\n", 0, found.start()) + 1
    return [
        f"Line {line} holds an invisible character (U+{ord(found[0]):04X}); it may not mean what it shows."
    ]


def place(text: str, start: int, length: int) -> Place:
    """A span of a text as a place in the file; a span of several lines ends with its first."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    line = text[begin : len(text) if stop < 0 else stop].rstrip("\r")
    column = min(start - begin, len(line))
    return Place(text.count("\n", 0, start) + 1, column + 1, max(1, min(length, len(line) - column)), line)
