"""Jobs and outcomes as bytes, and back.

Bytes are MessagePack with our own tags for the types it has not; nothing that comes out of a process which
has run a learner's SQL is ever unpickled.
"""

import msgspec

from sqlgym.result.codec import packed, unpack
from sqlgym.sandbox.job import AnyJob
from sqlgym.sandbox.outcome import Crashed, Denied, Outcome, Ran, Returned, Script, State, Trial, Tried

_encoder = msgspec.msgpack.Encoder()
_jobs: msgspec.msgpack.Decoder[AnyJob] = msgspec.msgpack.Decoder(AnyJob)
_outcomes = msgspec.msgpack.Decoder(Outcome, ext_hook=unpack)


def encode(value: AnyJob | Outcome) -> bytes:
    """A job or an outcome as bytes."""
    if isinstance(value, Ran):
        value = msgspec.structs.replace(
            value,
            runs=tuple(map(packed, value.runs)),
            contents=tuple(map(packed, value.contents)),
            after=tuple(map(packed_after, value.after)),
        )
    if isinstance(value, Tried):
        trials = (Trial(one.world, one.run and packed(one.run), one.stop) for one in value.trials)
        value = Tried(tuple(trials), value.plain)
    if isinstance(value, State):
        value = packed_state(value)
    if isinstance(value, Script):
        alive = tuple(tuple(map(packed_after, one)) for one in value.alive)
        value = msgspec.structs.replace(value, seen=tuple(map(packed_state, value.seen)), alive=alive)
    return _encoder.encode(value)


def packed_after(value: Returned | Denied) -> Returned | Denied:
    """What became of a trusted statement, with cells as MessagePack can hold them."""
    return Returned(packed(value.run)) if isinstance(value, Returned) else value


def packed_state(state: State) -> State:
    """A state with its cells as MessagePack can hold them."""
    return msgspec.structs.replace(
        state,
        contents=tuple(map(packed, state.contents)),
        viewed=tuple(map(packed, state.viewed)),
        answers=tuple(map(packed, state.answers)),
    )


def decode_job(data: bytes) -> AnyJob:
    """A job from its bytes."""
    job: AnyJob = _jobs.decode(data)
    return job


def decode_outcome(data: bytes) -> Outcome:
    """An outcome from bytes that may come from a hostile process: Crashed when they are none."""
    try:
        outcome: Outcome = _outcomes.decode(data)
    except (msgspec.MsgspecError, ValueError, KeyError, ArithmeticError, RecursionError):
        return Crashed("it sent no readable result")
    return outcome
