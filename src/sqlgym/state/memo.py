"""The states that a course's own scripts leave, run once in the sandbox and kept in the cache."""

from pathlib import Path
from typing import Any

import msgspec

from sqlgym import cache
from sqlgym.context import Context
from sqlgym.course import Exercise
from sqlgym.data.reference import day_of
from sqlgym.engines import engine
from sqlgym.sandbox import State
from sqlgym.sandbox.job import encode
from sqlgym.state.run import certain, decoded, state_after

FORM = "1"
"""Changes when what is kept changes its form."""

NOTHING = "SELECT 1"
"""A script that changes nothing: what it leaves is the state before."""


def kept_state(context: Context, exercise: Exercise, sql: str, **disturbance: Any) -> State:
    """The state after something the course wrote, from the cache or found out now; it may fail if it is disturbed."""
    state = decoded(kept_bytes(context, exercise, sql, disturbance))
    assert isinstance(state, State)
    return state


def kept_bytes(context: Context, exercise: Exercise, sql: str, disturbance: dict[str, Any]) -> bytes:
    """The same as bytes."""
    told = msgspec.json.encode(disturbance)
    version = engine(exercise.engine).version
    day = day_of(sql)
    key = cache.key(
        FORM, context.dataset(exercise).key, exercise.kind, exercise.engine, version, sql, told, *day
    )
    found = cache.entry("state", key)
    if found is None:
        from sqlgym.sandbox.contract import assure  # not needed where the cache has it

        assure(context.sandbox, exercise.engine, exercise.kind)
        after = state_after(context, exercise, sql, trusted=True, **disturbance)
        state = certain(after, exercise, may_fail=bool(disturbance))
        found = cache.create("state", key, lambda folder: store(folder / NAME, state))
    return (found / NAME).read_bytes()


NAME = "state.msgpack"


def store(path: Path, state: State) -> None:
    """Write a state."""
    path.write_bytes(encode(state))
