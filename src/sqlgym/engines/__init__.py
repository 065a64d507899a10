"""The engines that run SQL, by name."""

from sqlgym.engines.duckdb import ENGINE as DUCKDB
from sqlgym.engines.protocol import (
    Assumption,
    Checked,
    ContractError,
    Engine,
    Keyed,
    OutOfMemory,
    Parameters,
    Session,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
    Unordered,
)
from sqlgym.engines.sqlite import ENGINE as SQLITE
from sqlgym.errors import UsageError
from sqlgym.sql.statement import Statement

__all__ = [
    "DATASETS",
    "ENGINES",
    "Assumption",
    "Checked",
    "ContractError",
    "Engine",
    "Keyed",
    "OutOfMemory",
    "Parameters",
    "Session",
    "Statement",
    "StatementError",
    "StatementForbidden",
    "TooMuch",
    "Trials",
    "Unordered",
    "engine",
]


ENGINES: dict[str, Engine] = {"duckdb": DUCKDB, "sqlite": SQLITE}
"""Every engine by its name; a driver is imported by what asks for its version or opens a database."""


DATASETS = DUCKDB.name
"""The engine in whose files datasets lie, and which answers the questions of our own."""


def engine(name: str) -> Engine:
    """The engine of that name."""
    if name not in ENGINES:
        raise UsageError(f"there is no engine “{name}”; there is: {', '.join(ENGINES)}")
    return ENGINES[name]
