"""Attributes and dependencies in the learner's own words: the columns of a table."""

from collections.abc import Iterable

from sqlgym.kinds.design.relation import Relation, is_generated
from sqlgym.normalform import Attributes, Dependency


def named(relation: Relation, attributes: Iterable[str]) -> str:
    """Attributes as the columns of a table, with commas; those it has no column for by their own names."""
    return ", ".join(sorted(column(relation, name) for name in attributes))


def column(relation: Relation, attribute: str) -> str:
    """An attribute as its column."""
    return relation.column(attribute) if attribute in relation.attributes else shown(attribute)


def shown(attribute: str) -> str:
    """An attribute by its own name; a generated one as the id of its table."""
    return f"{attribute[1:]}’s own id" if is_generated(attribute) else attribute


def arrow(relation: Relation, rule: Dependency) -> str:
    """A dependency in the columns of a table: `dept_id → dept_name`."""
    return f"{named(relation, rule.left) or '{}'} → {named(relation, rule.right)}"


def plain(rule: Dependency) -> str:
    """A dependency in the exercise's words."""
    return f"{listed(rule.left) or '{}'} → {listed(rule.right)}"


def listed(attributes: Iterable[str]) -> str:
    """Attributes by their own names."""
    return ", ".join(sorted(map(shown, attributes)))


def by_key(attributes: Attributes, key: Attributes) -> list[str]:
    """Attributes with those of the key first."""
    return sorted(key & attributes) + sorted(attributes - key)
