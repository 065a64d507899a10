"""What an engine says of a statement that it refused → where a beginner looks next; empty where its words will do."""

import re
from collections.abc import Iterable

from sqlgym.schema import Table

NESTED = (
    "An aggregate of an aggregate takes two steps: work out the inner one in a subquery, a row for each group, and "
    "take the outer one of its rows."
)
NEXT = (
    (
        r"Unknown index type",
        "This engine chooses by itself how an index is built: leave USING and its word out.",
    ),
    (
        r"STORED generated column",
        "This engine computes such a column whenever it is read, and stores none: leave STORED out.",
    ),
    (r"provide an index name", "An index needs a name here: CREATE INDEX name ON table (column)."),
    (
        r"at end of input|incomplete input|unterminated|unrecognized token",
        "Something is not finished: look for an open bracket or quote, or a clause without its rest.",
    ),
    (
        r"syntax error",
        "Look at this place and what stands around it: a comma, a bracket or a word may be missing or misspelt.",
    ),
    (r"Table with name|no such table", "The tables are {tables}."),
    (
        r"GROUP BY clause",
        "With GROUP BY, a column of SELECT is one you group by, or stands inside a function such as count or max.",
    ),
    (
        r"aggregate function calls cannot be nested",
        NESTED,
    ),
    (
        r"function matches .* 'date_?diff\(",
        "It takes three values, date_diff('day', earlier, later); the days between two dates are later - earlier too.",
    ),
    (
        r"No function matches the given name",
        "There is such a function, but not for these: see how many values it takes, of what type, and in which order.",
    ),
    (
        r"WHERE clause cannot contain aggregates|misuse of aggregate",
        "WHERE looks at single rows. A value of all rows to compare them with is a query in brackets, "
        "(SELECT … FROM …); a condition on whole groups stands in HAVING, after GROUP BY.",
    ),
    (
        r"duplicate key|unique constraint failed",
        "There is a row with this key already: see which rows the statement makes, and which are there before.",
    ),
    (
        r"not null constraint",
        "A value is missing that must be there: see which of your rows brings NULL for it.",
    ),
    (
        r"foreign key constraint",
        "It breaks a reference from one row to another: see which of the two is not there.",
    ),
    (r"ambiguous", "More than one table has it: write the table's name and a dot before the column."),
    (
        r"column .* not found|no such column",
        "It has to be a column of one of the tables that you name, spelled as it is there; a text stands in quotes, "
        "'like this'.",
    ),
    (r"Function with name|no such function", "Is the name right? Engines have different functions."),
    (
        r"could not convert .* to BOOL",
        "On each side of AND and OR stands a whole condition: name the column there once more.",
    ),
    (
        r"could not convert|out of range|conversion",
        "Not every value there is one of that type: compare like with like, or choose another type.",
    ),
)
"""What an engine's message holds → the next move."""


UNKNOWN = tuple(
    (re.compile(pattern, re.IGNORECASE), advice)
    for pattern, advice in (
        (
            r"\bFOR\s+(NO\s+KEY\s+)?(UPDATE|(KEY\s+)?SHARE)\b",
            "This engine locks no single rows and knows no {found}: leave it out, and put what you read and what you "
            "write between BEGIN and COMMIT.",
        ),
        (
            r"\b(SET|BEGIN|START)(\s+(TRANSACTION|WORK))?\s+(ISOLATION\s+LEVEL|READ\s+(ONLY|WRITE))\b",
            "This engine isolates all transactions in one way and knows no other: begin with BEGIN alone.",
        ),
        (
            r"\b(COMMIT|END|ROLLBACK)(\s+(TRANSACTION|WORK))?\s+AND\s+(NO\s+)?CHAIN\b",
            "This engine does not know AND CHAIN: end with COMMIT or ROLLBACK alone, and begin the next with BEGIN.",
        ),
        (
            r"\bBEGIN(\s+TRANSACTION)?\s+(IMMEDIATE|EXCLUSIVE|DEFERRED)\b",
            "This engine has one kind of transaction: write BEGIN alone.",
        ),
        (r"\bSTART\s+TRANSACTION\b", "In this engine a transaction begins with BEGIN."),
        (
            r"\b(SAVEPOINT|RELEASE(\s+SAVEPOINT)?|ROLLBACK(\s+(TRANSACTION|WORK))?\s+TO)\b",
            "This engine has no savepoints: ROLLBACK undoes everything since BEGIN.",
        ),
        (r"\bLOCK\s+TABLE\b", "This engine has no LOCK TABLE: leave it out, BEGIN … COMMIT is enough."),
        (
            r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+ON\b",
            "An index needs a name here: CREATE INDEX name ON table (column).",
        ),
        (
            r"\bUSING\s+(btree|hash|gin|gist|brin)\b(?!\s*\([^()]*\bWITH\b)",
            "This engine chooses by itself how an index is built: leave {found} out.",
        ),
        (
            r"\bEXCLUDE\b(\s+USING\s+\w+)?",
            "This engine has no EXCLUDE. Where it compares by = alone, UNIQUE (columns) says the same; for some of the "
            "rows only, CREATE UNIQUE INDEX name ON table (columns) WHERE condition.",
        ),
        (r"\bSELECT\s+TOP\s*\(?\s*\d+", "This engine has no TOP: write LIMIT and the number at the end."),
    )
)
"""What other engines know and this one does not, where it found a fault → what is written instead."""


