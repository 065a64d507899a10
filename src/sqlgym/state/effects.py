"""Statements in, what they do to a transaction out: which begin one, end one, read or write."""

from collections.abc import Iterable
from typing import Literal, assert_never

from sqlgym.engines import ContractError, Statement

Effect = Literal["begin", "commit", "rollback", "read", "write"]


def effect(statement: Statement) -> Effect:
    """What a statement does to a transaction; a ContractError where its verb is not known to do any of it."""
    match statement.verb:
        case "BEGIN":
            return "begin"
        case "COMMIT":
            return "commit"
        case "ROLLBACK":
            return "rollback"
        case "SELECT" | "SHOW" | "EXPLAIN":
            return "read"
        case "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "CREATE" | "ALTER" | "DROP":
            return "write"
        case "SAVEPOINT" | "ROLLBACK TO" | "RELEASE" | "UNKNOWN":
            seen = f"nobody knows what {word(statement) or 'a statement without words'} does to a transaction"
            raise ContractError("verbs", seen)
        case never:
            assert_never(never)


def word(statement: Statement) -> str:
    """What a statement is called, in upper case: its verb, or the word it begins with if that is not known."""
    first = statement.head[0].upper() if statement.head else ""
    return first if statement.verb == "UNKNOWN" else statement.verb


def left_open(statements: Iterable[Statement]) -> Statement | None:
    """The BEGIN of a transaction that is still open after these statements."""
    begun: Statement | None = None
    for statement in statements:
        told = effect(statement)
        if told == "begin":
            begun = begun or statement
        elif told in {"commit", "rollback"}:
            begun = None
    return begun
