"""The engines that run SQL, by name."""

from sqlgym.engines.counting import Index, Measured, Uncounted, Work
from sqlgym.engines.duckdb import ENGINE as DUCKDB
from sqlgym.engines.postgresql import ENGINE as POSTGRESQL
from sqlgym.engines.protocol import (
    Assumption,
    Checked,
    ContractError,
    Engine,
    Keyed,
    OutOfMemory,
    OutOfTime,
    Parameters,
    Session,
    StatementError,
    StatementForbidden,
    TooMuch,
    Trials,
    Unordered,
    Volatile,
)
from sqlgym.engines.sqlite import ENGINE as SQLITE
from sqlgym.errors import UsageError
from sqlgym.sql.statement import Statement

__all__ = [
    "COUNTING",
    "DATASETS",
    "ENGINES",
    "TRANSACTIONAL",
    "Assumption",
    "Checked",
    "ContractError",
    "Engine",
    "Index",
    "Keyed",
    "Measured",
    "OutOfMemory",
    "OutOfTime",
    "Parameters",
    "Session",
    "Statement",
    "StatementError",
    "StatementForbidden",
    "TooMuch",
    "Trials",
    "Uncounted",
    "Unordered",
    "Volatile",
    "Work",
    "engine",
]


ENGINES: dict[str, Engine] = {"duckdb": DUCKDB, "sqlite": SQLITE, "postgresql": POSTGRESQL}
"""Every engine by its name; a driver is imported by what asks for its version or opens a database."""


DATASETS = DUCKDB.name
"""The engine in whose files datasets lie, and which answers the questions of our own."""

COUNTING = SQLITE.name
"""The engine that counts a query's work where the exercise's own does not."""

TRANSACTIONAL = SQLITE.name
"""The engine that is asked where another one refuses a key too early, or loses what the reference does as well."""


def engine(name: str) -> Engine:
    """The engine of that name."""
    if name not in ENGINES:
        raise UsageError(f"there is no engine “{name}”; there is: {', '.join(ENGINES)}")
    return ENGINES[name]
