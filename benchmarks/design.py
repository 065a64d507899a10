"""Median milliseconds to judge a design on a warm process: `python benchmarks/design.py`."""

import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("SQLGYM_CACHE", tempfile.mkdtemp(prefix="sqlgym-context-"))

from sqlgym.course import built_in, find_course
from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Sandbox

FOLDER = built_in() / "exercises" / "third_normal_form"
ROUNDS = 5
TARGET = 250


def milliseconds(checker: Checker, path: Path) -> float:
    """The median time to judge one answer."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        checker.check(path, FOLDER.name)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main() -> None:
    """Judge every accepted and wrong answer, and print the medians."""
    with Sandbox("auto") as sandbox:
        checker = Checker(sandbox, partial(find_course, built_in()))
        checker.check(FOLDER / "reference.sql", FOLDER.name)
        for kind in ("accepted", "wrong"):
            times = {path.stem: milliseconds(checker, path) for path in sorted(FOLDER.glob(f"{kind}/*.sql"))}
            slowest = max(times, key=lambda name: times[name])
            print(
                f"{kind}: {len(times)} answers, median {statistics.median(times.values()):.0f} ms "
                f"(target below {TARGET}), slowest {slowest} {times[slowest]:.0f} ms"
            )


if __name__ == "__main__":
    main()
