"""Random rules, and slow answers to compare with, taken from definitions and not from the algorithms.

A set of attributes is a model of the rules if two rows that agree on exactly this set keep them all. A rule
follows from others if and only if it holds in their models (Sagiv, Delobel, Parker and Fagin 1981).
"""

import os
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from sqlgym.normalform import Attributes, Dependency, Form, Multivalued

Case = tuple[Attributes, tuple[Dependency, ...]]
Parted = tuple[Attributes, tuple[Dependency, ...], list[Attributes]]
Split = tuple[Attributes, tuple[Dependency, ...], tuple[Multivalued, ...], list[Attributes]]
Rows = set[tuple[int, ...]]

many = settings(
    max_examples=int(os.environ.get("SQLGYM_EXAMPLES", "250")), deadline=None, derandomize=True, database=None
)
"""As many random relations as are tried each time; `make slow` tries a thousand."""


def relation(text: str) -> Attributes:
    """Make a relation of one-letter attributes."""
    return frozenset(text)


def fd(text: str) -> Dependency:
    """Read `ab>c` with one-letter attributes."""
    left, right = text.split(">")
    return Dependency(frozenset(left), frozenset(right))


def fds(text: str) -> tuple[Dependency, ...]:
    """Read `ab>c d>e`."""
    return tuple(map(fd, text.split()))


def mvd(text: str) -> Multivalued:
    """Read `ab>c` as a multivalued dependency."""
    return Multivalued(*(frozenset(side) for side in text.split(">")))


def subsets(attributes: Attributes, least: int = 0, most: int = 6) -> list[Attributes]:
    """Give the subsets with so many attributes, small ones first."""
    names = sorted(attributes)
    sizes = range(least, min(most, len(names)) + 1)
    return [frozenset(found) for size in sizes for found in combinations(names, size)]


class Dice(Random):
    """Random relations, rules and parts; hypothesis hands out seeds only, for drawing each rule is slow."""

    def whole(self, most: int = 6) -> Attributes:
        return relation("abcdef"[: self.randint(3, most)])

    def some(self, whole: Attributes, least: int, most: int) -> Attributes:
        return frozenset(self.sample(sorted(whole), self.randint(least, min(most, len(whole)))))

    def rules(self, whole: Attributes, most: int = 6) -> tuple[Dependency, ...]:
        count = self.randint(0, most)
        return tuple(Dependency(self.some(whole, 1, 3), self.some(whole, 1, 2)) for _ in range(count))

    def parts(self, whole: Attributes, least: int, most: int) -> list[Attributes]:
        return [self.some(whole, 1, len(whole)) for _ in range(self.randint(least, most))]

    def lists(self, whole: Attributes, parts: Sequence[Attributes]) -> tuple[Multivalued, ...]:
        """Give up to two lists, often with what two parts share as their owner."""
        owners = [parts[0] & parts[1] or whole, self.some(whole, 1, 2)]
        return tuple(Multivalued(owner, self.choice(parts)) for owner in owners[: self.randint(0, 2)])

    def rows(self) -> list[tuple[int, ...]]:
        width, values = self.randint(3, 6), self.randint(1, 3)
        return [tuple(self.randint(0, values) for _ in range(width)) for _ in range(self.randint(0, 8))]


dice = st.integers(0, 2**32).map(Dice)
cases = dice.map(lambda cast: (whole := cast.whole(), cast.rules(whole)))
"""A relation of 3 to 6 attributes with up to 6 rules."""
tables = dice.map(Dice.rows)
"""Up to 8 rows of 3 to 6 columns."""


def parted(least: int, most: int) -> st.SearchStrategy[Parted]:
    """Draw a relation, its rules, and some of its parts."""
    return dice.map(lambda cast: (whole := cast.whole(), cast.rules(whole), cast.parts(whole, least, most)))


def splits(most: int) -> st.SearchStrategy[Split]:
    """Draw a relation of 3 to 5 attributes with rules and lists, and parts that cover it."""
    return dice.map(lambda cast: _split(cast, most))


def _split(cast: Dice, most: int) -> Split:
    whole = cast.whole(5)
    parts = cast.parts(whole, 2, most)
    covering = [parts[0] | whole.difference(*parts), *parts[1:]]
    return whole, cast.rules(whole, 2), cast.lists(whole, covering), covering


