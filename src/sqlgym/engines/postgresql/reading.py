"""A query's tokens in, what worlds and feedback need to know of it out: PostgreSQL shows no tree."""

from collections.abc import Iterable
from itertools import pairwise

from sqlgym.engines.postgresql.guard import name_of
from sqlgym.engines.postgresql.lexer import plain, tokens
from sqlgym.engines.postgresql.volatile import volatile
from sqlgym.engines.sqlite.reading import compared, ordered
from sqlgym.schema import Table
from sqlgym.sql.reading import Reading
from sqlgym.sql.tokens import TOKEN

ORDERED = frozenset(
    {"fetch", "distinct", "array_agg", "json_agg", "jsonb_agg", "ctid", "first_value", "any_value"}
)
"""Names by which the order of rows may matter, beside those that SQLite has too; DISTINCT with ON behind it alone."""


def reading(sql: str, tables: Iterable[Table]) -> Reading:
    """What is known of a query on these tables: whatever it names it may read, and by a star all.

    The name of a table may stand for its whole row, so that no column is known to be read by no query.
    """
    found = tokens(sql)
    names = [name_of(token) for token in found]
    known = {table.name.lower(): table for table in tables}
    read = tuple(sorted(set(names) & known.keys()))
    every = {column.name.lower() for name in read for column in known[name].columns}
    star = "*" in [token[0] for token in found]
    columns = tuple(sorted({*(set(names) & every), *(["*"] if star else [])}))
    cut = [token for token in TOKEN.finditer(plain(sql)) if token.lastgroup not in ("skip", "end")]
    asked = any(
        one in ORDERED and (one != "distinct" or after == "on") for one, after in pairwise([*names, ""])
    )
    return Reading(
        compared(cut, plain(sql)),
        read,
        columns,
        ordered(cut) or asked,
        volatile(sql),
        True,
    )
