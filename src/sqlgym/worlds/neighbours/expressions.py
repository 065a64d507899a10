"""A regular expression in, texts that it matches and texts that miss it in one place out.

Python's parser reads it. It is never run by Python: one written to be slow, `(a+)+$`, would not come to an end.
"""

import re
import warnings
from collections.abc import Sequence
from itertools import islice
from re import _parser  # type: ignore[attr-defined]  # Python's own, of no promised form: see `tree`
from typing import Any

from sqlgym.worlds.neighbours.matching import CATEGORIES, Matcher, Unreadable, member
from sqlgym.worlds.neighbours.parts import LONGEST, Part, in_turn, sequence, short

Items = Sequence[tuple[Any, Any]]

LONGEST_PATTERN = 200
PROBES = "aA7-_ xZ.é/"
"""Characters that a class may leave out or, negated, take in."""

EDGES = ("x", "7", "-", " ", "X")
"""What may stand before and after a match."""

POSIX = {
    "alpha": "A-Za-z",
    "digit": "0-9",
    "alnum": "A-Za-z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "punct": "!-/:-@",
    "word": r"\w",
}
MOST = 40
"""Texts of a pattern that are kept, half of them matching if there are as many."""


def texts(pattern: str) -> list[str]:
    """Texts that match and texts that miss in turn, each judged; none where the pattern can't be read."""
    try:
        items = tree(pattern)
        matcher = Matcher(items, items.state.flags & re.IGNORECASE != 0)
        judged = [(text, matcher.matches(text)) for text in made(pattern)]
    except (Unreadable, RecursionError):
        return []
    kept = [[text for text, matching in judged if matching is wanted] for wanted in (True, False)]
    return list(islice(in_turn(kept), MOST))


def made(pattern: str) -> list[str]:
    """Texts that follow a pattern in all or all but one of its places, none of them judged."""
    return whole(sequence([part(one) for one in tree(pattern)]))


def tree(pattern: str) -> Any:
    """A pattern as Python reads it, with POSIX classes in its words; Unreadable where it can't."""
    if len(pattern) > LONGEST_PATTERN:
        raise Unreadable
    spelled = re.sub(r"\[:(\w+):\]", lambda match: POSIX.get(match[1], match[0]), pattern).replace(
        r"\z", r"\Z"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `[[` may mean something else in a later Python
            return _parser.parse(spelled)
    except (re.error, OverflowError, AttributeError) as error:
        raise Unreadable from error


def whole(found: Part) -> list[str]:
    """A part's texts, in other cases and inside others too."""
    base = found.base
    cased = (base.lower(), base.upper(), base.swapcase())
    inside = [text for edge in EDGES for text in (edge + base, base + edge)]
    return short((base, *in_turn([found.others, [*cased, *inside]])))


def part(item: tuple[Any, Any]) -> Part:
    """What one item of a tree stands for."""
    name, given = item[0].name, item[1]
    if name == "LITERAL":
        char = chr(given)
        return Part(char, tuple(dict.fromkeys(one for one in (char * 2, "", char.swapcase()) if one != char)))
    if name in ("IN", "ANY", "NOT_LITERAL"):
        return one_of(item)
    if name == "AT":
        return Part("", EDGES)
    if name == "SUBPATTERN":
        return sequence([part(one) for one in given[3]])
    if name == "ATOMIC_GROUP":
        return sequence([part(one) for one in given])
    if name == "BRANCH":
        return either([sequence([part(one) for one in some]) for some in given[1]])
    if name.endswith("REPEAT"):
        return repeated(*given)
    raise Unreadable(name)


def one_of(item: tuple[Any, Any]) -> Part:
    """A class: its first member, and the others; then what it leaves out."""
    inside = members(item)
    outside = [char for char in PROBES if not member(item, char)]
    base = inside[0] if inside else ""
    cased = [base.swapcase()] if base.swapcase() not in inside else []
    return Part(base, tuple(dict.fromkeys((*inside[1:4], *cased, *outside[:4], "", *inside[4:6]))))


def members(item: tuple[Any, Any]) -> list[str]:
    """Some characters of a class: the first of each range, then the last of each, then any."""
    listed = item[1] if item[0].name == "IN" else []
    found = [
        *(one for each in listed for one in ends(each)[:1]),
        *(one for each in listed for one in ends(each)[1:]),
    ]
    return [char for char in dict.fromkeys((*found, *PROBES)) if member(item, char)]


def ends(item: tuple[Any, Any]) -> Sequence[str]:
    """The ends of what is listed in a class."""
    name, given = item[0].name, item[1]
    if name == "RANGE":
        return chr(given[0]), chr(given[1])
    if name == "CATEGORY":
        return CATEGORIES[given.name][1] if given.name in CATEGORIES else ()
    return (chr(given),) if name == "LITERAL" else ()


def either(branches: Sequence[Part]) -> Part:
    """Alternatives: the first, then each other, then what nearly is one of them."""
    others = [branch.base for branch in branches[1:]]
    return Part(branches[0].base, tuple(short((*others, *in_turn([branch.others for branch in branches])))))


def repeated(least: int, most: int, inner: Items) -> Part:
    """A repetition as often as it must be, at least once; then less, more, at its end, mixed, one of them another."""
    one = sequence([part(each) for each in inner])
    count = max(least, 1)
    if len(one.base) * count > LONGEST:
        raise Unreadable
    counts = dict.fromkeys((least - 1, count + 1, int(most), int(most) + 1, 0, count + 3))
    often = [one.base * n for n in counts if n != count and 0 <= n * max(len(one.base), 1) <= LONGEST]
    before = one.base * (count - 1)
    mixed = [(before or one.base) + other for other in one.others[:3]]
    return Part(
        one.base * count, tuple(short(in_turn([often, mixed, [before + each for each in one.others]])))
    )
