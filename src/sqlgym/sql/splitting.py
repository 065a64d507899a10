"""A text cut into statements by the tokens of `sql/tokens`, where no engine is at hand."""

import re
from collections.abc import Iterator, Sequence

from sqlgym.sql.statement import HEAD, Statement, verb_of
from sqlgym.sql.tokens import TOKEN


def pieces(sql: str) -> Iterator[list[re.Match[str]]]:
    """The tokens of each statement, without blanks and comments."""
    tokens: list[re.Match[str]] = []
    for token in TOKEN.finditer(sql):
        if token.lastgroup == "end":
            if tokens:
                yield tokens
            tokens = []
        elif token.lastgroup != "skip":
            tokens.append(token)
    if tokens:
        yield tokens


def statement(sql: str, tokens: Sequence[re.Match[str]], kind: str) -> Statement:
    """The statement of a kind that these tokens of a text are."""
    start, end = tokens[0].start(), tokens[-1].end()
    words = [token[0] for token in tokens]
    return Statement(kind, sql[start:end], start, verb_of(words), tuple(words[:HEAD]))
