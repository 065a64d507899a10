"""Text in blocks → tokens, each with its line; whole rows of VALUES and raw lines at one stroke, in bounded memory."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlgym.ddl.lexis import Lexis

Cell = str | bytes | None
"""A value as a script has it: the text of a number or a string, bytes, or NULL."""

LONGEST = 1 << 28
"""Characters of the longest token."""


class Token(NamedTuple):
    """One token: `value` is a word in capitals, a name or a text without its quotes, bytes in hexadecimal digits."""

    kind: str
    text: str
    value: str
    line: int
    first: bool = False
    """Whether it is the first on its line."""

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words, written without quotes."""
        return self.kind == "word" and self.value in words


class Unclosed(Exception):
    """A quote or a comment has no end; `line` is where it begins."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


class Reader:
    """A place in a text that comes in blocks."""

    def __init__(self, blocks: Iterable[str], lexis: Lexis) -> None:
        """Begin at the first character."""
        self.blocks = iter(blocks)
        self.lexis = lexis
        self.buffer = ""
        self.place = 0
        self.counted = 0
        self.line = 1
        self.ended = False
        self.fresh = True
        self.back: list[Token] = []

    def more(self) -> bool:
        """Take as much text again as there is in the buffer; False where the end was reached before."""
        if self.ended:
            return False
        self.at(self.place)
        parts, size = [self.buffer[self.place :]], 0
        wanted = max(1, len(parts[0]))
        while size < wanted and not self.ended:
            block = next(self.blocks, None)
            self.ended = block is None
            parts.append(block or "")
            size += len(parts[-1])
        self.buffer, self.place, self.counted = "".join(parts), 0, 0
        return True

    def at(self, place: int) -> int:
        """The line of a place in the buffer."""
        self.line += self.buffer.count("\n", self.counted, place)
        self.counted = place
        return self.line

    def next(self) -> Token | None:
        """The next token, comments among them; None at the end."""
        if self.back:
            return self.back.pop()
        while found := self.match():
            start, kind, text = found.start(), found.lastgroup or "symbol", found[0]
            if kind in ("tag", "delimiter"):
                kind = "string"
            self.place = found.end()
            if kind == "blank":
                self.fresh = self.fresh or "\n" in text
                continue
            first, self.fresh = self.fresh, kind == "comment" and text.startswith("/*") and self.fresh
            return Token(kind, text, valued(kind, text, self.lexis.escapes), self.at(start), first)
        return None

    def match(self) -> re.Match[str] | None:
        """The match of the next token, as long as it is, whatever the blocks."""
        while True:
            found = self.lexis.token.match(self.buffer, self.place)
            open_end = found is None or found.end() >= len(self.buffer) - 2 or opens(found[0], self)
            if open_end and not self.ended and len(self.buffer) - self.place < LONGEST and self.more():
                continue
            if found is not None and opens(found[0], self):
                raise Unclosed(self.at(self.place), found[0])
            return found

    def push(self, token: Token) -> None:
        """Put a token back, to be the next."""
        self.back.append(token)

    def row(self) -> list[Cell] | None:
        """The next row of plain literals in brackets; None where it is none, and then nothing is taken."""
        if self.back or (found := self.lexis.row.match(self.buffer, self.place)) is None:
            return None
        cells: list[Cell] = []
        escapes = self.lexis.escapes
        for cell in self.lexis.cell.finditer(self.buffer, self.place, found.end()):
            kind = cell.lastindex
            text = cell[kind] if kind else ""
            if kind == STRING:
                plain = text[1:-1]
                cells.append(unquoted(text, escapes) if "'" in plain or "\\" in plain else plain)
            elif kind == NUMBER_CELL:
                cells.append(text)
            else:
                cells.append(None if kind == NULL else bytes.fromhex(even(text)))
        self.place = found.end()
        return cells

    def comma(self) -> bool:
        """Whether a comma and another row follow; the comma is taken then."""
        found = None if self.back else _COMMA.match(self.buffer, self.place)
        if found:
            self.place = found.end()
        return found is not None

    def rest_of_line(self) -> str:
        """What is left of the line, which is then taken."""
        return next(self.lines(), "")

    def lines(self) -> Iterator[str]:
        """The lines from here on, without their ends; each is taken when it is asked for."""
        self.back.clear()
        self.fresh = True
        while True:
            end = self.buffer.find("\n", self.place)
            while end < 0 and self.more():
                end = self.buffer.find("\n", self.place)
            if end < 0 and self.place >= len(self.buffer):
                return
            end = len(self.buffer) if end < 0 else end
            line = self.buffer[self.place : end]
            self.place = min(end + 1, len(self.buffer))
            yield line


STRING, NUMBER_CELL, NULL = 1, 2, 3
"""The groups of a value in `Lexis.cell`."""

_COMMA = re.compile(r"\s*+,(?=\s*+\()")
OPENING = frozenset("'\"`")


def opens(text: str, reader: Reader) -> bool:
    """Whether a token is only the beginning of one whose end is still to come."""
    if text in OPENING:
        return True
    if text == "/":
        return reader.buffer.startswith("/*", reader.place)
    if text == "$" and reader.lexis.dialect == "postgres":
        return re.match(r"\$\w*\$", reader.buffer[reader.place : reader.place + 64]) is not None
    return text == "[" and reader.lexis.dialect in ("tsql", "sqlite")


ESCAPES = {"0": "\0", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "Z": "\x1a", "%": "\\%", "_": "\\_"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def unquoted(text: str, escapes: bool) -> str:
    """A text in quotes without them."""
    quote, body = text[0], text[1:-1]
    if quote in body:
        body = body.replace(quote * 2, quote)
    if escapes and "\\" in body:
        body = _ESCAPE.sub(lambda found: ESCAPES.get(found[1], found[1]), body)
    return body


_C_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{4}|[0-7]{1,3}|.)", re.DOTALL)
C_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v"}


def c_unescaped(text: str) -> str:
    """A text with PostgreSQL's backslash escapes read, as in E'…' and in COPY."""
    if "\\" not in text:
        return text
    return _C_ESCAPE.sub(lambda found: c_escape(found[1]), text)


def c_escape(code: str) -> str:
    """The character of one escape."""
    if code[0] in "xu" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code[0] in "01234567" else C_ESCAPES.get(code, code)


def even(digits: str) -> str:
    """Hexadecimal digits, as many as make whole bytes."""
    return digits if len(digits) % 2 == 0 else f"0{digits}"


def valued(kind: str, text: str, escapes: bool) -> str:
    """A token's value."""
    match kind:
        case "word":
            return text.upper()
        case "name":
            closing = "]" if text[0] == "[" else text[0]
            return text[1:-1].replace(closing * 2, closing)
        case "string":
            return string_value(text, escapes)
        case "bytes":
            return bytes_value(text)
        case _:
            return text


def string_value(text: str, escapes: bool) -> str:
    """The text that a literal stands for, whichever quotes it has."""
    begin = text[0]
    if begin == "$":
        tag = text[: text.index("$", 1) + 1]
        return text[len(tag) : -len(tag)]
    if begin in "eE":
        return c_unescaped(text[2:-1].replace("''", "'"))
    text = text[1:] if begin in "nN" else text
    if text[0] in "qQ":
        return text[3:-2]
    return unquoted(text, escapes)


def bytes_value(text: str) -> str:
    """The hexadecimal digits that a literal of bytes or bits stands for."""
    if text[0] in "bB":
        bits = text[2:-1] or "0"
        return even(f"{int(bits, 2):x}")
    digits = text[2:] if text[0] == "0" else text[2:-1]
    return even("".join(digits.split()))
