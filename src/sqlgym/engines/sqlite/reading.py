"""What SQLite's authorizer was asked of a query, and its tokens → what worlds and feedback need to know of it."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from sqlgym.engines.sqlite.select import Token, Tokens, depths, item, name_of, spelled, split, word
from sqlgym.sql.constants import Constant, Constants, collected
from sqlgym.sql.literals import constants
from sqlgym.sql.reading import Reading
from sqlgym.sql.tokens import TOKEN

MOST_COUNTED = 12
"""The greatest number that is taken for one of rows wherever it stands, such as the 2 of `place = 2`."""

AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "TOTAL", "MIN", "MAX"})
"""Functions of many rows that give the same in whatever order they come."""

ORDERED = re.compile(
    r"LIMIT|OFFSET|OVER|ROWID|_ROWID_|OID|GROUP_CONCAT|STRING_AGG|JSONB?_GROUP_\w+|RANDOM\w*", re.IGNORECASE
)
"""Words by which the order of rows may matter."""

WHOLE = frozenset({"IN", "EXISTS", "FROM", "JOIN", "AS", "MATERIALIZED", "ANY", "UNION", "ALL"})
"""Words behind which a query in brackets gives all its rows; elsewhere SQLite takes the first one."""

ENDS = frozenset({"UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT"})
"""Words that end one SELECT."""

ROW_NUMBER = frozenset({"rowid", "_rowid_", "oid"})


def reading(read: Collection[tuple[str, str]], text: str, volatile: tuple[str, ...]) -> Reading:
    """What is known of a query, of which the authorizer was asked to read these columns of these tables.

    Of chance, no conditions are known where it is asked.
    """
    tokens = [token for token in TOKEN.finditer(text) if token.lastgroup not in ("skip", "end")]
    columns = tuple(sorted({column for _, column in read if column}))
    return Reading(
        compared(tokens, text),
        tuple(sorted({table for table, _ in read})),
        columns,
        ordered(tokens),
        volatile,
        not ROW_NUMBER.isdisjoint(columns),
    )


def compared(tokens: Tokens, text: str) -> Constants:
    """The constants of a query: patterns as such, and numbers that may count rows as sizes."""
    taken = [*rows_taken(tokens)]
    known = constants(without(text, [*taken, *nothing_asked(tokens)]))
    sizes = [int(one[0]) for one in taken]
    small = [int(one.value) for one in known.values if one.kind == "number" and one.value.isdecimal()]
    sizes += [sum(sizes), *(one for one in small if one <= MOST_COUNTED)]
    return collected((*known.values, *patterns(tokens)), filter(None, sizes))


def rows_taken(tokens: Tokens) -> Iterator[Token]:
    """The numbers of a LIMIT, at whatever depth."""
    for place, token in enumerate(tokens):
        if word(token) == "LIMIT":
            yield from (one for one in tokens[place + 1 : place + 4 : 2] if one[0].isdecimal())


def nothing_asked(tokens: Tokens) -> Iterator[Token]:
    """The numbers that stand for nothing, such as that of `EXISTS (SELECT 1 …`."""
    for before, after in pairwise(tokens):
        if word(before) == "SELECT" and after[0].isdecimal():
            yield after


def without(text: str, tokens: Sequence[Token]) -> str:
    """A text with blanks for some tokens."""
    letters = list(text)
    for token in tokens:
        letters[token.start() : token.end()] = " " * len(token[0])
    return "".join(letters)


def patterns(tokens: Tokens) -> Iterator[Constant]:
    """What stands behind LIKE and GLOB, as patterns of LIKE, of the column before them if there is one."""
    for before, verb, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word(verb) in ("LIKE", "GLOB") and after[0].startswith("'"):
            text = after[0][1:-1].replace("''", "'")
            shown = text.replace("*", "%").replace("?", "_") if word(verb) == "GLOB" else text
            column = "" if word(before) == "NOT" else name_of(before)
            yield Constant("", column, "like", shown)


def ordered(tokens: Tokens) -> bool:
    """Whether the order of rows may matter: where a part of them is taken, or a value of some row of a group."""
    if any(token.lastgroup == "word" and ORDERED.fullmatch(token[0]) for token in tokens):
        return True
    starts = [place for place, token in enumerate(tokens) if word(token) == "SELECT"]
    return any(picks(tokens, start) for start in starts)


def picks(tokens: Tokens, start: int) -> bool:
    """Whether one SELECT gives a value of just any row: of a group, or the first one where one value is wanted."""
    core = one_select(tokens[start:])
    grouped = next((place for place in outside(core) if word(core[place]) == "GROUP"), None)
    aggregate = any(
        word(core[place]) in AGGREGATES and core[place + 1][0] == "(" for place in outside(core, 1)
    )
    opened = start > 1 and tokens[start - 1][0] == "("
    if opened and word(tokens[start - 2]) not in WHOLE and (grouped is not None or not aggregate):
        return True
    return (aggregate or grouped is not None) and not plain(core, grouped)


def one_select(tokens: Tokens) -> Tokens:
    """The tokens of the SELECT that these begin with, up to the bracket or the word that ends it."""
    for place, depth in enumerate(depths(tokens)):
        if depth < 0 or (depth == 0 and place and word(tokens[place]) in ENDS):
            return tokens[:place]
    return tokens


def outside(tokens: Tokens, short: int = 0) -> list[int]:
    """The places that are in no bracket, but for the last ones."""
    found = [place for place, depth in enumerate(depths(tokens)) if depth == 0]
    return [place for place in found if place < len(tokens) - short]


def plain(core: Tokens, grouped: int | None) -> bool:
    """Whether each column of a SELECT is an aggregate, a constant, or one that rows are grouped by."""
    ends = ("FROM", "WHERE", "GROUP", "HAVING")
    end = next((place for place in outside(core) if word(core[place]) in ends), len(core))
    having = next((place for place in outside(core) if word(core[place]) == "HAVING"), len(core))
    keys = {spelled(one) for one in split(core[grouped + 2 : having])} if grouped is not None else set()
    listed = [item(one).expression for one in split(core[1:end])]
    return all(settled(one, keys) for one in (*listed, core[having + 1 :]))


def settled(tokens: Tokens, keys: Collection[tuple[str, ...]]) -> bool:
    """Whether an expression has one value in a group: it is a key, or made of keys, aggregates and constants."""
    if not tokens or spelled(tokens) in keys:
        return True
    if any(word(token) == "SELECT" for token in tokens):
        return False
    place = 0
    while place < len(tokens):
        after = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if word(tokens[place]) in AGGREGATES and after == "(":
            place += closing(tokens[place + 1 :]) + 2
            continue
        last = place + 2 if after == "." else place
        if name_of(tokens[place]) and after != "(" and not is_key(tokens[place : last + 1], keys):
            return False
        place = last + 1
    return True


def is_key(column: Tokens, keys: Collection[tuple[str, ...]]) -> bool:
    """Whether a name is one that rows are grouped by, or a word of SQL's."""
    return spelled(column) in keys or word(column[0]) in WORDS


WORDS = frozenset(
    {
        *(
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "BETWEEN",
            "LIKE",
            "GLOB",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
        ),
        *("TRUE", "FALSE", "DISTINCT", "AS", "COLLATE", "NOCASE", "CAST"),
    }
)
"""Words within an expression."""


def closing(tokens: Tokens) -> int:
    """The place of the bracket that closes the one these begin with."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth == 0:
            return place
    return len(tokens) - 1
