"""A text of SQL as PostgreSQL cuts it: its statements, their places, and the word that says what each is."""

from collections.abc import Iterator

from sqlgym.engines.postgresql.lexer import Token, all_tokens
from sqlgym.engines.protocol import StatementError
from sqlgym.sql.statement import HEAD, Statement, Verb, behind_ctes, verb_of

WORDS = (
    *(
        "ALTER",
        "ANALYZE",
        "CALL",
        "CHECKPOINT",
        "CLOSE",
        "CLUSTER",
        "COMMENT",
        "COPY",
        "CREATE",
        "DEALLOCATE",
    ),
    *(
        "DECLARE",
        "DELETE",
        "DISCARD",
        "DO",
        "DROP",
        "EXECUTE",
        "EXPLAIN",
        "FETCH",
        "GRANT",
        "IMPORT",
        "INSERT",
    ),
    *(
        "LISTEN",
        "LOAD",
        "LOCK",
        "MERGE",
        "MOVE",
        "NOTIFY",
        "PREPARE",
        "REASSIGN",
        "REFRESH",
        "REINDEX",
        "RESET",
    ),
    *("REVOKE", "SAVEPOINT", "SECURITY", "SELECT", "SET", "SHOW", "TRUNCATE", "UNLISTEN", "UPDATE", "VACUUM"),
)
KINDS = {
    **{word: word for word in WORDS},
    **dict.fromkeys(("BEGIN", "COMMIT", "END", "ROLLBACK", "START", "ABORT"), "TRANSACTION"),
    "RELEASE": "SAVEPOINT",
    "TABLE": "SELECT",
    "VALUES": "SELECT",
    "MERGE": "MERGE INTO",
    "TRUNCATE": "DELETE",
}
"""First word of a statement → its kind, named as DuckDB's parser names it (the manual's “SQL Commands”)."""


def split(sql: str) -> Iterator[Statement]:
    """The statements of a text; a StatementError for one that begins with no word of PostgreSQL's."""
    found: list[Token] = []
    for token in all_tokens(sql):
        if token.lastgroup == "end":
            yield from statement(sql, found)
            found = []
        else:
            found.append(token)
    yield from statement(sql, found)


def statement(sql: str, found: list[Token]) -> Iterator[Statement]:
    """The statement that these tokens are, if there are any."""
    if found:
        start, end = found[0].start(), found[-1].end()
        words = [token[0] for token in found]
        yield Statement(kind(found), sql[start:end], start, verb(words), tuple(words[:HEAD]))


def verb(words: list[str]) -> Verb:
    """What a statement does."""
    return (
        "ROLLBACK TO" if words[0].upper() == "ROLLBACK" and "TO" in map(str.upper, words) else verb_of(words)
    )


def kind(found: list[Token]) -> str:
    """What a statement is: its first word, or behind WITH the one that the common table expressions lead to."""
    words = [token[0].upper() for token in found if token[0] != "("] or ["("]
    first = words[0]
    if first == "WITH":
        every = [token[0].upper() for token in found]
        place = behind_ctes(every, every.index("WITH"))
        first = every[place] if place < len(every) else "SELECT"  # PostgreSQL itself says what is missing
    if first not in KINDS:
        said = f'syntax error at or near "{found[0][0]}"'
        raise StatementError(said, found[0].start(), len(found[0][0]))
    return "SAVEPOINT" if first == "ROLLBACK" and "TO" in words else KINDS[first]
