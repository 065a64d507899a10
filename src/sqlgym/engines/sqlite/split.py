"""A text of SQL as SQLite cuts it: its statements, their places, and the word that says what each is."""

import re
from collections.abc import Iterator

from sqlgym.course import Value
from sqlgym.engines.protocol import Parameters, StatementError, no_parameter
from sqlgym.sql.splitting import pieces, statement
from sqlgym.sql.statement import Statement, behind_ctes, verb_of
from sqlgym.sql.tokens import TOKEN

KINDS = {
    **{
        word: word for word in ("ALTER", "ANALYZE", "ATTACH", "CREATE", "DELETE", "DETACH", "DROP", "EXPLAIN")
    },
    **{word: word for word in ("INSERT", "PRAGMA", "REINDEX", "SAVEPOINT", "SELECT", "UPDATE", "VACUUM")},
    **dict.fromkeys(("BEGIN", "COMMIT", "END", "ROLLBACK", "START"), "TRANSACTION"),
    "RELEASE": "SAVEPOINT",
    "REPLACE": "INSERT",
    "VALUES": "SELECT",
    "MERGE": "MERGE INTO",
}
"""First word of a statement → its kind, named as DuckDB's parser names it; START and MERGE SQLite refuses itself."""


def split(sql: str) -> Iterator[Statement]:
    """The statements of a text; a StatementError for one that begins with no word of SQLite's."""
    for tokens in pieces(sql):
        yield statement(sql, tokens, kind(tokens))


def bound(sql: str, parameters: Parameters) -> list[Value] | dict[str, Value]:
    """What is to be bound to the parameters that a text names, in the form that the driver takes.

    The only value goes to each `?`; of several each goes to one. A StatementError for a name that has no value.
    """
    marks = [token for token in TOKEN.finditer(sql) if token.lastgroup == "named" or token[0] == "?"]
    for name in (mark[0][1:] for mark in marks):
        if name and name not in parameters:
            raise no_parameter(name, parameters)
    if not any(mark[0] == "?" for mark in marks):
        return dict(parameters)
    values = list(parameters.values())
    return values * len(marks) if len(values) == 1 else values


def kind(tokens: list[re.Match[str]]) -> str:
    """What a statement is: its first word, or behind WITH the one that the common table expressions lead to."""
    words = [token[0].upper() for token in tokens]
    first = words[0]
    if first == "WITH":
        place = behind_ctes(words, 0)
        first = words[place] if place < len(words) else "SELECT"  # SQLite itself says what is missing
    if first not in KINDS:
        message = f'near "{tokens[0][0]}": syntax error'
        raise StatementError(message, tokens[0].start(), len(tokens[0][0]))
    return "SAVEPOINT" if verb_of(words) == "ROLLBACK TO" else KINDS[first]
