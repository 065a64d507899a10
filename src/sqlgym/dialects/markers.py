"""What marks a dialect of another engine: how each is found, and what is said of it."""

from collections.abc import Callable, Iterator, Sequence

from sqlgym.dialects.tokens import Span, Token, bodies, closing, items, statements, without

Finder = Callable[[Sequence[Token]], Iterator[Span]]


def words(*wanted: str, new: str = "") -> Finder:
    """A finder of a sequence of words; `*` stands for any one token."""

    def find(tokens: Sequence[Token]) -> Iterator[Span]:
        for place in range(len(tokens) - len(wanted) + 1):
            found = tokens[place : place + len(wanted)]
            if (
                all(word in ("*", one.word) for word, one in zip(wanted, found, strict=True))
                and not found[0].quoted
            ):
                yield found[0].start, found[-1].end, new

    return find


def any_of(*finders: Finder) -> Finder:
    """A finder of what any of several finds."""

    def find(tokens: Sequence[Token]) -> Iterator[Span]:
        for one in finders:
            yield from one(tokens)

    return find


def with_brackets(*wanted: str, new: str = "", needed: bool = False) -> Finder:
    """A finder of words together with the brackets behind them."""

    def find(tokens: Sequence[Token]) -> Iterator[Span]:
        for place in range(len(tokens) - len(wanted) + 1):
            found = tokens[place : place + len(wanted)]
            if [one.word for one in found] != list(wanted) or found[0].quoted:
                continue
            end = closing(tokens, place + len(wanted))
            if end is not None or not needed:
                yield found[0].start, (tokens[end].end if end is not None else found[-1].end), new

    return find


def backquotes(tokens: Sequence[Token]) -> Iterator[Span]:
    """Names in backquotes, which the token kept without its quotes."""
    for one in tokens:
        if one.quoted and one.end - one.start == len(one.text) + 2 and one.word == one.text:
            yield one.start, one.end, '"' + one.text + '"'


def quoted_by_backquotes(text: str) -> Finder:
    """A finder of names in backquotes of this text."""
    return lambda tokens: (span for span in backquotes(tokens) if text[span[0]] == "`")


def brackets(tokens: Sequence[Token]) -> Iterator[Span]:
    """Names in square brackets, as T-SQL has them."""
    for before, name, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        near = before.end == name.start and name.end == after.start
        if (before.word, after.word) == ("[", "]") and near and name.text.isidentifier():
            yield before.start, after.end, f'"{name.text}"'


def table_options(tokens: Sequence[Token]) -> Iterator[Span]:
    """What MySQL and SQLite write between a table's closing bracket and the semicolon."""
    for start, stop in statements(tokens):
        opened = next((n for n in range(start, stop) if tokens[n].word == "("), None)
        if (
            opened is None
            or [t.word for t in tokens[start : start + 1]] != ["CREATE"]
            or "TABLE" not in [t.word for t in tokens[start:opened]]
        ):
            continue
        end = closing(tokens, opened)
        if end is not None and end + 1 < stop and tokens[end + 1].word in OPTIONS:
            yield tokens[end + 1].start, tokens[stop - 1].end, ""


OPTIONS = frozenset(
    {
        "ENGINE",
        "DEFAULT",
        "CHARSET",
        "COLLATE",
        "WITHOUT",
        "STRICT",
        "AUTO_INCREMENT",
        "COMMENT",
        "CHARACTER",
        "TABLESPACE",
        "ON",
        "ROW_FORMAT",
    }
)


def settings(tokens: Sequence[Token]) -> Iterator[Span]:
    """Statements that set up another engine: USE, SET, PRAGMA, CREATE DATABASE."""
    for start, stop in statements(tokens):
        first = [one.word for one in tokens[start : start + 2]]
        if first[:1] in (["USE"], ["PRAGMA"]) or first in (
            ["SET", "FOREIGN_KEY_CHECKS"],
            ["SET", "NAMES"],
            ["CREATE", "DATABASE"],
        ):
            yield tokens[start].start, tokens[stop - 1].end, ""


def batches(tokens: Sequence[Token]) -> Iterator[Span]:
    """GO between statements, which becomes a semicolon."""
    for number, one in enumerate(tokens):
        first = number == 0 or tokens[number - 1].word in (";", ")")
        if one.word == "GO" and not one.quoted and first:
            yield one.start, one.end, ";"


def indexes(tokens: Sequence[Token]) -> Iterator[Span]:
    """MySQL's INDEX and KEY among the columns of a table; UNIQUE KEY becomes UNIQUE."""
    for first, last, _ in bodies(tokens):
        for start, stop in items(tokens, first, last):
            head = [one.word for one in tokens[start : start + 2]]
            opened = next((n for n in range(start, stop) if tokens[n].word == "("), None)
            if opened is None:
                continue
            if head[0] == "UNIQUE" and head[1] in ("KEY", "INDEX"):
                yield tokens[start + 1].start, tokens[opened].start, ""
            elif (
                head[0] in ("KEY", "INDEX")
                and opened in (start + 1, start + 2)
                and tokens[start + 1].word not in TYPES
            ):
                yield without(tokens, start, stop, first, last)


