"""The rules of a universe together with a learner's generated numbers, and what is asked of them."""

from collections.abc import Sequence

import msgspec

from sqlgym.kinds.design.relation import Relation, is_generated, is_nested
from sqlgym.kinds.design.universe import Universe
from sqlgym.normalform import (
    Analysis,
    Attributes,
    Dependency,
    Multivalued,
    analyse,
    candidate_keys,
    closure,
    widened,
)


class Theory(msgspec.Struct, frozen=True):
    """All rules that hold in a design; `natural` are those by which a generated number follows from a key."""

    universe: Universe
    relations: tuple[Relation, ...]
    rules: tuple[Dependency, ...]
    natural: tuple[tuple[str, Dependency], ...]
    multivalued: tuple[Multivalued, ...]
    analyses: tuple[Analysis, ...]

    @property
    def stored(self) -> Attributes:
        """The attributes that are stored in some table."""
        return frozenset[str]().union(*(one.attributes for one in self.relations))

    @property
    def parts(self) -> tuple[Attributes, ...]:
        """The attributes of each table."""
        return tuple(one.attributes for one in self.relations)

    def sentence(self, rule: Dependency) -> str:
        """The sentence of the declared rule that a dependency is, or is a part of; empty for a derived one."""
        for one in self.universe.said:
            if one.rule.left <= rule.left and rule.right & one.rule.right:
                return one.sentence
        return ""


def theory(universe: Universe, relations: Sequence[Relation]) -> Theory:
    """The rules of the universe, extended by the generated numbers of the tables."""
    natural = tuple(generated_rules(universe, relations))
    rules = (*universe.rules, *(rule for _, rule in natural))
    multivalued = tuple(widened(one, rules) for one in universe.multivalued)
    analyses = tuple(
        analyse(one.attributes - squeezed(universe, one, rules), rules, multivalued) for one in relations
    )
    return Theory(
        universe,
        tuple(relations),
        rules,
        tuple((name, rule) for name, rule in natural if all(map(is_generated, rule.right))),
        multivalued,
        analyses,
    )


def generated_rules(universe: Universe, relations: Sequence[Relation]) -> list[tuple[str, Dependency]]:
    """What the generated numbers of each table determine and are determined by, parents' numbers first."""
    found: list[tuple[str, Dependency]] = []
    waiting = [one for one in relations if one.generated]
    while waiting:
        unknown = frozenset[str]().union(*(one.generated for one in waiting))
        ready = [one for one in waiting if not (one.attributes - one.generated) & unknown] or waiting[:1]
        for one in ready:
            found += own_rules(universe, one, [rule for _, rule in found])
        waiting = [one for one in waiting if one not in ready]
    return found


def own_rules(
    universe: Universe, relation: Relation, before: Sequence[Dependency]
) -> list[tuple[str, Dependency]]:
    """The rules of one table's generated numbers: its key gives the rest, and each natural key gives them."""
    own = relation.generated
    rest = relation.attributes - own
    key = next((one for one in relation.declared if own <= one), own)
    rules = [(relation.name, Dependency(key, rest - key))] if rest - key else []
    if not rest:
        return rules
    keys = candidate_keys(rest, [*universe.rules, *before])
    return rules + [(relation.name, Dependency(natural, own)) for natural in keys]


def squeezed(universe: Universe, relation: Relation, rules: Sequence[Dependency]) -> Attributes:
    """The attributes of which a table puts several values into one row: it is not in 1NF by them."""
    nested = {
        relation.names[one.name]
        for one in relation.table.columns
        if is_nested(one) and one.name in relation.names
    }
    raw = {relation.names[name] for name in relation.raw if name in relation.names}
    single = {name for name in universe.items if in_one_row(universe, relation, rules, name)}
    return frozenset(nested | raw | single | set(relation.repeated.values()))


def in_one_row(universe: Universe, relation: Relation, rules: Sequence[Dependency], attribute: str) -> bool:
    """Whether a table that is not filled has one row for each owner of a list, with the list in it."""
    if attribute not in relation.attributes or relation.rows:
        return False
    reached = closure(universe.owner(attribute), rules)
    return any(key <= reached for key in relation.declared)
