"""What judging relies on in an engine, as small checks: each holds, or says what was seen instead."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlgym.engines import Checked

KINDS = ("query", "script", "transaction", "index", "design")
"""The kinds of exercises; what every kind needs is needed for a dataset already."""


class Assumption(NamedTuple):
    """One thing that an engine must do: why we need it, for which kinds, and what tries it on an open session.

    The check returns what it has seen, where that is not as it must be, and nothing where it holds. With no kinds it
    is needed for nothing but what is shown, such as plans.
    """

    name: str
    why: str
    kinds: tuple[str, ...]
    check: Callable[[Any], str]


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
