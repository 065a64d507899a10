"""What an answer to PostgreSQL may not touch, decided by its names; the server refuses most of that itself besides."""

import re
from collections.abc import Iterable

from sqlgym.engines.postgresql.cluster import CALLED, HIDDEN
from sqlgym.engines.postgresql.lexer import Token, tokens
from sqlgym.engines.protocol import StatementForbidden
from sqlgym.sql.statement import Statement

FORBIDDEN = re.compile(HIDDEN, re.IGNORECASE)
ALLOWED = re.compile(CALLED, re.IGNORECASE)
SEQUENCES = frozenset({"nextval", "currval", "setval", "lastval", "setseed"})
"""Functions with a state of their own: a query has no use for them."""

TABLES = re.compile(r"pg_\w+|information_schema|sqlgym_\w+")
WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE"})
UNICODE = re.compile(r'u&["\']', re.IGNORECASE)


def guard(statement: Statement, tables: Iterable[str]) -> None:
    """Raise StatementForbidden for the first name in a statement that is not allowed; `tables` always are."""
    found = tokens(statement.text)
    known = {table.lower() for table in tables}
    for place, token in enumerate(found):
        after = found[place + 1][0] if place + 1 < len(found) else ""
        before = found[place - 1][0] if place else ""
        if said := fault(statement, token, before, after, known):
            raise StatementForbidden(said, statement.start + token.start(), len(token[0]))


def fault(statement: Statement, token: Token, before: str, after: str, known: set[str]) -> str:
    """Why a token is not allowed; empty where it is."""
    if UNICODE.match(token[0]):
        return "A name or text of the form U& is not allowed here."
    name = name_of(token)
    if not name:
        return ""
    if after == "(" and FORBIDDEN.fullmatch(name) and not ALLOWED.fullmatch(name):
        return f"The function {name} is not allowed here."
    if statement.verb == "SELECT" and after == "(" and name in SEQUENCES:
        return f"The function {name} is not allowed here."
    if statement.verb == "SELECT" and before == "(" and token.lastgroup == "word" and name.upper() in WRITES:
        return f"{name.upper()} inside a query is not allowed here."
    if statement.verb == "SELECT" and token.lastgroup == "word" and name == "into":
        return "SELECT INTO is not allowed here."
    if TABLES.fullmatch(name) and name not in known and not ALLOWED.fullmatch(name):
        return f"The engine's own {name} is not allowed here."
    return ""


def name_of(token: Token) -> str:
    """The name that a token is, as PostgreSQL takes it; empty where it is none."""
    if token.lastgroup == "word":
        return token[0].lower()
    return token[0][1:-1].replace('""', '"') if token[0].startswith('"') else ""
