"""Tokens → statements, by semicolons or as the dialect ends them; rows of VALUES and of COPY are left in the reader."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlgym.ddl.lexis import Lexis
from sqlgym.ddl.reader import Reader, Token


class Statement(NamedTuple):
    """A statement: its tokens without comments, and the comments that stand right before it or in it.

    `open` says what of it is still to be read: the rows of VALUES, or lines of COPY.
    """

    tokens: tuple[Token, ...]
    comments: tuple[Token, ...] = ()
    open: str = ""

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.tokens[0].line

    def words(self, most: int = 8) -> str:
        """Its first words in capitals, names as they are."""
        return " ".join(one.value for one in self.tokens[:most])


_STARTS = """
    CREATE ALTER DROP INSERT UPDATE DELETE SET USE EXEC EXECUTE PRINT IF ELSE DECLARE TRUNCATE GRANT
    SELECT BEGIN END COMMIT RAISERROR RETURN WAITFOR DBCC CHECKPOINT BULK MERGE SAVE ROLLBACK
"""
STARTS = frozenset(_STARTS.split())
"""Words with which a statement of T-SQL begins, where no semicolon ends the one before."""

PROGRAMS = re.compile(
    r"(?:CREATE|ALTER)(?: OR (?:REPLACE|ALTER))?(?: (?:EDITIONABLE|NONEDITIONABLE))?"
    r"(?: DEFINER = .+?)?(?: TEMP| TEMPORARY)?"
    r" (?:PROCEDURE|PROC|FUNCTION|TRIGGER|PACKAGE|EVENT|TYPE BODY)\b"
)
"""What has statements within it."""

_PLUS = """
    REM REMARK PROMPT SPOOL CONNECT CONN WHENEVER ACCEPT EXIT QUIT CLEAR COLUMN TTITLE PAUSE START
    HOST
"""
PLUS = frozenset(_PLUS.split())
"""Commands of SQL*Plus, which end with their line."""


class Cutter:
    """The statements of a text, one after another."""

    def __init__(self, reader: Reader) -> None:
        """Begin where the reader is."""
        self.reader = reader
        self.dialect = reader.lexis.dialect
        self.delimiter = ";"

    @property
    def lexis(self) -> Lexis:
        """The patterns of the text."""
        return self.reader.lexis

    def __iter__(self) -> Iterator[Statement]:
        """Each statement; what it leaves open must be read before the next one is asked for."""
        while (found := self.statement()) is not None:
            if found.tokens:
                yield found

    def statement(self) -> Statement | None:
        """The next statement, without tokens where a line was no statement; None at the end."""
        tokens: list[Token] = []
        comments: list[Token] = []
        depth = 0
        while (token := self.reader.next()) is not None:
            if token.kind == "comment":
                comments.append(token)
                continue
            if not tokens and (line := self.line_command(token)) is not None:
                return line
            if self.ends(token, tokens, depth):
                break
            tokens.append(token)
            depth = max(0, depth + (token.text == "(") - (token.text == ")"))
            if opened := self.opened(tokens, depth):
                return Statement(tuple(tokens), tuple(comments), opened)
        if token is None and not tokens:
            return None
        return Statement(tuple(tokens), tuple(comments))

    def line_command(self, token: Token) -> Statement | None:
        """A command that ends with its line: of psql, of SQL*Plus, a DELIMITER, or the GO of T-SQL."""
        if not token.first:
            return None
        if token.text == "\\" or (self.dialect == "oracle" and (token.is_word(*PLUS) or token.text == "@")):
            return Statement((self.whole_line(token),))
        if token.is_word("DELIMITER") and self.dialect in ("mysql", ""):
            rest = self.reader.rest_of_line().strip()
            self.delimiter = rest or ";"
            return Statement(())
        if self.dialect == "oracle" and token.is_word("SET", "DEFINE"):
            return Statement((self.whole_line(token),))
        return None

    def whole_line(self, token: Token) -> Token:
        """A token with the rest of its line."""
        rest = self.reader.rest_of_line()
        text = f"{token.text}{rest}".strip()
        return Token("command", text, f"{token.value}{rest}".strip(), token.line, first=True)

    def ends(self, token: Token, tokens: list[Token], depth: int) -> bool:
        """Whether a statement is over with this token, which then is taken or put back for the next one."""
        program = bool(tokens) and PROGRAMS.match(" ".join(one.value for one in tokens[:8])) is not None
        if self.dialect == "tsql":
            return self.ends_in_tsql(token, tokens, depth, program)
        if self.dialect == "oracle" and token.text == "/" and token.first and self.alone():
            return True
        if self.delimiter != ";":
            return self.delimited(token)
        if not (depth or program) and forgotten(token, tokens):
            self.reader.push(token)
            return True
        if token.text != ";" or depth:
            return False
        if self.dialect == "oracle":
            return not (program or (tokens[:1] and tokens[0].is_word("BEGIN", "DECLARE")))
        return not (program and blocks(tokens) > 0)

    def delimited(self, token: Token) -> bool:
        """Whether the delimiter of MySQL's client stands here; it is taken then."""
        rest = self.delimiter[len(token.text) :]
        if not self.delimiter.startswith(token.text) or not self.reader.buffer.startswith(
            rest, self.reader.place
        ):
            return False
        self.reader.place += len(rest)
        return True

    def ends_in_tsql(self, token: Token, tokens: list[Token], depth: int, program: bool) -> bool:
        """Whether a statement of T-SQL is over: GO, a semicolon, or a word with which the next one begins."""
        if token.first and token.is_word("GO") and self.alone():
            return True
        if program or (tokens and PROGRAM_LIKE.match(" ".join(one.value for one in tokens[:6]))):
            return False
        if token.text == ";" and not depth:
            return True
        if depth or not tokens or not token.is_word(*STARTS):
            return False
        if tokens[0].is_word("IF") or (token.first and not continues(token, tokens)):
            self.reader.push(token)
            return True
        return False

    def alone(self) -> bool:
        """Whether nothing follows on the line but blanks (GO may have a count)."""
        reader = self.reader
        while "\n" not in reader.buffer[reader.place : reader.place + 200] and not reader.ended:
            if not reader.more():
                break
        line = reader.buffer[reader.place : reader.place + 200].split("\n")[0]
        return not reader.back and re.fullmatch(r"\s*\d*\s*;?\s*(?:--.*)?", line) is not None

    def opened(self, tokens: list[Token], depth: int) -> str:
        """What a statement leaves open from here on: `values`, `copy` or nothing."""
        last = tokens[-1]
        if (
            depth == 0
            and last.is_word("VALUES", "VALUE")
            and is_insert(tokens)
            and not tokens[-2].is_word("DEFAULT")
        ):
            return "values"
        if tokens[0].is_word("COPY") and last.is_word("STDIN"):
            return "copy"
        return ""


