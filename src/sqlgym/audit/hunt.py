"""Mutants that nothing tells from the reference are hunted with thousands of further worlds."""

import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlgym.audit.witness import PAIR, WitnessFinder, suspects
from sqlgym.worlds.build import Builder
from sqlgym.worlds.examination import Examiner
from sqlgym.worlds.judgement import ATTEMPTS
from sqlgym.worlds.outcome import Side
from sqlgym.worlds.suite import Case, Suite, database
from sqlgym.worlds.world import World

AT_ONCE = 1_000
"""Worlds of one batch: a hunt ends with the first batch that has enough."""

PLAIN = 60
"""Worlds of each such part that are run plainly where a query can't be batched."""

SECONDS = 60.0
"""What the hunts of one exercise may take."""


class Hunt:
    """Further worlds for one exercise, drawn when the first query is hunted."""

    def __init__(self, finder: WitnessFinder) -> None:
        self.finder = finder
        self.until = time.monotonic() + SECONDS
        self.place = tempfile.TemporaryDirectory(prefix="sqlgym-hunt-", ignore_cleanup_errors=True)
        self.tries: Examiner | None = None

    def __enter__(self) -> Self:
        """Worlds are drawn when the first query is hunted."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete the worlds."""
        self.place.cleanup()

    @property
    def over(self) -> bool:
        """Whether the time for hunting has run out."""
        return time.monotonic() > self.until

    def killers(self, side: Side) -> tuple[World, ...]:
        """Up to two worlds that tell a query from the reference, both run plainly."""
        self.tries = self.tries or self.draw()
        one = self.tries.for_answer(side)
        found: list[World] = []
        for start in range(0, len(one.suite.cases), AT_ONCE):
            if len(found) >= PAIR or self.over:
                break
            found += self.confirmed(one, range(start, min(start + AT_ONCE, len(one.suite.cases))))
        return tuple(found[:PAIR])

    def confirmed(self, one: Examiner, numbers: Sequence[int]) -> list[World]:
        """The worlds of these numbers on which a query seems not to be right, and is not when run plainly."""
        found, _ = one.suite_trials(numbers, "batch")
        if not found:
            found, _ = one.suite_trials(numbers[:PLAIN], "views")
        seen = [one.suite.cases[number].world for number in islice(suspects(one, found), ATTEMPTS)]
        return [witness.world for witness in one.confirmer.confirm(seen)] if seen else []

    def draw(self) -> Examiner:
        """Draw the worlds; what the reference returns on them comes from a batch, so it may only suspect."""
        finder = self.finder
        whole = finder.suite
        builder = Builder(
            finder.exercise, finder.settings, finder.context, finder.context.dataset(finder.exercise)
        )
        worlds = builder.generated(whole.reading, finder.settings.worlds.hunt, f"{whole.key}/hunt")
        cases = self.cases(worlds, builder.edges(dict(enumerate(worlds))))
        path = Path(self.place.name) / f"worlds.{whole.engine}"
        hunted = Suite(whole.tables, cases, whole.reading, whole.seed, 0, "", engine=whole.engine)
        database(hunted, [case.world for case in cases], path)
        return Examiner(finder.tries.confirmer, hunted, path, finder.exercise, whole.reading)

    def cases(self, worlds: Sequence[World], edges: Iterable[int]) -> tuple[Case, ...]:
        """The worlds within the assumptions with what the reference seems to return on each."""
        left_out = set(edges)
        confirmer = self.finder.tries.for_answer(self.finder.tries.confirmer.reference).confirmer
        kept = {number: world for number, world in enumerate(worlds) if number not in left_out}
        return tuple(Case(kept[number], one) for number, one in confirmer.references(kept).items())
