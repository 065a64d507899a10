"""What an engine says of a statement that it refused → where a beginner looks next; empty where its words will do."""

import re
from collections.abc import Iterable

from sqlgym.schema import Table

NEXT = (
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
        r"WHERE clause cannot contain aggregates|misuse of aggregate",
        "WHERE looks at single rows; a condition on whole groups stands in HAVING, after GROUP BY.",
    ),
    (r"ambiguous", "More than one table has it: write the table's name and a dot before the column."),
    (
        r"column .* not found|no such column",
        "It has to be a column of one of the tables that you name, spelled as it is there.",
    ),
    (r"Function with name|no such function", "Is the name right? Engines have different functions."),
    (
        r"could not convert|out of range|conversion",
        "Not every value there is one of that type: compare like with like, or choose another type.",
    ),
)
"""What an engine's message holds → the next move."""


def next_move(message: str, tables: Iterable[Table]) -> str:
    """Where to look after an engine's message."""
    found = next((advice for pattern, advice in NEXT if re.search(pattern, message, re.IGNORECASE)), "")
    names = [table.name for table in tables]
    return found.format(tables=", ".join(names)) if names or "{" not in found else ""
