"""Workers that die, are stopped, or are lied to: nothing is lost, and no process is left behind."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

import msgspec
from grading import SEED, THREAD, command, graded, judged, untimed, write_class

from conftest import EXERCISE
from sqlgym.course.answer import Answer
from sqlgym.grade.codec import pack
from sqlgym.grade.connect import open_store
from sqlgym.grade.exercises import Graded as Counting
from sqlgym.grade.keys import Terms
from sqlgym.grade.pool import Pool, local
from sqlgym.grade.run import RETRIES, Grading
from sqlgym.grade.session import report
from sqlgym.grade.sorting import collected
from sqlgym.grade.store import Known, Store
from sqlgym.grade.work import Judged, Setup, Task, Work
from sqlgym.kinds.checker import ungraded
from sqlgym.verdict import Status, Unjudged
from sqlgym.verdict.evidence import Limit

SETUP = Setup(None, Terms(SEED), "auto")


def verdict(status: Status, limit: Limit | None = None) -> bytes:
    """A verdict with a status, packed."""
    return pack(
        msgspec.structs.replace(
            ungraded("joins", Answer(""), ""), status=status, details=Unjudged(limit=limit)
        )
    )


def deadly(task: bytes) -> list[Judged]:
    """Work at which a worker dies if one of the answers says so."""
    items = msgspec.msgpack.decode(task, type=Task).items
    if any(item.data == b"poison" for item in items):
        os.kill(os.getpid(), signal.SIGKILL)
    return [(item.key, verdict("correct"), "") for item in items]


def busy(task: bytes) -> list[Judged]:
    """Work that always runs out of time."""
    items = msgspec.msgpack.decode(task, type=Task).items
    return [(item.key, verdict("limit", limit="time"), "") for item in items]


def run(
    root: Path, names: tuple[str, ...], start: Callable[[], Executor], work: Work
) -> tuple[Store, Grading]:
    """Grade the folder `class` by some work."""
    store = open_store(str(root / "grades.sqlite"))
    counting = {name: Counting(name, None, name) for name in names}
    grading = Grading(store, Pool(start, 2, SETUP, work), counting, lambda *_: None, log=lambda _: None)
    grading.run(collected(root / "class", names), lambda *_: True)
    grading.pool.close()
    return store, grading


def test_an_answer_that_kills_its_worker_is_tried_alone_and_then_told(tmp_path: Path) -> None:
    texts = ["poison" if number == 30 else f"SELECT {number}" for number in range(60)]
    write_class(tmp_path / "class", {f"s{n:02}/joins.sql": text for n, text in enumerate(texts)})
    store, _ = run(tmp_path, ("joins",), local(2)[0], deadly)
    found = {one.student: one for one in store.results()}
    assert [name for name, one in found.items() if one.status != "correct"] == ["s30"]
    assert found["s30"].status == "ungraded"
    assert "ended again when the answer was tried alone" in found["s30"].findings[0].message
    store.close()


def test_a_limit_is_tried_again_a_few_times_for_each_student(tmp_path: Path) -> None:
    names = tuple(f"e{number}" for number in range(6))
    write_class(tmp_path / "class", {f"ada/{name}.sql": name for name in names})
    tried: list[str] = []

    def work(task: bytes) -> list[Judged]:
        found = busy(task)
        tried.extend(key for key, *_ in found)
        return found

    store, _ = run(tmp_path, names, lambda: THREAD, work)
    assert len(tried) == 6 + RETRIES
    assert set(store.known().values()) == {Known("limit", True)}
    store.close()


def interrupted(words: list[str], root: Path, number: signal.Signals) -> subprocess.Popen[str]:
    """Start a command, and send it a signal as soon as the store has one more verdict."""
    before = judged(root)
    running = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while judged(root) == before and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, number) if number == signal.SIGINT else running.send_signal(number)
    return running


def group(leader: int) -> list[int]:
    """The processes that a command started and that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, member = path.read_text().rpartition(")")[2].split()[:3]
            found += [int(path.parent.name)] if int(member) == leader and state != "Z" else []
    return found


def test_a_run_that_is_stopped_or_killed_goes_on_where_it_was(plain_course: Path, tmp_path: Path) -> None:
    write_class(
        tmp_path / "class", {f"s{n:02}/heavy_pets.sql": f"SELECT nam{n} FROM Pets" for n in range(90)}
    )
    words = command(tmp_path, plain_course, "--jobs", "2", "--format", "json")
    stopped = interrupted(words, tmp_path, signal.SIGINT)
    assert "are judged and kept" in stopped.communicate(timeout=60)[1]
    assert stopped.returncode == 130
    killed = interrupted(words, tmp_path, signal.SIGKILL)
    killed.communicate(timeout=60)
    while group(killed.pid) or group(stopped.pid):
        time.sleep(0.02)
    kept = judged(tmp_path)
    assert 0 < kept < 90
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert judged(tmp_path) == 90
    whole = graded(plain_course, tmp_path, store=str(tmp_path / "whole"))
    with open_store(str(tmp_path / "grades.sqlite")) as store:
        assert untimed(report(store, None)) == untimed(whole.report)


PLANTED = ("duckdb.py", "_duckdb.py", "sqlalchemy.py", "sitecustomize.py", "msgspec/__init__.py", "conftest.py",
           "multiprocessing/__init__.py", "multiprocessing/spawn.py")  # fmt: skip
"""What Python would import from the current folder, if it were let."""


def test_a_learners_checkout_does_not_change_who_judges(plain_course: Path, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    files: dict[str, str | bytes] = {name: f"open({str(marker)!r}, 'w').close()" for name in PLANTED}
    own = {"reference.sql": "SELECT 1", "exercise.toml": EXERCISE}
    files |= {f"exercises/heavy_pets/{name}": text for name, text in own.items()}
    files |= {
        ".env": f"SQLGYM_COURSE={tmp_path}",
        "pyproject.toml": "[tool.sqlgym]",
        "heavy_pets.sql": "SELECT 1",
    }
    checkout = write_class(tmp_path / "class" / "ada", files)
    words = command(tmp_path, plain_course, "--format", "json", "--jobs", "1")
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(
        words, cwd=checkout, env=plain, capture_output=True, text=True, timeout=120, check=False
    )
    (result,) = json.loads(done.stdout)["results"]
    assert (result["student"], result["status"], done.returncode) == ("ada", "wrong", 1)
    assert not marker.exists()
