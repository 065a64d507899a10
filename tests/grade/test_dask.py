"""Workers of a Dask cluster: the same store as the local pool, also when one of them is killed on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from grading import RIGHT, command, graded, judged, untimed, write_class

from sqlgym.grade.connect import open_store
from sqlgym.grade.session import report


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The address of a scheduler with two workers, on the loopback alone, and the process that keeps the workers."""
    address = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(address), "--host", "127.0.0.1", "--no-dashboard"]
    workers = ["--nworkers", "2", "--nthreads", "1", "--local-directory", str(tmp_path)]
    running = []
    for words in (["scheduler", *common, "--port", "0"], ["worker", *common, *workers]):
        running.append(subprocess.Popen([sys.executable, "-m", "dask", *words], stderr=subprocess.DEVNULL))
        while not address.exists():
            time.sleep(0.05)
    yield json.loads(address.read_text())["address"], running[1].pid
    for one in reversed(running):
        one.terminate()
        one.wait()


def worker_of(nanny: int) -> int:
    """A worker process that a nanny keeps."""
    threads = Path(f"/proc/{nanny}/task").glob("*/children")
    found = [child for thread in threads for child in thread.read_text().split()]
    return next(int(one) for one in found if "spawn_main" in Path(f"/proc/{one}/cmdline").read_text())


@pytest.mark.slow
def test_two_dask_workers_give_the_same_store_also_if_one_is_killed(
    cluster: tuple[str, int], plain_course: Path, tmp_path: Path
) -> None:
    texts = [f"SELECT nam{n} FROM Pets" if n % 2 else f"{RIGHT} LIMIT {n + 9}" for n in range(90)]
    write_class(tmp_path / "class", {f"s{n:02}/heavy_pets.sql": text for n, text in enumerate(texts)})
    address, nanny = cluster
    words = command(tmp_path, plain_course, "--executor", f"dask:{address}", "--format", "json")
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not judged(tmp_path) and running.poll() is None:
        time.sleep(0.02)
    os.kill(worker_of(nanny), signal.SIGKILL)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 1, said
    assert "Traceback" not in said
    whole = graded(plain_course, tmp_path, store=str(tmp_path / "whole"))
    with open_store(str(tmp_path / "grades.sqlite")) as store:
        assert untimed(report(store, None)) == untimed(whole.report)
