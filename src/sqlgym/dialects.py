"""A text that the engine refused → the same text without what other engines' dialects add, and notes on it.

Spans of the text are blanked or replaced in place, so that places in it stay what they are, and all else is
left to the engine's own parser: a real mistake stays one. sqlglot only cuts the text into tokens, for it would
repair mistakes silently if it parsed it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from sqlgym.schema import ForeignKey

LONGEST = 100_000
"""Characters of a text that is adapted: a design is a page or two."""

Span = tuple[int, int, str]
"""Where something stands (start, end), and what to put there."""


class Token(msgspec.Struct, frozen=True):
    """A word, sign or quoted name of a text: `word` is in capitals, or the text itself where it is quoted."""

    word: str
    text: str
    start: int
    end: int
    quoted: bool = False


class Deferred(msgspec.Struct, frozen=True):
    """A foreign key that the engine cannot take where it stands."""

    table: str
    key: ForeignKey


class Adapted(msgspec.Struct, frozen=True):
    """The text as the engine takes it, what was changed in words, and the foreign keys that were taken out."""

    text: str
    notes: tuple[str, ...]
    deferred: tuple[Deferred, ...] = ()


def adapt(text: str, message: str) -> Adapted | None:
    """The text without its dialect, given why the engine refused it; None where nothing explains the refusal."""
    if len(text) > LONGEST:
        return None
    try:
        tokens = tokenised(text)
    except ValueError:
        return None
    markers = {BACKQUOTES: quoted_by_backquotes(text), **MARKERS}
    changes = [(note, list(find(tokens))) for note, find in markers.items()]
    keys = list(foreign_keys(tokens, selfish="foreign key" in message.lower()))
    spans = [span for _, found in changes for span in found] + [span for one in keys for span in one[1]]
    if not spans:
        return None
    notes = [note for note, found in changes if found]
    notes += [
        f"The foreign key of {one.table} is taken as declared, though DuckDB cannot hold it there."
        for one, _ in keys
    ]
    return Adapted(replaced(text, spans), tuple(dict.fromkeys(notes)), tuple(one for one, _ in keys))


def tokenised(text: str) -> list[Token]:
    """The tokens of a text; ValueError where there are none to be found."""
    from sqlglot import tokenize
    from sqlglot.errors import TokenError

    try:
        found = tokenize(text, read="mysql" if "`" in text else "postgres")
    except TokenError as error:
        raise ValueError(str(error)) from error
    return [part for one in found for part in parts(text, token(text, one))]


def token(text: str, one: Any) -> Token:
    """One of sqlglot's tokens with its span."""
    quoted = text[one.start] in "`\"'"
    return Token(one.text if quoted else one.text.upper(), one.text, one.start, one.end + 1, quoted)


def parts(text: str, one: Token) -> Iterator[Token]:
    """A token word by word: sqlglot takes FOREIGN KEY for one."""
    if one.quoted:
        yield one
        return
    for match in re.finditer(r"\S+", text[one.start : one.end]):
        yield Token(match[0].upper(), match[0], one.start + match.start(), one.start + match.end())


def replaced(text: str, spans: Sequence[Span]) -> str:
    """The text with spans replaced; a shorter replacement is filled up with blanks, line breaks stay."""
    for start, end, new in sorted(set(spans), reverse=True):
        old = text[start:end]
        blank = "".join("\n" if sign == "\n" else " " for sign in old)
        text = text[:start] + new + blank[len(new) :] + text[end:]
    return text


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


def closing(tokens: Sequence[Token], place: int) -> int | None:
    """Where the bracket closes that opens at a place; None where none opens."""
    if place >= len(tokens) or tokens[place].word != "(":
        return None
    depth = 0
    for number in range(place, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[number].word, 0) if not tokens[number].quoted else 0
        if depth == 0:
            return number
    return None


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


