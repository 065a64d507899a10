"""A statement that an engine refused, written the way that engine says it; sqlglot is only imported for those."""

from collections.abc import Sequence

from sqlgym.engines import Statement


def for_sqlite(sql: str, statements: Sequence[Statement], place: int) -> tuple[str, str] | None:
    """The text with the statement at `place` in SQLite's dialect, and a note on it; None where that is no help."""
    import sqlglot

    refused = statements[place]
    dialect = "mysql" if refused.text[:5].upper() == "START" else "duckdb"
    try:
        said = sqlglot.transpile(refused.text, read=dialect, write="sqlite")
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None
    if len(said) != 1 or " ".join(said[0].split()).upper() == " ".join(refused.text.split()).upper():
        return None
    text = sql[: refused.start] + said[0] + sql[refused.start + len(refused.text) :]
    short = " ".join(refused.text.split())
    shown = short if len(short) <= 40 else f"{short[:39]}…"
    return text, f"SQLite does not know “{shown}”; it was run as “{said[0][:60]}”."
