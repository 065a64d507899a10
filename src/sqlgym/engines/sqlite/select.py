"""A query in SQLite's SQL in, its SELECTs with their columns, its ORDER BY and its LIMIT out, all as tokens.

What ends a part of a SELECT are reserved words outside of all brackets, which can be no names
(https://www.sqlite.org/lang_keywords.html).
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.sql.tokens import TOKEN

Token = re.Match[str]
Tokens = Sequence[Token]

BEHIND_COLUMNS = frozenset({"FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT"})
"""Words that may stand behind the columns of a SELECT."""

COMPOUND = frozenset({"UNION", "INTERSECT", "EXCEPT"})

WITHIN = "AND BETWEEN CASE COLLATE ELSE ESCAPE GLOB IN IS ISNULL LIKE MATCH NOT NOTNULL OR REGEXP THEN WHEN DISTINCT"
OPERATORS = frozenset({*WITHIN.split(), "FROM", "FILTER", "OVER"})
"""Words behind which a name is a part of an expression, no alias."""


class Item(msgspec.Struct, frozen=True):
    """One column of a SELECT: its expression, and the name it is given in small letters, if any."""

    expression: Tokens
    alias: str = ""

    @property
    def is_column(self) -> bool:
        """Whether it is a column of a table as it is."""
        words = [token[0] for token in self.expression]
        return len(words) == 1 or (len(words) == 3 and words[1] == ".")


class Core(msgspec.Struct, frozen=True):
    """One SELECT of a query: whether it is DISTINCT, its columns, and where the last one ends."""

    distinct: bool
    items: tuple[Item, ...]
    end: int


class Query(msgspec.Struct, frozen=True):
    """A query: its SELECTs, where the last one ends, its sort keys, its LIMIT with all that follows, and its end."""

    cores: tuple[Core, ...]
    body: int
    orders: tuple[Tokens, ...]
    limit: Tokens
    end: int


def query(sql: str) -> Query:
    """The query that a text is; one that begins with VALUES has columns without expressions."""
    tokens = [token for token in TOKEN.finditer(sql) if token.lastgroup not in ("skip", "end")]
    outer = [place for place, depth in enumerate(depths(tokens)) if depth == 0]
    starts = [place for place in outer if word(tokens[place]) in ("SELECT", "VALUES")]
    order = next((one for one in outer if word(tokens[one]) == "ORDER" and one > starts[0]), len(tokens))
    limit = next((one for one in outer if word(tokens[one]) == "LIMIT" and one > starts[0]), len(tokens))
    last = min(order, limit)
    ends = [*starts[1:], last]
    cores = tuple(core(tokens[start:end]) for start, end in zip(starts, ends, strict=True))
    keys = tuple(split(tokens[order + 2 : limit])) if order < limit else ()
    return Query(cores, tokens[last - 1].end(), keys, tokens[limit:], tokens[-1].end())


def depths(tokens: Tokens) -> Iterator[int]:
    """How many brackets are open around each token."""
    depth = 0
    for token in tokens:
        depth -= token.lastgroup == "close"
        yield depth
        depth += token.lastgroup == "open"


def core(tokens: Tokens) -> Core:
    """One SELECT, given its tokens up to the next one."""
    first = word(tokens[1]) if len(tokens) > 1 else ""
    start = 2 if first in ("DISTINCT", "ALL") else 1
    end = columns_end(tokens)
    listed = split(tokens[start:end]) if word(tokens[0]) == "SELECT" else ()
    return Core(first == "DISTINCT", tuple(map(item, listed)), tokens[end - 1].end())


def columns_end(tokens: Tokens) -> int:
    """The place behind the columns of a SELECT; the FROM of `IS DISTINCT FROM` ends nothing."""
    for place, depth in enumerate(depths(tokens)):
        known = word(tokens[place])
        if depth or place < 2 or known not in BEHIND_COLUMNS | COMPOUND:
            continue
        if known != "FROM" or [word(one) for one in tokens[place - 2 : place]][-1:] != ["DISTINCT"]:
            return place
    return len(tokens)


def split(tokens: Tokens) -> Iterator[Tokens]:
    """Tokens cut at the commas outside of all brackets."""
    part: list[Token] = []
    for token, depth in zip(tokens, depths(tokens), strict=True):
        if depth == 0 and token[0] == ",":
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def item(tokens: Tokens) -> Item:
    """One column, with the name behind AS or behind an expression that has ended."""
    if len(tokens) > 2 and word(tokens[-2]) == "AS":
        return Item(tokens[:-2], name_of(tokens[-1]))
    last, before = tokens[-1], tokens[-2] if len(tokens) > 1 else None
    if (
        before is not None
        and name_of(last)
        and ends_operand(before)
        and word(last) not in (*OPERATORS, "END")
    ):
        return Item(tokens[:-1], name_of(last))
    return Item(tokens)


def ends_operand(token: Token) -> bool:
    """Whether an expression may end with a token."""
    if token.lastgroup in ("close", "quoted", "named"):
        return True
    return token.lastgroup == "word" and word(token) not in OPERATORS


def word(token: Token) -> str:
    """A word in capital letters; empty for a token that is none."""
    return token[0].upper() if token.lastgroup == "word" else ""


def name_of(token: Token) -> str:
    """The name that a token is, in small letters; empty where it is none, such as a text or a number."""
    if token.lastgroup == "word" and not token[0][0].isdigit():
        return token[0].lower()
    return token[0][1:-1].lower() if token.lastgroup == "quoted" and token[0][0] != "'" else ""


def spelled(tokens: Tokens) -> tuple[str, ...]:
    """Tokens such that those are the same that say the same."""
    return tuple(name_of(token) or token[0] for token in tokens)
