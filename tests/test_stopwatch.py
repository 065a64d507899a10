"""The clock of a child: the time that it ran counts; what only the clock on the wall ends is tried again before."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sqlgym.course import Limits
from sqlgym.data.reference import READING
from sqlgym.sandbox import Exceeded, Job, Ran, Sandbox, stopwatch
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.stopwatch import IDLE, MOST, Stopwatch, used, waited

linux = pytest.mark.skipif(
    not LINUX, reason="elsewhere a process has no such clock, and no children are forked"
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float, float | None, float | None], Stopwatch]:
    """A clock of five seconds, of a child that has run and waited for so long since it was started."""

    def made(passed: float, ran: float | None, delay: float | None) -> Stopwatch:
        found = Stopwatch(os.getpid(), 5)
        monkeypatch.setattr("sqlgym.sandbox.stopwatch.time.monotonic", lambda: found.began + passed)
        monkeypatch.setattr(stopwatch, "used", lambda _: ran)
        monkeypatch.setattr(stopwatch, "waited", lambda _: delay)
        return found

    return made


@pytest.mark.parametrize(
    ("passed", "ran", "delay", "left", "starved"),
    [
        (1, 1, 0, 2.5, False),
        (6, 5.5, 0.5, -0.5, False),  # it ran for its time
        (6, 2, 4, 2.5, True),  # others had the cores
        (6, 2, None, 2.5, True),
        (14, 2, 12, 1, True),
        (16, 2, 14, -1, True),  # others had them too long
        (6, 2, 2, 0.5, True),
        (6, 2, 1, -0.5, True),  # it slept
        (4, None, None, 1, False),  # the system does not tell
        (6, None, None, -1, False),
    ],
)
def test_the_time_that_a_child_ran_counts_up_to_a_bound_on_the_wall(
    passed: float,
    ran: float | None,
    delay: float | None,
    left: float,
    starved: bool,
    clock: Callable[[float, float | None, float | None], Stopwatch],
) -> None:
    assert (MOST, IDLE) == (3, 0.5)
    found = clock(passed, ran, delay)
    assert found.left() == pytest.approx(left)
    if left < 0:
        assert found.starved() is starved


def test_waiting_until_what_was_sent_is_taken_is_no_sleep(
    clock: Callable[[float, float | None, float | None], Stopwatch],
) -> None:
    found = clock(6, 1, 0)
    assert found.left() < 0
    found.excuse()
    assert found.left() == pytest.approx(2.5)


@linux
def test_of_a_process_that_is_gone_nothing_is_known() -> None:
    sleeper = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    before = used(os.getpid())
    assert before is not None
    assert used(sleeper.pid) is not None
    sleeper.communicate(b"\n")
    assert used(sleeper.pid) is None
    assert waited(sleeper.pid) is None
    assert (used(os.getpid()) or 0) >= before


@linux
def test_an_answer_that_the_machine_let_not_run_is_tried_again_before_that_counts() -> None:
    with Sandbox("auto") as sandbox:
        begun = sandbox.start(nap(1, seconds=5))
        os.kill(child_of(sandbox), signal.SIGSTOP)  # for good: it is ended by the clock on the wall
        assert isinstance(sandbox.outcome(begun), Ran)
        assert sandbox.count == 2


@linux
def test_tried_again_means_that_no_other_job_runs() -> None:
    with Sandbox("auto") as sandbox:
        begun = sandbox.start(nap(1, seconds=5))
        os.kill(child_of(sandbox), signal.SIGSTOP)
        other = sandbox.start(nap(2, seconds=8))
        assert isinstance(sandbox.outcome(begun), Ran)
        assert other.number in sandbox.outcomes
        assert isinstance(sandbox.outcome(other), Ran)


def test_an_answer_that_sleeps_is_held_all_the_same() -> None:
    with Sandbox("auto") as sandbox:
        assert sandbox.run(nap(600, seconds=1)) == Exceeded("time")


def test_an_answer_that_ran_for_its_time_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox("auto") as sandbox:
        monkeypatch.setattr(sandbox, "take", lambda _: [Exceeded("time")])
        assert sandbox.run(job("SELECT 1")) == Exceeded("time")
        assert sandbox.count == 1


@linux
def test_a_job_that_is_left_is_ended() -> None:
    with Sandbox("auto") as sandbox:
        begun = [sandbox.start(nap(600, seconds=600)) for _ in range(3)]
        assert child_of(sandbox)
        sandbox.leave(*begun)
        assert isinstance(sandbox.run(job("SELECT 1")), Ran)
        assert eventually(lambda: not list(children(sandbox)))
        assert not sandbox.left


def job(sql: str, seconds: float = 5) -> Job:
    """A query on an empty database."""
    return Job(sql=sql, policy=READING, limits=Limits(seconds=seconds))


def nap(length: float, seconds: float) -> Job:
    """A query that takes time and no core."""
    return job(f"SELECT pg_sleep({length})", seconds)


def child_of(sandbox: Sandbox) -> int:
    """The process in which a job runs."""
    assert eventually(lambda: bool(list(children(sandbox))))
    return next(children(sandbox))


def children(sandbox: Sandbox) -> Iterator[int]:
    """The processes that the sandbox's host has started."""
    assert sandbox.process is not None
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == sandbox.process.pid:
            yield int(stat.parent.name)


def eventually(done: Callable[[], bool], within: float = 60) -> bool:
    """Whether something comes true."""
    until = time.monotonic() + within
    while not done() and time.monotonic() < until:
        time.sleep(0.02)
    return done()
