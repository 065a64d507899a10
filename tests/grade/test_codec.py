"""A verdict that was kept is reported as it would have been at once, whatever its kind."""

from pathlib import Path

import pytest

from conftest import ROOT, checker, of_kind
from sqlgym.grade.codec import pack, unpack
from sqlgym.kinds import KINDS
from sqlgym.report import Style, write
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Report


def unchanged(path: Path, sandbox: Sandbox) -> bool:
    """Whether the reports on an answer are the same before and after its verdict was kept."""
    verdict = checker(sandbox).check(path)
    reports = [Report("", (one,), {}) for one in (verdict, unpack(pack(verdict)))]
    forms = ("text", "json", "html")
    written = [[write(form, report, Style()) for form in forms] for report in reports]
    return written[0] == written[1]


def test_a_kept_verdict_on_a_query_reads_the_same(sandbox: Sandbox) -> None:
    assert unchanged(ROOT / "exercises/second_highest/wrong/limit_offset.sql", sandbox)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", ["accepted", "wrong"])
def test_a_kept_verdict_of_any_kind_reads_the_same(kind: str, folder: str, sandbox: Sandbox) -> None:
    assert all(unchanged(path, sandbox) for path in of_kind(ROOT, kind, folder)[:2])
