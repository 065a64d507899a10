"""A pattern or a text that a column is compared with in, texts that follow it or fail it in one place out."""

import re
from collections.abc import Iterator

from sqlgym.sql.constants import Constant
from sqlgym.worlds.neighbours import expressions
from sqlgym.worlds.neighbours.parts import Part, sequence, short, word

FILLED = Part("", ("x", "mn o", "é", " ", "-"))
"""What `%` may stand for."""

ONE = Part("x", ("", "xx", "é", "7", " "))
"""What `_` stands for, and what it does not."""


def regular(type: str, constant: Constant) -> Iterator[str]:  # noqa: A002
    """What a regular expression matches, and misses by one count, class, anchor, alternative or case."""
    if constant.kind == "regex":
        yield from expressions.texts(constant.value)


def like(type: str, constant: Constant) -> Iterator[str]:  # noqa: A002
    """What LIKE takes, with one of its parts another: nothing, two or a wide letter for `_`, a part in another case."""
    if constant.kind in ("like", "ilike"):
        tokens = re.findall(r"%|_|(?:\\.|[^%_])+", constant.value, re.DOTALL)
        found = sequence([_part(token) for token in tokens])
        yield from short((found.base, *found.others))


def _part(token: str) -> Part:
    return FILLED if token == "%" else ONE if token == "_" else word(re.sub(r"\\(.)", r"\1", token))


def inside(type: str, constant: Constant) -> Iterator[str]:  # noqa: A002
    """A text beside others, as split, replace, strpos and substr find it: first, last, in the middle, twice."""
    text = constant.value
    if constant.kind == "text" and 0 < len(text) <= 20:
        yield from (
            f"a{text}b",
            f"{text}b",
            f"a{text}",
            f"a{text}b{text}c",
            f"a {text} b",
            f"{text}{text}",
            f"{text}é",
        )


def everyday(type: str) -> Iterator[str]:  # noqa: A002
    """Without any constant: letters of several bytes, two words, an apostrophe, marks of patterns, digits."""
    yield from ("Zoë Ångström", "ÉMILE", "日本", "O'Neil", "ann bob", "10%", "a_b", "007")
