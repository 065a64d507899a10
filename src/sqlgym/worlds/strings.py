"""A pattern in, texts out that match it and texts that miss it by little."""

import re
from collections.abc import Iterator, Sequence

from sqlgym.sql.constants import Kind

LONGEST = 60
"""Characters of a text made here."""

MOST_PATTERNS = 4
"""Patterns of a column that are put together in pairs."""


def variants(text: str) -> list[str]:
    """A text, and texts that a careless comparison takes for it: case, blanks, one character more or less."""
    found = [text, text.lower(), text.upper(), text.title(), f"{text} ", f" {text}", f"{text}a", text[:-1]]
    return _unique(found)


def lengths(length: int) -> list[str]:
    """Texts that are as long, one shorter and one longer."""
    return list(dict.fromkeys(_long(length + by) for by in (0, -1, 1)))


def around(kind: Kind, pattern: str) -> list[str]:
    """Texts that match a LIKE, ILIKE or regular expression, and near misses; at least one of each if possible."""
    matching = list(_expression(pattern)) if kind == "regex" else list(_like(pattern))
    cased = [text.swapcase() for text in matching]
    return _unique([*matching, *cased, *(miss for text in matching[:3] for miss in _misses(text))])


def joined(patterns: Sequence[str]) -> list[str]:
    """Texts that match two of these LIKE patterns at once, as ab does `a%` and `%b`, and some that miss one."""
    parts = [next(_like(pattern)) for pattern in patterns[:MOST_PATTERNS]]
    pairs = [(one, other) for one in parts for other in parts if one != other]
    return _unique(
        [text for one, other in pairs for text in (one + other, one + other.swapcase(), f"{one}{other}x")]
    )


def _like(pattern: str) -> Iterator[str]:
    """Texts that match a LIKE pattern (backslash escapes): its `%` as nothing, as a letter, as a word."""
    tokens = re.findall(r"\\.|.", pattern, re.DOTALL)
    for filling in ("", "x", "mn o"):
        yield "".join(filling if token == "%" else "x" if token == "_" else token[-1] for token in tokens)


def _expression(pattern: str) -> Iterator[str]:
    """Texts that match simple regular expressions: no look-around, no counts; the rest gives what it gives."""
    for part in re.split(r"(?<!\\)\|", pattern):
        for filling in ("", "x", "xy"):
            text = re.sub(r"\(\?\w*:?|[()^$]", "", part)
            text = re.sub(r"\.\*", filling, text)
            text = re.sub(r"\[\^[^\]]*\]", "x", text)
            text = re.sub(r"\[(\\?.)[^\]]*\]", r"\1", text)
            text = re.sub(r"\\d", "1", re.sub(r"\\w", "a", re.sub(r"\\s", " ", text)))
            text = re.sub(r"(?<!\\)\.", "x", re.sub(r"\{[\d,]*\}", "", text))
            yield re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*+?]", "", text))


def _misses(text: str) -> Iterator[str]:
    """The text with something before, after, or left out."""
    yield from (f"x{text}", f"{text}x", f" {text}", text[1:], text[:-1])
    middle = len(text) // 2
    yield text[:middle] + "z" + text[middle + 1 :]


def _long(length: int) -> str:
    return ("abcdefghij" * (max(length, 0) // 10 + 1))[: max(length, 0)]


def _unique(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text[:LONGEST] for text in texts))
