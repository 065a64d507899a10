"""The way a class is judged against the long one: every process for one job, and nothing known of a mistake before."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import msgspec
import pytest

from conftest import ROOT
from sqlgym.course import Course
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Sandbox, parent
from sqlgym.verdict import Verdict
from sqlgym.worlds.examination import Examiner

if TYPE_CHECKING:
    from sqlgym.worlds.confirm import Confirmer
    from sqlgym.worlds.judgement import Settling
    from sqlgym.worlds.suite import Suite

COURSE = Course(ROOT)
NAMES = [name for name in COURSE.names if COURSE.exercise(name).kind == "query"]
ALONE = "from sqlgym.sandbox import chain; chain.MOST_IDLE = 0; from sqlgym.sandbox.host"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Checker]:
    """Judges as a single check does, in a process for each job.

    No clock runs out while a counterexample is made small: on a busy machine the larger one of the two would be shown.
    """
    monkeypatch.setattr("sqlgym.worlds.confirm.Confirmer.seconds_left", lambda _: 5.0)
    monkeypatch.setattr(parent, "SPAWNED", parent.SPAWNED.replace("from sqlgym.sandbox.host", ALONE))
    with Sandbox("auto") as found:
        yield Checker(found, lambda _: COURSE, plan=False)


def kept(name: str) -> list[Path]:
    """The answers that an exercise brings along."""
    folder = ROOT / "exercises" / name
    return [path for part in ("accepted", "wrong") for path in sorted((folder / part).glob("*.sql"))]


def bare(verdict: Verdict) -> Verdict:
    """A verdict without what is measured."""
    return msgspec.structs.replace(verdict, seconds=0.0, answer="")


def test_what_is_found_out_of_a_known_mistake_takes_none_of_an_answers_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]

    def alike(_: object) -> None:
        """Take half a minute."""
        clock[0] += 30

    one = Examiner.__new__(Examiner)
    one.confirmer = cast("Confirmer", SimpleNamespace(deadline=105.0))
    one.suite = cast("Suite", SimpleNamespace(middle=None))
    one.alike = alike
    monkeypatch.setattr("sqlgym.worlds.examination.time.monotonic", lambda: clock[0])
    assert one.shared({}, cast("Settling", None)) is None
    assert one.confirmer.deadline == 135.0


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name in NAMES for number in range(len(kept(name)))]
)
def test_a_class_gets_the_verdicts_of_the_long_way(
    name: str, number: int, slow: Checker, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Status, findings, counterexample, diagnosis and notes: of a kept answer, and of every second one's variation."""
    path = tmp_path / "answer.sql"
    path.write_text(kept(name)[number].read_text() + "\n-- mine\n" * (number % 2))
    fast = Checker(sandbox, lambda _: COURSE, plan=False)
    fast.at_once = False
    assert bare(fast.check(path, name)) == bare(slow.check(path, name))
