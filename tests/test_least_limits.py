"""What a reference needed is the least that an answer gets, and an audit says where that is near the limits."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conftest import EXERCISE, ROOT, audits, called, checker, write_course
from sqlgym.audit.finding import Audit
from sqlgym.context import Context
from sqlgym.course import Course, Limits
from sqlgym.data.reference import Reference
from sqlgym.errors import CourseError
from sqlgym.kinds.measuring import CourseWork, Source, generously
from sqlgym.result import Run
from sqlgym.sandbox import Exceeded, MeasureJob, Measurement, Sandbox
from sqlgym.verdict import Verdict

NUMBERS = "SELECT i FROM range({}) AS t(i), Pets WHERE id = 1"
ROWS = EXERCISE + "rows = 10\n[worlds]\ncount = 20\n"
LONG = "SELECT repeat('x', {}) FROM Pets WHERE id = 1"
MEMORY = EXERCISE + "memory_mb = 64\n[worlds]\ncount = 0\n"
"""An eighth of the memory is what a result may hold."""

Judge = Callable[..., Verdict]


@pytest.fixture
def judge(sandbox: Sandbox, tmp_path: Path) -> Judge:
    """Judges an answer against a reference, under some limits."""

    def judge(reference: str, answer: str, exercise: str = ROWS, engine: str | None = None) -> Verdict:
        root = write_course(tmp_path / "course", exercise, reference)
        (tmp_path / "answer.sql").write_text(answer)
        found = checker(sandbox, root)
        found.engine = engine
        return found.check(tmp_path / "answer.sql", "heavy_pets")

    return judge


@pytest.mark.parametrize("order", ["", " ORDER BY i LIMIT 25"])
def test_an_answer_may_return_as_many_rows_as_the_reference(judge: Judge, order: str) -> None:
    reference = NUMBERS.format(25) + order
    for _ in range(2):  # the reference comes from the cache, the suite as well
        verdict = judge(reference, NUMBERS.format("0 + 25") + order)
        assert verdict.status == "correct", verdict


def test_on_sqlite_as_well(judge: Judge) -> None:
    many = "SELECT a.id, b.id FROM Pets AS a, Pets AS b, Pets AS c"
    assert judge(many, f"{many} WHERE true", engine="sqlite").status == "correct"


def test_rows_too_many_are_wrong_and_far_too_many_are_stopped(judge: Judge) -> None:
    reference = NUMBERS.format(25)
    assert judge(reference, NUMBERS.format(27)).status == "wrong"
    verdict = judge(reference, NUMBERS.format(28))
    assert verdict.status == "limit"
    assert "It returns more than 27 rows" in verdict.findings[0].message
    few = judge(NUMBERS.format(5), NUMBERS.format(11))
    assert few.status == "limit"
    assert "It returns more than 10 rows" in few.findings[0].message


def test_an_answer_may_return_as_many_bytes_as_the_reference(judge: Judge) -> None:
    verdict = judge(LONG.format(12_000_000), LONG.format("0 + 12000000"), MEMORY)
    assert verdict.status == "correct", verdict
    assert judge(LONG.format(12_000_000), LONG.format(20_000_000), MEMORY).status == "limit"
    assert judge(LONG.format(1_000), LONG.format(12_000_000), MEMORY).status == "limit"


def test_an_answer_may_take_twice_as_long_as_the_reference() -> None:
    limits = Limits(seconds=1)
    assert Reference(Run((), ()), None, 0.75).least(limits).seconds == 1.5
    assert Reference(Run((), ()), None, 0.25).least(limits) == limits


def test_a_run_without_judging_has_the_same_limits(tmp_path: Path) -> None:
    root = write_course(tmp_path / "course", ROWS, NUMBERS.format(25))
    for count, status in ((25, 0), (28, 1)):
        (tmp_path / "heavy_pets.sql").write_text(NUMBERS.format(count))
        assert called(tmp_path, "run", "heavy_pets.sql", "--course", str(root)).returncode == status


@pytest.fixture
def audited(sandbox: Sandbox, tmp_path: Path) -> Callable[[str, str], Audit]:
    """Audits the small course's exercise with a reference."""

    def audit(reference: str, exercise: str) -> Audit:
        root = write_course(tmp_path / "course", exercise, reference)
        (found,) = audits(Context(Course(root), sandbox, plan=False))
        return found

    return audit


@pytest.mark.parametrize(
    ("reference", "exercise", "said"),
    [
        (NUMBERS.format(5), ROWS, ""),
        (NUMBERS.format(6), ROWS, "10 rows"),
        (NUMBERS.format(25), ROWS, "10 rows"),
        pytest.param(LONG.format(1_000_000), MEMORY, "", marks=pytest.mark.slow),
        pytest.param(LONG.format(5_000_000), MEMORY, "64 MiB of memory", marks=pytest.mark.slow),
        pytest.param(LONG.format(12_000_000), MEMORY, "64 MiB of memory", marks=pytest.mark.slow),
    ],
)
def test_an_audit_finds_a_reference_that_is_near_the_limits(
    audited: Callable[[str, str], Audit], reference: str, exercise: str, said: str
) -> None:
    found = [one for one in audited(reference, exercise).findings if one.id == "reference.near"]
    assert [one.severity for one in found] == ["warning"] * bool(said)
    assert all(f"more than half of the {said} that" in one.message for one in found)


def patient(kept: Callable[..., CourseWork]) -> Callable[..., CourseWork]:
    """Finds what is kept, as if it had taken 90 seconds and more memory than an answer has."""

    def slower(*given: object) -> CourseWork:
        found = kept(*given).measurement
        return CourseWork(msgspec.structs.replace(found, seconds=90.0), 2048)

    return slower


@pytest.mark.parametrize(("name", "exercise"), [("index.judge", "indexes"), ("query.work", "slow_query")])
def test_measuring_gives_an_answer_what_the_reference_needed(
    name: str, exercise: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module(f"sqlgym.kinds.{name}")
    seen: list[MeasureJob] = []
    run = Sandbox.run

    def watched(self: Sandbox, job: Any) -> Any:
        seen.extend([job] if isinstance(job, MeasureJob) else [])
        return run(self, job)

    monkeypatch.setattr(module, "course_work", patient(module.course_work))
    monkeypatch.setattr(Sandbox, "run", watched)
    verdict = checker(sandbox).check(ROOT / "exercises" / exercise / "reference.sql", exercise)
    assert verdict.status == "correct", verdict.findings
    assert (seen[-1].limits.seconds, seen[-1].limits.memory_mb) == (180, 2048)


@pytest.mark.parametrize(("needed", "beyond"), [(100, 0), (700, 1024)])
def test_what_the_course_wrote_has_more_memory_only_where_it_needs_that(
    needed: int, beyond: int, tmp_path: Path
) -> None:
    found = generously(source(tmp_path, needed), Limits(seconds=1))
    assert found.memory_mb == beyond
    assert found.least(Limits(seconds=1)) == Limits(1.5, beyond or 512)
    assert found.least(Limits(seconds=3)).seconds == 3


def test_what_the_course_wrote_and_does_not_run_is_its_fault(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="it does not run: it ran out of memory"):
        generously(source(tmp_path, 2000), Limits())


def source(path: Path, needed: int) -> Source:
    """SQL of a course that takes three quarters of a second and so much memory."""

    def measure(limits: Limits) -> Measurement | Exceeded:
        assert limits.seconds >= 4
        return Measurement((), (), 0.75) if limits.memory_mb >= needed else Exceeded("memory")

    return Source(path, "it does not run", measure)
