"""What judging relies on in an engine, as small checks: each holds, or says what was seen instead."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from sqlgym.engines.protocol import Assumption, Checked, StatementError
from sqlgym.result import Row, Run
from sqlgym.sql.statement import Statement

KINDS = ("query", "script", "transaction", "index", "design")
"""The kinds of exercises; what every kind needs is needed for a dataset already."""


def checked(contract: Iterable[Assumption], session: Any) -> tuple[Checked, ...]:
    """Every assumption of a contract tried on a session; an exception is an assumption that does not hold."""
    return tuple(Checked(one.name, one.why, one.kinds, seen(one, session)) for one in contract)


def seen(one: Assumption, session: Any) -> str:
    """What was seen instead of what is assumed."""
    try:
        return one.check(session)[:200]
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def differs(expected: object, actual: object) -> str:
    """Nothing where they are the same, else both."""
    return "" if expected == actual else f"expected {expected!r}, got {actual!r}"


class Runs(Protocol):
    """As much of a session as every engine's has."""

    def split(self, sql: str) -> tuple[Statement, ...]:
        """Cut a text into statements."""

    def run(self, statement: Statement, most_rows: int, most_bytes: int) -> Run:
        """Run a statement and fetch all it returns."""


Open = TypeVar("Open", bound=Runs)


def rows(session: Runs, sql: str) -> list[Row]:
    """What a statement returns."""
    (statement,) = session.split(sql)
    return list(session.run(statement, 100, 10_000).rows)


def with_tables(session: Open, make: str) -> Open:
    """The session after some statements of our own."""
    for statement in session.split(make):
        session.run(statement, 100, 10_000)
    return session


def misplaced(session: Runs, cases: Iterable[tuple[str, str]]) -> str:
    """Nothing where the error of each text names the word that it is about, else what the first one says instead."""
    for sql, word in cases:
        try:
            rows(session, sql)
        except StatementError as error:
            at = error.start if error.start is not None else -1
            if found := differs(word, sql[at : at + error.length]):
                return found
        else:
            return f"{sql} runs"
    return ""
