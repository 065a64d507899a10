"""The foreign keys of a text that DuckDB cannot take where they stand."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.dialects.tokens import Span, Token, bodies, closing, items, names, statements, without
from sqlgym.schema import ForeignKey


class Deferred(msgspec.Struct, frozen=True):
    """A foreign key that the engine cannot take where it stands."""

    table: str
    key: ForeignKey


def foreign_keys(tokens: Sequence[Token], selfish: bool) -> Iterator[tuple[Deferred, list[Span]]]:
    """The foreign keys that DuckDB cannot take: to a later table, by ALTER TABLE and, if `selfish`, to itself."""
    tables = [name.lower() for _, _, name in bodies(tokens)]
    for number, (first, last, table) in enumerate(bodies(tokens)):
        later = {*tables[number + 1 :], *([table.lower()] if selfish else [])}
        for start, stop in items(tokens, first, last):
            found = reference(tokens, start, stop)
            if found is None or found[1].table.lower() not in later:
                continue
            at, key = found
            alone = (
                at != start
                and key.columns == (tokens[start].text,)
                and tokens[start].word not in ("FOREIGN", "CONSTRAINT")
            )
            if alone:
                yield Deferred(table, key), [(tokens[at].start, reference_end(tokens, at, stop), "")]
            else:
                yield Deferred(table, key), [without(tokens, start, stop, first, last)]
    for start, stop in statements(tokens):
        yield from altered(tokens, start, stop)


def altered(tokens: Sequence[Token], start: int, stop: int) -> Iterator[tuple[Deferred, list[Span]]]:
    """ALTER TABLE … ADD FOREIGN KEY."""
    head = [one.word for one in tokens[start:stop]]
    if head[:2] != ["ALTER", "TABLE"] or "REFERENCES" not in head or head.count("ADD") != 1:
        return
    place = start + head.index("ADD") + 1
    found = reference(tokens, place, stop)
    if found is not None and "COLUMN" not in head:
        table = tokens[place - 2].text
        yield Deferred(table, found[1]), [(tokens[start].start, tokens[stop - 1].end, "")]


def reference(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, ForeignKey] | None:
    """The foreign key in an item of a table, and the place of its REFERENCES."""
    at = next(
        (n for n in range(start, stop) if tokens[n].word == "REFERENCES" and not tokens[n].quoted), None
    )
    if at is None or at + 1 >= stop:
        return None
    end = closing(tokens, at + 2)
    targets = names(tokens, at + 3, end) if end is not None else ()
    foreign = next((n for n in range(start, at) if tokens[n].word == "FOREIGN"), None)
    opened = foreign + 2 if foreign is not None else at
    closed = closing(tokens, opened)
    columns = names(tokens, opened + 1, closed) if closed is not None else (tokens[start].text,)
    return at, ForeignKey(columns, tokens[at + 1].text, targets)


def reference_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Where a column's REFERENCES clause ends."""
    end = closing(tokens, at + 2) if at + 2 < stop else None
    return tokens[end if end is not None else at + 1].end
