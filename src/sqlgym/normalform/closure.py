"""What follows from functional dependencies: closures of attribute sets, implication and equivalence."""

from collections.abc import Sequence

from sqlgym.normalform.dependencies import Attributes, Dependency, Multivalued


def closure(attributes: Attributes, dependencies: Sequence[Dependency]) -> Attributes:
    """Collect all that `attributes` determine (Armstrong 1974; the algorithm is Maier 1983, section 4.3)."""
    closed = attributes
    while True:
        fired = [rule.right for rule in dependencies if rule.left <= closed and not rule.right <= closed]
        if not fired:
            return closed
        closed = closed.union(*fired)


def implies(dependencies: Sequence[Dependency], dependency: Dependency) -> bool:
    """Tell whether a dependency holds wherever the given ones do."""
    return dependency.right <= closure(dependency.left, dependencies)


def equivalent(one: Sequence[Dependency], other: Sequence[Dependency]) -> bool:
    """Tell whether two sets of dependencies imply each other: each is a cover of the other."""
    return all(implies(one, rule) for rule in other) and all(implies(other, rule) for rule in one)


def is_superkey(attributes: Attributes, relation: Attributes, dependencies: Sequence[Dependency]) -> bool:
    """Tell whether `attributes` determine the whole relation."""
    return relation <= closure(attributes, dependencies)


def widened(rule: Multivalued, dependencies: Sequence[Dependency]) -> Multivalued:
    """Let the right side take along what it determines together with the left, and the left alone does not.

    With `person ->> phone` and `phone -> provider`, the provider goes with the phone; left outside it would
    be independent of the phone and hence one a person (coalescence: Beeri, Fagin and Howard 1977).
    """
    alone = closure(rule.left, dependencies)
    return Multivalued(rule.left, rule.right | (closure(rule.left | rule.right, dependencies) - alone))
