"""The text of a query in; whether it orders its rows or leaves some out, by its words, where there is no tree."""

import re
from collections.abc import Iterator

from sqlgym.sql.tokens import TOKEN

ORDERING = frozenset({"ORDER", "LIMIT", "OFFSET", "FETCH", "TOP"})
"""Words after which rows have an order or are left out, where they stand in no bracket."""

OTHERWISE_CUT = re.compile(r"\$\w*\$|/\*(?:(?!\*/).)*/\*", re.DOTALL)
"""What is not cut alike everywhere: texts in dollars, comments in comments."""


def may_order(sql: str, unsure: re.Pattern[str] = OTHERWISE_CUT) -> bool:
    """Whether a query may order its rows or leave some out; where `unsure` is found, a word anywhere may say so."""
    if unsure.search(sql):
        return bool(re.search(r"\b(?:ORDER|LIMIT|OFFSET|FETCH|TOP)\b", sql, re.IGNORECASE))
    words = list(outside(sql))
    enclosed = not words or words[0][0] == "("
    inside = enclosed and any(token[0].upper() in ORDERING for token in TOKEN.finditer(sql))
    return inside or any(word[0].upper() in ORDERING for word in words)


def with_offset(sql: str) -> str:
    """A query with `LIMIT 5 OFFSET 10` for MySQL's and SQLite's `LIMIT 10, 5`, which DuckDB's parser does not know."""
    words = list(outside(sql))
    for place in range(len(words) - 3):
        limit, skipped, comma, taken = words[place : place + 4]
        if limit[0].upper() == "LIMIT" and comma[0] == "," and skipped[0].isdigit() and taken[0].isdigit():
            return f"{sql[: limit.end()]} {taken[0]} OFFSET {skipped[0]}{sql[taken.end() :]}"
    return sql


def outside(sql: str) -> Iterator[re.Match[str]]:
    """The tokens that stand in no bracket, opening ones among them; no comments."""
    depth = 0
    for token in TOKEN.finditer(sql):
        depth -= token.lastgroup == "close"
        if depth == 0 and token.lastgroup != "skip":
            yield token
        depth += token.lastgroup == "open"
