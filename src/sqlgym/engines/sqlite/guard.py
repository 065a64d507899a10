"""What an answer to SQLite may not touch, decided by SQLite's authorizer while it prepares a statement."""

import re
import sqlite3

from sqlgym.sql.statement import Statement

DENIED = {
    sqlite3.SQLITE_ATTACH: "ATTACH",
    sqlite3.SQLITE_DETACH: "DETACH",
    sqlite3.SQLITE_PRAGMA: "PRAGMA",
    sqlite3.SQLITE_CREATE_VTABLE: "CREATE VIRTUAL TABLE",
    sqlite3.SQLITE_DROP_VTABLE: "DROP of a virtual table",
    sqlite3.SQLITE_CREATE_TRIGGER: "CREATE TRIGGER",
    sqlite3.SQLITE_CREATE_TEMP_TRIGGER: "CREATE TRIGGER",
    sqlite3.SQLITE_ANALYZE: "ANALYZE",
}
"""What no answer may do, whatever its kind (https://www.sqlite.org/c3ref/c_alter_table.html)."""

STATE_TABLES = re.compile(r"(sqlite|pragma)_\w+|dbstat|bytecode|tables_used|sqlite_stmt", re.IGNORECASE)
STATE_FUNCTIONS = re.compile(
    r"load_extension|readfile|writefile|edit|fts\w*|sqlite_\w+|changes|total_changes|last_insert_rowid",
    re.IGNORECASE,
)
"""Functions that load code, read files or show the engine's own state."""

DEFINING = frozenset({"CREATE", "ALTER", "DROP"})
"""Statements that write SQLite's catalog by themselves; no other may so much as read it."""

TOUCHING = frozenset(
    {sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
)


class Guard:
    """The authorizer of one connection; it lets everything pass until `watch` names a statement."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self.statement: Statement | None = None
        self.denied = ""
        self.called: set[str] = set()
        self.read: set[tuple[str, str]] = set()

    def watch(self, statement: Statement | None) -> None:
        """Judge what is prepared from now on as this statement; None for our own."""
        self.statement = statement
        self.denied = ""

    def __call__(
        self, action: int, one: str | None, two: str | None, database: str | None, trigger: str | None
    ) -> int:
        """What SQLite asks before each step; an exception in here would be a denial as well."""
        if self.statement is None:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            self.called.add((two or "").lower())
        if action == sqlite3.SQLITE_READ:
            self.read.add(((one or "").lower(), (two or "").lower()))
        self.denied = self.denied or denial(action, one or "", two or "", self.statement.kind)
        return sqlite3.SQLITE_DENY if self.denied else sqlite3.SQLITE_OK


def denial(action: int, one: str, two: str, kind: str) -> str:
    """Why a step is not allowed, or nothing."""
    if action in DENIED:
        return f"{DENIED[action]} is not allowed here."
    if action == sqlite3.SQLITE_FUNCTION and STATE_FUNCTIONS.fullmatch(two):
        return f"The function {two} is not allowed here." if kind not in DEFINING or "load" in two else ""
    if action in TOUCHING and STATE_TABLES.fullmatch(one) and kind not in DEFINING:
        return f"The engine's own table {one} is not allowed here."
    return ""
