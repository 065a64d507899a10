"""Attributes and dependencies in the learner's own words: the columns of a table."""

from collections.abc import Iterable

from sqlgym.engines import DATASETS, engine
from sqlgym.kinds.design.relation import Relation, is_generated
from sqlgym.normalform import Attributes, Dependency

identifier = engine(DATASETS).identifier
"""A name as a learner would write it; designs are tried on one engine alone."""


def column_names(relation: Relation, attributes: Iterable[str]) -> str:
    """Attributes as the columns of a table, with commas; those it has no column for by their own names."""
    return ", ".join(sorted(column(relation, name) for name in attributes))


def column(relation: Relation, attribute: str) -> str:
    """An attribute as its column."""
    return relation.column(attribute) if attribute in relation.attributes else attribute_name(attribute)


def attribute_name(attribute: str) -> str:
    """An attribute by its own name; a generated one as the id of its table."""
    return f"{attribute[1:]}’s own id" if is_generated(attribute) else attribute


def arrow(relation: Relation, rule: Dependency) -> str:
    """A dependency in the columns of a table: `dept_id → dept_name`."""
    return f"{column_names(relation, rule.left) or '{}'} → {column_names(relation, rule.right)}"


def rule_text(rule: Dependency) -> str:
    """A dependency in the exercise's words."""
    return f"{attribute_list(rule.left) or '{}'} → {attribute_list(rule.right)}"


def attribute_list(attributes: Iterable[str]) -> str:
    """Attributes by their own names."""
    return ", ".join(sorted(map(attribute_name, attributes)))


def by_key(attributes: Attributes, key: Attributes) -> list[str]:
    """Attributes with those of the key first."""
    return sorted(key & attributes) + sorted(attributes - key)
