"""Parts of a pattern in, texts that follow them all or all but one out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import msgspec

LONGEST = 60
"""Characters of a text made here."""

MOST = 400
"""Texts of a pattern that are made at all."""


class Part(msgspec.Struct, frozen=True):
    """One place of a text: what stands there, and what may stand there or nearly may."""

    base: str
    others: tuple[str, ...] = ()


def sequence(parts: Sequence[Part]) -> Part:
    """Parts one after the other; in each of the others only one of them is another."""
    base = "".join(part.base for part in parts)
    lists, before = [], ""
    for part in parts:
        after = base[len(before) + len(part.base) :]
        lists.append([before + other + after for other in part.others])
        before += part.base
    return Part(base, tuple(short(in_turn(lists))))


def word(text: str) -> Part:
    """A text that must stand there literally, in other cases and with a character less, more or twice."""
    if not text:
        return Part("")
    cases = (text.swapcase(), text.lower(), text.upper(), text.title())
    found = (text * 2, text[1:], text[:-1], *cases, f"{text[0]}{text}")
    return Part(text, tuple(dict.fromkeys(other for other in found if other != text)))


def in_turn(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """The first of each list, then the second of each, so that cutting the end hurts none alone."""
    return (text for row in zip_longest(*lists) for text in row if text is not None)


def short(texts: Iterable[str]) -> list[str]:
    """The different ones that are not too long, not too many."""
    return list(dict.fromkeys(text for text in texts if len(text) <= LONGEST))[:MOST]
