"""A text and what DuckDB cuts it into, as statements with nothing around them.

What `extract_statements` gives as a statement's text differs between releases: DuckDB 2.0.0 ends it where the next
one begins and has the comments after it, 2.0.1 has the blanks and comments before it, and each of Unicode's blanks is
one plain blank in one and as many as it has bytes in the other. So only DuckDB's tokens are believed, which have
places: the text and the place of a statement are those of its tokens in the file, whatever lies around them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from sqlgym.engines.protocol import StatementError
from sqlgym.sql.statement import HEAD, Statement, verb_of

if TYPE_CHECKING:
    import duckdb

Tokenize = Callable[[str], list[tuple[int, Any]]]
"""DuckDB's tokenizer: where each token begins, in bytes, and what it is."""

BLANKS = re.compile("[^\\S\n\r]|[\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]")
"""Unicode's blanks, seen or not; DuckDB's parser takes them for plain ones, its tokenizer for letters.

No end of a line is one: either of \\n and \\r ends a comment.
"""

UNSEEN = "".join(filter(BLANKS.match, map(chr, range(0x2000, 0x2070)))) + "\u00a0\ufeff"
EVERYWHERE = re.compile(rf"{BLANKS.pattern}|[\n\r]")


class Span(msgspec.Struct):
    """The bytes of a statement, and those of each of its tokens."""

    start: int
    end: int
    tokens: list[tuple[int, int]]


def statements(sql: str, found: Sequence["duckdb.Statement"], tokenize: Tokenize) -> Iterator[Statement]:
    """The statements of a text, which DuckDB's parser has found in it in this order."""
    raw = sql.encode()
    plain = spaced(sql)
    data = plain.encode()
    spans = list(cut(data, tokenize(plain)))
    if len(spans) != len(found):
        raise unclear()
    last = start = 0
    for span, one in zip(spans, found, strict=True):
        start += len(raw[last : span.start].decode())
        last = span.start
        text = raw[span.start : span.end].decode()
        if bare(text) not in bare(one.query):
            raise unclear(start)
        head = texts(data, span.tokens[:HEAD])
        words = texts(data, span.tokens) if "WITH" in map(str.upper, head) else head
        yield Statement(kind(one), text, start, verb_of(words), head)


def unclear(start: int | None = None) -> StatementError:
    """What is said of a text that DuckDB's parser and tokenizer cut differently.

    That both agree on what people write is the contract's; odd texts are left, such as a `$$` without its end.
    """
    message = "It is not clear where a statement ends here: is a quote, a $$ or a comment left open?"
    return StatementError(message, start)


def kind(found: "duckdb.Statement") -> str:
    """The type of a statement; UNKNOWN where DuckDB's driver has no name for it, as for UPDATE EXTENSIONS."""
    try:
        return str(found.type.name).replace("_", " ")
    except ValueError:
        return "UNKNOWN"


def texts(data: bytes, tokens: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The tokens as they are written."""
    return tuple(data[at:end].decode() for at, end in tokens)


def cut(data: bytes, tokens: Sequence[tuple[int, Any]]) -> Iterator[Span]:
    """What lies between semicolons, from its first token to its last; what has no token is no statement."""
    inside: list[tuple[int, int]] = []
    for (at, kind), (next_one, _) in pairwise([*tokens, (len(data), None)]):
        if data[at : at + 1] == b";" and kind.name == "operator":
            yield from span(inside)
            inside = []
        elif kind.name != "comment":
            inside.append((at, at + len(data[at:next_one].rstrip())))
    yield from span(inside)


def span(tokens: list[tuple[int, int]]) -> Iterator[Span]:
    """The span of some tokens, if there are any."""
    if tokens:
        yield Span(tokens[0][0], tokens[-1][1], tokens)


def visible(text: str, tokenize: Tokenize) -> str:
    """A text with blanks for its comments and strings; a string that DuckDB takes for a table's name is quoted."""
    raw, plain = text.encode(), spaced(text)
    shown, word, before = [" "] * len(text), "", ""
    for (at, kind), (end, _) in pairwise([*tokenize(plain), (len(raw), None)]):
        token, place = raw[at:end].decode(), len(raw[:at].decode())
        bare_token = token.strip().upper()
        named = word in NAMING and before in {*NAMING, ","}
        if kind.name == "string_const":
            token = f'"{bare_token[1:-1]}"' if named and SIMPLE.fullmatch(bare_token) else ""
        if kind.name != "comment":
            shown[place : place + len(token)] = token
            word, before = bare_token if kind.name == "keyword" else word, bare_token
    return "".join(shown)


NAMING = frozenset({"FROM", "JOIN", "TABLE"})
"""After these words, and after a comma that follows one, a string is the name of a table."""

SIMPLE = re.compile(r"'\w+'")


def spaced(text: str) -> str:
    """A text with plain blanks for Unicode's, as many as those have bytes."""
    return BLANKS.sub(lambda blank: " " * len(blank[0].encode()), text)


def without_end(sql: str) -> str:
    """A text without the blanks at its end, of which DuckDB's parser takes Unicode's for letters there."""
    return sql.rstrip().rstrip(UNSEEN).rstrip()


def bare(text: str) -> str:
    """A text without any blanks."""
    return EVERYWHERE.sub("", text)
