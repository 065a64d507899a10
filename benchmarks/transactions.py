"""One check of `transfer_orders` against the bare work in it: the same statements, killed and reopened, unwatched."""

import os
import shutil
import signal
import tempfile
import time
from functools import partial
from pathlib import Path

import duckdb

from sqlgym.course import find_course
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
ANSWER = ROOT / "exercises" / "transfer_orders.sql"
SCRIPT = ("BEGIN", "UPDATE Orders SET employee_id = 102 WHERE employee_id = 101", "COMMIT")


def bare(source: Path, folder: Path, stop: int) -> None:
    """Copy the file, run statements in a child, kill it, open the file again and read all orders."""
    path = folder / "bare.duckdb"
    shutil.copyfile(source, path)
    child = os.fork()
    if child == 0:
        connection = duckdb.connect(str(path), config={"threads": 1, "async_threads": 0})
        for statement in SCRIPT[:stop]:
            connection.execute(statement)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with duckdb.connect(str(path), config={"threads": 1, "async_threads": 0}) as connection:
        connection.execute("SELECT * FROM Orders").fetchall()
    path.with_name("bare.duckdb.wal").unlink(missing_ok=True)


def main() -> None:
    """Print both times, their ratio, and how many crash points were survived."""
    with Sandbox("auto") as sandbox:
        checker = Checker(sandbox, partial(find_course, ROOT))
        checker.check(ANSWER)
        began = time.perf_counter()
        verdict = checker.check(ANSWER)
        checked = time.perf_counter() - began
        context = checker.context(ANSWER)
        source = context.database(context.course.exercise("transfer_orders"), constrained=True)
        tried = {line.name: line.tried for line in verdict.details["lines"]}
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        began = time.perf_counter()
        for _ in range(sum(tried.values())):
            bare(source, Path(folder), 2)
        unwatched = time.perf_counter() - began
    crashes = tried["atomicity"] + tried["durability"]
    print(
        f"one transaction check: {checked:.2f} s; {sum(tried.values())} bare kills and reopenings: {unwatched:.2f} s"
    )
    print(
        f"ratio {checked / unwatched:.2f}; crash points survived: {crashes} of {crashes} ({verdict.status})"
    )


if __name__ == "__main__":
    main()
