"""What is doubtful about a design exercise itself: for the audit of a course; nothing here refuses an answer."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from sqlgym.kinds.design.assess import assess, relations
from sqlgym.kinds.design.mapping import read_columns
from sqlgym.kinds.design.naming import attribute_list, rule_text
from sqlgym.kinds.design.probe_data import Witness
from sqlgym.kinds.design.universe import Universe
from sqlgym.normalform import Scheme, accidental, candidate_keys, is_superkey, synthesis
from sqlgym.result import Run
from sqlgym.schema import Column, ForeignKey, Table
from sqlgym.verdict import Finding

Design = tuple[Table, ...]


def lint(universe: Universe) -> tuple[Finding, ...]:
    """Everything doubtful about an exercise: its rules, its rows, and how it judges designs made for it."""
    return (
        *unruled(universe),
        *by_accident(universe),
        *alone(universe),
        *plain_lists(universe),
        *misjudged(universe),
    )


def unruled(universe: Universe) -> Iterator[Finding]:
    """Attributes in no rule and no key."""
    everything = frozenset(universe.attributes)
    ruled = frozenset[str]().union(*(one.left | one.right for one in universe.rules))
    ruled |= frozenset[str]().union(*(one.left | one.right for one in universe.multivalued))
    keyed = frozenset[str]().union(*candidate_keys(everything, universe.rules))
    if rest := everything - ruled:
        told = "is only part of the key" if rest <= keyed else "is in no rule and no key"
        yield Finding(
            "design.unruled", f"{attribute_list(rest)} {told}.", "Add a rule that says what determines it."
        )


def by_accident(universe: Universe) -> Iterator[Finding]:
    """Dependencies that the rows keep though no rule asks for it."""
    for rule in accidental(universe.rows, universe.attributes, universe.rules, 2):
        if len(rule.left) == 1:
            yield Finding(
                "design.accidental",
                f"The rows also keep {rule_text(rule)}, which is no rule.",
                "Add a row that breaks it, or declare it.",
            )


def alone(universe: Universe) -> Iterator[Finding]:
    """Determinants of which every value stands in one row only: what they determine is never repeated."""
    for rule in universe.rules:
        if is_superkey(rule.left, frozenset(universe.attributes) - universe.items.keys(), universe.rules):
            continue
        places = [universe.attributes.index(name) for name in sorted(rule.left)]
        counts = Counter(tuple(row[place] for place in places) for row in universe.rows)
        if max(counts.values(), default=0) < 2:
            yield Finding(
                "design.alone",
                f"No two rows have the same {attribute_list(rule.left)}, "
                f"so the data never shows what {rule_text(rule)} is about.",
                "Add a second row for one of them.",
            )


def plain_lists(universe: Universe) -> Iterator[Finding]:
    """Lists of which no owner has two items, or every owner has one."""
    for column, one in universe.lists.items():
        place = [name.name for name in universe.staging.columns].index(column)
        sizes = [
            len([p for p in str(row[place] or "").split(one.separator) if p]) for row in universe.staging_rows
        ]
        if max(sizes, default=0) < 2 or 0 not in sizes:
            yield Finding(
                "design.list",
                f"{column} should have one owner with two items or more and one with none.",
                "Add such rows: they are what a list is about.",
            )


def misjudged(universe: Universe) -> Iterator[Finding]:
    """A synthesised design that does not pass, or one with a fault that does."""
    right = synthesised(universe)
    if faults := checks(universe, right):
        yield Finding(
            "design.synthesis",
            f"A design made from the rules does not pass: {', '.join(sorted(faults))}.",
            "Look at the rules and roles; a lost or cyclic rule may be among them.",
        )
    for name, design in faulty(right):
        if not checks(universe, design):
            yield Finding(
                "design.blind", f"A design with {name} passes.", "Look at the rules that it should break."
            )


def checks(universe: Universe, design: Design) -> set[str]:
    """The ids of what the rules find in a design."""
    mapping = read_columns(universe, design, Witness(), {})
    empty = [Run((), ()) for _ in design]
    read = relations(design, mapping.readings[0], mapping.repeated, frozenset(), empty)
    return {one.check for one in assess(universe, read)[1].faults}


def synthesised(universe: Universe) -> Design:
    """A design in 3NF, made from the rules, each list in a table of its own."""
    items = frozenset(universe.items)
    schemes = list(synthesis(frozenset(universe.attributes) - items, universe.rules))
    schemes += [Scheme(one.left | one.right, one.left | one.right) for one in universe.multivalued]
    return tuple(table(universe, number, schemes) for number in range(len(schemes)))


def table(universe: Universe, number: int, schemes: list[Scheme]) -> Table:
    """One relation as a table with all its keys and references."""
    one = schemes[number]
    keys = [key for key in candidate_keys(one.attributes, universe.rules) if key != one.key]
    return Table(
        f"t{number}",
        tuple(Column(name, universe.types[name], name not in one.key) for name in sorted(one.attributes)),
        primary_key=tuple(sorted(one.key)),
        unique=tuple(tuple(sorted(key)) for key in keys),
        foreign_keys=tuple(refers(universe, one, schemes)),
    )


def refers(universe: Universe, one: Scheme, schemes: list[Scheme]) -> Iterator[ForeignKey]:
    """The references of a relation to the keys that it holds, also in a role."""
    for place, other in enumerate(schemes):
        held = other.key <= one.attributes and not is_superkey(other.key, one.attributes, universe.rules)
        if other is not one and held:
            columns = tuple(sorted(other.key))
            yield ForeignKey(columns, f"t{place}", columns)
        for role, base in universe.roles.items():
            if other.key == {base} and role in one.attributes:
                yield ForeignKey((role,), f"t{place}", (base,))


def faulty(design: Design) -> Iterator[tuple[str, Design]]:
    """The design with one fault each: no key, no reference, a column less, one table for all."""
    for number, one in enumerate(design):
        bare = replace(one, primary_key=(), unique=())
        yield f"no key in ({', '.join(c.name for c in one.columns)})", swapped(design, number, bare)
        if one.foreign_keys:
            loose = replace(one, foreign_keys=())
            yield (
                f"no reference from ({', '.join(c.name for c in one.columns)})",
                swapped(design, number, loose),
            )
        last = one.columns[-1]
        elsewhere = any(last.name == c.name for other in design if other is not one for c in other.columns)
        if last.name not in one.primary_key and not elsewhere:
            less = replace(one, columns=one.columns[:-1], unique=())
            yield f"{last.name} stored nowhere", swapped(design, number, less)


def swapped(design: Design, number: int, one: Table) -> Design:
    """The design with one table replaced."""
    return (*design[:number], one, *design[number + 1 :])
