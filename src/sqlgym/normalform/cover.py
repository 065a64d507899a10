"""Covers of a set of functional dependencies: minimal, canonical, and the cover of what holds on a part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlgym.errors import UsageError
from sqlgym.normalform.closure import closure, implies
from sqlgym.normalform.dependencies import Attributes, Dependency, mentioned, rule_order

MOST_DERIVED = 1024
"""A step of a projection that derives more dependencies than this is given up."""


def minimal_cover(dependencies: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Reduce dependencies to single right sides, with nothing to spare (Ullman 1988, section 7.3).

    Of several minimal covers it is the one which keeps the dependencies that come first.
    """
    reduced = dict.fromkeys(_left_reduced(rule, dependencies) for rule in singles(dependencies))
    return tuple(sorted(irredundant(list(reduced)), key=rule_order))


def canonical_cover(dependencies: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Merge the minimal cover to one dependency a left side (Silberschatz et al., section 7.4)."""
    return merged(minimal_cover(dependencies))


def merged(dependencies: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """Join the right sides of dependencies with the same left side."""
    rights: dict[Attributes, Attributes] = defaultdict(frozenset)
    for rule in dependencies:
        rights[rule.left] |= rule.right
    return tuple(sorted((Dependency(left, right) for left, right in rights.items()), key=rule_order))


def irredundant(rules: Sequence[Dependency], given: Sequence[Dependency] = ()) -> list[Dependency]:
    """Leave out each rule that the others, together with those given, imply; the last go first."""
    kept = list(rules)
    for place in reversed(range(len(kept))):
        others = kept[:place] + kept[place + 1 :]
        if implies([*others, *given], kept[place]):
            kept = others
    return kept


def singles(dependencies: Sequence[Dependency]) -> Iterator[Dependency]:
    """Give the dependencies with one attribute on each right side, the trivial ones left out."""
    for rule in dependencies:
        for attribute in sorted(rule.right - rule.left):
            yield Dependency(rule.left, frozenset({attribute}))


def projection(relation: Attributes, dependencies: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Give a canonical cover of all dependencies that hold within a part of the attributes.

    Sound and complete: attributes outside are resolved away one by one (Gottlob 1987), with no walk
    through all subsets. Declared dependencies that lie inside come before derived ones. Raises UsageError
    where more than `MOST_DERIVED` would come out, as a cover may be exponential.
    """
    rules = list(singles(dependencies))
    outside = mentioned(rules) - relation
    while outside:
        name = min(sorted(outside), key=lambda name: _resolvents(name, rules))
        rules = _resolved(name, rules)
        outside -= {name}
    return canonical_cover(rules)


def _resolvents(name: str, rules: Sequence[Dependency]) -> int:
    return sum(name in rule.left for rule in rules) * sum(name in rule.right for rule in rules)


def _resolved(name: str, rules: Sequence[Dependency]) -> list[Dependency]:
    """Put all that determines an attribute in its place wherever it stands on a left side."""
    sources = [rule.left for rule in rules if name in rule.right]
    users = [rule for rule in rules if name in rule.left]
    if len(sources) * len(users) > MOST_DERIVED:
        raise UsageError(
            f"more than {MOST_DERIVED} dependencies follow by way of {name!r}: write fewer that share it"
        )
    derived = [Dependency(left | (user.left - {name}), user.right) for left in sources for user in users]
    return _least([rule for rule in rules if name not in rule.left | rule.right] + list(singles(derived)))


def _least(rules: Sequence[Dependency]) -> list[Dependency]:
    """Leave out the dependencies whose left side has a part that determines the same attribute."""
    lefts: dict[Attributes, list[Attributes]] = defaultdict(list)
    for rule in rules:
        lefts[rule.right].append(rule.left)
    kept = dict.fromkeys(rules)
    return [rule for rule in kept if not any(left < rule.left for left in lefts[rule.right])]


def _left_reduced(rule: Dependency, dependencies: Sequence[Dependency]) -> Dependency:
    left = rule.left
    for attribute in sorted(left):
        if rule.right <= closure(left - {attribute}, dependencies):
            left -= {attribute}
    return Dependency(left, rule.right)