PROGRAM_LIKE = re.compile(r"(?:CREATE|ALTER)(?: OR ALTER)? VIEW\b")
"""A view of T-SQL goes on to the next GO."""


def forgotten(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word at the beginning of a line begins a statement though no semicolon ends the one before."""
    if not tokens or not token.first or not token.is_word("CREATE", "INSERT", "TRUNCATE", "DROP"):
        return False
    return tokens[0].is_word("CREATE", "INSERT", "TRUNCATE", "DROP", "ALTER") and not continues(
        token, list(tokens)
    )


def is_insert(tokens: list[Token]) -> bool:
    """Whether a statement inserts rows that stand in it."""
    return tokens[0].is_word("INSERT", "REPLACE") and not (
        len(tokens) > 1 and tokens[1].is_word("ALL", "FIRST")
    )


def continues(token: Token, tokens: list[Token]) -> bool:
    """Whether a word that may begin a statement goes on with the one before."""
    first, last = tokens[0], tokens[-1]
    if (
        last.is_word("ON", "FOR", "AS", "AFTER", "OF", "UNION", "ALL", "EXCEPT", "INTERSECT", "THEN")
        or last.text in ",.="
    ):
        return True
    if first.is_word("INSERT") and token.is_word("SELECT", "EXEC", "EXECUTE"):
        return not any(one.is_word("VALUES") for one in tokens)
    if first.is_word("UPDATE") and token.is_word("SET"):
        return not any(one.is_word("SET") for one in tokens)
    if first.is_word("ALTER") and len(tokens) <= 6 and token.is_word("DROP", "ALTER", "SET"):
        return True
    return first.is_word("WITH") and not has_verb(tokens)


def has_verb(tokens: list[Token]) -> bool:
    """Whether a statement that begins with WITH has come to what it does."""
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.is_word("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"):
            return True
    return False


def blocks(tokens: list[Token]) -> int:
    """How many blocks of BEGIN or CASE have no END yet."""
    depth = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.is_word("BEGIN", "CASE") and not (before and before.is_word("END")):
            depth += 1
        elif token.is_word("END"):
            depth -= 1
        elif token.is_word("IF", "LOOP", "WHILE", "REPEAT") and before and before.is_word("END"):
            depth += 1
    return depth
