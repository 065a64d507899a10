"""Jobs that run beside each other: each has its own outcome, whichever ends first and however it ends."""

from pathlib import Path

import pytest

from sqlgym.course import Limits
from sqlgym.data.reference import READING
from sqlgym.sandbox import Exceeded, Failed, Job, Ran, Sandbox

LARGE = "SELECT '" + "x" * 300_000 + "'"


def job(sql: str, seconds: float = 5) -> Job:
    """A query on an empty database."""
    return Job(sql=sql, policy=READING, limits=Limits(seconds=seconds))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_each_job_gets_its_own_outcome_in_whatever_order_they_are_asked_for(
    order: tuple[int, ...], sandbox: Sandbox
) -> None:
    begun = [sandbox.start(job(sql)) for sql in ("SELECT 1", "SELECT nope", "SELECT 3")]
    found = {place: sandbox.outcome(begun[place]) for place in order}
    first, failed, last = (found[place] for place in range(3))
    assert isinstance(first, Ran)
    assert first.runs[0].rows == ((1,),)
    assert isinstance(failed, Failed)
    assert isinstance(last, Ran)
    assert last.runs[0].rows == ((3,),)


def test_one_that_finds_no_end_stops_no_other(sandbox: Sandbox) -> None:
    endless = sandbox.start(job("SELECT pg_sleep(60)", seconds=1))
    assert isinstance(sandbox.run(job("SELECT 1")), Ran)
    assert sandbox.outcome(endless) == Exceeded("time")


def test_large_jobs_and_large_outcomes_wait_for_each_other_in_no_circle(sandbox: Sandbox) -> None:
    begun = [sandbox.start(job(LARGE)) for _ in range(6)]
    assert all(isinstance(sandbox.outcome(one), Ran) for one in begun)


def test_what_was_left_is_not_taken_for_another(sandbox: Sandbox) -> None:
    sandbox.leave(sandbox.start(job("SELECT 1")), sandbox.start(job("SELECT 2")))
    found = sandbox.run(job("SELECT 3"))
    assert isinstance(found, Ran)
    assert found.runs[0].rows == ((3,),)


def test_a_job_cannot_reach_the_database_of_another(sandbox: Sandbox, tmp_path: Path) -> None:
    import duckdb

    for name in ("one", "two"):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as connection:
            connection.execute(f"CREATE TABLE {name} AS SELECT 1")
    for own, other in (("one", "two"), ("two", "one")):
        for number in range(3):
            sql = f"SELECT * FROM database_{number}.main.{other}"
            there = Job(sql=sql, policy=READING, database=str(tmp_path / f"{own}.duckdb"))
            assert isinstance(sandbox.run(there), Failed)


@pytest.mark.parametrize("chance", ["random()", "uuid()::VARCHAR"])
def test_chance_falls_differently_each_time(chance: str, sandbox: Sandbox) -> None:
    found = [sandbox.run(job(f"SELECT {chance}")) for _ in range(3)]
    assert len({one.runs[0].rows for one in found if isinstance(one, Ran)}) == 3
