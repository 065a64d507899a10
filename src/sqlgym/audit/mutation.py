"""The mutants of a reference: what tells each from it, what is pinned for those hard to tell, what is said of them."""

from collections.abc import Iterator, Sequence

import msgspec

from sqlgym.audit.hunt import Hunt
from sqlgym.audit.witness import PAIR, Witness, WitnessFinder
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.engines import engine
from sqlgym.worlds.diagnosis import Mistake, behaviours, key, known
from sqlgym.worlds.mutants import Mutant, mutants
from sqlgym.worlds.suite_cache import pin
from sqlgym.worlds.world import World


class Fate(msgspec.Struct, frozen=True):
    """What became of a mutant; `hunted` are worlds beyond the suite's that tell it from the reference."""

    mutant: Mutant
    witness: Witness
    hunted: tuple[World, ...] = ()

    @property
    def survives(self) -> bool:
        """Whether nothing tells it from the reference."""
        return not self.witness.apart and not self.hunted

    @property
    def wanted(self) -> int:
        """How many worlds it lacks; a mutant that does not run, or comes to no end, lacks none."""
        return 0 if self.witness.ran or self.witness.endless else PAIR - len(self.witness.worlds)


class Mutation(msgspec.Struct, frozen=True):
    """The fates of all mutants that the engine accepts; `broken` counts the others.

    `pinned` counts the worlds pinned, `unhunted` the mutants for whose hunt there was no time left.
    """

    fates: tuple[Fate, ...]
    broken: int
    pinned: int
    unhunted: int

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The mutants that nothing tells from the reference."""
        return tuple(fate.mutant for fate in self.fates if fate.survives)


def mutation(finder: WitnessFinder) -> Mutation:
    """Make the mutants of a reference and tell them from it; pin worlds, and keep what is to be said."""
    exercise, context = finder.exercise, finder.context
    path, spoken = str(exercise.folder / "reference.sql"), engine(exercise.engine).dialect
    made = mutants(exercise.reference, finder.suite.tables, spoken, path=path)
    fates = tuple(try_mutants(finder, made))
    with Hunt(finder) as hunt:
        hunted = tuple(hunt_survivors(hunt, fates))
        over = hunt.over
    pins = pinnable(hunted)
    if pins:
        pin(finder.suite.key, pins)
    remember(exercise, context, finder, hunted)
    unhunted = sum(fate.wanted > len(fate.hunted) for fate in hunted) if over else 0
    return Mutation(hunted, len(made) - len(fates), len(pins), unhunted)


def try_mutants(finder: WitnessFinder, made: Sequence[Mutant]) -> Iterator[Fate]:
    """What tells each of the mutants from the reference; one that the engine does not accept is left out."""
    for number, mutant in enumerate(made):
        progress(finder, number, len(made), "trying mutants of")
        witness = finder.witness_of(mutant.sql)
        if witness.ran != "error" or finder.runs(mutant.sql):
            yield Fate(mutant, witness)
    progress(finder, 1, 1, "")


def hunt_survivors(hunt: Hunt, fates: Sequence[Fate]) -> Iterator[Fate]:
    """The fates with the worlds that hunting found, those first of which nothing is known, while there is time."""
    order = sorted(range(len(fates)), key=lambda number: (fates[number].witness.apart, number))
    found = dict(enumerate(fates))
    for done, number in enumerate(order):
        fate = fates[number]
        if fate.wanted and fate.witness.side is not None and not hunt.over:
            progress(hunt.finder, done, len(order), "hunting mutants of")
            found[number] = msgspec.structs.replace(fate, hunted=hunt.killers(fate.witness.side))
    progress(hunt.finder, 1, 1, "")
    yield from found.values()


def pinnable(fates: Sequence[Fate]) -> tuple[World, ...]:
    """What to pin so that two worlds of the suite tell every mutant from the reference that any can tell."""
    wanted = (world for fate in fates for world in fate.hunted[: fate.wanted])
    return tuple({repr(world.rows): world for world in wanted}.values())


def remember(exercise: Exercise, context: Context, finder: WitnessFinder, fates: Sequence[Fate]) -> None:
    """Keep what is said of an answer that behaves like a mutant, of several the first one; or like a wrong answer.

    What differs from the reference by nothing but the order of rows has no signature of its own.
    """
    whole = finder.with_pins()

    def of_mutants() -> Iterator[Mistake]:
        right = whole.sign(exercise.reference)
        for fate in fates:
            if not fate.survives and not fate.witness.ran:
                sign = whole.sign(fate.mutant.sql)
                if sign != right:
                    words = f"Your query behaves as if {fate.mutant.sentence}."
                    yield Mistake(sign, words, sql=fate.mutant.sql)

    known(key(exercise, whole.suite.key, "mutants"), "known", of_mutants)
    known(key(exercise, whole.suite.key, "wrong"), "known", lambda: behaviours(exercise, whole.sign))


def progress(finder: WitnessFinder, done: int, total: int, what: str) -> None:
    """Tell how far it is, if anybody wants to know."""
    if finder.context.progress is not None:
        finder.context.progress(done, total, f"{what} {finder.exercise.name}")
