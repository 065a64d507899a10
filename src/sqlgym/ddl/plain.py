"""The text of a schema.sql in; whether all that it says stays where an engine makes its tables, and no row is in it."""

from sqlgym.ddl.lexis import lexis
from sqlgym.ddl.reader import Reader, Unclosed
from sqlgym.ddl.statements import Cutter, Statement

TABLES = (
    ("CREATE", "TABLE"),
    ("CREATE", "OR", "REPLACE", "TABLE"),
    ("CREATE", "INDEX"),
    ("CREATE", "UNIQUE", "INDEX"),
    ("CREATE", "TYPE"),
    ("ALTER", "TABLE"),
    ("COMMENT", "ON"),
    ("DROP", "TABLE"),
    ("BEGIN",),
    ("COMMIT",),
)
"""How statements begin of which nothing is lost in a catalog."""


def everything_stays(text: str) -> bool:
    """Whether a script makes tables and keys alone; what can't be cut into statements is for the engine to refuse."""
    try:
        return all(map(makes_tables, Cutter(Reader(iter([text]), lexis("")))))
    except Unclosed:
        return True


def makes_tables(statement: Statement) -> bool:
    """Whether a statement leaves nothing but a table or a key."""
    words = tuple(one.value for one in statement.tokens[:4])
    known = any(words[: len(begin)] == begin for begin in TABLES)
    selected = words[:2] == ("CREATE", "TABLE") and not any(one.text == "(" for one in statement.tokens[2:7])
    return known and not selected
