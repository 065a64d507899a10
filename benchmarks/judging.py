"""What judging costs: CPU for each answer graded with one job, against a script that compares rows, all in one run.

`python benchmarks/judging.py [COUNT]` writes benchmarks/results-judging.md: the kept answers of the two founding
queries, COUNT variations of them (300 unless told), six answers that never end, and an audit, first and again.
"""

import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from grade import ROOT, SEED, grade, judged, own, spent, teach, write_class
from sqlgym import __version__
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.sandbox import Sandbox

FOUNDING = ["second_highest", "employee_orders"]

ENDLESS = "SELECT count(*) FROM range(9000000) a, range(9000000) b WHERE a.range + b.range = {number}"


def kept(course: Course) -> Iterator[tuple[str, str]]:
    """The answers that the two exercises bring along."""
    return ((name, text) for name in FOUNDING for text in own(course, name))


def variations(course: Course, count: int) -> Iterator[tuple[str, str]]:
    """So many of them, each written in a way of its own."""
    chance, texts = random.Random(SEED), list(kept(course))
    for number in range(count):
        name, text = chance.choice(texts)
        yield name, f"{text}\n-- answer {number}\n"


def one_job(place: Path, name: str, answers: Iterator[tuple[str, str]], script: float) -> str:
    """A row: answers graded with one job, caches warm; `script` is what one takes the script."""
    root, store = place / name, place / f"{name}.sqlite"
    total = write_class(root, answers)
    grade(root, ROOT, place / f"{name}-first.sqlite", 1)
    _, cpu, *_ = grade(root, ROOT, store, 1)
    texts = judged(store)
    each = cpu / texts
    return f"| {name} ({total} answers, {texts} judged) | {each * 1000:.0f} ms | {each / script:.0f} × |"


def script_of(place: Path, course: Course) -> float:
    """Seconds of CPU that a script which only compares rows takes for one answer, its start included."""
    with Sandbox("auto") as sandbox:
        database = str(Context(course, sandbox).dataset(course.exercise(FOUNDING[0])).path)
    root = place / "script" / "class"
    total = write_class(root, kept(course))
    return teach(root, FOUNDING, database)[1] / total


def endless(place: Path) -> str:
    """A row: six answers that never end, with two jobs, by the clock."""
    root = place / "endless"
    write_class(root, ((FOUNDING[0], ENDLESS.format(number=number)) for number in range(6)))
    seconds, cpu, *_ = grade(root, ROOT, place / "endless.sqlite", 2)
    return f"| six answers that never end, two jobs | {seconds:.0f} s by the clock, {cpu:.0f} s of CPU | |"


def audit(cache: str) -> Iterator[str]:
    """Rows: an audit of the two exercises in an empty cache, and once more."""
    environment = {**os.environ, "SQLGYM_CACHE": cache}
    words = [sys.executable, "-m", "sqlgym", "audit", *FOUNDING, "--jobs", "1"]
    for what in ("the first time", "again, unchanged"):
        began, before = time.perf_counter(), spent()
        subprocess.run(words, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        cpu, clock = spent() - before, time.perf_counter() - began
        yield f"| audit of the two exercises, {what} | {cpu:.1f} s | {clock:.1f} s by the clock |"


def main() -> None:
    """Run all, print, and keep the results."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    load, course = os.getloadavg()[0], Course(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SQLGYM_CACHE", f"{folder}/cache")
        place = Path(folder)
        script = script_of(place, course)
        rows = [
            f"| the script, pytest and duckdb | {script * 1000:.0f} ms | 1 × |",
            one_job(place, "kept answers", kept(course), script),
            one_job(place, "variations", variations(course, count), script),
            endless(place),
            *audit(f"{folder}/audit"),
        ]
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, sqlgym {__version__}"
    )
    busy = f"Load of the machine before the run {load:.1f}, after it {os.getloadavg()[0]:.1f}."
    head = "| what | CPU for each | against the script |\n|---|---:|---:|"
    text = "\n".join([f"# Judging\n\n{machine}. {busy}\n", head, *rows, ""])
    (ROOT / "benchmarks" / "results-judging.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
