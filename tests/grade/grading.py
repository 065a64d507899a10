"""A class on the small course of the tests, graded in this process by threads."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec

from sqlgym.grade.pool import EXECUTORS
from sqlgym.grade.session import Request, grade
from sqlgym.verdict import Report

RIGHT = "SELECT name, weight FROM Pets ORDER BY weight DESC NULLS LAST"
WRONG = "SELECT nam FROM Pets"
SEED = 7
"""The same everywhere, so that the tests share what is built for it."""


def write_class(root: Path, answers: dict[str, str | bytes]) -> Path:
    """Write `student/…/exercise.sql` files into a folder."""
    for name, text in answers.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


class Lasting(ThreadPoolExecutor):
    """Threads that go on from one run to the next, with the sandboxes they have warm."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stay."""


THREAD = Lasting(1)
EXECUTORS["thread"] = lambda _: (lambda: THREAD, 2)


def untimed(report: Report) -> Report:
    """A report without how long things took."""
    results = (msgspec.structs.replace(one, seconds=0.0) for one in report.results)
    return msgspec.structs.replace(report, results=tuple(results))


class Graded:
    """What a run came to: its report, how many texts it judged, and what it said."""

    def __init__(self, request: Request) -> None:
        """Run."""
        self.total = 0
        self.notes: list[str] = []
        self.report: Report = grade(request, self.tell, self.notes.extend)

    def tell(self, done: int, total: int, counts: str) -> None:
        """Remember how much there was to be done."""
        self.total = total

    @property
    def statuses(self) -> dict[str, str]:
        """`student/exercise` → status."""
        return {f"{one.student}/{one.exercise}": one.status for one in self.report.results}


def graded(course: Path, where: Path, **more: object) -> Graded:
    """Grade the folder `class` of a test by the small course, with a store beside it."""
    given: dict[str, object] = {
        "folder": where / "class",
        "course": course,
        "store": str(where / "grades.sqlite"),
        "seed": SEED,
        "executor": "thread:1",
        "sandbox": "auto",
    }
    return Graded(Request(**{**given, **more}))  # type: ignore[arg-type]


def command(root: Path, course: Path, *options: str) -> list[str]:
    """The command that grades the folder `class`, with a store beside it."""
    store = ["--store", str(root / "grades.sqlite"), "--seed", str(SEED), "--sandbox", "auto"]
    grade = [sys.executable, "-m", "sqlgym", "grade", str(root / "class"), "--course", str(course)]
    return [*grade, *store, *options]


def judged(root: Path) -> int:
    """How many verdicts the store has."""
    try:
        with closing(sqlite3.connect(root / "grades.sqlite", timeout=10)) as store:
            return int(store.execute("SELECT count(*) FROM sqlgym_verdicts").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
