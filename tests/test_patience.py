"""The clock of a child: what it waited for a core does not count, up to a bound; what it slept does."""

import os
import subprocess
import sys

import pytest

from sqlgym.sandbox import patience
from sqlgym.sandbox.patience import MOST, Stopwatch, waited


@pytest.mark.parametrize(
    ("passed", "waiting", "left"), [(1, 9, 4), (6, 0, -1), (6, 3, 2), (6, 100, 9), (16, 100, -1)]
)
def test_waiting_for_a_core_is_given_back_up_to_a_bound(
    passed: float, waiting: float, left: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST == 3
    clock = Stopwatch(os.getpid(), 5)
    monkeypatch.setattr("sqlgym.sandbox.patience.time.monotonic", lambda: clock.began + passed)
    monkeypatch.setattr(patience, "waited", lambda _: waiting)
    assert clock.left() == pytest.approx(left)


def test_of_a_process_that_is_gone_nothing_is_known() -> None:
    sleeper = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    before = waited(os.getpid())
    assert waited(sleeper.pid) >= 0
    sleeper.communicate(b"\n")
    assert waited(sleeper.pid) == 0.0
    assert waited(os.getpid()) >= before
