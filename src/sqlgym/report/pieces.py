"""A learner's SQL as a page shows it: lines, with the places that findings name marked."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlgym.verdict import Place, Verdict


class Piece(NamedTuple):
    """A part of a line, and whether a finding names it."""

    text: str
    marked: bool


def sql_lines(verdict: Verdict) -> list[list[Piece]]:
    """The lines of what was handed in, each in pieces."""
    places = [one.place for one in verdict.findings if one.place is not None]
    lines = verdict.sql.rstrip("\n").split("\n")
    return [list(pieces(line, at(places, number))) for number, line in enumerate(lines, start=1)]


def at(places: Iterable[Place], number: int) -> list[Place]:
    """The places on a line, from left to right."""
    return sorted((one for one in places if one.line == number), key=lambda one: one.column)


def pieces(line: str, places: Iterable[Place]) -> Iterator[Piece]:
    """A line cut at the places on it; where two overlap the first one goes on to the second one's end."""
    done = 0
    for one in places:
        start, end = max(done, one.column - 1), one.column - 1 + one.length
        if start < end and start < len(line):
            yield Piece(line[done:start], marked=False)
            yield Piece(line[start:end], marked=True)
            done = end
    yield Piece(line[done:], marked=False)