TYPOGRAPHIC = re.compile(r"[“”„‘’‚«»]")
BARE_JOIN = re.compile(
    r"(?<!CROSS )(?<!NATURAL )\bJOIN\s+[\w\".]+(\s+(AS\s+)?\w+)?\s*"
    r"(;|\)|\Z|\b(WHERE|GROUP|ORDER|LIMIT|HAVING|JOIN|LEFT|RIGHT|INNER|UNION)\b)",
    re.IGNORECASE,
)
"""A join with a table and no condition before the next clause."""

GROUPED_DIGITS = re.compile(r"(?<![\w.])\d{1,3}(,\d{3})+(?![\w.])")
"""A number with commas between its thousands."""

INNER_AGGREGATE = re.compile(
    r"\b(count|sum|avg|min|max|total)\s*\(\s*(count|sum|avg|min|max|total)\s*\(", re.IGNORECASE
)
OPEN_QUERY = re.compile(r"(?<=[<>=])\s*\bSELECT\b", re.IGNORECASE)
TURNED = {"=>": ">=", "=<": "<="}


def slip(message: str, text: str, start: int | None, length: int) -> str:
    """What to write instead of what slips from a beginner's hand, by the place of an error or the token it names."""
    there = "" if start is None else text[start : start + max(1, length)]
    if TYPOGRAPHIC.search(there) or ("such column" in message and TYPOGRAPHIC.search(message)):
        return "These are typographic quotes, which SQL does not know: a text stands in straight ones, 'like this'."
    if there[:1] == "#" or 'nrecognized token: "#' in message:
        return "A comment begins with two dashes: write -- instead of #."
    if start is not None and any(one.start() <= start <= one.end() for one in BARE_JOIN.finditer(text)):
        return "A JOIN needs its condition: say with ON which rows belong together, JOIN table ON one column = another."
    if "isuse of aggregate function" in message and INNER_AGGREGATE.search(text):
        return NESTED
    return comparison_slip(message, text, start)


def comparison_slip(message: str, text: str, start: int | None) -> str:
    """What to write instead of a comparison that is not one; SQLite tells the token, and not always its place."""
    around = "" if start is None else text[max(0, start - 1) : start + 1]
    turned = next((right for wrong, right in TURNED.items() if wrong in (around, *message.split())), "")
    if turned:
        return f"This comparison is written {turned}, with its = at the end."
    if start is not None and any(one.start() <= start <= one.end() for one in GROUPED_DIGITS.finditer(text)):
        return "A number is written without commas between its digits."
    if 'ear "SELECT"' in message and OPEN_QUERY.search(text):
        return "A query inside of a query stands in brackets: (SELECT …)."
    return ""


def unknown_form(message: str, text: str, start: int | None) -> str:
    """What to write instead of what the engine does not know, by the text around the place of a syntax error."""
    if start is None or "syntax error" not in message:
        return ""
    for pattern, advice in UNKNOWN:
        for match in pattern.finditer(text):
            if match.start() <= start < match.end():
                return advice.format(found=" ".join(match[0].upper().split()))
    return ""


def next_move(message: str, tables: Iterable[Table]) -> str:
    """Where to look after an engine's message."""
    found = next((advice for pattern, advice in NEXT if re.search(pattern, message, re.IGNORECASE)), "")
    names = [table.name for table in tables]
    return found.format(tables=", ".join(names)) if names or "{" not in found else ""
