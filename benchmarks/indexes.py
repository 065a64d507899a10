"""One check of `indexes` against the bare work in it: copy the file, make the indexes, run the workload once."""

import shutil
import sqlite3
import tempfile
import time
from functools import partial
from pathlib import Path

from sqlgym.course import IndexSettings, find_course
from sqlgym.kinds.checker import Checker
from sqlgym.kinds.index.workload import Item, workload
from sqlgym.sandbox import Sandbox

ROOT = Path(__file__).parents[1]
ANSWER = ROOT / "exercises" / "indexes.sql"


def bare(source: Path, items: tuple[Item, ...]) -> float:
    """The seconds that the same takes with nothing counted and nothing locked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.sqlite"
        began = time.perf_counter()
        shutil.copyfile(source, path)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(ANSWER.read_text(encoding="utf-8") + ";ANALYZE;")
        connection.execute("BEGIN")
        for item in items:
            connection.execute(item.sql).fetchall()
        connection.execute("ROLLBACK")
        connection.close()
        return time.perf_counter() - began


def main() -> None:
    """Print both times and their ratio, and the work of each query."""
    with Sandbox("auto") as sandbox:
        checker = Checker(sandbox, partial(find_course, ROOT), plan=False)
        checker.check(ANSWER)
        began = time.perf_counter()
        verdict = checker.check(ANSWER)
        checked = time.perf_counter() - began
        context = checker.context(ANSWER)
        exercise = context.course.exercise("indexes")
        assert isinstance(exercise.settings, IndexSettings)
        source = context.database(exercise, rows=exercise.settings.index.rows)
        items = workload(exercise, exercise.settings.index)
    unwatched = min(bare(source, items) for _ in range(3))
    print(
        f"one index check: {checked:.2f} s; the bare work: {unwatched:.2f} s; ratio {checked / unwatched:.2f}"
    )
    for query in verdict.details["queries"]:
        times = query.before / max(1, query.after)
        print(f"  {query.name}: {query.before:,} → {query.after:,} ({times:.1f} times less)")


if __name__ == "__main__":
    main()
