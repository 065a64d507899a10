"""When two answers are the same: a key of all that a verdict depends on, and a text without what cannot matter."""

import re

import msgspec

from sqlgym import __version__, cache
from sqlgym.cache.versions import installed
from sqlgym.course import Course, Exercise
from sqlgym.course.answer import Answer
from sqlgym.engines import DATASETS, engine

FORM = "1"
"""Counted up when the same answer begins to get another verdict."""


class Terms(msgspec.Struct, frozen=True):
    """By what answers are judged, besides the exercise: what a run's options say, and the secret seed."""

    seed: int
    engine: str | None = None
    worlds: int | None = None


def exercise_key(course: Course, exercise: Exercise, terms: Terms) -> str:
    """All that a verdict on an answer to an exercise depends on, but for the answer."""
    return cache.key(
        *(FORM, __version__, installed(engine(DATASETS).distribution), installed("faker")),
        *(exercise.engine, engine(exercise.engine).version),
        *(course.digest_of(exercise), msgspec.json.encode(exercise.settings)),
        msgspec.json.encode(terms),
    )


PIECES = re.compile(
    r"(?P<kept>'[^']*'|\"[^\"]*\")"
    r"|(?P<blank>(?:\s|--[^\n]*(?:\n|$)|/\*(?:(?!/\*|\*/).)*\*/)+)"
    r"|(?P<word>\w+)"
    r"|(?P<close>[(),;])"
    r"|(?P<sign>[^\w\s'\"])",
    re.DOTALL,
)
"""Literals and quoted names, blanks and comments, words, signs that stand for themselves, other signs."""

UNSURE = re.compile(r"[$\\`\[]|/\*[!+]|\r(?!\n)")
"""What engines read in different ways: dollar quotes, escapes, other quotes, hints, old line ends."""


def bare(text: str) -> str | None:
    """A text without comments and blanks that cannot matter; None where that is not certain for every engine."""
    pieces = list(PIECES.finditer(text))
    kinds = [str(piece.lastgroup) for piece in pieces]
    whole = sum(len(piece[0]) for piece in pieces) == len(text)
    if UNSURE.search(text) or not whole or doubtful(kinds) or loose(pieces):
        return None
    edges = zip(["close", *kinds], kinds, [*kinds[1:], "close"], strict=False)
    return "".join(
        gap(before, after) if kind == "blank" else piece[0]
        for piece, (before, kind, after) in zip(pieces, edges, strict=True)
    )


def doubtful(kinds: list[str]) -> bool:
    """Whether a literal has a prefix, or follows another one, which may make one of the two."""
    joined = " ".join(kinds)
    return "word kept" in joined or "kept word" in joined or "kept blank kept" in joined


def loose(pieces: list[re.Match[str]]) -> bool:
    """Whether a comment opens or closes alone."""
    signs = "".join(piece[0] if piece.lastgroup == "sign" else " " for piece in pieces)
    return "/*" in signs or "*/" in signs


def gap(before: str, after: str) -> str:
    """What is left of a blank: nothing beside a sign that stands for itself if a word is on the other side."""
    return "" if {before, after} <= {"close", "word", "kept"} and "close" in {before, after} else " "


def group_key(answer: Answer, data: bytes) -> str:
    """What answers have in common that are sure to be right together: their bare text and the notes on the file."""
    said = None if answer.problem else bare(answer.text)
    if said is None:
        return cache.key("bytes", data)
    return cache.key("bare", said, *answer.notes)
