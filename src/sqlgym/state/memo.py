"""The states that a course's own scripts leave, run once in the sandbox and kept in the cache."""

from typing import Any

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.data.reference import day_of
from sqlgym.engines import engine
from sqlgym.sandbox import State
from sqlgym.sandbox.codec import encode
from sqlgym.state.run import decode, require_state, state_after

FORM = "3"
"""Changes when what is kept changes its form."""

NOTHING = "SELECT 1"
"""A script that changes nothing: what it leaves is the state before."""


def course_state(context: Context, exercise: Exercise, sql: str, **disturbance: Any) -> State:
    """The state after something the course wrote, from the cache or found out now; it may fail if it is disturbed."""
    disturbed = msgspec.json.encode(disturbance)
    version = engine(exercise.engine).version
    day = day_of(sql)
    key = cache.key(
        FORM, context.dataset(exercise).key, exercise.kind, exercise.engine, version, sql, disturbed, *day
    )

    def make() -> bytes:
        from sqlgym.sandbox.contract import assure  # not needed where the cache has it

        assure(context.sandbox, exercise.engine, exercise.kind)
        after = state_after(context, exercise, sql, trusted=True, **disturbance)
        return encode(require_state(after, exercise, may_fail=bool(disturbance)))

    state = decode(cache.memo("state", key, bytes, make))
    assert isinstance(state, State)
    return state
