"""Grading a class: answers a second, memory over time, and the ratio to a script that a teacher would write.

`python benchmarks/grade.py [ANSWERS]` writes benchmarks/results-grade.md. Answers are variations of the exercises' own
accepted and wrong ones, with hostile ones strewn in; all is measured in one run.
"""

import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

from sqlgym import __version__
from sqlgym.context import Context
from sqlgym.course import Course
from sqlgym.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
SEED = 1
EVERY = 40
"""One answer of so many is hostile."""

SHARES = {"query": 20, "design": 3, "index": 3, "transaction": 1}
"""How often each kind comes: what classes do most is queries."""

HOSTILE = (
    "SELECT count(*) FROM range(9000000) a, range(9000000) b WHERE a.range + b.range = 7",
    "SELECT repeat('x', 2000000000)",
    "WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM t) SELECT max(x) FROM t",
    "SELECT * FROM read_text('/etc/passwd')",
    "ATTACH '/tmp/x.db' AS other",
    "SELECT * FROM range(50000000)",
    "SELECT " + "(" * 5_000 + "1" + ")" * 5_000,
    "COPY (SELECT 1) TO '/tmp/stolen'",
    "\x00\x01\x02 binary \udcff",
    "x" * 2_000_000,
)

TEACHER = """
import pathlib, duckdb, pytest
DATABASE, CLASS, COURSE = {paths!r}
connection = duckdb.connect(DATABASE, read_only=True)
TEXTS = {{name: pathlib.Path(COURSE, name, "reference.sql").read_text() for name in {names!r}}}
REFERENCE = {{name: connection.execute(text).fetchall() for name, text in TEXTS.items()}}

@pytest.mark.parametrize("path", sorted(pathlib.Path(CLASS).glob("*/*.sql")), ids=str)
def test_answer(path):
    rows = connection.execute(path.read_text()).fetchall()
    assert sorted(rows, key=repr) == sorted(REFERENCE[path.stem], key=repr)
"""
"""What many courses have: no isolation, no limits, no small databases, one dataset."""


def all_kinds(course: Course) -> list[str]:
    """The exercises of a course, each as often as its kind comes."""
    return [name for name in course.names for _ in range(SHARES.get(course.exercise(name).kind, 0))]


def company_queries(course: Course) -> list[str]:
    """The query exercises on one schema."""
    found = map(course.exercise, course.names)
    return [one.name for one in found if (one.kind, one.schema) == ("query", "company")]


def answers(course: Course, names: list[str], count: int, hostile: bool) -> Iterator[tuple[str, str]]:
    """Exercise and text of so many answers."""
    chance = random.Random(SEED)
    texts = {name: own(course, name) for name in {*names}}
    for number in range(count):
        name = chance.choice(names)
        if hostile and number % EVERY == EVERY - 1:
            yield name, HOSTILE[number // EVERY % len(HOSTILE)] + f"\n-- {number}"
        else:
            yield name, f"-- answer {number}\n{chance.choice(texts[name])}"


def own(course: Course, name: str) -> list[str]:
    """The answers that an exercise brings along, right and wrong."""
    folder = course.exercise(name).folder
    return [
        path.read_text() for part in ("accepted", "wrong") for path in sorted((folder / part).glob("*.sql"))
    ]


def write_class(root: Path, found: Iterator[tuple[str, str]]) -> int:
    """Write answers as a class: each student has one of each exercise at most."""
    taken: Counter[str] = Counter()
    for name, text in found:
        folder = root / f"student_{taken[name]:05}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.sql").write_bytes(text.encode("utf-8", "surrogateescape"))
        taken[name] += 1
    return sum(taken.values())


class Watch:
    """Memory of a process and of all that it started, second by second."""

    def __init__(self, leader: int) -> None:
        self.leader = leader
        self.seen: list[dict[int, int]] = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self) -> None:
        """Look until it has ended."""
        while not self.ended.wait(1):
            self.seen.append({process: private(process) for process in members(self.leader)})

    def end(self) -> None:
        """Look no more."""
        self.ended.set()
        self.thread.join()

    def totals(self) -> list[float]:
        """MiB of all processes together at some moments from the first quarter to the end."""
        sums = [sum(one.values()) / 1024 for one in self.seen if one]
        return [
            max(sums[int(len(sums) * part) : int(len(sums) * (part + 0.25))] or [0])
            for part in (0, 0.25, 0.5, 0.75)
        ]


