"""What the host keeps of states: those that the files alone decide, and none that takes much room."""

import pytest

from sqlgym.result import Column, Run
from sqlgym.sandbox.codec import encode
from sqlgym.sandbox.frames import COMPLETE, frame
from sqlgym.sandbox.outcome import Crashed, Outcome, State
from sqlgym.sandbox.states import BYTES, MOST, MOST_BYTES, Key, States

ROWS = Run((Column("id", "INTEGER"),), ((1,), (2,)))
PLAIN = State((), (ROWS,))


def key(name: str = "a") -> Key:
    return "duckdb", (), name.encode()


def reads(states: States, outcome: Outcome, times: int = 2, name: str = "a") -> int:
    """How often a state is read that is asked for so many times."""
    sent = COMPLETE + frame(encode(outcome))
    read: list[bytes] = []
    for _ in range(times):
        assert states.get(key(name), lambda: read.append(sent) or sent) == sent  # type: ignore[func-returns-value]
    return len(read)


def test_a_state_is_read_once_for_the_same_files() -> None:
    assert reads(States(), PLAIN, 5) == 1


@pytest.mark.parametrize(
    "outcome",
    [
        State((), (ROWS,), views=("now",), viewed=(ROWS,)),
        State((), (ROWS,), answers=(ROWS,)),
        Crashed("SIGSEGV"),
        State((), (Run((Column("t", "VARCHAR"),), (("x" * MOST_BYTES,),)),)),
    ],
    ids=["a view", "a query", "none", "a large one"],
)
def test_what_the_files_do_not_decide_and_what_is_large_is_read_each_time(outcome: Outcome) -> None:
    assert reads(States(), outcome) == 2


def test_the_state_that_was_used_least_lately_goes_first() -> None:
    states = States()
    for number in range(MOST + 1):
        reads(states, PLAIN, 1, str(number))
    assert reads(states, PLAIN, 1, str(MOST)) == 0
    assert reads(states, PLAIN, 1, "0") == 1


def test_all_states_together_take_no_more_than_they_may() -> None:
    states = States()
    large = State((), (Run((Column("t", "VARCHAR"),), (("x" * (MOST_BYTES - 1_000),),)),))
    for number in range(BYTES // MOST_BYTES + 2):
        reads(states, large, 1, str(number))
    assert sum(map(len, states.found.values())) <= BYTES
    assert reads(states, large, 1, "0") == 1
