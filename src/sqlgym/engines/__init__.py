"""The engines that run SQL, by name; only the functions below import their drivers."""

from collections.abc import Callable

from sqlgym.engines.protocol import (
    Assumption,
    Checked,
    ContractError,
    Engine,
    OutOfMemory,
    Parameters,
    Session,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
)
from sqlgym.errors import UsageError
from sqlgym.sql.statement import Statement

__all__ = [
    "ENGINES",
    "Assumption",
    "Checked",
    "ContractError",
    "Engine",
    "OutOfMemory",
    "Parameters",
    "Session",
    "Statement",
    "StatementError",
    "StatementForbidden",
    "TooMuch",
    "Trials",
    "engine",
]


def load_duckdb() -> Engine:
    """DuckDB."""
    from sqlgym.engines.duckdb.session import (
        ENGINE,  # its driver takes 53 ms, which the host spends meanwhile
    )

    return ENGINE


def load_sqlite() -> Engine:
    """SQLite."""
    from sqlgym.engines.sqlite.session import ENGINE  # most checks never need it

    return ENGINE


ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": load_duckdb, "sqlite": load_sqlite}
"""Name of an engine → what imports its driver; nothing else does."""


def engine(name: str) -> Engine:
    """The engine of that name; its driver is imported now."""
    if name not in ENGINES:
        raise UsageError(f"there is no engine “{name}”; there is: {', '.join(ENGINES)}")
    return ENGINES[name]()
