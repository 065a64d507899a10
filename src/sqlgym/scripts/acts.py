"""Statements in, what they do to a transaction out: which begin one, end one, or write."""

import re
from collections.abc import Iterable

from sqlgym.engines import Statement

WORDS = {
    **dict.fromkeys(("BEGIN", "START"), "begin"),
    **dict.fromkeys(("COMMIT", "END"), "commit"),
    **dict.fromkeys(("ROLLBACK", "ABORT"), "rollback"),
}


def act(statement: Statement) -> str:
    """`begin`, `commit`, `rollback`, `read`, or `write` for everything else."""
    if statement.kind == "TRANSACTION":
        return WORDS.get(word(statement), "rollback")
    return "read" if statement.kind in {"SELECT", "MULTI"} else "write"


def word(statement: Statement) -> str:
    """The word a statement begins with, in upper case."""
    found = re.match(r"\w+", statement.text)
    return found[0].upper() if found else ""


def left_open(statements: Iterable[Statement]) -> Statement | None:
    """The BEGIN of a transaction that is still open after these statements."""
    begun: Statement | None = None
    for statement in statements:
        told = act(statement)
        if told == "begin":
            begun = begun or statement
        elif told in {"commit", "rollback"}:
            begun = None
    return begun
