"""A query that the engine refused → the forms in it that another engine has, each with the form of this one.

Nothing here says that a form is right: whoever shows one tries it first.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from sqlgym.dialects.tokens import Span, Token, closing, replaced, tokenised
from sqlgym.dialects.transpile import LANGUAGES, SPOKEN, Untranslatable, translated
from sqlgym.sql.quoting import text_literal

LONGEST = 20_000
"""Characters of a query that is looked through."""


class Form(msgspec.Struct, frozen=True):
    """Something of another engine in a text: the spans to be replaced, and what is said of it."""

    spans: tuple[Span, ...]
    said: str


class Refusal(msgspec.Struct, frozen=True):
    """A text that an engine refused, in the engine's words; `known` are the names of its tables and columns."""

    text: str
    message: str
    engine: str
    known: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What people call the engine."""
        return LANGUAGES.get(self.engine, self.engine)


Finder = Callable[[Refusal, Sequence[Token]], Iterator[Form]]


def forms_in(refusal: Refusal) -> tuple[Form, ...]:
    """All forms of other engines that may have led to a refusal."""
    if len(refusal.text) > LONGEST:
        return ()
    try:
        tokens = tokenised(refusal.text)
    except ValueError:
        return ()
    return tuple(form for find in FINDERS for form in find(refusal, tokens))


def rewritten(text: str, found: Sequence[Form]) -> str:
    """The text with the forms replaced."""
    return replaced(text, [span for form in found for span in form.spans])


def wrote(refusal: Refusal, old: str, new: str, where: str = "") -> str:
    """`DuckDB writes “LIMIT 1, 1” as “LIMIT 1 OFFSET 1”.`"""
    return f"{refusal.name} writes “{short(old)}” as “{short(new)}”{where}."


def short(code: str) -> str:
    """A piece of SQL on one line."""
    line = " ".join(code.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def limits(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """MySQL's LIMIT with the rows to skip first."""
    for limit, skip, comma, count in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if (limit.word, comma.word) == ("LIMIT", ",") and skip.word.isdigit() and count.word.isdigit():
            new = f"LIMIT {count.word} OFFSET {skip.word}"
            old = refusal.text[limit.start : count.end]
            yield Form(((limit.start, count.end, new),), wrote(refusal, old, new))


def tops(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """SQL Server's TOP, which stands at the query's end elsewhere."""
    for place, one in enumerate(tokens[:-1]):
        if one.word != "TOP" or one.quoted or tokens[place - 1].word not in ("SELECT", "DISTINCT"):
            continue
        bracket = closing(tokens, place + 1)
        last = tokens[bracket if bracket is not None else place + 1]
        count = refusal.text[one.end : last.end].strip(" ()")
        at = tokens[end_of_query(tokens, place) - 1].end
        if count.isdigit():
            old, new = refusal.text[one.start : last.end], f"LIMIT {count}"
            said = wrote(refusal, old, new, ", at the end of the query")
            yield Form(((one.start, last.end, ""), (at, at, f" {new}")), said)


def end_of_query(tokens: Sequence[Token], place: int) -> int:
    """The token after the last one of the query that a token stands in."""
    depth = 0
    for number in range(place, len(tokens)):
        word = "" if tokens[number].quoted else tokens[number].word
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth < 0 or (word == ";" and depth == 0):
            return number
    return len(tokens)


MISSING = re.compile(
    r"Function with name \"?(\w+)\"? does not exist|no such function: (\w+)|"
    r"column \"?(\w+)\"? not found|no such column: (\w+)"
)
"""The function or column that an engine does not know."""


def functions(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """A function that the engine does not know and another one has; also one without brackets, such as SYSDATE."""
    found = MISSING.search(refusal.message)
    name = next(filter(None, found.groups()), "").upper() if found else ""
    for place, one in enumerate(tokens):
        if one.word != name or one.quoted or name == "TOP":
            continue
        bracket = closing(tokens, place + 1)
        call = refusal.text[one.start : (one if bracket is None else tokens[bracket]).end]
        new = said_here(call, name, refusal.engine)
        if new:
            yield Form(((one.start, one.start + len(call), new),), wrote(refusal, call, new))


@lru_cache(maxsize=256)
def said_here(call: str, name: str, engine: str) -> str:
    """A call in this engine's words, by the first dialect that has it; empty where none does."""
    for dialect in ("tsql", *SPOKEN):
        try:
            new = translated(f"SELECT {call}", dialect, engine).removeprefix("SELECT ")
        except Untranslatable:
            continue
        if not re.search(rf"\b{re.escape(name)}\b", new, re.IGNORECASE):
            return new
    return ""


def joined_texts(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """`+` between texts."""
    if "'+(" not in refusal.message or not re.search(r"VARCHAR|STRING", refusal.message.partition("\n")[0]):
        return
    pluses = [
        (one.start, one.end, "||")
        for before, one, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if one.word == "+" and not one.quoted and not before.word.isdigit() and not after.word.isdigit()
    ]
    yield Form(tuple(pluses), f"{refusal.name} joins texts with “||”; “+” adds numbers.")


NO_COLUMN = re.compile(r"column \"([^\"]+)\" not found|no such column: \"?([^\"\n]+?)\"?(?: - |$)")


def quoted_texts(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """A text in double quotes, which is a name to the engine; not where it is near the name of something."""
    found = NO_COLUMN.search(refusal.message)
    text = next(filter(None, found.groups()), "") if found else ""
    if not text or difflib.get_close_matches(text.lower(), refusal.known, 1, 0.6):
        return
    new = text_literal(text)
    spans = tuple(
        (one.start, one.end, new) for one in tokens if refusal.text[one.start : one.end] == f'"{text}"'
    )
    if spans:
        said = f"In {refusal.name} a text stands in single quotes: {new}. Double quotes are for names."
        yield Form(spans, said)


def set_words(refusal: Refusal, tokens: Sequence[Token]) -> Iterator[Form]:
    """Oracle's MINUS."""
    for one, after in pairwise(tokens):
        if one.word == "MINUS" and not one.quoted and after.word in ("SELECT", "ALL", "("):
            yield Form(((one.start, one.end, "EXCEPT"),), wrote(refusal, "MINUS", "EXCEPT"))


FINDERS: tuple[Finder, ...] = (limits, tops, functions, joined_texts, quoted_texts, set_words)
"""What finds each form."""
