"""What travels between the sandbox's processes: frames, each eight bytes of length and then so many bytes.

A job is a frame with its number before it, and so is what became of it: the number again, a byte that tells the
layers, and the frames of the outcome, its last one the end. A number with nothing behind it ends that job. A process
that may get another job is sent that as a frame too, and says after each whether it came to its end without a stop.
"""

import os
from collections.abc import Iterator

HEADER = 8
NUMBER = 8
COMPLETE, INCOMPLETE, END, SPOILT = b"\1", b"\0", b".", b"!"
"""What stands before the frames of an outcome (were all layers of `strict` on?), and behind all that a child sends.

SPOILT stands at the end where a process that has done other jobs before was stopped, or could not do all of this one.
"""


def read_exactly(source: int, count: int) -> bytes:
    """That many bytes, or fewer at the end of the stream."""
    parts = bytearray()
    while len(parts) < count and (part := os.read(source, min(count - len(parts), 1 << 20))):
        parts += part
    return bytes(parts)


def read_frame(source: int) -> bytes | None:
    """The next frame, or None at the end of the stream."""
    header = read_exactly(source, HEADER)
    return read_exactly(source, int.from_bytes(header, "big")) if len(header) == HEADER else None


def write_all(target: int, data: bytes) -> None:
    """Write every byte."""
    view = memoryview(data)
    while view:
        view = view[os.write(target, view) :]


def frame(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return len(data).to_bytes(HEADER, "big") + data


def frames(data: bytes) -> Iterator[bytes]:
    """The whole frames at the beginning of some bytes."""
    start = 0
    while len(data) >= (begin := start + HEADER):
        start = begin + int.from_bytes(data[start:begin], "big")
        if len(data) < start:
            return
        yield data[begin:start]


def whole(data: bytes) -> bytes:
    """What a child sent, up to its last whole frame."""
    return data[: 1 + sum(HEADER + len(one) for one in frames(data[1:]))]


def ended(data: bytes | bytearray) -> bool:
    """Whether a child sent all of an outcome."""
    return bytes(data[-1:]) in {END, SPOILT} and len(whole(bytes(data))) == len(data) - 1


def last(data: bytes) -> bytes:
    """The last outcome that a child sent."""
    return list(frames(data[1:]))[-1]


def numbered(number: int, data: bytes) -> bytes:
    """A frame of some bytes with a job's number before them."""
    return frame(number.to_bytes(NUMBER, "big") + data)


def number_of(data: bytes) -> tuple[int, bytes]:
    """The number that stands before some bytes, and the bytes."""
    return int.from_bytes(data[:NUMBER], "big"), data[NUMBER:]
