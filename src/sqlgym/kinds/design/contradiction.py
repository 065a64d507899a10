"""For a rule that is left open: SQL on the learner's own tables that makes it contradict itself."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from sqlgym import schema
from sqlgym.kinds.design.data import show
from sqlgym.kinds.design.keys import enforced
from sqlgym.kinds.design.naming import column_names, identifier
from sqlgym.kinds.design.relation import Relation
from sqlgym.kinds.design.rows import Record, as_row
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.values import literal
from sqlgym.normalform import Attributes, Dependency, closure
from sqlgym.result import Cell

MOST_ROWS = 300
"""Rows in which two that say the same are looked for."""


class Contradiction(msgspec.Struct, frozen=True):
    """Statements that the tables accept though they break a rule, and what is then the case."""

    sql: tuple[str, ...]
    effect: str


def contradictions(
    theory: Theory, rule: Dependency, contents: dict[str, list[Record]], records: Sequence[Record]
) -> Iterator[Contradiction]:
    """What may be tried against a rule, the plainest first."""
    for name in sorted(rule.right - closure(rule.left, enforced(theory))):
        one = Dependency(rule.left, frozenset({name}))
        yield from updates(theory, one, name, contents)
        yield from inserts(theory, one, name, records)


def updates(
    theory: Theory, rule: Dependency, name: str, contents: dict[str, list[Record]]
) -> Iterator[Contradiction]:
    """Change one of several rows that say the same."""
    for relation in theory.relations:
        if not rule.left | {name} <= relation.attributes:
            continue
        by = next((key for key in relation.declared if name not in key), relation.attributes - {name})
        rows = contents[relation.name][:MOST_ROWS]
        for one in rows:
            others = [
                other
                for other in rows
                if other is not one and all(other[left] == one[left] for left in rule.left)
            ]
            if others and one[name] is not None and all(one[left] is not None for left in rule.left):
                yield update(relation, rule, name, one, by)
                break


def update(relation: Relation, rule: Dependency, name: str, one: Record, by: Attributes) -> Contradiction:
    """The UPDATE of one row."""
    where = " AND ".join(
        f"{identifier(relation.column(key))} {'IS NULL' if one[key] is None else '= ' + literal(one[key])}"
        for key in sorted(by)
    )
    column = identifier(relation.column(name))
    sql = f"UPDATE {identifier(relation.name)} SET {column} = {literal(other_value(one[name]))} WHERE {where}"
    return Contradiction((sql,), effect(relation, rule, name, one))


def inserts(
    theory: Theory, rule: Dependency, name: str, records: Sequence[Record]
) -> Iterator[Contradiction]:
    """Add a row that agrees with one that is there in all that the keys let it, and breaks the rule."""
    stored = theory.stored
    agreed = agreement(theory, rule, name, stored)
    differing = stored - agreed
    for one in records[:20]:
        if any(one.get(left) is None for left in agreed | {name}):
            continue
        new = {**one, **{key: fresh(records, key) for key in differing}}
        touched = [relation for relation in parents_first(theory) if relation.attributes & differing]
        relation = next((t for t in touched if rule.left | {name} <= t.attributes), None)
        if relation is not None:
            touched = [t for t in touched if t.name in ancestors(theory, relation)]
        relation = relation or touched[0]
        sql = tuple(insert(one, new) for one in touched)
        yield Contradiction(sql, effect(relation, rule, name, one))
        return


def ancestors(theory: Theory, relation: Relation) -> set[str]:
    """A table and those it refers to, directly or by way of others."""
    found, waiting = {relation.name}, [relation]
    while waiting:
        names = {key.table.lower() for key in waiting.pop().references}
        new = [t for t in theory.relations if t.name.lower() in names and t.name not in found]
        found |= {t.name for t in new}
        waiting += new
    return found


def agreement(theory: Theory, rule: Dependency, name: str, stored: Attributes) -> Attributes:
    """The most attributes that two rows may share without sharing this one, as far as the declared keys go."""
    kept = enforced(theory)
    agreed = closure(rule.left, kept)
    for key in sorted(stored - agreed):
        wider = closure(agreed | {key}, kept)
        if name not in wider:
            agreed = wider
    return agreed & stored


def insert(relation: Relation, record: Record, extra: Record | None = None) -> str:
    """The INSERT of one row; `extra` has values of columns that hold nothing of the original."""
    names, values = as_row(relation, {name: record.get(name) for name in relation.attributes}, extra)
    columns = ", ".join(map(identifier, names))
    return f"INSERT INTO {identifier(relation.name)} ({columns}) VALUES ({', '.join(map(literal, values))})"


def parents_first(theory: Theory) -> list[Relation]:
    """The tables, each after those it refers to."""
    order = [table.name for table in schema.parents_first(one.table for one in theory.relations)]
    return sorted(theory.relations, key=lambda one: order.index(one.name))


def fresh(records: Sequence[Record], name: str) -> Cell:
    """A value of an attribute that no row has."""
    known = [one[name] for one in records if one.get(name) is not None]
    if known and isinstance(known[0], int | float | Decimal) and not isinstance(known[0], bool):
        return max(known) + 1
    if known and isinstance(known[0], date):
        return max(known) + timedelta(days=1)
    return f"{known[0]} (other)" if known else 1


def other_value(value: Cell) -> Cell:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float | Decimal):
        return value + 1
    return value + timedelta(days=1) if isinstance(value, date) else f"{value} (changed)"


def effect(relation: Relation, rule: Dependency, name: str, one: Record) -> str:
    """What is the case afterwards."""
    left = " and ".join(f"{column_names(relation, [key])} {show(one[key])}" for key in sorted(rule.left))
    return f"{left or 'The table'} now has two values of {column_names(relation, [name])}"
