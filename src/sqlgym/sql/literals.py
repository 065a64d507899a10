"""SQL without a tree in, its constants out, each also with the column that it stands behind, if that is plain."""

import re
from collections.abc import Iterator

from sqlgym.sql.constants import Constant, Constants, collected
from sqlgym.sql.tokens import TOKEN

DATE = re.compile(r"\d{4}-\d\d-\d\d")
PLACES = re.compile(r"\.\d+\b")
"""The places of a number, which are tokens of their own."""

SIGNS = frozenset("=<>!+-")
"""What stands between a column and the constant it is compared with."""


def constants(sql: str) -> Constants:
    """The numbers, dates and texts in some SQL."""
    return collected(found(sql), ())


def possible(sql: str) -> Constants:
    """The constants, and each small whole number as one of rows besides: it may stand behind a LIMIT."""
    values = constants(sql).values
    sizes = {int(one.value) for one in values if one.kind == "number" and len(one.value) <= MOST_DIGITS}
    return collected(values, sizes)


MOST_DIGITS = 6


def found(sql: str) -> Iterator[Constant]:
    """Each constant as it stands: of any column of a fitting type, and of the column before it if there is one."""
    column, signs, inside = "", 0, 0
    for token in TOKEN.finditer(sql):
        if token.lastgroup == "skip" or token.start() < inside:
            continue
        one = constant(token)
        if (places := PLACES.match(sql, token.end())) and one is not None and one.kind == "number":
            one, inside = Constant("", "", "number", token[0] + places[0]), places.end()
        if one is not None:
            yield one
            if column and signs:
                yield Constant("", column, one.kind, one.value)
        signs = signs + 1 if token[0] in SIGNS else 0
        if not signs:
            column = name(token)


def constant(token: re.Match[str]) -> Constant | None:
    """The constant that a token is; None where it is none."""
    if token.lastgroup == "word" and token[0].isdecimal():
        return Constant("", "", "number", token[0])
    if token.lastgroup == "quoted" and token[0].startswith("'"):
        text = token[0][1:-1].replace("''", "'")
        return Constant("", "", "date" if DATE.fullmatch(text) else "text", text)
    return None


def name(token: re.Match[str]) -> str:
    """The name that a token is, in small letters; empty where it is none."""
    if token.lastgroup == "word" and not token[0][0].isdigit():
        return token[0].lower()
    return token[0][1:-1].lower() if token.lastgroup == "quoted" and token[0][0] != "'" else ""
