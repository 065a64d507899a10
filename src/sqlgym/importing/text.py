"""A file's bytes → its text in blocks, whatever encoding it is in; how far it is read goes to a callback."""

import codecs
import encodings.cp1252
import encodings.utf_8_sig
import encodings.utf_16  # noqa: F401  (loaded now: a locked process could not)
from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = 1 << 20

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: Path) -> str:
    """The encoding of a file: as its mark says, else UTF-8 where it is that, else Windows' for the west."""
    with path.open("rb") as file:
        head = file.read(4)
        found = next((name for mark, name in MARKS if head.startswith(mark)), "")
        if found:
            return found
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def blocks(path: Path, encoding: str, progress: Callable[[int], None]) -> Iterator[str]:
    """The text of a file, a megabyte at a time."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace" if encoding == "cp1252" else "strict")
    done = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield decoder.decode(block)
            done += len(block)
            progress(done)
        yield decoder.decode(b"", final=True)
