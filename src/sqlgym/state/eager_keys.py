"""A script's run in, the engine that it counts on out: another where its own checks a foreign key too early."""

from collections.abc import Callable

import msgspec

from sqlgym.course import Exercise
from sqlgym.engines import TRANSACTIONAL, engine
from sqlgym.sandbox import Script, State
from sqlgym.state.run import After

EAGER = (
    "{} refuses a statement for a foreign key that is in order once the statement or transaction ends; "
    "the answer was judged on {} instead."
)


def run_on_engine(exercise: Exercise, run: Callable[[Exercise], After]) -> tuple[Exercise, After]:
    """The exercise on the engine on which a run counts, and that run; with a note where it is another engine.

    What ends in an error there as well is the script's own fault, and is told as its own engine tells it.
    """
    after = run(exercise)
    if engine(exercise.engine).eager_keys and refused_key(after):
        there = exercise.on(TRANSACTIONAL)
        again = run(there)
        if came_through(again):
            said = EAGER.format(engine(exercise.engine).title, engine(TRANSACTIONAL).title)
            return there, msgspec.structs.replace(again, notes=(*again.notes, said))
    return exercise, after


def refused_key(after: After) -> bool:
    """Whether a script was ended by a foreign key."""
    script = after.script
    return (
        isinstance(script, Script)
        and script.error is not None
        and "foreign key" in script.error.message.lower()
    )


def came_through(after: After) -> bool:
    """Whether a script ran to its end without an error, and what it left can be read."""
    return isinstance(after.script, Script) and after.script.error is None and isinstance(after.state, State)
