"""SQL of one dialect → the same in another's: the one place that lets sqlglot rewrite anything.

It is imported and called only after an engine refused a text, or where a translation was asked for.
"""

import logging
from collections.abc import Sequence

from sqlgym.schema import Table

LANGUAGES = {
    "mysql": "MySQL",
    "postgres": "PostgreSQL",
    "sqlite": "SQLite",
    "tsql": "SQL Server",
    "oracle": "Oracle",
    "duckdb": "DuckDB",
}
"""A dialect, or an engine → what people call it."""

SPOKEN = ("mysql", "postgres", "sqlite", "tsql", "oracle")
"""The dialects that an answer may be written in by `--dialect`."""


class Untranslatable(ValueError):
    """A text that is none of the dialect, or that the other one has no words for."""


def translated(sql: str, source: str, target: str, tables: Sequence[Table] = ()) -> str:
    """Statements of one dialect in another's words, each on a line of its own; Untranslatable where that fails.

    Where the `tables` are known, what depends on types and keys is translated by them.
    """
    import sqlglot

    from sqlgym.dialects.meaning import meaning

    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
        trees = [
            meaning(one, source, target, tables) for one in sqlglot.parse(sql, read=source) if one is not None
        ]
        found = [one.sql(target, unsupported_level=sqlglot.ErrorLevel.RAISE) for one in trees]
    except sqlglot.errors.ParseError as error:
        raise Untranslatable(placed(error)) from error
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError) as error:
        raise Untranslatable(str(error).partition("\n")[0].rstrip(".")) from error
    return ";\n".join(filter(None, found))


def placed(error: Exception) -> str:
    """Where a text stops being of a dialect, in a few words."""
    first: dict[str, object] = next(iter(getattr(error, "errors", [])), {})
    line, word = first.get("line"), first.get("highlight")
    return f"line {line}, near “{word}”" if line and word else str(error).partition("\n")[0]
