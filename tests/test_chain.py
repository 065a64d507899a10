"""Trials of one query in one locked process: what they give, and what may never share one."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sqlgym.course import Limits
from sqlgym.sandbox import Done, Exceeded, Failed, Job, Policy, Ran, Sandbox, Shadow, TrialJob, Tried, chain
from sqlgym.sandbox import Outcome as End
from sqlgym.sandbox.chain import key
from sqlgym.sandbox.codec import decode_outcome
from sqlgym.sandbox.frames import frames
from sqlgym.sandbox.host import Host, Task
from sqlgym.sandbox.kernel import LINUX
from sqlgym.sandbox.outcome import Crashed
from sqlgym.schema import Column, Table

pytestmark = pytest.mark.skipif(
    not LINUX, reason="elsewhere each job has a process of its own, which is not forked"
)

TABLES = (Table("Pets", (Column("id", "INTEGER", False), Column("n", "INTEGER", True))),)


def trial(sql: str, rows: str, how: str = "tables", seconds: float = 5) -> TrialJob:
    """A query of one number on a world with these rows, as JSON."""
    return TrialJob(
        sql=sql,
        tables=TABLES,
        types=("INTEGER",),
        worlds=(0,),
        how=how,  # type: ignore[arg-type]
        contents={"Pets": rows},
        limits=Limits(seconds=seconds),
    )


ONE, TWO = '[["0","0","1","7"]]', '[["0","0","1","8"],["0","1","2","9"]]'
SUM = "SELECT sum(n)::INTEGER FROM Pets"


@pytest.fixture
def alone() -> Iterator[Sandbox]:
    """A sandbox of its own, whose processes can be counted."""
    with Sandbox("auto") as found:
        yield found


def found(parts: list[Tried]) -> list[Any]:
    """The rows of the trials, or how one ended."""
    return [one.run.rows if one.run else one.stop for part in parts for one in part.trials]


def children(sandbox: Sandbox) -> set[str]:
    """The processes that a sandbox's host has."""
    assert sandbox.process is not None
    host = sandbox.process.pid
    return {*Path(f"/proc/{host}/task/{host}/children").read_text().split()}


def test_the_same_text_is_tried_again_in_the_same_process(alone: Sandbox) -> None:
    for rows, right, how in ((ONE, 7, "tables"), (TWO, 17, "views"), (ONE, 7, "batch"), (TWO, 17, "tables")):
        parts, end = alone.try_worlds(trial(SUM, rows, how))
        assert (found(parts), end) == ([((right,),)], Done())
        before = children(alone)
        assert len(before) == 1
    assert children(alone) == before


def test_a_process_that_ran_one_text_never_runs_another(alone: Sandbox) -> None:
    alone.try_worlds(trial(SUM, ONE))
    first = children(alone)
    alone.try_worlds(trial(SUM + " ", ONE))
    assert len(children(alone) - first) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"sql": SUM + " -- x"},
        {"engine": "sqlite"},
        {"parameters": {"a": 1}},
        {"limits": Limits(memory_mb=100)},
        {"mode": "off"},
        {"shadow": Shadow(("random",), "low")},
        {"turned": True},
    ],
)
def test_what_is_not_the_same_shares_no_process(other: dict[str, Any]) -> None:
    job = trial(SUM, ONE)
    assert key(job) is not None
    assert key(msgspec.structs.replace(job, **other)) != key(job)


def test_nothing_of_one_trial_is_left_in_the_next(alone: Sandbox) -> None:
    sql = "SELECT count(*)::INTEGER FROM Pets, all_Pets"
    for rows, how in ((TWO, "tables"), (ONE, "views"), (ONE, "batch"), (ONE, "tables")):
        parts, _ = alone.try_worlds(trial(sql, rows, how))
        assert found(parts) == [((4 if rows == TWO else 1,),)]


def test_a_stop_in_a_process_that_did_others_before_is_made_sure_of_by_one_of_its_own(alone: Sandbox) -> None:
    sql = "SELECT (SELECT n FROM Pets) AS n"
    assert found(alone.try_worlds(trial(sql, ONE))[0]) == [((7,),)]
    before = children(alone)
    (stop,) = found(alone.try_worlds(trial(sql, TWO))[0])
    assert "More than one row" in stop.message
    assert not children(alone) & before
    assert found(alone.try_worlds(trial(sql, ONE))[0]) == [((7,),)]


