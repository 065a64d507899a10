"""Judges thousands of answers that nobody would write and looks for what must never happen.

    python benchmarks/fuzz.py [--answers 10000] [--seed 0] [--worlds 20] [--quick] [--keep FOLDER]

It must never happen that judging ends in an exception or `ungraded`, that a secret shows up in a report, that a
file or a process is left, or that memory grows. Exit status 1 if something did; the answers are then in FOLDER.
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sqlgym
from fuzz_answers import Draw, drawn, mutated, noise
from sqlgym.kinds.checker import Checker
from sqlgym.report import Style, write
from sqlgym.sandbox.folder import PREFIX, place
from sqlgym.verdict import Report, Verdict

ROOT = Path(__file__).parents[1]
CANARY = "canary-5d0c"
REAPED = 5.0
"""Seconds after which a process that still is there counts as left behind."""

LIMITS = "\n[defaults.limits]\nseconds = 0.5\nmemory_mb = 256\n"
SCRIPT = {
    "exercise.toml": 'title = "A rise"\nkind = "script"\nschema = "company"\npoints = 10\n',
    "reference.sql": f"-- {CANARY}\nUPDATE Employees SET salary = salary * 1.1 WHERE department_id = 1;\n",
    "accepted/sum.sql": "UPDATE Employees SET salary = salary + salary / 10 WHERE department_id = 1;\n",
}
TINY = {
    "schema/company/schema.sql": """
        CREATE TABLE Departments (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
        CREATE TABLE Employees (
            id INTEGER PRIMARY KEY, name VARCHAR NOT NULL,
            department_id INTEGER REFERENCES Departments (id), salary DECIMAL(10, 2)
        );""",
    "schema/company/data.sql": """
        INSERT INTO Departments VALUES (1, 'Sales'), (2, 'Support');
        INSERT INTO Employees
        VALUES (1, 'Ada', 1, 100), (2, 'Bob', NULL, 300), (3, 'Cy', 2, NULL), (4, 'Di', 1, 300);""",
    "exercises/course.toml": "",
    "exercises/second_highest/exercise.toml": """
        title = "Second highest"\nkind = "query"\nschema = "company"\n[worlds]\ncount = 0""",
    "exercises/second_highest/reference.sql": """
        SELECT salary FROM Employees ORDER BY salary DESC NULLS LAST, id LIMIT 1 OFFSET 2""",
}
"""A course of which little is built: what is tried in CI."""

QUICK = {"second_highest": 12, "rise": 1}
"""Exercise → how often an answer to it is drawn."""

ALL = {
    "second_highest": 10,
    "employee_orders": 8,
    "slow_query": 4,
    "rise": 6,
    "third_normal_form": 4,
    "transfer_orders": 1,
}


def course(folder: Path, quick: bool) -> Path:
    """The built-in course or a tiny one, with short limits, secrets in references, an exercise of kind script."""
    for part in () if quick else ("schema", "exercises"):
        shutil.copytree(ROOT / part, folder / part)
    for name, text in (TINY if quick else {}).items():
        put(folder / name, text)
    for reference in folder.glob("exercises/*/reference.sql"):
        reference.write_text(f"-- {CANARY}\n{reference.read_text()}")
    for name, text in SCRIPT.items():
        put(folder / "exercises" / "rise" / name, text)
    with (folder / "exercises" / "course.toml").open("a") as file:
        file.write(LIMITS)
    return folder


def put(path: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))


def real(root: Path, name: str) -> list[str]:
    """The texts of an exercise's answers, right and wrong."""
    folders = [place / "exercises" / name / part for place in (root, ROOT) for part in ("accepted", "wrong")]
    return [path.read_text() for folder in folders for path in sorted(folder.glob("*.sql"))]


SOURCES = ("grammar", "grammar", "bytes", "mutated", "mutated")
"""Where answers are from, as often as they are."""


def answers(root: Path, weights: dict[str, int], seed: int, count: int) -> Iterator[tuple[str, str, bytes]]:
    """Where each answer is from, the exercise it is handed in for, and its bytes."""
    dice = random.Random(seed)
    sources = {
        name: {"grammar": drawn, "bytes": noise, "mutated": mutated(real(root, name))} for name in weights
    }
    for _ in range(count):
        (name,) = dice.choices(list(weights), list(weights.values()))
        source = dice.choice(SOURCES)
        draw: Draw = sources[name][source]
        yield source, name, draw(dice)


class Watch:
    """What must not grow: memory, processes and files of this process and of those it started."""

    def __init__(self, folder: Path) -> None:
        """Remember what is there now."""
        self.places = [folder, Path(tempfile.gettempdir()), Path(place() or tempfile.gettempdir())]
        self.before = self.files()
        self.memory: list[tuple[int, int]] = []

    def files(self) -> set[Path]:
        """The files in the places where an answer or its trial could leave some."""
        folders = (self.places[0], self.places[1])
        own = {path for folder in folders for path in folder.iterdir()}
        return own | {
            path for path in self.places[2].glob(f"{PREFIX}*") if path.name.split("-")[2] in self.hosts()
        }

    def hosts(self) -> set[str]:
        """The processes that this one has started and that still are there."""
        return set(of_process("self", f"task/{os.getpid()}/children").split())

    def faults(self) -> Iterator[str]:
        """What is left behind by the answers so far."""
        yield from (f"left a file: {path}" for path in self.files() - self.before)
        until = time.monotonic() + REAPED
        while (left := self.children()) and time.monotonic() < until:
            time.sleep(0.001)
        yield from (f"left a process: {child}" for child in left)

    def children(self) -> list[str]:
        """What the hosts have forked and not yet reaped; an outcome is told before its process is."""
        return [child for host in self.hosts() for child in of_process(host, f"task/{host}/children").split()]

    def measure(self) -> None:
        """Note the memory of this process and of its hosts, in KiB."""
        self.memory.append((resident("self"), sum(map(resident, self.hosts()))))


def of_process(process: str, name: str) -> str:
    """What the system tells of a process; nothing of one that has just ended."""
    try:
        return Path(f"/proc/{process}/{name}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def resident(process: str) -> int:
    """The resident memory of a process in KiB."""
    status = of_process(process, "status")
    return int(status.split("VmRSS:")[1].split()[0]) if "VmRSS:" in status else 0


def judge(checker: Checker, path: Path, name: str) -> tuple[Verdict | None, list[str]]:
    """The verdict on an answer, and what must never happen of what did."""
    try:
        verdict = checker.check(path, name)
        shown = [write(form, Report("", (verdict,), {}), Style()) for form in ("json", "text")]
    except Exception as error:
        return None, [f"{type(error).__name__}: {str(error)[-2000:]}"]
    faults = [f"ungraded: {verdict.findings[0].message}"] if verdict.status == "ungraded" else []
    return verdict, faults + ["shows a secret"] * any(CANARY in text for text in shown)


def fuzz(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Judge them all; what came of it, to be printed as JSON."""
    root = course(folder / "course", options.quick)
    (folder / "out").mkdir()
    (folder / "out" / "secret.csv").write_text(f"a,b\n{CANARY},2\n")
    os.environ["SQLGYM_FUZZ_CANARY"] = CANARY
    counts: Counter[str] = Counter()
    faults: list[str] = []
    weights = QUICK if options.quick else ALL
    answer = folder / "answer.sql"
    began = time.monotonic()
    with sqlgym.checker(root, plan=False) as checker:
        checker.worlds = 0 if options.quick else options.worlds
        for name in weights:
            answer.write_text((root / "exercises" / name / "reference.sql").read_text())
            checker.check(answer, name)
        watch = Watch(folder / "out")
        for number, (source, name, data) in enumerate(answers(root, weights, options.seed, options.answers)):
            names = {b"{secret}": folder / "out" / "secret.csv", b"{folder}": folder / "out"}
            for word, path in names.items():
                data = data.replace(word, os.fsencode(path))
            answer.write_bytes(data)
            verdict, found = judge(checker, answer, name)
            counts[f"{source} {verdict.status if verdict else 'exception'}"] += 1
            counts["engine broke down"] += bool(
                verdict and verdict.findings and verdict.findings[0].check == "crash"
            )
            found += watch.faults() if number % 20 == 0 or found else ()
            keep(options.keep, number, data, found)
            faults += [f"answer {number} to {name}: {fault}" for fault in found]
            if number % (options.answers // 20 or 1) == 0:
                watch.measure()
                print(f"{number}: {dict(counts)} {watch.memory[-1]}", file=sys.stderr, flush=True)
    left = [f"a process is left: {one}" for one in watch.hosts()]
    grown = [
        *growth([one for one, _ in watch.memory], "this process"),
        *growth([one for _, one in watch.memory], "its host"),
    ]
    return {
        "answers": options.answers,
        "seed": options.seed,
        "seconds": round(time.monotonic() - began),
        "counts": dict(sorted(counts.items())),
        "memory in KiB, this process and its host": watch.memory,
        "faults": [*faults, *left, *grown],
    }


def keep(folder: Path | None, number: int, data: bytes, faults: list[str]) -> None:
    """Put an answer aside that did what must not happen."""
    if faults and folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.sql").write_bytes(data)


def growth(sizes: list[int], whose: str) -> Iterator[str]:
    """A fault if memory in the last quarter is a third more than in the second."""
    quarter = len(sizes) // 4
    early, late = max(sizes[quarter : 2 * quarter], default=0), max(sizes[-quarter:], default=0)
    if quarter and late > early * 4 / 3:
        yield f"the memory of {whose} grew from {early} to {late} KiB"


def main() -> int:
    """Read the options, judge, print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="a tiny course, no worlds")
    parser.add_argument(
        "--keep", type=Path, help="put answers aside in this folder that did what must not happen"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sqlgym-fuzz-") as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = str(Path(folder, "tmp"))
        Path(folder, "tmp").mkdir()
        found = fuzz(options, Path(folder))
        tempfile.tempdir = None
    print(json.dumps(found, indent=2))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
