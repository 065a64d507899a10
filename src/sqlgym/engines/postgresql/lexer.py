"""A text of PostgreSQL's SQL in, its tokens out, and the same text with all that could be misread put out.

Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html. Whatever is cut wrongly here fails there: the
server is given one statement at a time by a protocol that takes no two.
"""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n\r]*)
    |(?P<comment>/\*)
    |(?P<end>;)|(?P<open>[(\[])|(?P<close>[)\]])
    |(?P<quoted>[eE]'(?:[^'\\]|''|\\.)*'|(?:[uU]&|[bBxXnN])?'(?:[^']|'')*'|(?:[uU]&)?"(?:[^"]|"")*"
        |\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$)
    |(?P<named>\$\d+|[$:](?<![:]:)[^\W\d]\w*)
    |(?P<number>\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|0[xXoObB]\w+)
    |(?P<word>[^\W\d][\w$]*)|(?P<other>::|.)""",
    re.VERBOSE | re.DOTALL,
)

Token = re.Match[str]


def tokens(sql: str) -> list[Token]:
    """The tokens of a text, without blanks and comments, which nest."""
    return list(all_tokens(sql))


def all_tokens(sql: str) -> Iterator[Token]:
    """Tokens one after another."""
    place = 0
    while found := TOKEN.match(sql, place):
        place = found.end()
        if found.lastgroup == "comment":
            place = comment_end(sql, place)
        elif found.lastgroup != "skip":
            yield found


MARK = re.compile(r"/\*|\*/")


def comment_end(sql: str, place: int) -> int:
    """The place behind a comment that was opened before a place."""
    depth = 1
    while depth and (found := MARK.search(sql, place)):
        depth += 1 if found[0] == "/*" else -1
        place = found.end()
    return len(sql) if depth else place


def plain(sql: str) -> str:
    """A text of the same length that every reader cuts alike: no comments, and strings of one sort."""
    letters = [" "] * len(sql)
    for token in all_tokens(sql):
        letters[token.start() : token.end()] = spelled(token)
    return "".join(letters)


def spelled(token: Token) -> str:
    """A token in as many letters; of a string that is written in another way than between quotes, none is left."""
    text = token[0]
    if token.lastgroup not in ("quoted", "open", "close") or text[0] == '"':
        return text
    if token.lastgroup != "quoted":
        return {"[": "(", "]": ")"}.get(text, text)
    if text[0] == "'":
        return text
    return "'" + "x" * (len(text) - 2) + "'"