def test_a_process_that_ends_while_it_waits_does_no_harm(alone: Sandbox) -> None:
    alone.try_worlds(trial(SUM, ONE))
    (waiting,) = children(alone)
    os.kill(int(waiting), 9)
    assert found(alone.try_worlds(trial(SUM, TWO))[0]) == [((17,),)]


def test_a_process_that_does_not_take_its_next_job_holds_nobody_up(alone: Sandbox) -> None:
    alone.try_worlds(trial(SUM, ONE))
    (waiting,) = children(alone)
    os.kill(int(waiting), 19)
    large = '["0","0","1","7"]'
    many = f"[{','.join([large] * 80_000)}]"
    begun = alone.start(trial(SUM, many))
    assert found(alone.collect(begun)[0]) == [((7 * 80_000,),)]
    assert waiting not in children(alone), "it would take the rest of the job for the next one"


def test_each_of_its_jobs_has_its_own_time(alone: Sandbox) -> None:
    slow = (
        "SELECT count(*)::INTEGER FROM "
        "range((SELECT CASE WHEN max(n) > 8 THEN 900000000000 ELSE 3 END FROM Pets)) t(i)"
    )
    assert found(alone.try_worlds(trial(slow, ONE, seconds=1))[0]) == [((3,),)]
    assert alone.try_worlds(trial(slow, TWO, seconds=1))[1] == Exceeded("time")


def test_no_more_than_some_wait(alone: Sandbox) -> None:
    for number in range(chain.MOST_IDLE + 3):
        alone.try_worlds(trial(f"SELECT {number}", ONE))
    until = time.monotonic() + 10
    while len(children(alone)) > chain.MOST_IDLE and time.monotonic() < until:  # one is ended after the reply
        time.sleep(0.01)
    assert len(children(alone)) == chain.MOST_IDLE


def opened(_: object, emit: Any) -> None:
    """Tell which pipes this process has open, by their inodes: of the next one the host may use the same numbers."""
    emit(Crashed(",".join(str(one) for one in map(inode, range(64)) if one)))


def inode(descriptor: int) -> int:
    """The inode of an open file; 0 where there is none."""
    try:
        return os.fstat(descriptor).st_ino
    except OSError:
        return 0


def test_no_process_has_the_pipes_of_another(tmp_path: Path) -> None:
    """One that had would send jobs to the process of another answer, and so change its verdict."""
    own, host = os.pipe(), os.pipe()
    there = Host(own[0], host[1])
    there.begin(1, trial(SUM, ONE))
    first = there.running.pop(1)
    while not first.over:
        first.read()
    there.over(1, first)
    assert [*there.idle.values()] == [first]
    child = there.fork(trial(SUM, TWO), Task(lambda: None, opened), ("another",))
    while not child.over:
        child.read()
    told = outcome(child.outcome())
    assert isinstance(told, Crashed)
    names = told.how.split(",")
    assert names
    assert not {str(inode(one)) for one in first.pipes} & {*names}
    for process in (child, first):
        process.end()
    for one in (*own, *host):
        os.close(one)


def outcome(data: bytes) -> End:
    """The first outcome in what a process sent."""
    return decode_outcome(next(iter(frames(data[1:]))))


def test_what_we_load_shares_a_process_and_no_answer_gets_there(alone: Sandbox) -> None:
    """Each has a new database, and one that fails is tried again in a process of its own."""
    policy = Policy(kinds=frozenset({"CREATE", "INSERT", "SELECT"}), wanted="anything")

    def load(sql: str, shared: bool = True) -> End:
        return alone.run(Job(sql=sql, policy=policy, trusted=True, shared=shared))

    make = "CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)"
    assert isinstance(load(make), Ran)
    (first,) = children(alone)
    assert isinstance(load(make), Ran)
    assert first in children(alone)
    assert isinstance(load("INSERT INTO t VALUES (2)"), Failed)
    assert first not in children(alone)
    for other in ({"shared": False}, {"trusted": False}, {"database": "x"}, {"engine": "sqlite"}):
        job = Job(sql=make, policy=policy, trusted=True, shared=True)
        assert key(job) is not None
        assert key(msgspec.structs.replace(job, **other)) is None
