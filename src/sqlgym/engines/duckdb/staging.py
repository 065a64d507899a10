"""A database of one import, in its folder: what comes from others lies there until it is tried."""

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from sqlgym.engines.duckdb.session import CONFIG
from sqlgym.sql.quoting import text_literal

STAGING = "staging.duckdb"


def staging(folder: Path) -> DuckDBPyConnection:
    """A new database in the folder, with bounds; a process that is locked could not open one."""
    for old in folder.glob(f"{STAGING}*"):
        old.unlink()
    config = {**CONFIG, "temp_directory": str(folder / "spilled")}
    connection = duckdb.connect(str(folder / STAGING), config=config)
    for setting in ("memory_limit = '500MB'", "TimeZone = 'UTC'", "enable_progress_bar = false"):
        connection.execute(f"SET {setting}")
    connection.execute(f"SET allowed_directories = [{text_literal(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
