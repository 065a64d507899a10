"""Designs made from dependencies: synthesis of 3NF and decomposition to BCNF."""

from collections.abc import Sequence

import msgspec

from sqlgym.normalform.chase import maximal
from sqlgym.normalform.closure import closure, is_superkey
from sqlgym.normalform.cover import irredundant, merged, projection, singles
from sqlgym.normalform.dependencies import Attributes, Dependency, set_order
from sqlgym.normalform.keys import candidate_keys


class Scheme(msgspec.Struct, frozen=True):
    """A relation of a design: its attributes, and the candidate key to be its primary key."""

    attributes: Attributes
    key: Attributes


def synthesis(relation: Attributes, dependencies: Sequence[Dependency]) -> tuple[Scheme, ...]:
    """Split a relation into 3NF without loss of rows or rules (Bernstein 1976).

    Where no part holds a key of the whole, a candidate key is a part of its own (Biskup, Dayal and Bernstein
    1979); parts inside another are left out.
    """
    cover = projection(relation, dependencies)
    parts = _bernstein(cover)
    if not any(is_superkey(part, relation, cover) for part in parts):
        parts.append(candidate_keys(relation, cover)[0])
    return _schemes(parts, cover)


def bcnf_decomposition(relation: Attributes, dependencies: Sequence[Dependency]) -> tuple[Scheme, ...]:
    """Split a relation into BCNF without loss of rows, maybe of rules (Silberschatz et al., section 7.5)."""
    return _schemes(_split(relation, dependencies), dependencies)


def _schemes(parts: Sequence[Attributes], dependencies: Sequence[Dependency]) -> tuple[Scheme, ...]:
    found = [Scheme(part, candidate_keys(part, dependencies)[0]) for part in maximal(parts)]
    return tuple(sorted(found, key=lambda one: (set_order(one.key), set_order(one.attributes))))


def _bernstein(cover: Sequence[Dependency]) -> list[Attributes]:
    """Make a part of each group of left sides that determine each other, and of what they determine.

    What a group determines in a roundabout way, once its left sides are known to be equivalent, goes
    elsewhere (step 5 of the paper): without it a part may stay below 3NF.
    """
    groups = _equivalent_lefts(cover)
    equal = [Dependency(one, other) for group in groups for one in group for other in group if one != other]
    keys = {left: frozenset[str]().union(*group) for group in groups for left in group}
    others = [rule for rule in singles(cover) if not rule.right <= keys[rule.left]]
    kept = merged([*irredundant(others, equal), *equal])
    return [keys[group[0]].union(*(rule.right for rule in kept if rule.left in group)) for group in groups]


def _equivalent_lefts(cover: Sequence[Dependency]) -> list[list[Attributes]]:
    groups: dict[Attributes, list[Attributes]] = {}
    for rule in cover:
        groups.setdefault(closure(rule.left, cover), []).append(rule.left)
    return list(groups.values())


def _split(relation: Attributes, dependencies: Sequence[Dependency]) -> list[Attributes]:
    cover = projection(relation, dependencies)
    for rule in cover:
        if not is_superkey(rule.left, relation, cover):
            whole = closure(rule.left, cover)
            return _split(whole, cover) + _split(rule.left | (relation - whole), cover)
    return [relation]
