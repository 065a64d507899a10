"""What the reference of an exercise gave on worlds: the same for all answers, so it is kept from one to the next."""

from collections.abc import Mapping

from sqlgym.data.reference import Reference
from sqlgym.worlds.world import World

MOST = 4_000
"""Results that are kept for an exercise; then those go that came first."""


class Expectations:
    """Results by how the reference was run (in a batch, or plainly) and by a world's rows."""

    def __init__(self) -> None:
        self.results: dict[tuple[str, str], Reference] = {}
        self.fresh: dict[str, tuple[World, ...]] = {}
        """Worlds made for answers, by what those ask."""
        self.loads: dict[str, bool] = {}
        """Worlds by their rows, and whether the schema's tables take them with every constraint."""

    def known(self, worlds: Mapping[int, World], how: str) -> dict[int, Reference]:
        """What is known of some worlds, by their numbers."""
        found = {number: self.results.get((how, repr(world.rows))) for number, world in worlds.items()}
        return {number: one for number, one in found.items() if one is not None}

    def keep(self, worlds: Mapping[int, World], how: str, found: Mapping[int, Reference]) -> None:
        """Keep results for the next answer; a world on which the reference gave none is tried again then."""
        self.results |= {(how, repr(worlds[number].rows)): one for number, one in found.items()}
        for oldest in list(self.results)[: max(0, len(self.results) - MOST)]:
            del self.results[oldest]
