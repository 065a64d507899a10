"""Settings that let VS Code browse a course's tables: a connection of SQLTools for each schema.

Keys and names are those of SQLTools' own SQLite driver. Its DuckDB driver (1.0) reads files of DuckDB 1 only, and
ours are DuckDB 2's, so the tables are given as SQLite files; answers are judged on the exercise's own engine all the
same. Sources: github.com/mtxr/vscode-sqltools (packages/driver.sqlite), github.com/evidence-dev/sqltools-duckdb-driver.
"""

from collections.abc import Iterable

import msgspec

EXTENSIONS = ("mtxr.sqltools", "mtxr.sqltools-driver-sqlite")


def settings(schemas: Iterable[str]) -> str:
    """`.vscode/settings.json`."""
    return render(
        {
            "sqltools.connections": [connection(name) for name in schemas],
            "sqltools.useNodeRuntime": True,
            "files.exclude": {"**/.sqlgym": True},
        }
    )


def connection(schema: str) -> dict[str, object]:
    """The connection to a schema's tables."""
    return {
        "name": f"{schema} (sqlgym)",
        "driver": "SQLite",
        "database": f"${{workspaceFolder}}/{database_name(schema)}",
        "previewLimit": 50,
    }


def database_name(schema: str) -> str:
    """The file of a schema's tables in a workspace."""
    return f".sqlgym/{schema}.sqlite"


def extensions() -> str:
    """`.vscode/extensions.json`: what VS Code offers to install."""
    return render({"recommendations": EXTENSIONS})


def render(value: object) -> str:
    """A value as JSON for people."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
