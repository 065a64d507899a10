"""A statement that SQLite refused, written the way SQLite says it."""

from collections.abc import Sequence

from sqlgym.engines import Statement


def for_sqlite(sql: str, statements: Sequence[Statement], place: int) -> tuple[str, str] | None:
    """The text with the statement at `place` in SQLite's dialect, and a note on it; None where that is no help."""
    from sqlgym.dialects.transpile import Untranslatable, translated

    refused = statements[place]
    source = "mysql" if refused.head[0].upper() == "START" else "duckdb"
    try:
        said = translated(refused.text, source, "sqlite")
    except Untranslatable:
        return None
    if ";\n" in said or plain(said) == plain(refused.text):
        return None
    text = sql[: refused.start] + said + sql[refused.start + len(refused.text) :]
    short = " ".join(refused.text.split())
    shown = short if len(short) <= 40 else f"{short[:39]}…"
    return text, f"SQLite does not know “{shown}”; it was run as “{said[:60]}”."


def plain(sql: str) -> str:
    """A text without what makes no difference."""
    return " ".join(sql.split()).upper()