def models(
    whole: Attributes, rules: Sequence[Dependency], lists: Sequence[Multivalued] = ()
) -> list[Attributes]:
    return [
        agreed
        for agreed in subsets(whole)
        if all(rule.right <= agreed for rule in rules if rule.left <= agreed)
        and all(
            rule.right <= agreed or whole - rule.left - rule.right <= agreed
            for rule in lists
            if rule.left <= agreed
        )
    ]


def closed(attributes: Attributes, found: Sequence[Attributes]) -> Attributes:
    """Intersect the models that hold the attributes; the whole relation is always one."""
    return frozenset.intersection(*(model for model in found if attributes <= model))


def closures(
    part: Attributes, whole: Attributes, rules: Sequence[Dependency]
) -> dict[Attributes, Attributes]:
    """Tell what each subset of a part determines within it."""
    found = models(whole, rules)
    return {left: closed(left, found) & part for left in subsets(part)}


def keys(part: Attributes, determined: dict[Attributes, Attributes]) -> list[Attributes]:
    superkeys = [left for left in determined if determined[left] == part]
    return [one for one in superkeys if not any(other < one for other in superkeys)]


def form(part: Attributes, whole: Attributes, rules: Sequence[Dependency]) -> Form:
    """Find the normal form of a part by its definition, over all dependencies that hold in it."""
    determined = closures(part, whole, rules)
    found = keys(part, determined)
    prime = frozenset[str]().union(*found)
    broken = [
        breaks(left, name, found, prime)
        for left, right in determined.items()
        if right != part
        for name in right - left
    ]
    lower = {Form.SECOND: Form.FIRST, Form.THIRD: Form.SECOND, Form.BOYCE_CODD: Form.THIRD}
    return lower[min(broken)] if broken else Form.FOURTH


def breaks(left: Attributes, name: str, found: Sequence[Attributes], prime: Attributes) -> Form:
    """Tell the lowest form that `left -> name` breaks, where left is no superkey."""
    if name in prime:
        return Form.BOYCE_CODD
    return Form.SECOND if any(left < key for key in found) else Form.THIRD


def agreeing(one: Sequence[int], other: Sequence[int], columns: Sequence[str]) -> Attributes:
    """Tell the columns in which two rows are equal."""
    return frozenset(name for name, left, right in zip(columns, one, other, strict=True) if left == right)


def keeps(
    rows: Rows, columns: Sequence[str], rules: Iterable[Dependency], lists: Iterable[Multivalued]
) -> bool:
    """Tell whether rows keep every rule and list, pair by pair."""
    for one, other in product(rows, rows):
        agreed = agreeing(one, other, columns)
        if any(rule.left <= agreed and not rule.right <= agreed for rule in rules):
            return False
        for rule in lists:
            moved = [name in rule.left | rule.right for name in columns]
            swapped = tuple(a if move else b for a, b, move in zip(one, other, moved, strict=True))
            if rule.left <= agreed and swapped not in rows:
                return False
    return True


def joined(rows: Rows, columns: Sequence[str], parts: Sequence[Attributes]) -> Rows:
    """Join what the parts hold of the rows; the parts cover the columns."""
    tables: list[dict[str, int]] = [{}]
    for part in parts:
        pieces = {tuple((name, row[columns.index(name)]) for name in sorted(part)) for row in rows}
        tables = [
            left | dict(piece)
            for left in tables
            for piece in pieces
            if all(left.get(name, value) == value for name, value in piece)
        ]
    return {tuple(table[name] for name in columns) for table in tables}


def naive_chase(whole: Attributes, parts: Sequence[Attributes], rules: Sequence[Dependency]) -> bool:
    """Chase by hand: one symbol replaced at a time; True stands for the distinguished symbols."""
    rows = [{name: name in part or number for name in whole} for number, part in enumerate(parts, 2)]
    while found := _unequal(rows, rules):
        name, kept, dropped = found
        for row in rows:
            if row[name] is dropped or (row[name] is not True and row[name] == dropped):
                row[name] = kept
    return any(all(row[name] is True for name in whole) for row in rows)


def _unequal(rows: Sequence[dict[str, int]], rules: Sequence[Dependency]) -> tuple[str, int, int] | None:
    for rule, one, other in product(rules, rows, rows):
        if all(one[name] == other[name] for name in rule.left):
            for name in rule.right:
                if one[name] != other[name] and other[name] is not True:
                    return name, one[name], other[name]
    return None