def statements(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The statements as spans of tokens, without their semicolons."""
    start = 0
    for number, one in enumerate(tokens):
        if one.word == ";" and not one.quoted:
            yield start, number
            start = number + 1
    if start < len(tokens):
        yield start, len(tokens)


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


def bodies(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """What stands in the brackets of every CREATE TABLE: its first token, the one after its last, the table."""
    for start, stop in statements(tokens):
        head = [one.word for one in tokens[start:stop]]
        if head[:1] != ["CREATE"] or "TABLE" not in head[:5]:
            continue
        opened = next((n for n in range(start, stop) if tokens[n].word == "(" and not tokens[n].quoted), None)
        end = closing(tokens, opened) if opened is not None else None
        if opened is not None and end is not None and "AS" not in head[: opened - start]:
            yield opened + 1, end, tokens[opened - 1].text


def items(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The columns and constraints of a table: what stands between its commas."""
    start, depth = first, 0
    for number in range(first, last):
        word = tokens[number].word if not tokens[number].quoted else ""
        depth += {"(": 1, ")": -1}.get(word, 0)
        if word == "," and depth == 0:
            yield start, number
            start = number + 1
    if start < last:
        yield start, last


def without(tokens: Sequence[Token], start: int, stop: int, first: int, last: int) -> Span:
    """The span of an item with one of the commas beside it."""
    if start > first:
        return tokens[start - 1].start, tokens[stop - 1].end, ""
    end = tokens[stop].end if stop < last else tokens[stop - 1].end
    return tokens[start].start, end, ""


def foreign_keys(tokens: Sequence[Token], selfish: bool) -> Iterator[tuple[Deferred, list[Span]]]:
    """The foreign keys that DuckDB cannot take: to a later table, by ALTER TABLE and, if `selfish`, to itself."""
    tables = [name.lower() for _, _, name in bodies(tokens)]
    for number, (first, last, table) in enumerate(bodies(tokens)):
        later = {*tables[number + 1 :], *([table.lower()] if selfish else [])}
        for start, stop in items(tokens, first, last):
            found = reference(tokens, start, stop)
            if found is None or found[1].table.lower() not in later:
                continue
            at, key = found
            alone = (
                at != start
                and key.columns == (tokens[start].text,)
                and tokens[start].word not in ("FOREIGN", "CONSTRAINT")
            )
            if alone:
                yield Deferred(table, key), [(tokens[at].start, reference_end(tokens, at, stop), "")]
            else:
                yield Deferred(table, key), [without(tokens, start, stop, first, last)]
    for start, stop in statements(tokens):
        yield from altered(tokens, start, stop)


def altered(tokens: Sequence[Token], start: int, stop: int) -> Iterator[tuple[Deferred, list[Span]]]:
    """ALTER TABLE … ADD FOREIGN KEY."""
    head = [one.word for one in tokens[start:stop]]
    if head[:2] != ["ALTER", "TABLE"] or "REFERENCES" not in head or head.count("ADD") != 1:
        return
    place = start + head.index("ADD") + 1
    found = reference(tokens, place, stop)
    if found is not None and "COLUMN" not in head:
        table = tokens[place - 2].text
        yield Deferred(table, found[1]), [(tokens[start].start, tokens[stop - 1].end, "")]


def reference(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, ForeignKey] | None:
    """The foreign key in an item of a table, and the place of its REFERENCES."""
    at = next(
        (n for n in range(start, stop) if tokens[n].word == "REFERENCES" and not tokens[n].quoted), None
    )
    if at is None or at + 1 >= stop:
        return None
    end = closing(tokens, at + 2)
    targets = names(tokens, at + 3, end) if end is not None else ()
    foreign = next((n for n in range(start, at) if tokens[n].word == "FOREIGN"), None)
    opened = foreign + 2 if foreign is not None else at
    closed = closing(tokens, opened)
    columns = names(tokens, opened + 1, closed) if closed is not None else (tokens[start].text,)
    return at, ForeignKey(columns, tokens[at + 1].text, targets)


def reference_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Where a column's REFERENCES clause ends."""
    end = closing(tokens, at + 2) if at + 2 < stop else None
    return tokens[end if end is not None else at + 1].end


def names(tokens: Sequence[Token], start: int, stop: int) -> tuple[str, ...]:
    """The names between commas."""
    return tuple(one.text for one in tokens[start:stop] if one.word != ",")


ACTIONS = [["CASCADE"], ["RESTRICT"], ["NO", "ACTION"], ["SET", "NULL"], ["SET", "DEFAULT"]]

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
    "CHARACTER SET, COLLATE and COMMENT of columns were left out.": any_of(
        words("CHARACTER", "SET", "*"), words("COLLATE", "*")
    ),
}  # fmt: skip
"""What is said of a dialect's marker → how it is found."""
