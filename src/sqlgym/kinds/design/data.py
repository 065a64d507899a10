"""The rows in a learner's tables against the original: table by table, and all of them joined again."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import msgspec

from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.relation import Relation, is_generated
from sqlgym.kinds.design.rows import Record, is_filled, natural, natural_key, records_of, row_key
from sqlgym.kinds.design.theory import Theory
from sqlgym.kinds.design.values import canonical
from sqlgym.normalform import Attributes, closure

MOST_JOINED = 20_000
"""A join with more rows than this is not finished: it has invented enough."""


class Rebuilt(msgspec.Struct, frozen=True):
    """The join of all tables beside the original: how many rows each has, and one row that only one of them has."""

    expected: int
    actual: int
    lost: Record | None
    invented: Record | None

    @property
    def is_exact(self) -> bool:
        """Whether the join gives the original."""
        return self.lost is None and self.invented is None


def data(theory: Theory, before: Found) -> Found:
    """Faults of the rows in tables that the answer filled, and whether it was to fill them."""
    if not is_filled(theory):
        if theory.universe.data == "required":
            message = f"Your tables are empty; the task asks for the rows of {theory.universe.staging.name} in them."
            return Found((fault("data.missing", message, "Fill each table with INSERT … SELECT."),))
        return Found()
    if theory.universe.data == "forbidden":
        message = "Your answer fills its tables; the task asks for the tables alone."
        return Found((fault("data.forbidden", message, "Leave out the INSERT statements."),))
    return Found(
        tuple(one for relation in theory.relations for one in compare_tables(theory, relation, before))
    )


def compare_tables(theory: Theory, relation: Relation, before: Found) -> Iterator[Fault]:
    """What a table holds against what it must hold."""
    if before.about(relation.name, "nf") and any(one.check == "nf.1nf" for one in before.faults):
        return
    names = relation.attributes - {name for name in relation.attributes if is_generated(name)}
    universe = [dict(zip(theory.universe.attributes, row, strict=True)) for row in theory.universe.rows]
    columns = names | carried(theory, relation)
    there = set(tuples(theory, resolve(theory, relation), columns))
    wanted = set(tuples(theory, nonempty(universe, needed(theory, relation)), columns))
    allowed = set(tuples(theory, universe, columns))
    lost, invented = wanted - there, there - allowed
    if lost or invented:
        yield row_fault(theory, relation, sorted(columns), lost, invented)


def needed(theory: Theory, relation: Relation) -> Attributes:
    """The natural attributes that a row of a table cannot be without."""
    makers = natural(theory)
    found: set[str] = set()
    waiting = list(row_key(theory, relation))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if not is_generated(name):
            found.add(name)
        elif name not in seen and name in makers:
            seen.add(name)
            waiting += natural_key(theory, makers[name])
    return frozenset(found)


def nonempty(universe: list[Record], needed: Iterable[str]) -> list[Record]:
    """The records that have a value for each of these attributes."""
    needed = list(needed)
    return [one for one in universe if all(one[name] is not None for name in needed)]


def carried(theory: Theory, relation: Relation) -> Attributes:
    """The natural attributes that a table's references to numbered tables stand for."""
    makers = natural(theory)
    found: frozenset[str] = frozenset()
    waiting = [
        name
        for name in relation.attributes
        if is_generated(name) and makers.get(name) not in (None, relation)
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in makers:
            continue
        seen.add(name)
        key = natural_key(theory, makers[name])
        found |= {one for one in key if not is_generated(one)}
        waiting += [one for one in key if is_generated(one)]
    return found - relation.attributes


def resolve(theory: Theory, relation: Relation) -> list[Record]:
    """A table's rows, with what its references to numbered tables stand for looked up in those."""
    records = records_of(relation, relation.rows)
    makers = natural(theory)
    for _ in theory.relations:
        for name in {key for one in records[:1] for key in one if is_generated(key)}:
            maker = makers.get(name)
            if maker is not None and maker is not relation:
                look_up(records, name, maker)
    return records


def look_up(records: list[Record], name: str, maker: Relation) -> None:
    """Add to records what a numbered table holds for their number."""
    known = {str(one[name]): one for one in records_of(maker, maker.rows)}
    for record in records:
        for attribute, value in known.get(str(record.get(name)), {}).items():
            record.setdefault(attribute, value)


def tuples(theory: Theory, records: Iterable[Record], names: Iterable[str]) -> Iterator[tuple[Hashable, ...]]:
    """Records as tuples that can be compared."""
    ordered = sorted(names)
    types = theory.universe.types
    for one in records:
        yield tuple(canonical(one.get(name), types.get(name, "VARCHAR")) for name in ordered)


def row_fault(
    theory: Theory,
    relation: Relation,
    names: Sequence[str],
    lost: set[tuple[Hashable, ...]],
    invented: set[tuple[Hashable, ...]],
) -> Fault:
    """The fault of a table whose rows are not those of the original, with one row as the evidence."""
    message, advice = row_words(theory, relation, names, lost, invented)
    return fault("data.wrong", message, advice, relation.name)


def row_words(
    theory: Theory,
    relation: Relation,
    names: Sequence[str],
    lost: set[tuple[Hashable, ...]],
    invented: set[tuple[Hashable, ...]],
) -> tuple[str, str]:
    """What is wrong with the rows of a table, and the next move: no row, a changed, a lost or an invented one."""
    table = relation.name
    if not relation.rows:
        return f"{table} is empty, though your other tables are filled.", f"Fill {table}, too."
    pair = closest(lost, invented)
    if pair:
        advice = f"Store the values of {theory.universe.staging.name} as they are."
        return f"{table} has changed values: {changed_values(names, *pair)}.", advice
    if lost:
        message = f"{table} lacks {count(lost)} of the original: {record(names, min(lost, key=str))}."
        return message, "Look at the WHERE and the joins of the query that fills it."
    row = record(names, min(invented, key=str))
    message = f"{table} holds {count(invented)} that the original does not have: {row}."
    return message, "Look at the joins and the lists of values in the query that fills it."


def changed_values(names: Sequence[str], wanted: Sequence[Hashable], there: Sequence[Hashable]) -> str:
    """The values of a row that are not those of the original, with those."""
    return ", ".join(
        f"{name} is {show(got)}, in the original {show(want)}"
        for name, want, got in zip(names, wanted, there, strict=True)
        if want != got
    )


def closest(
    lost: set[tuple[Hashable, ...]], invented: set[tuple[Hashable, ...]]
) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...]] | None:
    """A lost and an invented row that share at least half of their values."""
    for got in sorted(invented, key=str)[:50]:
        for want in sorted(lost, key=str)[:50]:
            equal = sum(a == b for a, b in zip(want, got, strict=True))
            if equal and 2 * equal >= len(want):
                return want, got
    return None


