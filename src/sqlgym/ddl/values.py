"""The tokens of one value of an INSERT → the value, where no engine is needed for it; else the expression."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlgym.ddl.cursor import parts, written
from sqlgym.ddl.reader import Cell, Token, c_unescaped


class Expression(NamedTuple):
    """What an engine must come to; `text` is as the script has it."""

    text: str
    line: int


class Default(NamedTuple):
    """The word DEFAULT: what the column has by itself."""


class Next(NamedTuple):
    """The next number of a sequence, or with `again` the one that it gave last."""

    sequence: str
    again: bool = False


Value = Cell | Expression | Default | Next

TYPED = frozenset(["DATE", "TIMESTAMP", "TIME", "DATETIME", "INTERVAL", "TIMESTAMPTZ"])
TRUTH = {"TRUE": "true", "FALSE": "false"}


class Unknown(Exception):
    """A value that an engine is needed for."""


def value(tokens: Sequence[Token], dialect: str) -> Value:
    """The value that some tokens stand for."""
    if len(tokens) == 1 and tokens[0].is_word("DEFAULT"):
        return Default()
    if number := numbered(tokens):
        return number
    try:
        return literal(tokens, dialect)
    except (Unknown, ValueError, OverflowError):
        return Expression(written(tokens), tokens[0].line)


def numbered(tokens: Sequence[Token]) -> Next | None:
    """The number of a sequence that some tokens ask for: `s.nextval`, `nextval('s')` or `NEXT VALUE FOR s`."""
    last = tokens[-1] if tokens else None
    if last is not None and last.is_word("NEXTVAL", "CURRVAL") and len(tokens) >= 3:
        return Next(plain(tokens[-3].value), last.value == "CURRVAL")
    if len(tokens) >= 4 and tokens[0].is_word("NEXTVAL", "CURRVAL") and tokens[1].text == "(":
        return Next(plain(tokens[2].value), tokens[0].value == "CURRVAL")
    if len(tokens) >= 4 and [one.value for one in tokens[:3]] == ["NEXT", "VALUE", "FOR"]:
        return Next(plain(tokens[-1].value))
    return None


def plain(name: str) -> str:
    """The name of a sequence without its schema, in small letters."""
    return name.split(".")[-1].strip('"').casefold()


def literal(tokens: Sequence[Token], dialect: str) -> Cell:
    """A literal's value, or what a function of literals comes to that only writes one; Unknown for anything else."""
    if not tokens:
        raise Unknown
    first = tokens[0]
    if len(tokens) == 1:
        return single(first)
    if first.text in "+-" and len(tokens) == 2 and tokens[1].kind == "number":
        return tokens[1].text if first.text == "+" else f"-{tokens[1].text}"
    if first.text == "$" and dialect == "tsql" and tokens[-1].kind == "number":
        return "".join(one.text for one in tokens[1:])
    if (
        first.kind == "word"
        and first.value.startswith("_")
        and len(tokens) == 2
        and tokens[1].kind in ("string", "bytes")
    ):
        return single(tokens[1])
    if (
        first.is_word(*TYPED)
        and tokens[1].kind == "string"
        and len(tokens) == 2
        and first.value != "INTERVAL"
    ):
        return tokens[1].value
    if "::" in (one.text for one in tokens[1:2]):
        return casted(tokens)
    if first.text == "(" and tokens[-1].text == ")" and closes(tokens) == len(tokens) - 1:
        return literal(tokens[1:-1], dialect)
    return joined(tokens, dialect) or called(tokens, dialect)


def single(token: Token) -> Cell:
    """One token's value."""
    match token.kind:
        case "string" | "number":
            return token.value
        case "bytes":
            return bytes.fromhex(token.value)
        case "word" if token.value == "NULL":
            return None
        case "word" if token.value in TRUTH:
            return TRUTH[token.value]
    raise Unknown


def casted(tokens: Sequence[Token]) -> Cell:
    """A literal with `::type` behind it; what is cast to bytes is no text."""
    if any(
        one.text not in ("::", "(", ")", ",", ".", "[", "]") and one.kind not in ("word", "name", "number")
        for one in tokens[1:]
    ):
        raise Unknown
    found = single(tokens[0])
    if tokens[2].is_word("INTERVAL") or tokens[0].kind == "number":
        raise Unknown
    return found


