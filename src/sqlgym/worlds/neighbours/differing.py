"""Patterns that one column is compared with in, texts out on which they disagree, and others, in turn."""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from sqlgym.sql.constants import Constant
from sqlgym.worlds.neighbours import expressions
from sqlgym.worlds.neighbours.matching import Matcher, Unreadable
from sqlgym.worlds.neighbours.parts import in_turn, short
from sqlgym.worlds.neighbours.texts import like

MOST_PATTERNS = 4
"""Patterns of a column that are tried on each other's texts."""

CANDIDATES = 160
"""Texts of one pattern that are tried."""

MOST = 32
"""Texts that are kept."""

WILD = {"%": "(?s:.*)", "_": "(?s:.)"}


def apart(constants: Sequence[Constant]) -> list[str]:
    """Texts that some patterns match and others miss, each sort in turn; none for fewer than two patterns.

    Of the mistakes in a long pattern only a few texts tell: to hope that they are among those of either is too little.
    """
    patterns = [one for one in constants if one.kind in ("regex", "like", "ilike")][:MOST_PATTERNS]
    if len(patterns) < 2:
        return []
    try:
        tests = [test(one) for one in patterns]
        sorts: dict[tuple[bool, ...], list[str]] = {}
        for text in short(in_turn([candidates(one) for one in patterns])):
            sorts.setdefault(tuple(matches(text) for matches in tests), []).append(text)
    except (Unreadable, RecursionError):
        return []
    mixed = sorted(sorts, key=lambda sort: len({*sort}) == 1)
    return list(islice(in_turn([sorts[sort] for sort in mixed]), MOST))


def candidates(constant: Constant) -> Sequence[str]:
    """Texts of one pattern, matching and not."""
    found = expressions.made(constant.value) if constant.kind == "regex" else [*like("", constant)]
    return found[:CANDIDATES]


def test(constant: Constant) -> Callable[[str], bool]:
    """What says whether a text matches a pattern."""
    if constant.kind == "regex":
        items = expressions.tree(constant.value)
        return Matcher(items, items.state.flags & re.IGNORECASE != 0).matches
    tokens = re.findall(r"%|_|(?:\\.|[^%_])+", constant.value, re.DOTALL)
    plain = (WILD.get(token) or re.escape(re.sub(r"\\(.)", r"\1", token)) for token in tokens)
    return Matcher(expressions.tree(f"^{''.join(plain)}$"), constant.kind == "ilike").matches
