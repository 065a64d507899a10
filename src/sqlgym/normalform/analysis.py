"""The normal form of a relation under its dependencies, with each violating dependency as a witness."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import total_ordering

import msgspec

from sqlgym.normalform.closure import closure, is_superkey
from sqlgym.normalform.cover import merged, projection
from sqlgym.normalform.dependencies import Attributes, Dependency, Multivalued, Rule, rule_order
from sqlgym.normalform.keys import candidate_keys


@total_ordering
class Form(Enum):
    """A normal form; each includes those before it, so that `reached >= wanted` can be asked."""

    FIRST = "1NF"
    SECOND = "2NF"
    THIRD = "3NF"
    BOYCE_CODD = "BCNF"
    FOURTH = "4NF"

    def __str__(self) -> str:
        """Draw it as `3NF`."""
        return self.value

    def __lt__(self, other: "Form") -> bool:
        """Tell whether it demands less than another."""
        forms = list(Form)
        return forms.index(self) < forms.index(other)


class Violation(msgspec.Struct, frozen=True):
    """A dependency that keeps a relation from a normal form.

    `form` is the lowest one it breaks; the right side of `rule` holds only what breaks it. For 2NF, `key` is
    a candidate key of which the left side is a part.
    """

    form: Form
    rule: Rule
    key: Attributes | None = None


class Analysis(msgspec.Struct, frozen=True):
    """What the dependencies say about one relation; `form` is the highest normal form it reaches.

    `cover` and `multivalued` are what holds within the relation. 1NF is taken for granted; 4NF is judged by
    the multivalued dependencies declared (with none, BCNF implies it: Fagin 1977).
    """

    relation: Attributes
    keys: tuple[Attributes, ...]
    prime: Attributes
    cover: tuple[Dependency, ...]
    multivalued: tuple[Multivalued, ...]
    form: Form
    violations: tuple[Violation, ...]


def analyse(
    relation: Attributes, dependencies: Sequence[Dependency], multivalued: Sequence[Multivalued] = ()
) -> Analysis:
    """Find keys, cover and normal form of a relation, which may be a part of what the rules are about."""
    cover = projection(relation, dependencies)
    keys = candidate_keys(relation, cover)
    inside = _within(relation, multivalued)
    violations = (
        *_functional_violations(relation, keys, cover),
        *_multivalued_violations(relation, cover, inside),
    )
    return Analysis(
        relation=relation,
        keys=keys,
        prime=frozenset[str]().union(*keys),
        cover=cover,
        multivalued=inside,
        form=_reached(violations),
        violations=violations,
    )


def normal_form(
    relation: Attributes, dependencies: Sequence[Dependency], multivalued: Sequence[Multivalued] = ()
) -> Form:
    """Tell the highest normal form that a relation reaches."""
    return analyse(relation, dependencies, multivalued).form


def _reached(violations: Sequence[Violation]) -> Form:
    forms = list(Form)
    if not violations:
        return forms[-1]
    return forms[forms.index(min(violation.form for violation in violations)) - 1]


def _functional_violations(
    relation: Attributes, keys: Sequence[Attributes], cover: Sequence[Dependency]
) -> tuple[Violation, ...]:
    prime = frozenset[str]().union(*keys)
    found = [
        violation
        for rule in cover
        if not is_superkey(rule.left, relation, cover)
        for violation in _direct(rule, keys, prime)
    ]
    found += _hidden_partial(keys, prime, cover, found)
    return tuple(sorted(found, key=lambda one: (one.form, rule_order(one.rule))))


def _direct(rule: Dependency, keys: Sequence[Attributes], prime: Attributes) -> Iterator[Violation]:
    """Say what a rule whose left side is no superkey breaks (Codd 1971, 1974; 3NF as in Zaniolo 1982).

    The rules of a cover are enough for 3NF and BCNF: where a derived one breaks them, so does one it is
    derived from.
    """
    key = next((key for key in keys if rule.left < key), None)
    if nonprime := rule.right - prime:
        form = Form.THIRD if key is None else Form.SECOND
        yield Violation(form, Dependency(rule.left, nonprime), key)
    if others := rule.right & prime:
        yield Violation(Form.BOYCE_CODD, Dependency(rule.left, others))


def _hidden_partial(
    keys: Sequence[Attributes], prime: Attributes, cover: Sequence[Dependency], found: Sequence[Violation]
) -> Iterator[Violation]:
    """Find partial dependencies where no rule of the cover is one: they lead through primes of several keys.

    A part of a key then determines prime attributes, which only together determine one that is not prime.
    """
    if any(one.form is Form.SECOND for one in found):
        return
    transitive = frozenset[str]().union(*(one.rule.right - prime for one in found if one.rule.left <= prime))
    for key in keys:
        for spare in sorted(key):
            if transitive and (reached := transitive & closure(key - {spare}, cover)):
                transitive -= reached
                yield from (Violation(Form.SECOND, rule, key) for rule in _shrunk(key, reached, cover))


def _shrunk(key: Attributes, reached: Attributes, cover: Sequence[Dependency]) -> tuple[Dependency, ...]:
    return merged(Dependency(_determinant(key, name, cover), frozenset({name})) for name in sorted(reached))


def _determinant(key: Attributes, name: str, cover: Sequence[Dependency]) -> Attributes:
    for spare in sorted(key):
        if name in closure(key - {spare}, cover):
            key -= {spare}
    return key


def _within(relation: Attributes, rules: Sequence[Multivalued]) -> tuple[Multivalued, ...]:
    """Restrict multivalued dependencies to a relation that holds their left side (Fagin 1977)."""
    parts = {
        Multivalued(one.left, (one.right & relation) - one.left) for one in rules if one.left <= relation
    }
    return tuple(
        sorted((one for one in parts if one.right and one.left | one.right != relation), key=rule_order)
    )


def _multivalued_violations(
    relation: Attributes, cover: Sequence[Dependency], rules: Sequence[Multivalued]
) -> Iterator[Violation]:
    """Find declared lists beside independent data; what the left determines anyway is the affair of BCNF."""
    for rule in rules:
        known = closure(rule.left, cover)
        rest = relation - rule.left - rule.right
        if not rule.right <= known and not rest <= known:
            yield Violation(Form.FOURTH, rule)