TYPES = frozenset({"INT", "INTEGER", "VARCHAR", "TEXT", "BIGINT", "CHAR", "DECIMAL", "NUMERIC"})

ACTIONS = [["CASCADE"], ["RESTRICT"], ["NO", "ACTION"], ["SET", "NULL"], ["SET", "DEFAULT"]]


def partial_indexes(text: str) -> Finder:
    """A finder of `CREATE INDEX … (a) WHERE …` in this text: each column becomes one that is NULL in other rows."""

    def find(tokens: Sequence[Token]) -> Iterator[Span]:
        for start, stop in statements(tokens):
            head = [one.word for one in tokens[start : start + 3]]
            opened = next((n for n in range(start, stop) if tokens[n].word == "("), stop)
            end = closing(tokens, opened)
            if head[:1] != ["CREATE"] or "INDEX" not in head or end is None or end + 2 >= stop:
                continue
            if tokens[end + 1].word == "WHERE":
                condition = text[tokens[end + 2].start : tokens[stop - 1].end]
                columns = [
                    f"(CASE WHEN {condition} THEN {text[tokens[first].start : tokens[last - 1].end]} END)"
                    for first, last in items(tokens, opened + 1, end)
                ]
                yield tokens[opened].start, tokens[stop - 1].end, f"({', '.join(columns)})"

    return find


PARTIAL = "WHERE of an index was read as a CASE in its columns: DuckDB has no partial indexes."
BACKQUOTES = "MySQL’s names in backquotes were read as quoted names."

MARKERS: dict[str, Finder] = {
    "Names in square brackets were read as quoted names.": brackets,
    "AUTO_INCREMENT was left out: DuckDB numbers rows by a sequence.": any_of(
        words("AUTO_INCREMENT"), words("AUTOINCREMENT")
    ),
    "ON DELETE and ON UPDATE were left out: DuckDB has no such actions.": any_of(
        *(words("ON", event, *action) for event in ("DELETE", "UPDATE") for action in ACTIONS)
    ),
    "SERIAL was read as an integer.": any_of(
        words("SERIAL", new="INT"), words("BIGSERIAL", new="BIGINT"), words("SMALLSERIAL", new="SMALLINT")
    ),
    "IDENTITY was left out: DuckDB numbers rows by a sequence.": any_of(
        with_brackets("GENERATED", "ALWAYS", "AS", "IDENTITY"),
        with_brackets("GENERATED", "BY", "DEFAULT", "AS", "IDENTITY"),
        with_brackets("IDENTITY", needed=True),
    ),
    "What stands behind a table’s closing bracket (ENGINE, CHARSET, WITHOUT ROWID …) was left out.": table_options,
    "USE, PRAGMA and CREATE DATABASE were left out.": settings,
    "GO was read as a semicolon.": batches,
    "INDEX and KEY inside CREATE TABLE were left out; UNIQUE KEY counts as UNIQUE.": indexes,
    "FOREIGN KEY before REFERENCES was left out, as a column needs REFERENCES alone.": lambda tokens: (
        (one.start, tokens[number + 1].end, "")
        for number, one in enumerate(tokens[:-2])
        if [t.word for t in tokens[number : number + 3]] == ["FOREIGN", "KEY", "REFERENCES"]
    ),
    "CLUSTERED was left out.": any_of(words("CLUSTERED"), words("NONCLUSTERED")),
    "Types of other engines were read as DuckDB’s.": any_of(
        with_brackets("INT", needed=True, new="INT"),
        with_brackets("INTEGER", needed=True, new="INTEGER"),
        with_brackets("BIGINT", needed=True, new="BIGINT"),
        with_brackets("SMALLINT", needed=True, new="SMALLINT"),
        with_brackets("TINYINT", needed=True, new="TINYINT"),
        with_brackets("MEDIUMINT", new="INT"),
        words("UNSIGNED"),
        words("NVARCHAR", new="VARCHAR"), words("VARCHAR2", new="VARCHAR"), words("NVARCHAR2", new="VARCHAR"),
        with_brackets("VARCHAR", "(", "MAX", ")", new="VARCHAR"),
        words("NUMBER", "(", new="NUMERIC("), words("MONEY", new="DECIMAL(19,4)"),
        words("SMALLMONEY", new="DECIMAL(10,4)"), words("DATETIME2", new="DATETIME"),
        words("LONGTEXT", new="TEXT"), words("MEDIUMTEXT", new="TEXT"), words("TINYTEXT", new="TEXT"),
        words("NTEXT", new="TEXT"), words("CLOB", new="TEXT"), words("NCHAR", new="CHAR"),
    ),
    "CHARACTER SET and COLLATE of columns were left out.": any_of(
        words("CHARACTER", "SET", "*"), words("COLLATE", "*")
    ),
}  # fmt: skip
"""What is said of a dialect's marker → how it is found."""
