"""How a query's top-level ORDER BY orders its rows, read from its tokens: PostgreSQL tells nobody its tree.

What it takes a sort key for: a number of a column, then a name of the output, else an expression of the tables' columns
(https://www.postgresql.org/docs/current/queries-order.html).
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from sqlgym.engines.postgresql.lexer import Token, plain, tokens
from sqlgym.engines.protocol import Keyed, Unordered
from sqlgym.engines.sqlite.order import REPAIR, Keys
from sqlgym.engines.sqlite.select import depths, query

ENDS = frozenset({"LIMIT", "OFFSET", "FETCH", "FOR"})
"""Words that may follow ORDER BY at the end of a query."""


def keyed(sql: str, names: Sequence[str], columns: Collection[str]) -> Keyed | None:
    """How to see the ties of a query that ran; None where it orders no rows and leaves none out."""
    read = without_distinct_on(plain(sql))
    end, skipped = tail(sql)
    found = query(read[:end].rstrip())
    if not found.orders and end == len(sql):
        return None
    keys = Keys(found, names, columns)
    places = tuple(keys.place(order) for order in found.orders)
    return Keyed(keys.text(sql[:end]), places, skipped)


def tail(sql: str) -> tuple[int, int]:
    """Where LIMIT, OFFSET or FETCH begins at the end of a query, and how many rows it leaves out first."""
    found = tokens(sql)
    outer = [token for token, depth in zip(found, depths(found), strict=True) if depth == 0]
    first = next((place for place, one in enumerate(outer) if one[0].upper() in ENDS), len(outer))
    if first == len(outer):
        return len(sql), 0
    return outer[first].start(), offset(outer[first:])


def offset(found: Sequence[Token]) -> int:
    """The rows that the end of a query leaves out before its first."""
    for one, after in pairwise(found):
        if one[0].upper() == "OFFSET":
            if not after[0].isdecimal():
                raise Unordered(f"ORDER BY has an OFFSET that is not a number; {REPAIR}")
            return int(after[0])
    return 0


ON = re.compile(r"\bDISTINCT(?P<on>\s+ON\s*\()", re.IGNORECASE)


def without_distinct_on(sql: str) -> str:
    """A text without the DISTINCT ON of its first SELECT, which keeps rows and no columns."""
    found = ON.search(sql)
    if found is None or "(" in sql[: found.start()]:
        return sql
    depth, place = 1, found.end()
    while depth and place < len(sql):
        depth += (sql[place] == "(") - (sql[place] == ")")
        place += 1
    return sql[: found.start()] + " " * (place - found.start()) + sql[place:]
