"""A dialect's name in, the patterns of its tokens out; and which dialect a text is in."""

import re
from typing import NamedTuple

DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle")
"""By the names that `--dialect` has for answers too."""

TITLES = {
    "postgres": "PostgreSQL",
    "mysql": "MySQL or MariaDB",
    "sqlite": "SQLite",
    "tsql": "T-SQL",
    "oracle": "Oracle",
}

NUMBER = r"(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][+-]?\d++)?+"
PLAIN = r"'(?:[^']|'')*+'"
ESCAPED = r"'(?:[^'\\]|\\.|'')*+'"
MARKED = {"mysql": r"--(?=\s|\Z)[^\n]*+|\#[^\n]*+"}
NAMES = {
    "mysql": r"`(?:[^`]|``)*+`",
    "tsql": r'"(?:[^"]|"")*+"|\[(?:[^\]]|\]\])*+\]',
    "sqlite": r'"(?:[^"]|"")*+"|`(?:[^`]|``)*+`|\[[^\]\n]*+\]',
    "": r'"(?:[^"]|"")*+"|`(?:[^`]|``)*+`',
}


class Lexis(NamedTuple):
    """The patterns of a dialect; `escapes` says that a backslash in a text is one."""

    dialect: str
    escapes: bool
    token: re.Pattern[str]
    row: re.Pattern[str]
    cell: re.Pattern[str]


def lexis(dialect: str) -> Lexis:
    """The patterns of a dialect; an empty name is SQL as everybody has it."""
    mysql = dialect == "mysql"
    text = ESCAPED if mysql else PLAIN
    row, cell = rows(text)
    return Lexis(dialect, mysql, re.compile("|".join(pieces(dialect, text)), re.DOTALL), row, cell)


def pieces(dialect: str, text: str) -> list[str]:
    """The kinds of tokens, each a named group, in the order in which they are tried."""
    marked = MARKED.get(dialect, r"--[^\n]*+")
    hidden = r"|/\*M?!\d*+|\*/" if dialect == "mysql" else ""
    double = r'|"(?:[^"\\]|\\.|"")*+"' if dialect == "mysql" else ""
    quotes = {"postgres": r"|\$(?P<tag>\w*+)\$.*?\$(?P=tag)\$", "oracle": ORACLE}
    begins = r"[eE]" + ESCAPED + "|" if not mysql_like(dialect) else ""
    return [
        rf"(?P<blank>\s++{hidden})",
        rf"(?P<comment>{marked}|/\*.*?\*/)",
        r"(?P<bytes>[xX]'[0-9A-Fa-f\s]*+'|0[xX][0-9A-Fa-f]++\b|0[xX](?!\w)|[bB]'[01]*+')",
        rf"(?P<string>{begins}[nN]?{text}{double}{quotes.get(dialect, '')})",
        rf"(?P<name>{NAMES.get(dialect, NAMES[''])})",
        rf"(?P<number>{NUMBER})",
        r"(?P<word>[^\W\d][\w$#]*+|@@?\w++|\#\#?\w++)",
        r"(?P<symbol>::|<=|>=|<>|!=|\|\||:=|.)",
    ]


ORACLE = r"|[nN]?[qQ]'(?:\[.*?\]|\{.*?\}|\(.*?\)|<.*?>|(?P<delimiter>[^\s\[({<]).*?(?P=delimiter))'"


def mysql_like(dialect: str) -> bool:
    """Whether a backslash escapes in every text, so that no E'…' is needed."""
    return dialect == "mysql"


def rows(text: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A row of plain literals in brackets, and each of its values: text, number, NULL, bytes or truth."""
    cell = rf"(?:[nN]?(?P<string>{text})|(?P<number>[+-]?{NUMBER})(?![\w.])|(?P<null>[nN][uU][lL][lL])(?!\w)"
    cell += r"|[xX]'(?P<bytes>[0-9A-Fa-f]*+)'|0[xX](?P<hex>[0-9A-Fa-f]++)(?!\w))"
    bare = re.sub(r"\?P<\w+>", "?:", cell)
    row = rf"\s*+\((?:\s*+{bare}\s*+,)*+\s*+{bare}\s*+\)"
    return re.compile(row, re.DOTALL), re.compile(cell, re.DOTALL)


SIGNS: tuple[tuple[str, str], ...] = (
    (
        "postgres",
        r"^COPY .{1,20000}? FROM stdin|^\\(?:c|connect|restrict)\b|PostgreSQL database dump"
        r"|^SET search_path|\bpg_catalog\b",
    ),
    (
        "mysql",
        r"^-- (?:MySQL|MariaDB) dump|/\*!\d{5}|\bENGINE\s*=|\bAUTO_INCREMENT\b|^CREATE TABLE (?:IF NOT EXISTS )?`",
    ),
    (
        "tsql",
        r"^\s*GO\s*$|\[dbo\]|\b(?<!AS )IDENTITY\s*\(|\bNVARCHAR\s*\(max\)"
        r"|^\s*USE \[|\bSYSDATETIME\b|\bUNIQUEIDENTIFIER\b",
    ),
    ("oracle", r"\bVARCHAR2\b|^\s*INSERT\s+ALL\b|\bSYSDATE\b|\bNUMBER\s*\(|\bFROM dual\b|^(?:REM|PROMPT)\b"),
    ("sqlite", r"^PRAGMA |\bAUTOINCREMENT\b|\bsqlite_sequence\b|\bWITHOUT ROWID\b|^BEGIN TRANSACTION;"),
    (
        "postgres",
        r"\bSERIAL\b|::\w+|\bBYTEA\b|\bTIMESTAMPTZ\b|\$\$|\bGENERATED (?:ALWAYS|BY DEFAULT) AS IDENTITY",
    ),
    ("mysql", r"`\w+`|\bUNSIGNED\b|\bENUM\s*\(|^\s*#|\bDATETIME\b.{0,400}^\s*KEY\b"),
    ("tsql", r"\[\w[\w ]*\]\s*\[?(?:n?varchar|int|money|datetime)|\bN'|\bNVARCHAR\b|\bDATETIME2\b"),
)
"""What only one dialect has, the surest first."""

LOOKED = 2_000_000
"""Characters at the beginning of a text by which its dialect is found."""


def dialect_of(text: str) -> str:
    """The dialect that the beginning of a script is in; an empty name where nothing tells."""
    flags = re.IGNORECASE | re.MULTILINE | re.DOTALL
    head = without_texts(text[:LOOKED])
    return next((name for name, sign in SIGNS if re.search(sign, head, flags)), "")


def without_texts(text: str) -> str:
    """A text without what stands in quotes on one line, in which any word may stand."""
    return re.sub(r"'(?:[^'\\\n]|\\.|'')*+'", "''", text)