def record(names: Sequence[str], values: Sequence[Hashable]) -> str:
    """A row as `{a: 1, b: x}`."""
    return "{" + ", ".join(f"{name}: {show(value)}" for name, value in zip(names, values, strict=True)) + "}"


def show(value: Hashable) -> str:
    """A value for people."""
    return "NULL" if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def count(rows: set[tuple[Hashable, ...]]) -> str:
    """`1 row` or `3 rows`."""
    return f"{len(rows)} row{'' if len(rows) == 1 else 's'}"


def rebuild(theory: Theory, contents: dict[str, list[Record]]) -> Rebuilt | None:
    """Join all tables and compare with the original; None where the tables do not hold all of it."""
    atomic = frozenset[str]().union(*(one.relation for one in theory.analyses))
    if not frozenset(theory.universe.attributes) <= atomic:
        return None
    rows = join_all(theory, contents)
    names = theory.universe.attributes
    original = [dict(zip(names, row, strict=True)) for row in theory.universe.rows]
    expected, actual = set(tuples(theory, original, names)), set(tuples(theory, rows, names))
    lost, invented = expected - actual, actual - expected
    ordered = sorted(names)
    return Rebuilt(
        len(expected),
        len(actual),
        dict(zip(ordered, min(lost, key=str), strict=True)) if lost else None,
        dict(zip(ordered, min(invented, key=str), strict=True)) if invented else None,
    )


def join_all(theory: Theory, contents: dict[str, list[Record]]) -> list[Record]:
    """The join of all tables, in the order in which it loses no row: look-ups first, lists last."""
    waiting = list(theory.relations)
    lists = theory.universe.items.keys()
    waiting.sort(
        key=lambda one: (
            bool(one.attributes & lists),
            -len(reach(theory, one.attributes)),
            -len(one.attributes),
        )
    )
    first = waiting.pop(0)
    rows, have = contents[first.name], first.attributes
    while waiting and len(rows) <= MOST_JOINED:
        one = min(waiting, key=lambda one: joinable(theory, have, one))
        waiting.remove(one)
        rank = joinable(theory, have, one)
        rows = join(rows, contents[one.name], sorted(have & one.attributes), keep=rank in (0, 2))
        have |= one.attributes
    return rows


def reach(theory: Theory, attributes: Attributes) -> Attributes:
    """What attributes determine."""
    return closure(attributes, theory.rules)


def joinable(theory: Theory, have: Attributes, relation: Relation) -> int:
    """How well a table joins to what is joined already: 0 a look-up, 1 on something, 2 a list, 3 on nothing."""
    shared = have & relation.attributes
    if not shared:
        return 3
    if relation.attributes <= reach(theory, shared):
        return 0
    return 2 if (relation.attributes - have) & theory.universe.items.keys() else 1


def join(left: list[Record], right: list[Record], on: list[str], keep: bool) -> list[Record]:
    """Join records on attributes; `keep` keeps those of the left that find none."""
    index: dict[Hashable, list[Record]] = {}
    for one in right:
        index.setdefault(tuple(str(one.get(name)) for name in on), []).append(one)
    found = []
    for one in left:
        absent = any(one.get(name) is None for name in on)
        matches = [] if absent else index.get(tuple(str(one.get(name)) for name in on), [])
        found += [{**other, **one} for other in matches]
        if keep and not matches:
            found.append(one)
        if len(found) > MOST_JOINED:
            break
    return found


def invented_row(theory: Theory, rebuilt: Rebuilt) -> str:
    """The evidence of a lossy split in words; empty where the join gives the original by chance."""
    if rebuilt.is_exact:
        return ""
    told = f"Joined again there are {rebuilt.actual:,} rows instead of {rebuilt.expected:,}."
    if rebuilt.invented:
        names = list(rebuilt.invented)
        return f"{told} Never in the original: {record(names, list(rebuilt.invented.values()))}."
    names = list(rebuilt.lost or {})
    return f"{told} Lost: {record(names, list((rebuilt.lost or {}).values()))}."
