"""Covers of a set of functional dependencies: minimal, canonical, and the cover of what holds on a part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlgym.errors import UsageError
from sqlgym.normalform.closure import closure, implies
from sqlgym.normalform.dependencies import Attributes, Dependency, listed, mentioned, rule_order
from sqlgym.normalform.lattice import Bits, Masks, closed_mask, minimal_dependencies

MOST_ATTRIBUTES = 20
"""So many attributes of left sides are tried in a projection; one more doubles the worst case."""


def minimal_cover(dependencies: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Reduce dependencies to single right sides, with nothing to spare on the left (Ullman 1988, section 7.3).

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

    Sound and complete (Ullman 1988, algorithm 7.2, on free sets only). Declared dependencies that lie inside
    come before derived ones. Raises UsageError where too many attributes would have to be tried.
    """
    inside = [rule for rule in singles(dependencies) if rule.left | rule.right <= relation]
    if not mentioned(dependencies) <= relation:
        inside += _derived(relation, dependencies, inside)
    return canonical_cover(inside)


def _left_reduced(rule: Dependency, dependencies: Sequence[Dependency]) -> Dependency:
    left = rule.left
    for attribute in sorted(left):
        if rule.right <= closure(left - {attribute}, dependencies):
            left -= {attribute}
    return Dependency(left, rule.right)


def _derived(
    relation: Attributes, dependencies: Sequence[Dependency], known: Sequence[Dependency]
) -> list[Dependency]:
    """Find dependencies which, with the known ones, imply all that hold within the relation."""
    tried = relation & frozenset[str]().union(*(rule.left for rule in dependencies))
    if len(tried) > MOST_ATTRIBUTES:
        raise UsageError(
            f"{len(tried)} attributes of one relation stand on left sides ({listed(tried)}): {MOST_ATTRIBUTES}"
            " at most can be analysed, write fewer dependencies or split the relation"
        )
    names = Bits(tuple(sorted(relation | mentioned(dependencies))))
    rules, kept = names.masks(dependencies), names.masks(known)
    inside = names.mask(relation)
    found: Masks = []
    for left, right in minimal_dependencies(names.mask(tried), lambda mask: closed_mask(mask, rules)):
        if missing := right & inside & ~closed_mask(left, kept):
            kept.append((left, missing))
            found.append((left, missing))
    return [Dependency(names.attributes(left), names.attributes(right)) for left, right in found]
