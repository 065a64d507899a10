"""What an answer gave on worlds → on which it was really compared, and on which it is wrong.

A batch may suspect, never judge, and a view is no table: what is not right there is run again, answer and
reference, on tables made for it. What then still has no result to compare is a witness, by the answer's doing, or
a gap, by ours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from sqlgym.result import Run
from sqlgym.result.wording import plural
from sqlgym.worlds.confirm import Confirmer
from sqlgym.worlds.outcome import Outcome, Settled, Witness
from sqlgym.worlds.run import spread
from sqlgym.worlds.suite import Case
from sqlgym.worlds.world import World

PLAIN = 100
"""Worlds that are run plainly where a batch can't be made or can't be trusted."""

LOOKED_AT = 40
"""Suspects more that are looked at without ROUND where one was right so: each takes four runs."""

ATTEMPTS = 5
"""Suspects that are tried before the batch is given up as wrong."""

Rank = Callable[[World, Sequence[Run | None]], tuple[int, ...]]
"""How good a world with its results is to be shown: the least is the best."""


class Compared(msgspec.Struct, frozen=True):
    """What the worlds of some cases say: those on which both results were compared, and the witnesses.

    `edges` are witnesses that break an assumption of the exercise; they never fail an answer, nor are they among
    those `tried`. `gap` says why others that had to be tried were not, where that is not the answer's doing. On
    `ties` the answer is right once ties are rounded alike.
    """

    tried: frozenset[int] = frozenset()
    witnesses: tuple[Witness, ...] = ()
    edges: tuple[Witness, ...] = ()
    gap: str = ""
    ties: frozenset[int] = frozenset()


class Settling:
    """Settles what an answer gave on the worlds of some cases."""

    def __init__(self, confirmer: Confirmer, cases: Mapping[int, Case], rank: Rank) -> None:
        self.confirmer = confirmer
        self.cases = cases
        self.rank = rank
        self.judged: dict[int, tuple[Outcome, bool]] = {}

    def settle(self, found: Mapping[int, Outcome], planned: Iterable[int]) -> Compared:
        """Compare on all the worlds `planned`, within the assumptions; `found` is what the answer gave so far."""
        right = {number for number, outcome in found.items() if self.is_right(number, outcome)}
        first = self.run_plainly(self.suspects(found.keys() - right, found)[:ATTEMPTS])
        if any(
            not found[number].plain for number in first.tried - first.ties
        ):  # the batch is wrong: it counts for nothing
            right = {number for number in right if found[number].plain}
            planned = spread([*self.cases], PLAIN)
        right |= first.tried
        if first.witnesses:
            return self.merge(right, first)
        left = [number for number in planned if number not in right and not self.cases[number].edge]
        left = [*spread(left, LOOKED_AT)] if first.ties else left
        second = self.run_plainly(left)
        whole = self.merge(right | second.tried, first, second)
        missing = [number for number in left if number not in whole.tried]
        gap = "" if whole.witnesses or not missing else not_compared(len(missing), len(self.assumed))
        return msgspec.structs.replace(whole, gap=gap)

    def refuted(self, found: Mapping[int, Outcome]) -> Compared | None:
        """What is found out by a few suspects run plainly, where that is enough: one of them is a witness.

        None where none is, or a batch was wrong: then there is more to be tried.
        """
        right = {number for number, outcome in found.items() if self.is_right(number, outcome)}
        first = self.run_plainly(self.suspects(found.keys() - right, found)[:ATTEMPTS])
        if not first.witnesses or first.tried - first.ties:
            return None
        return self.merge(right | first.tried, first)

    @property
    def assumed(self) -> frozenset[int]:
        """The worlds within the assumptions of the exercise."""
        return frozenset(number for number, case in self.cases.items() if not case.edge)

    def is_right(self, number: int, outcome: Outcome) -> bool:
        """Whether what the answer gave on a world is right."""
        known = self.judged.get(number)
        if known is None or known[0] is not outcome:
            reference = self.confirmer.with_columns(self.cases[number].reference)
            known = self.judged[number] = outcome, self.confirmer.right(reference, outcome)
        return known[1]

    def suspects(self, numbers: Iterable[int], found: Mapping[int, Outcome]) -> list[int]:
        """Some worlds, the best to show first; edges come last."""
        ranked = sorted((self.merit(number, found[number]), number) for number in numbers)
        return [number for _, number in ranked]

    def merit(self, number: int, outcome: Outcome) -> tuple[int, ...]:
        """How good a world with what the answer gave there is to be shown."""
        case = self.cases[number]
        return (case.edge, *self.rank(case.world, [case.reference.run, outcome.run]))

    def run_plainly(self, numbers: Sequence[int]) -> Compared:
        """Run both on tables of their own; those on which the answer is right are `tried`."""
        done = (
            self.confirmer.settle([self.cases[number].world for number in numbers]) if numbers else Settled()
        )
        edges = {id(self.cases[number].world) for number in numbers if self.cases[number].edge}
        return Compared(
            frozenset(numbers[place] for place in done.right),
            tuple(one for one in done.witnesses if id(one.world) not in edges),
            tuple(one for one in done.witnesses if id(one.world) in edges),
            ties=frozenset(numbers[place] for place in done.ties),
        )

    def merge(self, right: Iterable[int], *rounds: Compared) -> Compared:
        """The rounds together, of which some worlds came out right."""
        witnesses = tuple(one for each in rounds for one in each.witnesses)
        edges = tuple(one for each in rounds for one in each.edges)
        differing = {id(one.world) for one in witnesses if not one.halted}
        wrong = {number for number, case in self.cases.items() if id(case.world) in differing}
        return Compared((frozenset(right) | wrong) & self.assumed, witnesses, edges)


def not_compared(missing: int, of: int) -> str:
    """What is said where the reference gave nothing to compare with."""
    databases = plural(of, "small database")
    return f"On {missing} of {databases} there was nothing to compare with: the reference did not run there this time."
