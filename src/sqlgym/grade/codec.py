"""A verdict ↔ the bytes in which a store and a worker's reply have it."""

from sqlgym.result.codec import load, store
from sqlgym.verdict import Verdict


def pack(verdict: Verdict) -> bytes:
    """A verdict as bytes."""
    return store(verdict)


def unpack(data: bytes) -> Verdict:
    """A verdict from the bytes that `pack` made of it; every report of it is the same as before."""
    return load(data, Verdict)
