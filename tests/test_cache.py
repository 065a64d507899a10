"""The cache: private, complete or absent, and deletable without harm to anything else."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import REFERENCE
from sqlgym import cache
from sqlgym.cache import checksums
from sqlgym.errors import BuildError
from sqlgym.result import Column, Run

KEY = cache.key("what it is made of")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SQLGYM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def write(path: Path) -> None:
    (path / "data").write_text("complete")


def start(body: str, root: Path) -> subprocess.Popen[str]:
    code = f"import sys, time\nfrom sqlgym import cache\nfrom pathlib import Path\n{body}"
    environment = {**os.environ, "SQLGYM_CACHE": str(root)}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


def test_key_tells_apart_where_parts_end() -> None:
    assert cache.key("ab", "c") != cache.key("a", "bc")
    assert cache.key("ab", "c") == cache.key(b"ab", b"c")
    assert len(KEY) == 64


def test_entry_is_absent_then_complete(root: Path) -> None:
    assert cache.entry("dataset", KEY) is None
    path = cache.create("dataset", KEY, write)
    assert cache.entry("dataset", KEY) == path == root / "dataset" / KEY
    assert (path / "data").read_text() == "complete"


def test_existing_entry_is_not_built_again(root: Path) -> None:
    cache.create("dataset", KEY, write)
    cache.create("dataset", KEY, lambda _: pytest.fail("built twice"))


def test_failed_build_leaves_nothing(root: Path) -> None:
    def fail(path: Path) -> None:
        write(path)
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        cache.create("dataset", KEY, fail)
    assert list((root / "dataset").iterdir()) == []


def test_killed_build_leaves_nothing_visible_and_is_swept(root: Path) -> None:
    body = f"""
def fill(path):
    (path / "data").write_text("half")
    print("filling", flush=True)
    time.sleep(60)
