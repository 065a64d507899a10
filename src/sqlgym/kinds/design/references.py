"""The foreign keys: those that are missing, and those that compare columns of different things."""

from collections.abc import Iterator

from sqlgym.kinds.design.fault import Fault, Found, fault
from sqlgym.kinds.design.naming import column, column_names
from sqlgym.kinds.design.relation import Relation, is_generated
from sqlgym.kinds.design.theory import Theory
from sqlgym.normalform import Analysis, Attributes, is_superkey
from sqlgym.schema import ForeignKey


def references(theory: Theory, before: Found) -> Found:
    """Faults of all foreign keys; a table without a key that could be referred to has its fault already."""
    wrong = tuple(one for relation in theory.relations for one in crossed(theory, relation))
    told = {one.table for one in wrong}
    absent: list[Fault] = []
    notes: list[str] = []
    for relation in theory.relations:
        for key, parents in expected(theory, relation):
            if refers(theory, relation, key, parents, frozenset()) or by_other_key(
                theory, relation, key, parents
            ):
                continue
            if not is_superkey(key, relation.attributes, theory.rules):
                targets = [one for one in parents if not before.about(one.name, "key")]
                if targets and relation.name not in told and not before.about(relation.name, "nf"):
                    absent.append(missing(relation, key, targets))
            elif not any(mutual(theory, one, relation, key) for one in parents):
                notes.append(
                    f"{relation.name} and {parents[0].name} have the same key and no foreign key between "
                    "them; one in either direction would hold them together."
                )
    return Found(wrong + tuple(absent), tuple(dict.fromkeys(sorted(notes)[:1])))


def crossed(theory: Theory, relation: Relation) -> Iterator[Fault]:
    """Foreign keys that compare different attributes."""
    for key in relation.references:
        parent = find(theory, key.table)
        for own, other in zip(key.columns, key.references, strict=True):
            here = relation.names.get(own)
            there = parent.names.get(other) if parent else None
            if here and there and not same(theory, here, there):
                message = (
                    f"The foreign key of {relation.name} compares {own} with {key.table}.{other}: "
                    f"{relation_text(here)} with {relation_text(there)}."
                )
                advice = (
                    f"Let the foreign key of {relation.name} point to the "
                    f"column that holds the same thing as {own}."
                )
                yield fault("fk.wrong", message, advice, relation.name, touched=frozenset({here}))


def relation_text(attribute: str) -> str:
    """An attribute in a sentence about a comparison."""
    return f"a number of {attribute[1:]}’s own" if is_generated(attribute) else attribute


def same(theory: Theory, one: str, other: str) -> bool:
    """Whether two attributes have the same values: equal, or roles of one another."""
    universe = theory.universe
    return universe.domain(one) == universe.domain(other)


def expected(theory: Theory, relation: Relation) -> Iterator[tuple[Attributes, list[Relation]]]:
    """The keys of tables that a table holds, each with the tables it is the key of."""
    options: dict[Attributes, list[Relation]] = {}
    for other, analysis in zip(theory.relations, theory.analyses, strict=True):
        for key in plain_keys(other, analysis):
            for held in holdings(theory, relation, other, key):
                options.setdefault(held, []).append(other)
    yield from ((key, parents) for key, parents in options.items() if key)


def plain_keys(relation: Relation, analysis: Analysis) -> list[Attributes]:
    """The keys by which others refer to a table: its primary key, and keys of one column."""
    primary = relation.primary if relation.primary in analysis.keys else next(iter(analysis.keys), None)
    return [key for key in analysis.keys if len(key) == 1 or key == primary]


def holdings(theory: Theory, relation: Relation, other: Relation, key: Attributes) -> Iterator[Attributes]:
    """The attributes of a table that are another's key: the same ones, or those in a role of it."""
    if (
        relation is not other
        and key <= relation.attributes
        and not (key == relation.attributes and key == other.attributes)
    ):
        yield key
    if len(key) == 1:
        base = next(iter(key))
        for role, domain in theory.universe.roles.items():
            if domain == base and role in relation.attributes:
                yield frozenset({role})


def refers(
    theory: Theory, relation: Relation, key: Attributes, parents: list[Relation], seen: frozenset[str]
) -> bool:
    """Whether a table's foreign keys lead from a key to a table it is the key of, directly or by way of others."""
    for one in relation.references:
        parent = find(theory, one.table)
        if parent is None or parent.name in seen:
            continue
        led = led_to(relation, parent, one)
        if not key <= led.keys():
            continue
        arrived = frozenset(led[name] for name in key)
        if parent in parents and all(same(theory, name, led[name]) for name in key):
            return True
        if arrived <= parent.attributes and refers(theory, parent, arrived, parents, seen | {relation.name}):
            return True
    return False


def by_other_key(theory: Theory, relation: Relation, key: Attributes, parents: list[Relation]) -> bool:
    """Whether a table refers to one of the parents by another key of it that it holds as well."""
    for one in relation.references:
        parent = find(theory, one.table)
        if parent in parents and not key & theory.universe.roles.keys():
            led = led_to(relation, parent, one)
            if any(
                set(led.values()) == set(other) == set(led) and other != key
                for other in keys_of(theory, parent)
            ):
                return True
    return False


def keys_of(theory: Theory, relation: Relation | None) -> tuple[Attributes, ...]:
    """The candidate keys of a table."""
    return theory.analyses[theory.relations.index(relation)].keys if relation else ()


def led_to(relation: Relation, parent: Relation, key: ForeignKey) -> dict[str, str]:
    """The attributes that a foreign key compares: own → the parent's."""
    return {
        relation.names[own]: parent.names[other]
        for own, other in zip(key.columns, key.references, strict=True)
        if own in relation.names and other in parent.names
    }


def mutual(theory: Theory, parent: Relation, relation: Relation, key: Attributes) -> bool:
    """Whether the foreign key goes the other way round."""
    return key <= parent.attributes and refers(theory, parent, key, [relation], frozenset())


def find(theory: Theory, name: str) -> Relation | None:
    """The table of that name."""
    return next((one for one in theory.relations if one.name.lower() == name.lower()), None)


def missing(relation: Relation, key: Attributes, parents: list[Relation]) -> Fault:
    """The fault of a foreign key that is not there."""
    own = column_names(relation, key)
    message = (
        f"{relation.name} holds {own}, the key of {parents[0].name}, without a foreign key: "
        f"it accepts values that {parents[0].name} does not have."
    )
    advice = f"Declare what {', '.join(column(relation, name) for name in sorted(key))} in {relation.name} refers to."
    return fault("fk.missing", message, advice, relation.name, touched=key)