def members(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found += [int(path.parent.name)] if int(fields[3]) == leader else []
    return found


def private(process: int) -> int:
    """KiB of memory that a process shares with no other."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


def grade(
    root: Path, course: Path, store: Path, jobs: int
) -> tuple[float, float, dict[str, object], list[float]]:
    """Grade a class: seconds by the clock, of CPU, the report, and the memory over time."""
    words = [sys.executable, "-m", "sqlgym", "grade", str(root), "--course", str(course), "--format", "json"]
    words += ["--store", str(store), "--seed", str(SEED), "--jobs", str(jobs)]
    began, before = time.perf_counter(), spent()
    with tempfile.TemporaryFile() as output:
        running = subprocess.Popen(words, stdout=output, start_new_session=True)
        watch = Watch(running.pid)
        running.wait()
        watch.end()
        output.seek(0)
        report = json.load(output)
    return time.perf_counter() - began, spent() - before, report, watch.totals()


def teach(root: Path, names: list[str], database: str) -> tuple[float, float]:
    """The teacher's script over a class of queries: seconds by the clock, and of CPU."""
    script = root.parent / "test_answers.py"
    script.write_text(TEACHER.format(paths=(database, str(root), str(ROOT / "exercises")), names=names))
    options = ["-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", "-p", "no:sqlgym"]
    began, before = time.perf_counter(), spent()
    words = [sys.executable, "-m", "pytest", *options, str(script)]
    subprocess.run(words, capture_output=True, check=False, cwd=root.parent)
    return time.perf_counter() - began, spent() - before


def spent() -> float:
    """Seconds of CPU of all that was started here and has ended."""
    times = os.times()
    return times.children_user + times.children_system


def judged(store: Path) -> int:
    """How many texts were judged, not shared."""
    import sqlite3

    connection = sqlite3.connect(store)
    (count,) = connection.execute("SELECT count(*) FROM sqlgym_verdicts WHERE seconds > 0").fetchone()
    connection.close()
    return int(count)


def without_worlds(root: Path) -> Path:
    """The course with the dataset alone."""
    for part in ("exercises", "schema"):
        shutil.copytree(ROOT / part, root / part)
    for path in root.glob("exercises/*/exercise.toml"):
        text = path.read_text()
        if "kind" in text and '"query"' in text:
            table = text if "\n[worlds]" in text else f"{text}\n[worlds]\n"
            path.write_text(re.sub(r"\n\[worlds\]\n(count = .*\n)?", "\n[worlds]\ncount = 0\n", table))
            shutil.rmtree(path.parent / "worlds", ignore_errors=True)
    return root


def whole_class(place: Path, count: int) -> Iterator[str]:
    """A class with all kinds and hostile answers."""
    root, course = place / "class", Course(ROOT)
    total = write_class(root, answers(course, all_kinds(course), count, hostile=True))
    jobs = os.cpu_count() or 1
    seconds, cpu, report, memory = grade(root, ROOT, place / "class.sqlite", jobs)
    results = [one for one in report["results"] if one["answer"]]  # type: ignore[attr-defined]
    statuses = Counter(one["status"] for one in results)
    texts = judged(place / "class.sqlite")
    again, *_ = grade(root, ROOT, place / "class.sqlite", jobs)
    yield f"| answers, {len(HOSTILE)} sorts of hostile ones among them | {total:,} |"
    yield f"| of them judged (the others share a verdict) | {texts:,} |"
    yield f"| all, caches built on the way, {jobs} jobs | {seconds:,.0f} s |"
    yield f"| answers a second | {total / seconds:.1f} |"
    yield f"| the same command again | {again:.1f} s |"
    yield f"| statuses | {', '.join(f'{count:,} {status}' for status, count in statuses.most_common())} |"
    quarters = ", ".join(f"{one:.0f}" for one in memory)
    yield f"| seconds of CPU, for each text judged | {cpu / texts:.2f} |"
    yield f"| most memory of all processes in each quarter of the time, MiB | {quarters} |"


def against_a_teacher(place: Path, count: int) -> Iterator[str]:
    """Queries alone, on one core, against the teacher's script."""
    course = Course(ROOT)
    names = company_queries(course)
    with Sandbox("auto") as sandbox:
        database = str(Context(course, sandbox).dataset(course.exercise(names[0])).path)
    many = place / "many" / "class"
    total = write_class(many, answers(course, names, count, hostile=False))
    clock, work = teach(many, names, database)
    yield f"| pytest and duckdb ({total:,} answers) | {total / clock:.1f} | {total / work:.1f} | 1 |"
    few = place / "few" / "class"
    write_class(few, answers(course, names, count // 5, hostile=False))
    alone = without_worlds(place / "course")
    for what, root, by in (("the dataset alone", many, alone), ("300 small databases too", few, ROOT)):
        grade(few, by, place / f"{by.name}-warm.sqlite", 1)
        store = place / f"{by.name}.sqlite"
        seconds, cpu, report, _ = grade(root, by, store, 1)
        size = sum(bool(one["answer"]) for one in report["results"])  # type: ignore[attr-defined]
        yield (
            f"| sqlgym, {what} ({size:,} answers, {judged(store):,} judged) | {size / seconds:.1f} "
            f"| {size / cpu:.1f} | {cpu / size / (work / total):.1f} |"
        )


def main() -> None:
    """Run all, print, and keep the results."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("SQLGYM_CACHE", f"{folder}/cache")
        place = Path(folder)
        teacher = list(against_a_teacher(place, max(100, count // 4)))
        whole = list(whole_class(place, count))
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, sqlgym {__version__}"
    )
    busy = f"Load of the machine before the run {load:.1f}, after it {os.getloadavg()[0]:.1f}."
    head = ["| what | |", "|---|---:|"]
    columns = "| on one core | answers a second | answers a second of CPU | CPU, × the script's |\n|---|---:|---:|---:|"
    text = "\n".join(
        [f"# Grading a class\n\n{machine}. {busy}\n\n## All kinds, hostile answers strewn in\n", *head, *whole,
         "\n## Queries, against a script that a teacher would write\n", columns, *teacher, ""]
    )  # fmt: skip
    (ROOT / "benchmarks" / "results-grade.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
