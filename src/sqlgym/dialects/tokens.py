"""A text cut into tokens with their places, and the statements, tables and items in them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

Span = tuple[int, int, str]
"""Where something stands (start, end), and what to put there."""


class Token(msgspec.Struct, frozen=True):
    """A word, sign or quoted name of a text: `word` is in capitals, or the text itself where it is quoted."""

    word: str
    text: str
    start: int
    end: int
    quoted: bool = False


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


def statements(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The statements as spans of tokens, without their semicolons."""
    start = 0
    for number, one in enumerate(tokens):
        if one.word == ";" and not one.quoted:
            yield start, number
            start = number + 1
    if start < len(tokens):
        yield start, len(tokens)


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


def names(tokens: Sequence[Token], start: int, stop: int) -> tuple[str, ...]:
    """The names between commas."""
    return tuple(one.text for one in tokens[start:stop] if one.word != ",")
