"""All benchmarks: prints ratios, and writes them with machine and versions into benchmarks/results.md."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

from measure import command, line, pairs, table
from sqlgym import __version__
from sqlgym.context import Context
from sqlgym.course import Course, Exercise
from sqlgym.data.reference import READING
from sqlgym.sandbox import Ran, Sandbox

ROOT = Path(__file__).parents[1]
DATE = "DATE '2024-01-01' + (range % 366)::INTEGER"
SIZES = (10_000, 100_000, 1_000_000)
MEASURED = ("employee_orders", "second_highest", "most_read")


def check(context: Context, exercises: list[Exercise]) -> Iterator[str]:
    """A warm `sqlgym check` as a whole process against the bare script."""
    for exercise in exercises:
        answer = str(ROOT / "exercises" / f"{exercise.name}.sql")
        reference = str(exercise.folder / "reference.sql")
        database = str(context.dataset(exercise).path)
        ours = command(sys.executable, "-m", "sqlgym", "check", "--no-plan", answer)
        planned = command(sys.executable, "-m", "sqlgym", "check", answer)
        bare = command(sys.executable, str(ROOT / "benchmarks" / "bare.py"), database, answer, reference)
        yield line(
            f"check {exercise.name}, no plan, against a bare script", *pairs(ours, bare), "≤ 1.3, aim < 1"
        )
        yield line(f"check {exercise.name} with plan, against without", *pairs(planned, ours), "≤ 1.3")


def isolated(context: Context, sandbox: Sandbox, exercises: list[Exercise]) -> Iterator[str]:
    """One answer in a process of its own against the same query in this one."""
    for exercise in exercises:
        sql = (ROOT / "exercises" / f"{exercise.name}.sql").read_text()
        connection = duckdb.connect(
            str(context.dataset(exercise).path), read_only=True, config={"threads": 1}
        )
        context.plan = False
        ours = partial(run, context, exercise, sql)
        own = partial(in_process, connection, sql)
        first, second = pairs(ours, own, 51)
        connection.close()
        budget = f"≤ 6, ≥ 40 a second and core (here {1 / first:.0f})"
        yield line(f"one isolated answer to {exercise.name}", first, second, budget)


def run(context: Context, exercise: Exercise, sql: str) -> None:
    """Run an answer in the sandbox."""
    assert isinstance(context.run(exercise, sql, READING), Ran)


def in_process(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Run a query in this process."""
    connection.execute(sql).fetchall()


def build(context: Context) -> Iterator[str]:
    """Building the company against `CREATE TABLE AS SELECT … FROM range()` of the same shape."""
    for rows in SIZES:
        ours = partial(build_company, context, rows)
        yield line(f"build of {rows:,} orders", *pairs(ours, partial(plain_tables, rows), 7), "≤ 10")


def build_company(context: Context, rows: int) -> None:
    """Build the company into an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        os.chmod(cache, 0o700)
        os.environ["SQLGYM_CACHE"] = cache
        context.schema_dataset(context.course.schema_folder("company"), rows)


def plain_tables(orders: int) -> None:
    """Make four tables of the same shape without a thought."""
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect(f"{folder}/plain.duckdb")
        for name, count, columns in (
            ("Departments", orders * 12 // 5000, "'department ' || range AS name"),
            ("Employees", orders * 240 // 5000, "'n ' || range AS n, range % 12 AS d, (range % 90)::DECIMAL(9,2) AS s"),
            ("Customers", orders * 400 // 5000, "'name ' || range AS name, 'region ' || range % 5 AS region"),
            ("Orders", orders, f"range % 240 AS e, range % 400 AS c, (range % 900)::DECIMAL(10,2) AS a, {DATE} AS d"),
        ):  # fmt: skip
            connection.execute(
                f"CREATE TABLE {name} AS SELECT range::INTEGER AS id, {columns} FROM range({count})"
            )
        connection.execute("CHECKPOINT")
        connection.close()


def main() -> None:
    """Run all, print, and keep the results."""
    os.environ.setdefault("SQLGYM_CACHE", tempfile.mkdtemp())
    home, load = os.environ["SQLGYM_CACHE"], os.getloadavg()[0]
    course = Course(ROOT)
    exercises = [course.exercise(name) for name in MEASURED]
    with Sandbox("auto") as sandbox:
        context = Context(course, sandbox)
        parts = [
            table("A warm check", list(check(context, exercises))),
            table("Isolated answers", list(isolated(context, sandbox, exercises))),
            table("Building data", list(build(context))),
        ]
    os.environ["SQLGYM_CACHE"] = home
    machine = (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, sqlgym {__version__}; load before {load:.1f}"
    )
    text = "\n".join(["# Results", "", f"Medians, each pair in turn in one run. {machine}.", "", *parts])
    (ROOT / "benchmarks" / "results.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
