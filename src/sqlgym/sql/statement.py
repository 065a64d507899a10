"""One statement of a text, and the verb that its first words are about."""

from collections.abc import Sequence
from typing import Literal, get_args

import msgspec

Verb = Literal[
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "ROLLBACK TO",
    "RELEASE",
    "SELECT",
    "SHOW",
    "EXPLAIN",
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "CREATE",
    "ALTER",
    "DROP",
    "UNKNOWN",
]
"""What a statement does. UNKNOWN is every other word: no rule may take it for one of these."""

VERBS: dict[str, Verb] = {
    **{verb: verb for verb in get_args(Verb) if verb not in ("ROLLBACK TO", "UNKNOWN")},
    "START": "BEGIN",
    "END": "COMMIT",
    "ABORT": "ROLLBACK",
    **dict.fromkeys(("FROM", "VALUES", "TABLE", "PIVOT", "PIVOT_WIDER", "UNPIVOT", "PIVOT_LONGER"), "SELECT"),
    **dict.fromkeys(("DESCRIBE", "DESC", "SUMMARIZE"), "SHOW"),
    "REPLACE": "INSERT",
    "TRUNCATE": "DELETE",
}
"""First word of a statement → its verb; a word that is not here is UNKNOWN."""

WRITES: frozenset[Verb] = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
"""What changes rows; without RETURNING it returns how many, and nothing else."""

HEAD = 16
"""Tokens of a statement that are kept with it: enough for `CREATE OR REPLACE TABLE IF NOT EXISTS a.b.c`."""


class Statement(msgspec.Struct, frozen=True):
    """One statement of a file: its type as the engine's parser names it, its text, and where it starts.

    `kind` is upper case with blanks, such as `SELECT` or `CREATE`; `start` counts characters from 0. The text begins
    with the first token and ends with the last, without a semicolon; `head` has the first tokens, without comments.
    A statement of our own, which nobody judges, may have neither verb nor head.
    """

    kind: str
    text: str
    start: int
    verb: Verb = "UNKNOWN"
    head: tuple[str, ...] = ()


def verb_of(tokens: Sequence[str]) -> Verb:
    """The verb of a statement, given its tokens without comments; brackets before it do not count."""
    words = [token.upper() for token in tokens]
    place = next((place for place, word in enumerate(words) if word != "("), len(words))
    if words[place : place + 1] == ["WITH"]:
        place = behind_ctes(words, place)
    verb = VERBS.get(words[place], "UNKNOWN") if place < len(words) else "UNKNOWN"
    return "ROLLBACK TO" if verb == "ROLLBACK" and "TO" in words else verb


def behind_ctes(words: Sequence[str], start: int) -> int:
    """The place of the word that common table expressions lead to: the first verb behind a bracket that closes."""
    depth = 0
    for place in range(start, len(words)):
        if depth == 0 and words[place] in VERBS and words[place - 1] == ")":
            return place
        depth += (words[place] == "(") - (words[place] == ")")
    return len(words)
