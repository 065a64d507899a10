"""The files in which datasets lie, opened by whoever builds them: the driver's own connection, and its errors.

They are DuckDB's, whatever engine an exercise is for: a dataset is drawn by its SQL, and copied to other engines.
Importing this loads the driver.
"""

from duckdb import ConversionException as ConversionError
from duckdb import DuckDBPyConnection as Connection
from duckdb import Error
from duckdb import InterruptException as Interrupted

from sqlgym.engines.duckdb.catalog import create_sql, identifier
from sqlgym.engines.duckdb.files import attach, connected
from sqlgym.engines.duckdb.staging import staging
from sqlgym.engines.duckdb.verify import verify

__all__ = [
    "Connection",
    "ConversionError",
    "Error",
    "Interrupted",
    "attach",
    "connected",
    "create_sql",
    "identifier",
    "staging",
    "verify",
]