cache.create("dataset", "{KEY}", fill)"""
    process = start(body, root)
    assert process.stdout is not None
    with process, process.stdout:
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert cache.entry("dataset", KEY) is None
    assert len(list((root / "dataset").iterdir())) == 1
    cache.create("dataset", KEY, write)
    assert [path.name for path in (root / "dataset").iterdir()] == [KEY]


def test_running_build_of_another_process_is_left_alone(root: Path) -> None:
    cache.create("dataset", cache.key("other"), write)
    running = root / "dataset" / f".building-{os.getppid()}-x"
    running.mkdir()
    cache.create("dataset", KEY, write)
    assert running.exists()


def test_two_builds_at_once_both_end_well(root: Path) -> None:
    gate = threading.Barrier(2, timeout=30)
    paths: list[Path] = []

    def fill(path: Path) -> None:
        gate.wait()
        write(path)

    threads = [
        threading.Thread(target=lambda: paths.append(cache.create("dataset", KEY, fill))) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paths == [root / "dataset" / KEY] * 2
    assert [path.name for path in (root / "dataset").iterdir()] == [KEY]


def test_directories_are_for_the_user_alone(root: Path) -> None:
    path = cache.create("dataset", KEY, write)
    assert [stage.stat().st_mode & 0o777 for stage in (root, root / "dataset", path)] == [0o700] * 3


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720])
def test_cache_others_may_write_into_is_refused(root: Path, mode: int) -> None:
    cache.create("dataset", KEY, write)
    root.chmod(mode)
    with pytest.raises(BuildError, match="others may write into the cache; run `chmod go-w"):
        cache.entry("dataset", KEY)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_cache_of_another_user_is_refused(root: Path) -> None:
    root.mkdir(mode=0o700)
    os.chown(root, 12345, -1)
    with pytest.raises(BuildError, match="belongs to another user; set SQLGYM_CACHE"):
        cache.create("dataset", KEY, write)


def test_cache_that_is_a_file_is_refused(root: Path) -> None:
    root.write_text("not a directory")
    with pytest.raises(BuildError, match=r"the cache cannot be used: .*; set SQLGYM_CACHE to another"):
        cache.create("dataset", KEY, write)


def test_clean_says_how_many_bytes_it_freed(root: Path) -> None:
    cache.create("dataset", KEY, write)
    cache.create("reference", KEY, write)
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file()]
    assert cache.clean() == sum(sizes) >= 2 * len("complete")
    assert cache.entry("dataset", KEY) is None
    assert cache.clean() == 0


def test_clean_follows_no_link_out(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("keep")
    path = cache.create("dataset", KEY, write)
    (path / "link").symlink_to(outside)
    (root / "dataset" / cache.key("linked")).symlink_to(outside)
    (root / "linked").symlink_to(outside)
    cache.clean()
    assert (outside / "precious").read_text() == "keep"


def test_clean_touches_only_what_the_cache_made(root: Path) -> None:
    cache.create("dataset", KEY, write)
    (root / "notes.txt").write_text("mine")
    (root / "photos").mkdir()
    (root / "photos" / "cat").write_text("mine")
    cache.clean()
    assert sorted(path.name for path in root.iterdir()) == ["notes.txt", "photos"]


def test_platform_decides_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SQLGYM_CACHE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.directory() == tmp_path / "xdg" / "sqlgym"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache.directory() == tmp_path / ".cache" / "sqlgym"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache.directory() == tmp_path / "Library" / "Caches" / "sqlgym"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a flipped byte": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]
    ),
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "longer": lambda data: data + b"\0",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["data", "inner/more", checksums.NAME])
def test_a_damaged_entry_is_none_and_is_built_anew(root: Path, damage: str, name: str) -> None:
    def fill(path: Path) -> None:
        write(path)
        (path / "inner").mkdir()
        (path / "inner" / "more").write_bytes(bytes(3_000_000))

    path = cache.create("dataset", KEY, fill)
    (path / name).write_bytes(DAMAGES[damage]((path / name).read_bytes()))
    assert cache.entry("dataset", KEY) is None
    assert cache.create("dataset", KEY, fill) == path
    assert cache.entry("dataset", KEY) == path
    assert [one.name for one in (root / "dataset").iterdir()] == [KEY]


def test_a_value_is_made_once_and_comes_back_with_its_cells(root: Path) -> None:
    run = Run((Column("a", "DECIMAL(3,1)"),), ((Decimal("1.50"),), (None,)))
    made: list[Run] = []

    def make() -> Run:
        made.append(run)
        return run

    assert cache.find("run", KEY, Run) is None
    assert [cache.memo("run", KEY, Run, make) for _ in range(2)] == [run, run]
    assert made == [run]
    assert cache.find("run", KEY, Run) == run
    cache.put("run", KEY, Run((), ()))
    assert cache.find("run", KEY, Run) == run


def test_a_value_that_does_not_last_is_made_each_time(root: Path) -> None:
    found = [cache.memo("text", KEY, str, lambda: "now", lasting=lambda text: text != "now") for _ in "ab"]
    assert found == ["now", "now"]
    assert cache.find("text", KEY, str) is None


def test_a_damaged_value_is_made_anew(root: Path) -> None:
    cache.put("text", KEY, "first")
    (file,) = root.rglob("value.msgpack")
    file.write_bytes(file.read_bytes()[:-1])
    assert cache.memo("text", KEY, str, lambda: "second") == "second"


def test_a_missing_file_is_damage(root: Path) -> None:
    path = cache.create("dataset", KEY, write)
    (path / "data").unlink()
    assert cache.entry("dataset", KEY) is None


def test_an_entry_of_an_older_version_is_built_anew(root: Path) -> None:
    path = cache.create("dataset", KEY, write)
    (path / checksums.NAME).unlink()
    assert cache.entry("dataset", KEY) is None


def test_damage_beneath_the_file_system_is_found_when_all_is_looked_at_again(root: Path) -> None:
    path = cache.create("dataset", KEY, write)
    assert cache.entry("dataset", KEY) == path
    before = (path / "data").stat()
    (path / "data").write_text("COMPLETE")
    os.utime(path / "data", ns=(before.st_atime_ns, before.st_mtime_ns))
    known = cache.discarded()
    assert cache.damages() > known
    assert not path.exists()


LOCKED = """
import ctypes, os
libc = ctypes.CDLL(None)
libc.prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE: root is refused like anybody else
os.execvp(os.sys.argv[1], os.sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux has it")
def test_a_cache_that_can_only_be_read_serves_check_build_and_grade(
    plain_course: Path, tmp_path: Path
) -> None:
    baked, answers = tmp_path / "cache", tmp_path / "class" / "ada"
    answers.mkdir(parents=True)
    (answers / "heavy_pets.sql").write_text(REFERENCE)
    course = ["--course", str(plain_course)]
    environment = {**os.environ, "SQLGYM_CACHE": str(baked), "TMPDIR": str(tmp_path)}

    def sqlgym(*words: str, locked: bool = True) -> subprocess.CompletedProcess[str]:
        before = [sys.executable, "-c", LOCKED] if locked else []
        command = [*before, sys.executable, "-m", "sqlgym", *words, *course]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert sqlgym("build", "pets", locked=False).returncode == 0
    for folder in [baked, *baked.rglob("*")]:
        folder.chmod(0o500 if folder.is_dir() else 0o400)
    before = sorted(baked.rglob("*"))
    checked = sqlgym("check", str(answers / "heavy_pets.sql"))
    assert (checked.returncode, checked.stderr) == (0, "")
    built = sqlgym("build", "pets")
    assert built.returncode == 0, built.stderr
    graded = sqlgym("grade", "class", "--store", "grades.sqlite", "--sandbox", "auto")
    assert graded.returncode == 0, graded.stderr
    assert sorted(baked.rglob("*")) == before
    for folder in [baked, *baked.rglob("*")]:
        folder.chmod(0o700)
