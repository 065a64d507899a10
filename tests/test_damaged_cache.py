"""A damaged file of the cache never reaches a verdict: it is built anew, and the verdict is what it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import REFERENCE, checker
from sqlgym import cache
from sqlgym.sandbox import Sandbox
from sqlgym.verdict import Verdict

ANSWERS = {"right": REFERENCE, "wrong": "SELECT name, weight FROM Pets ORDER BY weight DESC"}

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "flipped": lambda data: (
        data[: len(data) // 3] + bytes([data[len(data) // 3] ^ 8]) + data[len(data) // 3 + 1 :]
    ),
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
}


def judged(course: Path, answer: str) -> Verdict:
    """The verdict of a sandbox of its own."""
    with Sandbox("auto") as own:
        return checker(own, course).check(ANSWERS[answer], "heavy_pets")


@pytest.fixture(scope="module")
def built(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with all that the answers need."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("built") / "cache"
        patch.setenv("SQLGYM_CACHE", str(folder))
        for answer in ANSWERS:
            judged(course_root, answer)
    return folder


@pytest.fixture
def own_cache(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    shutil.copytree(built, tmp_path / "cache")
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def told(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says."""
    return verdict.status, verdict.score, verdict.findings, verdict.worlds, verdict.bound


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("answer", ANSWERS)
def test_every_file_damaged_at_once_changes_no_verdict(
    own_cache: Path, course_root: Path, answer: str, damage: str
) -> None:
    before = judged(course_root, answer)
    files = [path for path in own_cache.rglob("*") if path.is_file()]
    assert {path.name for path in files} > {
        "dataset.duckdb",
        "suite.msgpack",
        "value.msgpack",
        "worlds.duckdb",
    }
    for path in files:
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert told(judged(course_root, answer)) == told(before)


def test_damage_done_while_a_sandbox_runs_is_nobodys_error(own_cache: Path, course_root: Path) -> None:
    with Sandbox("auto") as own:
        found = checker(own, course_root)
        before = found.check(ANSWERS["right"], "heavy_pets")
        for path in own_cache.rglob("*.duckdb"):
            data = path.read_bytes()
            path.write_bytes(data[:12288] + bytes(len(data) - 12288))
        known = cache.discarded()
        after = found.check(ANSWERS["right"], "heavy_pets")
        assert told(after) == told(before)
        assert cache.discarded() > known
