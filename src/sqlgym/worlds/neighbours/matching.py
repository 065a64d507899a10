"""A parsed regular expression and a text in, whether it matches somewhere out: in few steps for any pattern."""

from collections.abc import Iterable, Sequence
from typing import Any

Item = tuple[Any, Any]
Places = frozenset[int]

CATEGORIES: dict[str, tuple[Any, Sequence[str]]] = {
    "CATEGORY_DIGIT": (str.isdecimal, "19"),
    "CATEGORY_WORD": (lambda char: char == "_" or char.isalnum(), "a_5"),
    "CATEGORY_SPACE": (str.isspace, " "),
    "CATEGORY_NOT_DIGIT": (lambda char: not char.isdecimal(), "x"),
    "CATEGORY_NOT_WORD": (lambda char: not (char == "_" or char.isalnum()), "-"),
    "CATEGORY_NOT_SPACE": (lambda char: not char.isspace(), "x"),
}
"""Classes with a name: whether a character is in it, and some that are."""


class Unreadable(Exception):
    """A pattern that asks more than is understood here: looks around, refers back, is too long."""


STEPS = 30_000
"""Steps that may be taken for one pattern on all of its texts: one that nests repetitions is given up."""


class Matcher:
    """One pattern; `fold` takes small and capital letters for the same."""

    def __init__(self, items: Iterable[Item], fold: bool = False) -> None:
        self.items = items
        self.fold = fold
        self.left = STEPS

    def matches(self, text: str) -> bool:
        """Whether the pattern is found anywhere in a text."""
        return bool(self.after(self.items, text, frozenset(range(len(text) + 1))))

    def after(self, items: Iterable[Item], text: str, places: Places) -> Places:
        """The places where a match of all items may end that begins at one of some places."""
        for item in items:
            places = self.step(item, text, places)
        return places

    def step(self, item: Item, text: str, places: Places) -> Places:
        """Where a match of one item may end."""
        name, given = item[0].name, item[1]
        self.left -= 1
        if self.left < 0:
            raise Unreadable
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return frozenset(n + 1 for n in places if n < len(text) and member(item, text[n], self.fold))
        if name == "AT":
            return frozenset(n for n in places if at(given.name, text, n))
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            return self.after(given[3] if name == "SUBPATTERN" else given, text, places)
        if name == "BRANCH":
            return frozenset[int]().union(*(self.after(some, text, places) for some in given[1]))
        if name.endswith("REPEAT"):
            return self.repeat(given, text, places)
        raise Unreadable(name)

    def repeat(self, given: tuple[int, int, Iterable[Item]], text: str, places: Places) -> Places:
        """Where a repetition may end: no more rounds than the text has characters change anything."""
        least, most, items = given
        found = places if least == 0 else frozenset[int]()
        for count in range(1, min(int(most), least + len(text) + 1) + 1):
            places = self.after(items, text, places)
            if not places or (count >= least and places <= found):
                break
            found |= places if count >= least else frozenset()
        return found


def member(item: Item, char: str, fold: bool = False) -> bool:
    """Whether a character is one that an item stands for."""
    return _member(item, char) or (fold and _member(item, char.swapcase()))


def _member(item: Item, char: str) -> bool:
    name, given = item[0].name, item[1]
    if name == "LITERAL":
        return bool(ord(char) == given)
    if name == "NOT_LITERAL":
        return bool(ord(char) != given)
    if name == "ANY":
        return char != "\n"
    if name == "RANGE":
        return bool(given[0] <= ord(char) <= given[1])
    if name == "CATEGORY":
        return bool(CATEGORIES[given.name][0](char))
    negated = bool(given) and given[0][0].name == "NEGATE"
    return any(_member(one, char) for one in given[negated:]) is not negated


def at(name: str, text: str, place: int) -> bool:
    """Whether a place is the beginning, the end, or at the edge of a word."""
    if name in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        return place == 0
    if name in ("AT_END", "AT_END_STRING"):
        return place == len(text)
    in_word = CATEGORIES["CATEGORY_WORD"][0]
    edge = [0 <= n < len(text) and in_word(text[n]) for n in (place - 1, place)]
    if name in ("AT_BOUNDARY", "AT_NON_BOUNDARY"):
        return (edge[0] != edge[1]) is (name == "AT_BOUNDARY")
    raise Unreadable(name)
