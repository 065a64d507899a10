"""Places and the options of each → every way to give as many as possible one, none twice."""

from collections.abc import Iterator
from itertools import islice

from sqlgym.kinds.design.relation import Place

MOST_STEPS = 5_000
"""Steps of the search for ways to read what is left over."""


class Budget:
    """Steps that may still be taken: a hostile answer can leave open more than can be walked through."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.steps = steps

    @property
    def spent(self) -> bool:
        """Whether more was asked for than there was."""
        return self.steps < 0

    def spend(self) -> bool:
        """Take a step; False when there is none left."""
        self.steps -= 1
        return self.steps >= 0


def several(
    options: dict[Place, list[str]], most: int, budget: Budget
) -> tuple[list[dict[Place, str]], bool]:
    """At least one way, and at most so many, to give as many places as possible an option each; are there more?

    Where the budget is spent there may be more, so that is said too.
    """
    whole = matched(options)
    found = list(islice(matchings(options, len(whole), budget), most + 1))
    more = len(found) > most or budget.spent
    return found[:most] or [{place: name for name, place in whole.items()}], more


def matched(options: dict[Place, list[str]]) -> dict[str, Place]:
    """One way to give as many places as possible an option each, none twice (by augmenting paths)."""
    held: dict[str, Place] = {}

    def placed(place: Place, tried: set[str]) -> bool:
        for name in options[place]:
            if name not in tried:
                tried.add(name)
                if name not in held or placed(held[name], tried):
                    held[name] = place
                    return True
        return False

    for place in options:
        placed(place, set())
    return held


def matchings(options: dict[Place, list[str]], size: int, budget: Budget) -> Iterator[dict[Place, str]]:
    """Every way to give so many places an option each, none twice, as far as the budget goes."""
    if size == 0:
        yield {}
        return
    places = list(options)
    for number, place in enumerate(places):
        if len(places) - number < size or not budget.spend():
            return
        for name in options[place]:
            rest = {one: [other for other in options[one] if other != name] for one in places[number + 1 :]}
            for way in matchings(rest, size - 1, budget):
                yield {place: name, **way}
