"""Functional and multivalued dependencies as values, read from `a, b -> c` and drawn back."""

import re
from collections.abc import Iterable

import msgspec

from sqlgym.errors import UsageError

Attributes = frozenset[str]
"""A set of attribute names, compared as written."""

_ARROW = re.compile(r"(->>|↠|->|→)")
_NAME = re.compile(r"[\w#$.]+")


class Dependency(msgspec.Struct, frozen=True):
    """A functional dependency: rows that agree on `left` agree on `right` (Codd 1971).

    An empty `left` says that `right` has one value in the whole relation.
    """

    left: Attributes
    right: Attributes

    def __str__(self) -> str:
        """Draw it as `a, b → c`."""
        return f"{listed(self.left) or '{}'} → {listed(self.right) or '{}'}"


class Multivalued(msgspec.Struct, frozen=True):
    """A multivalued dependency: each `left` has a set of `right`, whatever the rest is (Fagin 1977)."""

    left: Attributes
    right: Attributes

    def __str__(self) -> str:
        """Draw it as `a ↠ b`."""
        return f"{listed(self.left) or '{}'} ↠ {listed(self.right) or '{}'}"


Rule = Dependency | Multivalued


def listed(attributes: Iterable[str]) -> str:
    """Draw attributes as `a, b`, sorted."""
    return ", ".join(sorted(attributes))


def braced(attributes: Iterable[str]) -> str:
    """Draw a set of attributes as `{a, b}`, sorted."""
    return f"{{{listed(attributes)}}}"


def set_order(attributes: Attributes) -> tuple[int, list[str]]:
    """Tell where a set stands among others: the small first, then by name."""
    return len(attributes), sorted(attributes)


def rule_order(rule: Rule) -> tuple[tuple[int, list[str]], list[str]]:
    """Tell where a dependency stands among others: by its left side, then by its right."""
    return set_order(rule.left), sorted(rule.right)


def mentioned(rules: Iterable[Rule]) -> Attributes:
    """Collect the attributes that occur in any of the rules."""
    return frozenset[str]().union(*(rule.left | rule.right for rule in rules))


def parse(text: str) -> Rule:
    """Read `a, b -> c, d` (functional) or `a ->> b` (multivalued); `→` and `↠` will do, too.

    Raises UsageError that says what was expected where.
    """
    parts = _ARROW.split(text)
    if len(parts) != 3:
        raise UsageError(_arrow_fault(text, (len(parts) - 1) // 2))
    left, arrow, right = parts
    kind = Multivalued if arrow in ("->>", "↠") else Dependency
    return kind(_side(left, "left", text), _side(right, "right", text))


def parse_dependency(text: str) -> Dependency:
    """Read `a, b -> c, d`, where only a functional dependency will do."""
    rule = parse(text)
    if isinstance(rule, Multivalued):
        raise UsageError(f"{text.strip()!r}: a functional dependency is expected: write -> in place of ->>")
    return rule


def parse_attributes(text: str) -> Attributes:
    """Read `a, b, c`: attribute names with commas between them."""
    return _names(text, f"{text.strip()!r}", "attribute names")


def _side(part: str, side: str, text: str) -> Attributes:
    return _names(part, f"{text.strip()!r}", f"attribute names {side} of the arrow, as in 'a, b -> c'")


def _names(part: str, place: str, expected: str) -> Attributes:
    names = [name.strip() for name in part.split(",")]
    if names == [""]:
        raise UsageError(f"{place}: there should be {expected}, there are none")
    for name in names:
        if not _NAME.fullmatch(name):
            raise UsageError(f"{place}: {_name_fault(name)}")
    return frozenset(names)


def _name_fault(name: str) -> str:
    words = name.split()
    if not words:
        return "a name is expected on both sides of each comma: take one comma out"
    if len(words) > 1 and all(map(_NAME.fullmatch, words)):
        return f"a comma is expected between names: write '{', '.join(words)}'"
    return f"{name!r} is no attribute name: letters, digits and _ are expected, as in 'employee_id'"


def _arrow_fault(text: str, arrows: int) -> str:
    place = f"{text.strip()!r}"
    if arrows == 0:
        return f"{place}: an arrow is expected, as in 'a, b -> c'"
    return f"{place}: one arrow is expected, there are {arrows}: write a rule for each"
