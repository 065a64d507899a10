"""How a query's top-level ORDER BY orders its rows, read from its tokens: SQLite gives no syntax tree.

The reference is run once more with its sort keys as further columns and without its LIMIT; rows of equal keys
tie, and an answer may have them in any order. What SQLite takes a sort key for: a number of a column, then an alias,
else an expression, in which aliases may stand too (https://www.sqlite.org/lang_select.html, “The ORDER BY clause”).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from sqlgym.engines.protocol import Keyed, Unordered
from sqlgym.engines.sqlite.select import Core, Query, Tokens, name_of, query, spelled, word
from sqlgym.sql.tokens import TOKEN

REPAIR = "put it into the result, or set order under [compare] to exact or none"

OUTSIDE = f"ORDER BY has a sort key that is not made of columns of the result; {REPAIR}"

FOLDED = {"nocase": "lower({})", "rtrim": "rtrim({}, ' ')", "binary": "{}"}
"""A collation → an expression whose values are the same where it takes two texts for one."""


def keyed(sql: str, names: Sequence[str], columns: Collection[str]) -> Keyed | None:
    """How to see the ties of a query that ran; None where it orders no rows and leaves none out.

    `names` are those of its result, `columns` of all columns of the tables in small letters.
    """
    found = query(sql)
    if not found.orders and not found.limit:
        return None
    keys = Keys(found, names, columns)
    places = tuple(keys.place(order) for order in found.orders)
    return Keyed(keys.text(sql), places, offset(found.limit))


def with_ties_turned(sql: str, width: int) -> str:
    """A query with its columns as further sort keys, the greatest first: rows that tie come in another order.

    As it is where an order may come from inside: SQLite hands that on, though it need not.
    """
    try:
        found = query(sql)
    except (IndexError, ValueError):
        return sql
    inner = any(word(token) == "ORDER" for token in TOKEN.finditer(sql))
    if (inner and not found.orders) or not found.cores[0].items:
        return sql
    keys = ", ".join(f"{place} DESC" for place in range(1, width + 1))
    end = found.orders[-1][-1].end() if found.orders else found.body
    return f"{sql[:end]}{',' if found.orders else ' ORDER BY'} {keys}{sql[end:]}"


class Keys:
    """The sort keys of a query, and the columns that have to be added to see them."""

    def __init__(self, found: Query, names: Sequence[str], columns: Collection[str]) -> None:
        self.query = found
        self.names = [name.lower() for name in names]
        self.columns = columns
        self.hidden: list[str] = []

    def place(self, order: Tokens) -> int:
        """The column that one sort key is; a key that is not in the output joins the hidden columns."""
        key, collation = plain(order)
        found = self.output(key) if collation in ("", "binary") else None
        if found is not None:
            return found
        if len(self.query.cores) > 1 or (self.core.distinct and not self.made_of_output(key)):
            raise Unordered(OUTSIDE)
        if collation and collation not in FOLDED:
            raise Unordered(
                f"ORDER BY has a collation {collation}, of which is not known what ties; {REPAIR}"
            )
        written = self.written(key)
        self.hidden.append(FOLDED[collation].format(written) if collation else written)
        return len(self.names) + len(self.hidden) - 1

    @property
    def core(self) -> Core:
        """The first SELECT."""
        return self.query.cores[0]

    @cached_property
    def aliases(self) -> dict[str, Tokens]:
        """The names that the first SELECT gives to expressions."""
        return {item.alias: item.expression for item in self.core.items if item.alias}

    def output(self, key: Tokens) -> int | None:
        """The output column that a key names, by its number or its name, or that is the same expression."""
        if len(key) == 1 and key[0][0].isdecimal():
            return int(key[0][0]) - 1
        if len(key) == 1 and (found := next(self.aliased(name_of(key[0])), None)) is not None:
            return found
        return next(self.same(key), None)

    def aliased(self, name: str) -> Iterator[int]:
        """The output columns that are given a name; of several SELECTs, also those that have it as it is."""
        for core in self.query.cores:
            yield from (
                place for place, one in enumerate(core.items) if one.alias == name and self.plain(core)
            )
        if name in self.aliases or len(self.query.cores) > 1:
            yield from (place for place, one in enumerate(self.names) if one == name)

    def plain(self, core: Core) -> bool:
        """Whether the columns of a SELECT are those of the result, with no star among them."""
        return len(core.items) == len(self.names)

    def same(self, key: Tokens) -> Iterator[int]:
        """The output columns that are the same expression, letter by letter, where no star hides their numbers."""
        for core in self.query.cores:
            if self.plain(core):
                for place, item in enumerate(core.items):
                    if spelled(item.expression) == spelled(key):
                        yield place

    def made_of_output(self, key: Tokens) -> bool:
        """Whether a key depends on nothing but columns of the result: DISTINCT then leaves the same rows."""
        given = {spelled(one.expression) for one in self.core.items if one.is_column}
        given |= {(name,) for *_, name in given}
        given |= {(name,) for name in self.aliases if name not in self.columns}
        if any(one.expression[-1][0] == "*" for one in self.core.items):
            given |= {(name,) for name in self.names if name not in self.aliases}
        free = [place for place, _ in enumerate(key) if self.free(key, place)]
        return all(spelled(qualified(key, place)) in given for place in free)

    def free(self, key: Tokens, place: int) -> str:
        """The column's or alias's name that a token is, if it is one and not a word, a function or a table."""
        name = name_of(key[place])
        after = key[place + 1][0] if place + 1 < len(key) else ""
        known = name in self.columns or name in self.aliases
        return name if name and after not in ("(", ".") and known else ""

    def written(self, key: Tokens) -> str:
        """A key as a column that may be selected, with what aliases in it stand for."""
        parts, end = [], key[0].start()
        for place, token in enumerate(key):
            name = self.free(key, place)
            before = key[place - 1][0] if place else ""
            stands = self.aliases.get(name) if before != "." and name not in self.columns else None
            if len(key) == 1 and name in self.aliases:
                stands = self.aliases[name]
            parts += [token.string[end : token.start()], f"({text(stands)})" if stands else token[0]]
            end = token.end()
        return "".join(parts)

    def text(self, sql: str) -> str:
        """The query with the hidden columns, and without its LIMIT."""
        end = self.query.limit[0].start() if self.query.limit else self.query.end
        added = "".join(f", {one} AS sqlgym_key_{place}" for place, one in enumerate(self.hidden))
        return f"{sql[: self.core.end]}{added}{sql[self.core.end : end]}"


def plain(order: Tokens) -> tuple[Tokens, str]:
    """A sort key without its direction and NULLS, and its collation in small letters, if it has one."""
    key = list(order)
    words = [token[0].upper() for token in key]
    if words[-2:-1] == ["NULLS"]:
        key, words = key[:-2], words[:-2]
    if words[-1:] in (["ASC"], ["DESC"]):
        key, words = key[:-1], words[:-1]
    if words[-2:-1] == ["COLLATE"]:
        return key[:-2], name_of(key[-1])
    return key, ""


def qualified(key: Tokens, place: int) -> Tokens:
    """The column at a place in a key, with its table where it is named."""
    return key[place - 2 : place + 1] if place > 1 and key[place - 1][0] == "." else key[place : place + 1]


def text(tokens: Tokens) -> str:
    """Tokens as they are written; a comment behind the last one is none of them."""
    return tokens[0].string[tokens[0].start() : tokens[-1].end()]


def offset(limit: Tokens) -> int:
    """How many rows a LIMIT leaves out before its first: `LIMIT 5 OFFSET 10`, or `LIMIT 10, 5`."""
    words = [token[0].upper() for token in limit]
    depth, comma = 0, 0
    for place, one in enumerate(words):
        depth += (one == "(") - (one == ")")
        if depth == 0 and one in (",", "OFFSET"):
            comma = place
    if not comma:
        return 0
    skipped = words[1:comma] if words[comma] == "," else words[comma + 1 :]
    if skipped[:1] == ["-"]:
        return 0  # SQLite takes a negative one for none
    if not re.fullmatch(r"\d+", "".join(skipped)):
        raise Unordered(f"ORDER BY has an OFFSET that is not a number; {REPAIR}")
    return int(skipped[0])
