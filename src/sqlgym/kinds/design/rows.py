"""What each table must hold: the projections of the original rows, with generated numbers where a table has them."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from sqlgym.kinds.design.probe_data import text
from sqlgym.kinds.design.relation import Relation, is_computed, is_generated, is_own
from sqlgym.kinds.design.theory import Theory
from sqlgym.normalform import Attributes
from sqlgym.result import Cell, Row
from sqlgym.schema import Column, family

Record = dict[str, Cell]
"""Attribute → value."""


class Numbered(msgspec.Struct, frozen=True):
    """The original rows as records, with a value for each generated attribute that a natural key gives."""

    records: tuple[Record, ...]


def numbered(theory: Theory) -> Numbered:
    """The original rows, with the numbers that the tables would give to them."""
    records = [dict(zip(theory.universe.attributes, row, strict=True)) for row in theory.universe.rows]
    waiting = [one for one in theory.relations if one.generated]
    while waiting:
        known = records[0].keys() if records else set()
        one = next((one for one in waiting if one.attributes - one.generated <= known), waiting[0])
        waiting.remove(one)
        give_numbers(theory, one, records)
    return Numbered(tuple(records))


def give_numbers(theory: Theory, relation: Relation, records: list[Record]) -> None:
    """Give each record the generated values of a table: one for each of its natural keys."""
    key = natural_key(theory, relation)
    given: dict[Hashable, int] = {}
    for record in records:
        values = tuple(str(record.get(name)) for name in sorted(key))
        absent = any(record.get(name) is None for name in key)
        number = None if absent else given.setdefault(values, len(given) + 1)
        for name in relation.generated:
            kind = relation.table.column(relation.column(name)).type
            record[name] = None if number is None else made_up(kind, number)


def natural_key(theory: Theory, relation: Relation) -> Attributes:
    """A key of a table without its generated numbers; all the rest where there is none."""
    found = [rule.left for name, rule in theory.natural if name == relation.name]
    return found[0] if found else relation.attributes - relation.generated


def made_up(kind: str, number: int) -> Cell:
    """A value of a type, another for each number."""
    match family(kind):
        case "uuid":
            return UUID(int=number)
        case "date" | "timestamp":
            return date(2000, 1, 1) + timedelta(days=number)
    return number


def row_key(theory: Theory, relation: Relation) -> Attributes:
    """The attributes that a row of a table cannot be without."""
    analysis = theory.analyses[theory.relations.index(relation)]
    primary = relation.primary
    items = relation.attributes & theory.universe.items.keys()
    if primary is not None and analysis.keys and primary >= analysis.keys[0]:
        return primary | (items if items <= analysis.prime else frozenset())
    return (analysis.keys[0] if analysis.keys else relation.attributes) | (primary or frozenset())


def projected(theory: Theory, relation: Relation, records: Iterable[Record]) -> list[Record]:
    """What a table must hold of the original: each combination once, none without its key."""
    names = sorted(relation.attributes)
    needed = row_key(theory, relation)
    seen: dict[Hashable, Record] = {}
    for record in records:
        part = {name: record.get(name) for name in names}
        if all(part[name] is not None for name in needed if name in part):
            seen.setdefault(tuple(map(str, part.values())), part)
    return list(seen.values())


def parents_before(theory: Theory, relation: Relation, parts: list[Record]) -> list[Record]:
    """The records so that each comes after the one it refers to in a role."""
    roles = [
        (role, base) for role, base in theory.universe.roles.items() if {role, base} <= relation.attributes
    ]
    for role, base in roles:
        placed: set[str] = set()
        waiting, parts = parts, []
        while waiting:
            ready = [
                one
                for one in waiting
                if one[role] is None or str(one[role]) in placed or one[role] == one[base]
            ]
            ready = ready or waiting[:1]
            placed |= {str(one[base]) for one in ready}
            parts += ready
            waiting = [one for one in waiting if one not in ready]
    return parts


def as_row(relation: Relation, record: Record, extra: Record | None = None) -> tuple[tuple[str, ...], Row]:
    """A record as columns and values of a table; a repeated column repeats nothing.

    A column that holds nothing of the original and must have a value gets its default, else what `extra` has for it.
    """
    extra = extra or {}
    names, values = [], []
    for one in relation.table.columns:
        attribute = relation.names.get(one.name)
        if is_computed(one):
            continue
        if attribute is not None and attribute in record:
            names.append(one.name)
            values.append(record[attribute])
        elif needs_filler(relation, one):
            names.append(one.name)
            values.append(extra[one.name] if one.name in extra else filler(one))
    return tuple(names), tuple(values)


def needs_filler(relation: Relation, one: Column) -> bool:
    """Whether a column holds nothing of the original, must have a value, and gets none by itself."""
    by_itself = one.default is not None and "nextval" not in one.default  # copies have no sequences
    return (
        relation.names.get(one.name) is None and not one.nullable and not is_computed(one) and not by_itself
    )


MOST_FILLERS = 4
"""Ways to fill the columns of a table that hold nothing of the original."""


def fillers(relation: Relation) -> list[Record]:
    """What a table's own rows have in the columns that hold nothing of the original, each once; at least one way."""
    columns = [(n, one.name) for n, one in enumerate(relation.table.columns) if needs_filler(relation, one)]
    ways = [{name: row[place] for place, name in columns} for row in relation.rows] if columns else []
    return [one for n, one in enumerate(ways) if one not in ways[:n]][:MOST_FILLERS] or [{}]


def own_filler(relation: Relation, record: Record) -> Record:
    """What the table's own row that says the same has in those columns; where there is none, as another row."""
    ways = fillers(relation)
    if ways == [{}]:
        return {}
    names = sorted(name for name in relation.attributes if not is_generated(name))
    wanted = [text(record.get(name)) for name in names]
    places = [relation.index(name) for name in names]
    for row in relation.rows:
        if [text(row[place]) for place in places] == wanted:
            return {
                one.name: row[place]
                for place, one in enumerate(relation.table.columns)
                if needs_filler(relation, one)
            }
    return ways[0]


def filler(one: Column) -> Cell:
    """A value for a column that holds nothing of the original and must have one."""
    return {"text": "x", "boolean": True, "date": date(2000, 1, 1), "timestamp": date(2000, 1, 1)}.get(
        family(one.type) or "", 1
    )


def natural(theory: Theory) -> dict[str, Relation]:
    """Each generated attribute with the table that makes it up."""
    return {
        name: relation
        for relation in theory.relations
        for name in relation.attributes
        if is_generated(name) and is_own(name, relation.name)
    }


def is_filled(theory: Theory) -> bool:
    """Whether the answer put rows into any of its tables."""
    return any(one.rows for one in theory.relations)


def records_of(relation: Relation, rows: Sequence[Row]) -> list[Record]:
    """Rows of a table as records."""
    places = {name: relation.index(name) for name in relation.attributes}
    return [{name: row[place] for name, place in places.items()} for row in rows]