def closes(tokens: Sequence[Token]) -> int:
    """The place of the bracket that closes the first one."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            return place
    raise Unknown


def joined(tokens: Sequence[Token], dialect: str) -> str:
    """Texts joined by ||, and by + in T-SQL; nothing if there is no such sign outside of brackets."""
    sign = "+" if dialect == "tsql" else "||"
    depth = 0
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.text == sign:
            pieces.append([])
        else:
            pieces[-1].append(token)
    if len(pieces) < 2 or not any(one.kind == "string" for one in tokens):
        return ""
    found = [literal(piece, dialect) for piece in pieces]
    if not all(isinstance(one, str) for one in found) or any(piece[0].kind == "number" for piece in pieces):
        raise Unknown
    return "".join(map(str, found))


def called(tokens: Sequence[Token], dialect: str) -> Cell:
    """What a function of literals comes to, of those that dump programs write."""
    if (
        tokens[0].kind != "word"
        or len(tokens) < 3
        or tokens[1].text != "("
        or closes(tokens[1:]) != len(tokens) - 2
    ):
        raise Unknown
    name, inside = tokens[0].value, tokens[2:-1]
    if name in ("CAST", "TRY_CAST"):
        return cast(inside, dialect)
    if name not in FUNCTIONS:
        raise Unknown
    given = parts(inside)
    if name in ("CONVERT", "TRY_CONVERT"):
        return converted(given, dialect)
    return FUNCTIONS[name]([literal(one, dialect) for one in given], dialect)


def cast(inside: Sequence[Token], dialect: str) -> Cell:
    """CAST of a text or of NULL: the column it goes into has that type; a number may be cut by it."""
    place = next(place for place, one in enumerate(inside) if one.is_word("AS"))
    found = literal(inside[:place], dialect)
    kind = inside[place + 1].value.upper()
    if isinstance(found, bytes) or (inside[0].kind == "number" and kind not in EXACT):
        raise Unknown
    return found


EXACT = frozenset({"DECIMAL", "NUMERIC", "MONEY", "FLOAT", "REAL", "BIT", "BIGINT", "INT", "SMALLINT"})


def converted(given: Sequence[Sequence[Token]], dialect: str) -> Cell:
    """CONVERT(type, text, style) of T-SQL."""
    found = literal(given[1], dialect)
    if not isinstance(found, str):
        raise Unknown
    style = given[2][0].value if len(given) > 2 else ""
    form = STYLES.get(style)
    return str(datetime.strptime(found.strip(), form)) if form else found


STYLES = {
    "101": "%m/%d/%Y",
    "103": "%d/%m/%Y",
    "104": "%d.%m.%Y",
    "105": "%d-%m-%Y",
    "110": "%m-%d-%Y",
    "112": "%Y%m%d",
}
"""Of CONVERT's styles those that are no ISO date."""

_PARTS = """
    yyyy %Y rrrr %Y rr %y yy %y month %B mon %b mm %m dd %d hh24 %H hh12 %I hh %I mi %M ss %S
    ff6 %f ff3 %f ff %f am %p pm %p
"""
PARTS = tuple(zip(_PARTS.split()[::2], _PARTS.split()[1::2], strict=True))
"""Oracle's and PostgreSQL's parts of a format, longer ones first."""


def strptime_format(form: str) -> str:
    """The format of TO_DATE as Python has it; Unknown where it has a part that is not known."""
    found, rest = "", form.lower().removeprefix("fx").replace('"', "")
    while rest:
        part = next((one for one in PARTS if rest.startswith(one[0])), None)
        if part:
            found, rest = found + part[1], rest[len(part[0]) :]
        elif rest[0].isalpha() and rest[0] != "t":
            raise Unknown
        else:
            found, rest = found + rest[0], rest[1:]
    return found


def to_date(given: Sequence[Cell], dialect: str) -> Cell:
    """TO_DATE, TO_TIMESTAMP and STR_TO_DATE of a text and a format."""
    if not isinstance(given[0], str):
        return None if given[0] is None else unknown()
    if len(given) < 2 or not isinstance(given[1], str):
        raise Unknown
    form = given[1].replace("%i", "%M").replace("%s", "%S") if "%" in given[1] else strptime_format(given[1])
    return str(datetime.strptime(re.sub(r"\s+", " ", given[0].strip()), form))


def unknown() -> Cell:
    """Raise Unknown."""
    raise Unknown


def replaced(given: Sequence[Cell], dialect: str) -> Cell:
    """replace(text, what, by), as SQLite's .dump writes lines in texts."""
    if len(given) != 3 or not all(isinstance(one, str) for one in given):
        raise Unknown
    return str(given[0]).replace(str(given[1]), str(given[2]))


def characters(given: Sequence[Cell], dialect: str) -> Cell:
    """char(…) and chr(…)."""
    return "".join(chr(int(str(one))) for one in given)


_UNI = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4})|(\\))")


def unistr(given: Sequence[Cell], dialect: str) -> Cell:
    """unistr(text), as newer versions of SQLite's .dump and Oracle write characters."""
    return _UNI.sub(
        lambda found: "\\" if found[4] else chr(int(found[1] or found[2] or found[3], 16)), str(given[0])
    )


def concatenated(given: Sequence[Cell], dialect: str) -> Cell:
    """concat(…) of texts."""
    if not all(isinstance(one, str) for one in given):
        raise Unknown
    return "".join(map(str, given))


def from_hex(given: Sequence[Cell], dialect: str) -> Cell:
    """hextoraw(…) and unhex(…)."""
    return bytes.fromhex(str(given[0]))


def iso_date(given: Sequence[Cell], dialect: str) -> Cell:
    """date('2020-01-01') and datetime('…') of SQLite and MySQL, where nothing is to be reckoned."""
    if len(given) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\d(?:[ T][\d:.]+)?", str(given[0])):
        raise Unknown
    return given[0]


FUNCTIONS: dict[str, Callable[[Sequence[Cell], str], Cell]] = {
    **dict.fromkeys(("TO_DATE", "TO_TIMESTAMP", "STR_TO_DATE"), to_date),
    **dict.fromkeys(("CHAR", "CHR", "NCHAR"), characters),
    **dict.fromkeys(("HEXTORAW", "UNHEX"), from_hex),
    **dict.fromkeys(("CONVERT", "TRY_CONVERT"), lambda given, dialect: unknown()),
    **dict.fromkeys(("DATE", "DATETIME"), iso_date),
    "REPLACE": replaced,
    "UNISTR": unistr,
    "CONCAT": concatenated,
}
"""Functions that are worked out here, since a dump may have one in each row."""


def copied(line: str) -> list[Cell]:
    """The values of a line of COPY in its text format."""
    return [None if part == r"\N" else c_unescaped(part) for part in line.rstrip("\r").split("\t")]
