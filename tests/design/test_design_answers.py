"""Hand-written designs for exercises of other shapes: each with the verdict and the findings expected of it."""

from pathlib import Path

import pytest

from conftest import checker
from sqlgym.sandbox import Sandbox

COURSE = Path(__file__).parent / "course"
RIGHT = sorted([*COURSE.glob("exercises/*/accepted/*.sql"), *COURSE.glob("exercises/*/reference.sql")])
WRONG = sorted(COURSE.glob("exercises/*/wrong/*.sql"))


def label(path: Path) -> str:
    return "-".join(path.relative_to(COURSE / "exercises").with_suffix("").parts)


@pytest.mark.parametrize("path", RIGHT, ids=label)
def test_right_designs_pass_whatever_their_names(path: Path, sandbox: Sandbox) -> None:
    verdict = checker(sandbox, COURSE).check(path)
    assert verdict.status == "correct", verdict.findings


@pytest.mark.parametrize("path", WRONG, ids=label)
def test_wrong_designs_fail_for_the_reason_written_in_them(path: Path, sandbox: Sandbox) -> None:
    expected = path.read_text().splitlines()[0].removeprefix("-- expected: ").split()
    verdict = checker(sandbox, COURSE).check(path)
    assert verdict.status == "wrong", verdict.findings
    assert {one.check for one in verdict.findings} == set(expected), verdict.findings
